"""What comes after a session: the calendar by weekday, the rota of leads, the wall of WOW, win-back threads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.support.meetings import a_preset
from trainer.domain.calendars import planned_on, upcoming
from trainer.domain.ids import AnswerId, DealId, PersonId, RatingId, SessionId
from trainer.domain.rating import Judgement, Rating
from trainer.domain.reveals import SessionAnswer
from trainer.domain.rotas import rota
from trainer.domain.walls import gold_levels, is_wow
from trainer.domain.winning import Ended, Thread, Try, ended, is_alive, is_due, is_not_yet, next_thread

MONDAY = date(2026, 11, 23)
TUNE_IN = replace(a_preset(), weekday=0)
RELIEF = replace(a_preset(), id="friday", weekday=4)
EXPRESS = replace(a_preset(), id="express")
ANN, BOB, CAT = (PersonId(n) for n in (1, 2, 3))


def test_monday_tunes_in_and_friday_lets_off_steam() -> None:
    found = upcoming((TUNE_IN, RELIEF, EXPRESS), MONDAY, (), ("Ann", "Bob"), 3)
    assert [(each.day.day, each.preset.id, each.lead_name) for each in found] == [
        (23, "monday", "Ann"), (27, "friday", "Bob"), (30, "monday", "Ann"),
    ]  # fmt: skip


def test_a_day_that_had_its_session_is_over() -> None:
    assert upcoming((TUNE_IN, RELIEF), MONDAY, {MONDAY}, (), 1)[0].day == date(2026, 11, 27)


def test_a_preset_of_one_s_own_goes_before_the_shipped_one_of_that_day() -> None:
    own = replace(a_preset(), id="our-monday", weekday=0)
    assert planned_on((TUNE_IN, RELIEF, own), MONDAY) is own
    assert planned_on((TUNE_IN,), date(2026, 11, 24)) is None


def test_whoever_led_longest_ago_or_never_leads_next() -> None:
    led = {ANN: datetime(2026, 11, 20, tzinfo=UTC), BOB: datetime(2026, 11, 13, tzinfo=UTC)}
    assert rota([(ANN, "Ann"), (BOB, "Bob"), (CAT, "Cat")], led) == ("Cat", "Bob", "Ann")
    assert rota([(CAT, "cat"), (ANN, "Ann")], {}) == ("Ann", "cat")


def rated(*levels: int, score: float | None = None) -> SessionAnswer:
    ratings = tuple(
        Rating(
            id=RatingId(n),
            by_lead=False,
            answer_id=AnswerId("a"),
            rater_id=PersonId(10 + n),
            judgement=Judgement({"heard": level}),
            score=level * 25.0,
            rubric_version=1,
            rated_at=datetime(2026, 11, 23, tzinfo=UTC),
            final_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
        for n, level in enumerate(levels)
    )
    return SessionAnswer(
        AnswerId("a"), DealId("d"), ANN, "Ann", "Come and see.", True, score, wall=True, ratings=ratings
    )


def test_on_the_wall_hangs_what_is_wow_and_what_its_author_gave() -> None:
    assert is_wow(rated(4, 3))
    assert not is_wow(rated(4))  # one colleague alone
    assert not is_wow(rated(3, 2))
    assert not is_wow(replace(rated(4, 4), wall=False))
    assert not is_wow(replace(rated(4, 4), hidden=True))


def test_a_gold_answer_s_levels_tell_nobody_s_single_rating() -> None:
    assert gold_levels(rated(4, 4, 3)) == {"heard": 4}
    assert gold_levels(rated(4, 2)) == {"heard": 3}  # the total's level, not what two people gave


FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)


def thread(*how: Ended, days: int = 0) -> Thread:
    tries = tuple(Try(PersonId(20 + n), each) for n, each in enumerate(how))
    return Thread(SessionId("s"), AnswerId(f"a{days}"), ANN, FRIDAY + timedelta(days=days), tries)


def test_a_thread_ends_when_the_customer_is_won_and_after_two_failures() -> None:
    assert is_alive(thread())
    assert is_alive(thread(Ended.FAILED, Ended.VOID))
    assert not is_alive(thread(Ended.FAILED, Ended.FAILED))
    assert not is_alive(thread(Ended.FAILED, Ended.WON))
    assert not is_alive(thread(Ended.OPEN))  # somebody is at it


def test_it_comes_back_the_week_after() -> None:
    assert not is_due(thread(), FRIDAY + timedelta(days=2))
    assert is_due(thread(), FRIDAY + timedelta(days=3))
    assert is_due(thread(days=32), FRIDAY + timedelta(days=40))  # over the turn of the year


def test_to_a_colleague_never_to_its_author_and_not_twice_to_the_same() -> None:
    later = FRIDAY + timedelta(days=14)
    old, new = thread(Ended.FAILED), thread(days=1)
    assert next_thread((new, old), BOB, later) is old
    assert next_thread((new, old), PersonId(20), later) is new
    assert next_thread((new, old), ANN, later) is None


def test_how_a_try_went() -> None:
    assert ended(written=True, closed=True, settled=True, score=50.0) is Ended.WON
    assert ended(written=True, closed=True, settled=True, score=49.9) is Ended.FAILED
    assert ended(written=False, closed=True, settled=True, score=None) is Ended.FAILED
    assert ended(written=True, closed=True, settled=False, score=None) is Ended.OPEN
    assert ended(written=True, closed=True, settled=True, score=None) is Ended.VOID  # nobody rated it in seven days
    assert ended(written=True, closed=False, settled=False, score=None) is Ended.OPEN


def test_only_what_is_not_yet_and_given_by_its_author_begins_a_thread() -> None:
    given = replace(rated(1, 1), win_back=True)
    assert is_not_yet(given)
    assert not is_not_yet(rated(1, 1))
    assert not is_not_yet(replace(rated(2, 2), win_back=True))  # 50 is enough
    assert not is_not_yet(replace(given, hidden=True))
