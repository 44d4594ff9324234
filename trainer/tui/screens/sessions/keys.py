"""The keys of a seat."""

from trainer.locale import N_
from trainer.tui.commands import Command

SEAT: tuple[Command, ...] = (
    Command("seat.ready", "f5", "ready", N_("ready"), N_("Say that you are ready, or not yet")),
    Command("seat.go", "enter", "go", N_("go on"), N_("To your card, or to the next answer to rate")),
    Command("seat.claim", "f6", "claim", N_("mine"), N_("Say “that one is mine”, or take it back")),
    Command("seat.wall", "f7", "wall", N_("wall"), N_("Your answer may hang on the wall of WOW, or not"), foot=False),
    Command(
        "seat.win_back",
        "f8",
        "win_back",
        N_("win back"),
        N_("A colleague may try to win this customer back, or not"),
        foot=False,
    ),
    Command("seat.take_over", "f9", "take_over", N_("take over"), N_("Lead on while the lead is away")),
    Command(
        "seat.back",
        "backspace",
        "undo",
        N_("undo"),
        N_("Correct your two numbers, or take your answer back"),
        foot=False,
    ),
    *[Command(f"seat.{n}", str(n), f"digit({n})", N_("number"), foot=False, menu=False) for n in range(1, 6)],
    Command("seat.field", "tab", "field", N_("write"), N_("To the line, and away from it"), foot=False),
    Command("seat.read", "pagedown", "read(1)", N_("read on"), N_("Read further down"), foot=False),
    Command("seat.back_up", "pageup", "read(-1)", N_("read up"), N_("Read further up"), foot=False),
    Command(
        "seat.home",
        "escape",
        "home",
        N_("leave"),
        N_("Get up; your seat, your words and your time stay yours"),
        foot=False,
    ),
)
