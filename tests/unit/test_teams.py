"""The lead's page: who is to be talked to, what the decks lack, how the programme lives; no rank anywhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from tests.support.making import MONDAY
from trainer.domain.coverage import DeckCell, deck_coverage
from trainer.domain.ids import PersonId, TeamId
from trainer.domain.kinds import Channel, ComplaintType, Outcome, Stage
from trainer.domain.people import Person, Role, Team
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling
from trainer.domain.teams import (
    CriticalFree,
    Flagged,
    TalkReason,
    TeamCard,
    TeamPage,
    TeamRecord,
    critical_free,
    team_page,
)
from trainer.domain.teamwork import Change

FLAG, OTHER = CriticalFlag.FALSE_PROMISE, CriticalFlag.PRIVATE_DATA
JULY = (MONDAY - datetime(2026, 7, 1, tzinfo=MONDAY.tzinfo)).days


def card(
    days_ago: float, score: float | None = 60.0, kind: ComplaintType = ComplaintType.FEAR, bar: float = 50.0
) -> TeamCard:
    outcome = Outcome.MISS if score is None or score < bar else Outcome.HIT
    return TeamCard(kind, outcome, score, score is not None, bar, MONDAY - timedelta(days=days_ago))


def page(cards: Mapping[str, Sequence[TeamCard]], flagged: Sequence[Flagged] = (), bar: float = 50.0) -> TeamPage:
    people = {PersonId(n): Person(PersonId(n), name, Role.EMPLOYEE, TeamId(1)) for n, name in enumerate(cards, start=1)}
    record = TeamRecord(
        team=Team(TeamId(1), "Desk", bar=bar),
        people=people,
        cards={
            who: sorted(cards[person.name], key=lambda each: each.closed_at, reverse=True)
            for who, person in people.items()
        },
        flagged=flagged,
        decks=(),
    )
    return team_page(record, MONDAY)


def test_people_stand_in_the_order_of_the_alphabet_and_in_no_other() -> None:
    best_last = {
        "Яна": [card(n + 1, 90.0) for n in range(9)],
        "Ґанна": [card(n + 1, 10.0) for n in range(12)],
        "Ada": [],
    }
    found = page(best_last)
    assert [row.person.name for row in found.people] == ["Ada", "Ґанна", "Яна"]
    assert [talk.person.name for talk in found.talks] == ["Ada", "Ґанна"]


def test_a_cell_is_told_from_three_answers_within_180_days() -> None:
    found = page(
        {"Ann": [card(1, 40.0), card(2, 50.0), card(181, 99.0)], "Bob": [card(1, 40.0), card(2, 50.0), card(3, 90.0)]}
    )
    assert found.types == (ComplaintType.FEAR,)
    assert [(row.cells[0].mean, row.cells[0].answers) for row in found.people] == [(None, 2), (60.0, 3)]


def test_a_talk_is_offered_to_those_below_slipping_or_silent() -> None:
    below = [card(n + 1, 45.0) for n in range(10)]
    slipping = [card(JULY - n, 95.0 if n < 10 else 60.0) for n in range(20)]
    found = page({"Ann": below, "Bob": slipping, "Cat": [card(22)], "Dan": [card(20)], "Eve": []})
    reasons = {talk.person.name: talk.reasons for talk in found.talks}
    assert reasons == {
        "Ann": (TalkReason.BELOW,),
        "Bob": (TalkReason.SLIPPING, TalkReason.SILENT),
        "Cat": (TalkReason.SILENT,),
        "Eve": (TalkReason.SILENT,),
    }
    silent = {talk.person.name: talk.silent_days for talk in found.talks}
    assert (silent["Ann"], silent["Cat"], silent["Eve"]) == (None, 22, None)
    assert next(talk.change for talk in found.talks if talk.person.name == "Bob") == -35.0


def test_a_programme_lives_by_the_weeks_people_take_part_in() -> None:
    weekly = [card(7 * n) for n in range(4)]
    once, long_ago = [card(10)], [card(60)]
    health = page({"Ann": weekly, "Bob": once, "Cat": long_ago, "Dan": []}).health
    assert (health.invited, health.took_part, health.active) == (4, 2, 1)


def test_the_rating_coverage_counts_what_waits_and_what_nobody_rated() -> None:
    waiting = TeamCard(ComplaintType.FEAR, None, None, False, 0.0, MONDAY - timedelta(days=3), missing=2)
    unscored = TeamCard(
        ComplaintType.FEAR, Outcome.EXCLUDED, None, False, 50.0, MONDAY - timedelta(days=9), unscored=True
    )
    passed = card(4, None)
    found = page({"Ann": [card(1), waiting, unscored, passed], "Bob": [card(2)]})
    assert (found.ratings.scored, found.ratings.waiting, found.ratings.unscored, found.ratings.sent) == (2, 1, 1, 4)
    assert (found.queue.waiting, found.queue.ratings_missing, found.queue.oldest_days) == (1, 2, 3)


@pytest.mark.parametrize(
    ("flagged", "free", "open_"),
    [
        (Flagged((frozenset({FLAG}),), (), True), 10, 1),
        (Flagged((frozenset({FLAG}), frozenset({FLAG})), (), True), 9, 0),
        (Flagged((frozenset({FLAG}), frozenset({OTHER})), (), True), 10, 1),
        (Flagged((frozenset({FLAG}),), (Ruling(FLAG, True),), True), 9, 0),
        (Flagged((frozenset({FLAG}), frozenset({FLAG})), (Ruling(FLAG, False),), True), 10, 0),
        (Flagged((frozenset({FLAG}), frozenset({FLAG})), (), False), 10, 0),
    ],
)
def test_an_answer_is_critical_free_until_two_raters_or_the_lead_say_otherwise(
    flagged: Flagged, free: int, open_: int
) -> None:
    assert critical_free(10, [flagged]) == CriticalFree(free, 10)
    assert page({"Ann": [card(1)]}, [flagged]).queue.unconfirmed_flags == open_


def test_the_month_is_compared_person_by_person() -> None:
    def person(before: float, after: float) -> list[TeamCard]:
        return [card(n + 1, after) for n in range(3)] + [card(31 + n, before) for n in range(3)]

    found = page(
        {"Ann": person(50, 60), "Bob": person(40, 51), "Cat": person(70, 79), "Dan": [card(1), card(40)]}
    ).change
    assert (found.change, found.people, found.mean) == (Change.UP, 3, 10.0)


def test_a_higher_bar_is_suggested_after_two_sure_periods_of_the_present_bar() -> None:
    sure = {name: [card(n * 2 + 1, 90.0) for n in range(27)] for name in ("Ann", "Bob", "Cat", "Dan")}
    found = page(sure)
    assert found.suggested_bar == 60.0
    assert [each.eligible for each in found.periods] == [52, 56]
    raised = page(sure, bar=60.0)
    assert (raised.suggested_bar, [each.eligible for each in raised.periods]) == (None, [0, 0])


def test_the_decks_are_told_with_their_gaps() -> None:
    found = deck_coverage(
        [
            DeckCell(Stage.SERVE, Channel.PHONE, ComplaintType.FEAR, 4, 3),
            DeckCell(None, Channel.CHAT, ComplaintType.FEAR, 2, 0),
        ]
    )
    assert (found.cards, found.practised) == (6, 3)
    assert [(each.name, each.cards) for each in found.stages] == [
        ("attract", 0), ("serve", 4), ("retain", 0), ("winback", 0), ("", 2)
    ]  # fmt: skip
    assert {each.name: (each.cards, each.practised) for each in found.types}["fear"] == (6, 3)
    assert len(found.channels) == len(Channel)


def test_the_page_holds_no_score_of_a_person_but_the_cells_and_the_reason_for_a_talk() -> None:
    found = page({"Ann": [card(n + 1, 77.25) for n in range(12)], "Bob": [card(1, 12.5), card(2, 13.5)]})
    assert found.talks == ()
    assert "12.5" not in repr(found.people)
