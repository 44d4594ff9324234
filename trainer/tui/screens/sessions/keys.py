"""The keys of a seat and of the lead's console, and what each phase lets those of a seat do."""

from collections.abc import Callable, Mapping

from trainer.domain.phases import Act
from trainer.domain.views import SeatView
from trainer.locale import N_
from trainer.tui.commands import Command
from trainer.tui.screens.sessions.asked import writes_for_group

SEAT: tuple[Command, ...] = (
    Command("seat.ready", "f5", "ready", N_("ready"), N_("Say that you are ready, or not yet")),
    Command("seat.go", "enter", "go", N_("go on"), N_("To your card, or to the next answer to rate")),
    Command("seat.claim", "f6", "claim", N_("mine"), N_("Say “that one is mine”, or take it back")),
    Command("seat.wall", "f7", "wall", N_("wall"), N_("Your answer may hang on the wall of WOW, or not"), foot=False),
    Command("seat.win_back", "f8", "win_back", N_("win back"),
            N_("A colleague may try to win this customer back, or not"), foot=False),
    Command("seat.pen", "f6", "take_pen", N_("take the pen"), N_("Go on with your group's answer")),
    Command("seat.take_over", "f9", "take_over", N_("take over"), N_("Lead on while the lead is away")),
    Command("seat.back", "backspace", "undo", N_("undo"), N_("Correct your two numbers, or take your answer back"),
            foot=False),
    *[
        Command(f"seat.{n}", str(n), f"digit({n})", N_("number"), foot=False, menu=False, at_once=True)
        for n in range(1, 6)
    ],
    Command("seat.field", "tab", "field", N_("write"), N_("To the line, and away from it"), foot=False),
    Command("seat.read", "pagedown", "read(1)", N_("read on"), N_("Read further down"), foot=False),
    Command("seat.back_up", "pageup", "read(-1)", N_("read up"), N_("Read further up"), foot=False),
    Command("seat.home", "escape", "home", N_("leave"), N_("Get up; your seat, your words and your time stay yours"),
            foot=False),
)  # fmt: skip
CONSOLE: tuple[Command, ...] = (
    Command("console.start", "f5", "start", N_("start"), N_("Start: the first phase begins")),
    Command("console.next", "f5", "next", N_("next"), N_("Go on to what comes next")),
    Command("console.finish", "f5", "finish", N_("close"), N_("Close the session; its summary stays")),
    Command("console.report", "f5", "report", N_("report"), N_("Write the report of this session to a file")),
    Command("console.people", "f4", "people", N_("who is here"), N_("Say who is in the room")),
    Command("console.hand", "f4", "hand", N_("whose turn"), N_("Pass the keyboard to the next one")),
    Command("console.extend", "f6", "order('extend')", N_("+1 min"), N_("One minute more")),
    Command("console.pause", "f7", "pause", N_("pause"), N_("Stop the clock")),
    Command("console.resume", "f7", "resume", N_("run on"), N_("Let the clock run again")),
    Command(
        "console.wow", "f7", "wow", N_("wall of WOW"), N_("The wall of WOW: answers that their authors gave to it")
    ),
    Command("console.back", "f8", "back", N_("back"), N_("Back to the phase before")),
    Command("console.seat", "f4", "seat", N_("my seat"), N_("Take part yourself: your own seat")),
    Command("console.take_over", "f9", "take_over", N_("take over"), N_("Lead on while the lead is away")),
    Command("console.project", "f3", "project", N_("wall"), N_("The projector's picture, here")),
    Command("console.skip", "", "skip", N_("skip"), N_("Leave this phase at once"), foot=False),
    Command("console.close", "", "close", N_("close"), N_("Jump to the close and end the session"), foot=False),
    Command(
        "console.sheets", "", "sheets", N_("on paper"), N_("Write the card and a rating sheet for paper"), foot=False
    ),
    Command("console.home", "escape", "home", N_("home"), N_("Back home; the session goes on"), foot=False),
)
"""Several commands share a key; what the moment allows decides (`ConsoleScreen.check_action`)."""


def _can_claim(view: SeatView) -> bool:
    return view.can_claim


def _can_write(view: SeatView) -> bool:
    return Act.WRITE in view.acts and not view.sent and not view.passed


_WHEN: Mapping[str, Callable[[SeatView], bool]] = {
    "ready": lambda view: Act.READY in view.acts,
    "go": lambda view: bool(view.acts & {Act.RATE, Act.WARM_UP}) or _can_write(view),
    "claim": _can_claim,
    "wall": _can_claim,
    "win_back": _can_claim,
    "take_over": lambda view: view.can_take_over,
    "take_pen": lambda view: writes_for_group(view) and view.pen_free,
    "digit": lambda view: Act.MOOD in view.acts,
    "undo": lambda view: Act.MOOD in view.acts or (Act.WRITE in view.acts and view.sent and view.deal_id is not None),
}


def allowed(action: str, view: SeatView | None, *, asking: bool) -> bool | None:
    """Whether the seat may do `action` now; `asking`: a line is asked for. None: not a matter of the session."""
    if action == "field":
        return asking
    if action not in _WHEN:
        return None
    return (action == "go" and asking) or (view is not None and _WHEN[action](view))
