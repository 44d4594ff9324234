"""The own page and the lead's page: what three statements fetch is what the rules make of the cards one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from statistics import fmean, median

import pytest
from sqlalchemy import Engine, event, text

from tests.storage.places import on_sqlite
from tests.support.histories import History, write_history
from tests.support.making import MONDAY, FakeClock
from tests.support.shelves import Shelf, deck, ready_cards
from trainer.domain.evidence import OwnNumber, Part, TeamNumber
from trainer.domain.ids import DealId, DeckId, PersonId
from trainer.domain.kinds import ComplaintType, DealState, Outcome
from trainer.domain.levels import service_level
from trainer.domain.mastery import masteries
from trainer.domain.moods import MoodMeans
from trainer.domain.people import Role
from trainer.domain.progress import CountedCard
from trainer.domain.teamwork import team_change, team_level
from trainer.domain.trends import pooled_spread, quality, trend
from trainer.errors import BarStays, LeadOnly, NotFound, WrongUsage
from trainer.services.dealing import take_hint
from trainer.services.leading import flagged_answers, rating_queue
from trainer.services.progress import cards_behind, known_person, own_page
from trainer.services.reporting import report_me, report_team
from trainer.services.statistics import deck_statistics
from trainer.services.teams import deck_cards_behind, raise_bar, team_cards_behind, team_page
from trainer.storage.engine import WRITING
from trainer.storage.tables import Row
from trainer.storage.units import SqlUnitOfWork

LEAD, SOMEBODY = PersonId(1), PersonId(3)
SMALL = History(people=9, cards_each=90, days=400, flagged_every=40, waiting_every=2)
PAST = timedelta(days=5000)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def filled(engine: Engine) -> SqlUnitOfWork:
    write_history(engine, SMALL, MONDAY)
    return SqlUnitOfWork(engine)


def everybody(uow: SqlUnitOfWork) -> dict[PersonId, list[CountedCard]]:
    with uow.reading():
        return {
            PersonId(number): uow.results.of_person(PersonId(number), MONDAY - PAST)
            for number in range(1, SMALL.people + 1)
        }


def scores(cards: list[CountedCard], days: float = 5000) -> list[float]:
    """Newest first."""
    return [
        card.score
        for card in cards
        if card.counts_for_quality and card.score is not None and MONDAY - card.closed_at <= timedelta(days=days)
    ]


def season(cards: list[CountedCard]) -> list[float]:
    """Oldest first, from the first of July."""
    return [
        card.score
        for card in reversed(cards)
        if card.score is not None
        and card.counts_for_quality
        and card.closed_at >= MONDAY.replace(month=7, day=1, hour=0)
    ]


def test_the_own_page_is_what_the_rules_make_of_the_cards_one_by_one(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    cards = everybody(filled)
    mine = cards[SOMEBODY]
    page = own_page(filled, clock, SOMEBODY)
    recent = [card.outcome for card in mine if MONDAY - card.closed_at <= timedelta(days=180)]
    assert page.level == service_level(recent, 0.8)
    assert page.quality == quality(scores(mine))
    assert page.scores == pytest.approx(season(mine))
    spread = pooled_spread([season(each) for each in cards.values()])
    expected = trend(season(mine), spread)
    assert page.trend.direction is expected.direction
    assert page.trend.needed == pytest.approx(expected.needed)
    assert page.trend.z == pytest.approx(expected.z)
    known = masteries(
        [(c.type, c.score or 0.0, c.closed_at) for c in mine if c.score is not None], ComplaintType, MONDAY
    )
    assert {each.type: each.mastery for each in page.masteries} == known
    assert page.person.name == "Person 0003"
    assert len(page.comments) == 2


@on_sqlite
def test_criteria_stand_beside_the_middle_of_the_members_means(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    cards = everybody(filled)
    page = own_page(filled, clock, SOMEBODY)
    heard = page.criteria[0]
    last = [card for card in cards[SOMEBODY] if card.counts_for_quality][:20]
    assert heard.own == pytest.approx(fmean(card.criteria["heard"].score for card in last))
    since = MONDAY.replace(hour=0) - timedelta(weeks=7)
    means = [
        fmean(found)
        for mine in cards.values()
        if (found := [card.criteria["heard"].score for card in mine if card.closed_at >= since and card.criteria])
    ]
    assert heard.team == pytest.approx(median(means))
    assert heard.answers == 20


def test_the_own_page_knows_what_was_written_and_what_harmed(
    filled: SqlUnitOfWork, clock: FakeClock, engine: Engine
) -> None:
    """Variants of the newest five answers; two raters' flag is harm until the lead dismisses it."""
    newest = [each.deal_id for each in everybody(filled)[SOMEBODY] if each.counts_for_quality][:6]
    before = own_page(filled, clock, SOMEBODY)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        answers = {
            deal: connection.execute(text("SELECT id FROM answer WHERE deal_id = :deal"), {"deal": deal}).scalar_one()
            for deal in newest
        }
        for answer in answers.values():
            for position, words in enumerate((f"first for {answer}", "second")):
                connection.execute(
                    text("INSERT INTO variant (answer_id, position, text) VALUES (:answer, :position, :words)"),
                    {"answer": answer, "position": position, "words": words},
                )
        connection.execute(
            text("UPDATE rating SET flags = '[\"no_answer\"]' WHERE answer_id = :answer"),
            {"answer": answers[newest[0]]},
        )
    page = own_page(filled, clock, SOMEBODY)
    assert page.variants == tuple((f"first for {answers[deal]}", "second") for deal in newest[:5])
    assert (page.scored, page.critical_free) == (20, before.critical_free - 1)
    assert page.comments == before.comments
    assert page.criteria == before.criteria
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ruling (answer_id, flag, confirmed, by_id, why, at)"
                " VALUES (:answer, 'no_answer', :no, 1, '', :now)"
            ),
            {"answer": answers[newest[0]], "no": False, "now": MONDAY},
        )
    assert own_page(filled, clock, SOMEBODY).critical_free == before.critical_free


def test_the_team_page_is_what_the_rules_make_of_the_cards_one_by_one(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    cards = everybody(filled)
    page = team_page(filled, clock, LEAD)
    windows = [[c.outcome for c in mine if MONDAY - c.closed_at <= timedelta(days=180)] for mine in cards.values()]
    assert page.level == team_level(windows, 0.8)
    assert [row.person.name for row in page.people] == sorted(row.person.name for row in page.people)
    for row in page.people:
        for kind, cell in zip(page.types, row.cells, strict=True):
            own = [c for c in cards[row.person.id] if c.type is kind]
            found = scores(own, 180)
            assert cell.answers == len(found)
            assert cell.mean == (pytest.approx(fmean(found)) if len(found) >= 3 else None)
    spans = [([s for s in scores(mine, 60) if s not in scores(mine, 30)], scores(mine, 30)) for mine in cards.values()]
    assert page.change.mean == pytest.approx(team_change(spans).mean)
    assert (page.health.invited, page.health.took_part) == (9, 9)


@on_sqlite
def test_what_waits_is_counted_as_sent_and_as_practice_but_in_no_score(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    page = team_page(filled, clock, LEAD)
    assert page.queue.waiting == page.ratings.waiting > 0
    assert page.queue.ratings_missing == page.queue.waiting
    assert page.ratings.sent == page.ratings.scored + page.ratings.waiting
    mine = sum(own_page(filled, clock, PersonId(number)).waiting for number in range(1, SMALL.people + 1))
    assert mine == page.queue.waiting


def test_flags_of_one_rater_wait_for_the_lead_and_leave_answers_critical_free(
    filled: SqlUnitOfWork, clock: FakeClock
) -> None:
    page = team_page(filled, clock, LEAD)
    assert page.queue.unconfirmed_flags > 0
    assert page.critical_free.free == page.critical_free.answers == page.ratings.scored


def test_a_screen_is_three_statements(filled: SqlUnitOfWork, clock: FakeClock, engine: Engine) -> None:
    with statements(engine) as asked:
        own_page(filled, clock, SOMEBODY)
    assert len(asked) <= 3
    with statements(engine) as asked:
        team_page(filled, clock, LEAD)
    assert len(asked) <= 3


@on_sqlite
def test_nobody_but_the_lead_opens_the_team_page(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    with pytest.raises(LeadOnly):
        team_page(filled, clock, SOMEBODY)
    with pytest.raises(LeadOnly):
        report_team(filled, clock, SOMEBODY)
    with pytest.raises(LeadOnly):
        team_cards_behind(filled, clock, SOMEBODY, TeamNumber.LEVEL)
    for page in (own_page, team_page):
        with pytest.raises(NotFound):
            page(filled, clock, PersonId(999))


def test_no_colleague_is_in_the_own_page(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    told = repr(own_page(filled, clock, SOMEBODY)) + repr(report_me(filled, clock, SOMEBODY))
    assert [name for n in range(1, 10) if (name := f"Person {n:04}") in told] == ["Person 0003"]


def test_why_opens_the_cards_behind_each_number(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    page = own_page(filled, clock, SOMEBODY)
    level = cards_behind(filled, clock, SOMEBODY, OwnNumber.LEVEL)
    assert tuple(each.card.outcome for each in level.cards) == page.outcomes
    behind = cards_behind(filled, clock, SOMEBODY, OwnNumber.QUALITY)
    assert fmean(each.card.score or 0.0 for each in behind.cards) == pytest.approx(page.quality.mean)
    heard = cards_behind(filled, clock, SOMEBODY, OwnNumber.CRITERION, criterion="heard")
    assert fmean(each.value or 0.0 for each in heard.cards) == pytest.approx(page.criteria[0].own)
    kind = next(each for each in page.masteries if each.answers > 2)
    mastered = cards_behind(filled, clock, SOMEBODY, OwnNumber.MASTERY, kind=kind.type)
    assert sum(each.weight or 0.0 for each in mastered.cards) == pytest.approx(kind.mastery.evidence)
    ends = cards_behind(filled, clock, SOMEBODY, OwnNumber.TREND).cards
    first, last = ([c.card.score or 0.0 for c in ends if c.part is part] for part in (Part.FIRST, Part.LAST))
    assert fmean(last) - fmean(first) == pytest.approx(page.trend.change)
    assert fmean(first) == pytest.approx(page.start)
    with pytest.raises(WrongUsage):
        cards_behind(filled, clock, SOMEBODY, OwnNumber.MASTERY)


@on_sqlite
def test_why_of_the_team_tells_of_nobody_in_particular(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    page = team_page(filled, clock, LEAD)
    level = team_cards_behind(filled, clock, LEAD, TeamNumber.LEVEL)
    assert len(level.cards) == page.level.eligible
    assert sum(each.card.outcome is Outcome.HIT for each in level.cards) == page.level.hits
    assert list(level.cards) == sorted(level.cards, key=lambda each: (each.card.complaint, each.card.deal_id))
    row = page.people[2]
    kind, cell = next((k, c) for k, c in zip(page.types, row.cells, strict=True) if c.mean is not None)
    behind = team_cards_behind(filled, clock, LEAD, TeamNumber.CELL, person_id=row.person.id, kind=kind)
    assert fmean(each.card.score or 0.0 for each in behind.cards) == pytest.approx(cell.mean)
    bars = team_cards_behind(filled, clock, LEAD, TeamNumber.BAR)
    assert sum(each.part is Part.SINCE for each in bars.cards) >= page.periods[1].eligible
    assert team_cards_behind(filled, clock, LEAD, TeamNumber.CHANGE).cards
    with pytest.raises(WrongUsage):
        team_cards_behind(filled, clock, LEAD, TeamNumber.CELL)


@on_sqlite
def test_practice_of_another_team_is_nobodys_business(engine: Engine, clock: FakeClock) -> None:
    write_history(engine, History(people=8, cards_each=40, days=200, teams=2), MONDAY)
    uow = SqlUnitOfWork(engine)
    page = team_page(uow, clock, PersonId(1))
    assert [row.person.name for row in page.people] == [f"Person {n:04}" for n in (1, 3, 5, 7)]
    with pytest.raises(LeadOnly):
        team_cards_behind(uow, clock, PersonId(1), TeamNumber.CELL, person_id=PersonId(2), kind=ComplaintType.FEAR)


@on_sqlite
def test_an_empty_team_and_an_empty_person_have_pages(engine: Engine, clock: FakeClock) -> None:
    write_history(engine, History(people=1, cards_each=0), MONDAY)
    uow = SqlUnitOfWork(engine)
    page = own_page(uow, clock, PersonId(1))
    assert (page.level.eligible, page.quality.scores, page.scores, page.criteria[0].own) == (0, 0, (), None)
    assert page.guessable
    team = team_page(uow, clock, PersonId(1))
    assert (team.level.eligible, team.types, team.queue.oldest_days) == (0, (), None)
    assert [talk.silent_days for talk in team.talks] == [None]
    assert report_me(uow, clock, PersonId(1)).cards == report_team(uow, clock, PersonId(1)).cards == ()


@on_sqlite
def test_an_amended_score_is_the_one_that_counts(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    cards = [card for card in everybody(filled)[SOMEBODY] if card.original is not None]
    page = report_me(filled, clock, SOMEBODY)
    told = {each.card.deal_id: each.card.score for each in page.cards}
    assert cards
    assert {told[DealId(card.deal_id)] for card in cards} == {71.5}


@on_sqlite
def test_a_cell_under_three_answers_opens_no_card(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    page = team_page(filled, clock, LEAD)
    few = [
        (row.person.id, kind)
        for row in page.people
        for kind, cell in zip(page.types, row.cells, strict=True)
        if cell.mean is None and cell.answers
    ]
    assert few
    for person_id, kind in few:
        assert team_cards_behind(filled, clock, LEAD, TeamNumber.CELL, person_id=person_id, kind=kind).cards == ()


@on_sqlite
def test_what_a_lead_opens_tells_no_deal_no_hour_and_no_single_criterion(
    filled: SqlUnitOfWork, clock: FakeClock
) -> None:
    """Rules 7: aliased, no time finer than the session (a week of practice), no single rating behind a number."""
    deals = {card.deal_id for mine in everybody(filled).values() for card in mine}
    for number in (TeamNumber.LEVEL, TeamNumber.CHANGE, TeamNumber.BAR):
        cards = [each.card for each in team_cards_behind(filled, clock, LEAD, number).cards]
        assert cards
        assert {card.deal_id for card in cards}.isdisjoint(deals)
        assert {(card.closed_at.weekday(), card.closed_at.hour, card.closed_at.second) for card in cards} == {(0, 0, 0)}
        assert not any(card.criteria or card.mean is not None or card.half_width is not None for card in cards)


@on_sqlite
def test_the_weeks_of_the_programme_say_how_many_and_not_who(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    health = team_page(filled, clock, LEAD).health
    monday = MONDAY.replace(hour=0, minute=0, second=0, microsecond=0)
    expected = [
        sum(
            any(start <= card.closed_at < start + timedelta(weeks=1) for card in mine)
            for mine in everybody(filled).values()
        )
        for start in (monday - timedelta(weeks=back) for back in range(7, -1, -1))
    ]
    assert len(health.by_week) == 8
    assert all(told >= counted for told, counted in zip(health.by_week, expected, strict=True))
    assert sum(health.by_week) > 0


def test_the_cards_behind_the_decks_are_those_the_coverage_counts(filled: SqlUnitOfWork, clock: FakeClock) -> None:
    with filled:
        filled.decks.store(deck("sea", *ready_cards("card-1", "card-2", "never")))
        filled.decks.store(deck("sea", *ready_cards("card-1", "card-2", "never"), locale="uk-UA", title="Біля моря"))
        filled.commit()
    page = team_page(filled, clock, LEAD)
    cards = deck_cards_behind(filled, clock, LEAD, "uk")
    assert (len(cards), sum(card.practised for card in cards)) == (page.decks.cards, page.decks.practised) == (3, 2)
    assert {card.deck_title for card in cards} == {"Біля моря"}


def test_the_bar_rises_only_where_it_is_suggested_and_what_was_judged_stays(engine: Engine, clock: FakeClock) -> None:
    write_history(engine, replace(SMALL, cards_each=400), MONDAY)
    uow = SqlUnitOfWork(engine)
    with pytest.raises(BarStays):
        raise_bar(uow, clock, LEAD)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        connection.exec_driver_sql("UPDATE result SET outcome = 'hit', score = 90, amended_score = NULL")
    assert team_page(uow, clock, LEAD).suggested_bar == 60.0
    assert raise_bar(uow, clock, LEAD).bar == 60.0
    page = team_page(uow, clock, LEAD)
    assert (page.team.bar, page.suggested_bar) == (60.0, None)
    assert {card.bar for mine in everybody(uow).values() for card in mine} == {50.0}
    with pytest.raises(BarStays):
        raise_bar(uow, clock, LEAD)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.TRAINER])
def test_of_the_team_a_lead_alone_is_told(filled: SqlUnitOfWork, clock: FakeClock, role: Role) -> None:
    """Rules 7, on what services return: page, evidence, decks, bar and desk of ratings refuse everybody else kindly."""
    with filled:
        filled.people.change(replace(known_person(filled, SOMEBODY), role=role))
        filled.commit()
    asks: list[Callable[[], object]] = [
        lambda: team_page(filled, clock, SOMEBODY),
        *[partial(team_cards_behind, filled, clock, SOMEBODY, number) for number in TeamNumber],
        lambda: deck_cards_behind(filled, clock, SOMEBODY, "en"),
        lambda: raise_bar(filled, clock, SOMEBODY),
        lambda: rating_queue(filled, clock, SOMEBODY),
        lambda: flagged_answers(filled, clock, SOMEBODY),
        lambda: report_team(filled, clock, SOMEBODY),
    ]
    for ask in asks:
        with pytest.raises(LeadOnly):
            ask()
    if role is Role.EMPLOYEE:
        with pytest.raises(LeadOnly):
            deck_statistics(filled, clock, SOMEBODY, DeckId("sea"))


def test_no_name_is_in_what_a_trainer_or_a_lead_is_told_of_cards_and_answers(
    filled: SqlUnitOfWork, clock: FakeClock
) -> None:
    with filled:
        filled.decks.store(deck("sea", *ready_cards("card-1", "card-2")))
        filled.commit()
    told = [
        deck_statistics(filled, clock, LEAD, DeckId("sea")),
        rating_queue(filled, clock, LEAD),
        flagged_answers(filled, clock, LEAD),
        team_cards_behind(filled, clock, LEAD, TeamNumber.LEVEL),
    ]
    assert "Person 0" not in repr(told)
    assert "rater_id" not in repr(told)
    cards = deck_statistics(filled, clock, LEAD, DeckId("sea")).cards
    assert all(card.mean is None for card in cards if card.answers < 3)


def felt(engine: Engine, session: str, days_ago: float, moods: list[tuple[int, bool, int, int]], team: int = 1) -> None:
    """A session of so many days ago with moods (person, after, pleasure, energy)."""
    at = MONDAY - timedelta(days=days_ago)
    tables = Row.metadata.tables
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        values = {"id": session, "code": session, "team_id": team, "preset_id": "monday", "preset": "{}", "lead_id": 1}
        values |= {"language": "en", "version": 1, "position": 0, "turn": 0, "phase": "lobby", "closed_at": at}
        values |= dict.fromkeys(("opened_at", "began_at", "touched_at", "lead_seen_at"), at)
        connection.execute(tables["session"].insert(), [values])
        rows = [
            {"session_id": session, "person_id": who, "after": after, "pleasure": pleasure, "energy": energy}
            for who, after, pleasure, energy in moods
        ]
        connection.execute(tables["session_mood"].insert(), rows)


def test_the_mood_of_each_session_is_told_of_the_team_from_three_pairs(engine: Engine, clock: FakeClock) -> None:
    write_history(engine, History(people=9, cards_each=3, teams=2), MONDAY)
    everyone = [1, 3, 5, 7]
    pairs = [(who, False, 2, 1) for who in everyone] + [(who, True, 4, 3) for who in everyone[:3]]
    felt(engine, "old", 8, pairs)
    felt(engine, "few", 1, [(1, False, 5, 5), (1, True, 1, 1), (3, False, 5, 5)])
    felt(engine, "ages", 400, pairs)
    felt(engine, "theirs", 2, [(2, False, 1, 1), (2, True, 1, 1)], team=2)
    uow = SqlUnitOfWork(engine)
    newest, older = team_page(uow, clock, LEAD).moods
    assert (newest.opened_at, newest.change.pairs, newest.change.start) == (MONDAY - timedelta(days=1), 1, None)
    assert (older.change.pairs, older.change.before, older.change.start) == (3, 4, MoodMeans(2.0, 1.0))
    assert (older.change.end, older.change.energy) == (MoodMeans(4.0, 3.0), 2.0)
    with statements(engine) as asked:
        team_page(uow, clock, LEAD)
    assert len(asked) == 3


def test_the_recommend_score_is_this_quarters_of_the_team(engine: Engine, clock: FakeClock) -> None:
    write_history(engine, History(people=24, cards_each=0, teams=2), MONDAY)
    rows = [
        {"person_id": who, "quarter": "2026-Q4", "score": 10 if who < 17 else 6, "at": MONDAY}
        for who in range(1, 22, 2)
    ]
    rows += [{"person_id": 2, "quarter": "2026-Q4", "score": 0, "at": MONDAY}]
    rows += [{"person_id": 1, "quarter": "2026-Q3", "score": 0, "at": MONDAY}]
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        connection.execute(Row.metadata.tables["recommendation"].insert(), rows)
    found = team_page(SqlUnitOfWork(engine), clock, LEAD).recommended
    assert (found.promoters, found.passives, found.detractors) == (8, 0, 3)
    assert found.score == pytest.approx(100 * 5 / 11)


def test_hints_are_kept_with_the_deal_and_counted_for_the_card(
    uow: SqlUnitOfWork, clock: FakeClock, shelf: Shelf
) -> None:
    opened = shelf.opened(shelf.ann)
    with uow.reading():
        before = uow.deals.get(opened.id)
    assert before is not None
    assert before.hints == 0
    with pytest.raises(WrongUsage):
        take_hint(uow, clock, opened.id, 1)
    with uow:
        assert uow.deals.take_hint(opened.id, 2)
        assert not uow.deals.take_hint(opened.id, 1)
        uow.commit()
    with uow:
        uow.decks.store(deck("sea", *ready_cards("fish")))
        assert uow.deals.close(opened.id, DealState.PASSED, MONDAY)
        assert not uow.deals.take_hint(opened.id, 3)
        uow.commit()
    line = deck_statistics(uow, clock, shelf.lead.id, DeckId("sea")).cards[0]
    assert (line.hinted, line.passes) == (1, 1)
    with pytest.raises(NotFound):
        take_hint(uow, clock, DealId("none"), 1)
