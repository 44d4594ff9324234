"""What a lead and a wall see in each phase: pictures of the pure lines, and what must never stand on a wall."""

from typing import Any

import pytest

from tests.support.meetings import a_preset
from tests.tui.goldens import assert_golden
from tests.tui.led import SUMMARY, TWIST, led, on_the_wall
from trainer.domain.kinds import ComplaintType
from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.tui.widgets.console_board import console_lines
from trainer.tui.widgets.lines import Line
from trainer.tui.widgets.projector_board import projector_lines
from trainer.tui.widgets.works import works_lines

SCRIPT = {phase: f"Words for {phase}." for phase in Phase}
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40)]


def text(lines: list[Line]) -> str:
    return "\n".join(line.content.plain.rstrip() for line in lines)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_wall_in_every_phase(size: tuple[int, int]) -> None:
    """Big digits, few words; exactly as many lines as there are, none too wide."""
    width, height = size
    pictures = []
    for phase in Phase:
        lines = projector_lines(on_the_wall(phase), 83.0, width, height)
        assert len(lines) == height
        assert max(line.content.cell_length for line in lines) <= width
        pictures.append(f"--- {phase}\n{text(lines)}")
    assert_golden("\n".join(pictures), f"wall-{width}x{height}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_clock_and_the_code_read_from_the_back_row(size: tuple[int, int]) -> None:
    """Big digits: the clock while people write and rate, the code while they come in; from 80x24 the clock always, and the
    code for whoever is late."""
    roomy = size >= (80, 24)
    for phase in Phase:
        drawn = text(projector_lines(on_the_wall(phase), 83.0, *size)).splitlines()
        big = [line for line in drawn if "█" in line or "▀" in line]
        if phase in {Phase.LOBBY, Phase.WRITE, Phase.RATE, Phase.WARM_UP}:
            assert len(big) >= 5, phase
        if roomy and phase is not Phase.CLOSE:
            assert len(big) >= (10 if phase is Phase.LOBBY else 8), phase
            assert phase is Phase.LOBBY or "01:23" not in "\n".join(drawn)


def test_two_people_and_a_friday_are_told_what_they_do() -> None:
    pair = a_preset(seating=Seating.PAIR)
    assert "Make the other's answer better." in text(
        projector_lines(on_the_wall(Phase.RATE, preset=pair), 83.0, 40, 12)
    )
    assert "Read your answers to each other" in text(
        projector_lines(on_the_wall(Phase.REVEAL, preset=pair, reveal=None), 83.0, 60, 12)
    )
    friday = a_preset(scores=False)
    assert "What made you laugh?" in text(projector_lines(on_the_wall(Phase.RATE, preset=friday), 83.0, 60, 12))


def test_a_wall_says_what_changed_while_people_write() -> None:
    twisted = on_the_wall(Phase.WRITE).card
    assert twisted is not None
    card = type(twisted)(**{name: getattr(twisted, name) for name in twisted.__slots__} | {"twists": (TWIST,)})
    assert TWIST.split()[0] in text(projector_lines(on_the_wall(Phase.WRITE, card=card), 83.0, 60, 20))
    assert "usually the better one" in text(projector_lines(on_the_wall(Phase.WRITE, nudge=True), 83.0, 40, 12))
    assert "paused" in text(projector_lines(on_the_wall(Phase.RATE, paused=True), 83.0, 40, 12))


def test_at_the_hot_seat_the_wall_holds_the_card_and_asks_for_no_code() -> None:
    hot = led(Phase.WRITE).public.preset
    hot = type(hot)("hotseat", "Hot seat", hot.steps, seating=Seating.ONE_TERMINAL)
    shown = text(projector_lines(on_the_wall(Phase.WRITE, preset=hot), 83.0, 40, 12))
    assert "not go back in!" in " ".join(shown.split())
    assert "01:23" in shown
    lobby = text(projector_lines(on_the_wall(Phase.LOBBY, preset=hot), 83.0, 80, 24))
    assert "23467" not in lobby
    assert "4 people are here" in lobby  # nobody can say ready before the keyboard goes round


@pytest.mark.parametrize("width", [57, 77, 117])
def test_the_console_in_every_phase(width: int) -> None:
    """What to say, what to do with which key, who is ready, what is in."""
    pictures = [f"--- {phase}\n{text(console_lines(led(phase), SCRIPT, width))}" for phase in Phase]
    assert_golden("\n".join(pictures), f"console-{width}")
    assert all("F5" in each for each in pictures)


def test_f5_says_that_it_closes_where_the_preset_has_no_phase_for_it() -> None:
    short = a_preset({"lobby": 1, "deal": 1, "write": 5, "rate": 3, "reveal": 1, "debrief": 1})
    last: dict[str, Any] = {"preset": short, "phases": short.phases, "position": 5}
    assert "F5 asks the next one" in text(console_lines(led(Phase.DEBRIEF, **last), SCRIPT, 77))
    assert "F5 closes the session" in text(console_lines(led(Phase.DEBRIEF, **last, question_number=2), SCRIPT, 77))


def test_where_each_has_an_own_card_nobody_is_told_to_read_it_aloud() -> None:
    own: dict[str, Any] = {"preset": a_preset(same_card=False), "card": None}
    told = text(console_lines(led(Phase.DEAL, **own), SCRIPT, 77))
    assert "Everybody reads their own" in told
    assert SCRIPT[Phase.DEAL] not in told


def test_a_closed_console_tells_what_can_be_done_with_the_session() -> None:
    lines = console_lines(led(Phase.CLOSE, closed=True), SCRIPT, 77, "abc", "The report is in /there")
    assert [line.action for line in lines if line.action] == ["report", "wow", "home"]
    assert "trainer report session abc" in text(lines)
    assert text(lines).startswith("The report is in /there")
    assert "Words for close" not in text(lines)


def test_who_does_not_lead_sees_no_script_and_may_take_over_when_the_lead_is_gone() -> None:
    looking = text(console_lines(led(Phase.RATE, is_lead=False), SCRIPT, 77))
    assert "Words for" not in looking
    assert "you look on" in looking
    assert "F9 takes the lead over" in text(
        console_lines(led(Phase.RATE, is_lead=False, can_take_over=True), SCRIPT, 77)
    )


def test_a_seat_and_an_answer_are_stops_of_the_console() -> None:
    actions = [line.action for line in console_lines(led(Phase.RATE), SCRIPT, 77) if line.action]
    assert actions == ["seat_of(2)", "seat_of(3)", "seat_of(4)", "seat_of(5)", "item('A')", "item('B')"]
    assert "(hidden)" in text(console_lines(led(Phase.RATE), SCRIPT, 77))


def test_the_points_are_drawn_where_they_belong() -> None:
    lines = [line.plain for line in works_lines(SUMMARY.reveal.points, 60, 10)]
    assert next(at for at, line in enumerate(lines) if "A" in line) < next(
        at for at, line in enumerate(lines) if "C" in line
    )


def test_the_card_s_kind_never_stands_on_a_wall() -> None:
    """Only what one reads aloud."""
    for phase in Phase:
        assert ComplaintType.IMPOSSIBLE_EXPECTATION not in text(projector_lines(on_the_wall(phase), 83.0, 120, 40))
