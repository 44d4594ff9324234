"""Which of the team's open sessions home speaks of, and how one comes in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trainer.domain.ids import SessionId
from trainer.domain.rooms import IDLE_CLOSE, Door, OpenRoom, offered

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NEWER = OpenRoom(SessionId("newer"), "monday", "Monday", 5, NOON, NOON)
OLDER = replace(NEWER, session_id=SessionId("older"), opened_at=NOON - timedelta(hours=1))


def test_a_lead_comes_to_the_console_a_seat_stays_one_s_own_and_others_type_the_code() -> None:
    assert replace(NEWER, leads=True, seated=True).door is Door.CONSOLE
    assert replace(NEWER, seated=True).door is Door.SEAT
    assert replace(NEWER, seated=True, up=True).door is Door.SEAT
    assert NEWER.door is Door.CODE


def test_of_several_home_speaks_of_the_own_one_then_of_the_newest() -> None:
    assert offered([], NOON) is None
    assert offered([OLDER, NEWER], NOON) == NEWER
    for own in (replace(OLDER, seated=True), replace(OLDER, leads=True)):
        assert offered([NEWER, own], NOON) == own
        assert offered([own, replace(NEWER, seated=True)], NOON) == replace(NEWER, seated=True)


def test_who_got_up_from_an_old_session_is_not_kept_from_a_newer_one() -> None:
    got_up = replace(OLDER, seated=True, up=True)
    assert offered([got_up, NEWER], NOON) == NEWER
    assert offered([got_up], NOON) == got_up


def test_a_session_that_everybody_forgot_is_none() -> None:
    """It will close itself at the next look of anybody; home does not wait for that."""
    assert offered([NEWER], NOON + timedelta(seconds=IDLE_CLOSE - 1)) == NEWER
    assert offered([NEWER], NOON + timedelta(seconds=IDLE_CLOSE)) is None
