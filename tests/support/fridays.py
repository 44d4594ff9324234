"""Plays a whole Friday in real terminals and keeps a picture of each phase: `python -m tests.support.fridays`.

A lead at 120x40, three seats at 80x24, a wall at 40x12, all on one file; every step is a key that the screen names. The
pictures are docs/pictures/session-<number>-<phase>-<lead|seat|wall>.svg, which docs/sessions.md shows.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.support.colleagues import meet, tell
from tests.support.screenshots import DOCS, draw
from tests.support.terminal import Terminal, start_trainer

PICTURES = DOCS / "pictures"
LEAD, SEAT, OTHERS = "Olena", "Iryna", ("Bohdan", "Marta")
SIZES = {LEAD: (120, 40), SEAT: (80, 24)}
DECK, CARD = "friday-nonsense", "painted-the-front-door-r9lw"
ANSWERS: Mapping[str, str] = {
    SEAT: "Two coats would have hidden the neighbour as well. Put the kettle on, please: warm black tea takes it off within a"
    " day. I stay on the line until your door is back.",
    "Bohdan": "Congratulations on a perfect coat. Does the neighbour have black tea? Then we find the door before seven.",
    "Marta": "It is on the tin. Please read the small print.",
}
"""What each sends."""
MARKS: Mapping[str, tuple[str, str]] = {
    SEAT: ("f6", "find the door before seven"),
    "Bohdan": ("", "until your door is back"),
    "Marta": ("f6", "until your door is back"),
}
"""How each marks what comes: laughed or not, and the phrase that is stolen."""
NOTE = "Ask what they need at seven, not what the tin says."
COMPLAINT = "Your clouds are second-hand. I recognised one."


class Friday:
    """The terminals of one session by their names; `wall` is the projector."""

    def __init__(self, home: Path, terminals: ExitStack, code: str) -> None:
        self.code = code
        self.at: dict[str, Terminal] = {}
        for name in (LEAD, SEAT, *OTHERS):
            words = ("--as", name, "--lang", "en")
            self.at[name] = terminals.enter_context(start_trainer(home, *words, size=SIZES.get(name, (80, 24))))
        wall = ("--lang", "en", "session", "project", code)
        self.at["wall"] = terminals.enter_context(start_trainer(home, *wall, size=(40, 12)))
        self.seats = (SEAT, *OTHERS)

    def see(self, name: str, wanted: str) -> None:
        """Waits until the pattern is on that screen; everybody is listened to meanwhile, or they would stand still."""
        self._until(name, lambda words: re.search(wanted, words) is not None, f"{name} does not see {wanted!r}")

    def all_see(self, wanted: str) -> None:
        for name in self.seats:
            self.see(name, wanted)

    def press(self, name: str, *keys: str) -> None:
        self.at[name].press(*keys)

    def type(self, name: str, words: str) -> None:
        self.at[name].type(words, pause=0.002)
        self.see(name, re.escape(words[-12:]))

    def keep(self, number: int, phase: str, *names: str) -> None:
        """A picture of each of these screens, once they are at rest."""
        for name in names or (LEAD, SEAT, "wall"):
            kind = {LEAD: "lead", "wall": "wall"}.get(name, "seat")
            self.at[name].settle()
            file = PICTURES / f"session-{number}-{phase}-{kind}.svg"
            file.write_text(draw(self.at[name]), encoding="utf-8")
            sys.stdout.write(f"{file.name}\n{self.at[name].picture()}\n")

    def _until(self, name: str, true: Callable[[str], bool], otherwise: str) -> None:
        terminal = self.at[name]

        def heard() -> bool:
            for each in self.at.values():
                if each is not terminal and each.process.poll() is None:
                    each.listen(0.0)
            return true(terminal.words)

        terminal.wait_until(heard, otherwise, 120.0)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as terminals:
        home = Path(folder)
        meet(home, LEAD, SEAT, *OTHERS)
        _opening(home)
        opened = tell(home, "--as", LEAD, "session", "new", "--preset", "friday", "--deck", DECK, "--card", CARD)
        friday = Friday(home, terminals, opened["code"])
        _come_in(friday)
        _write(friday)
        _rate(friday)
        _talk(friday)
        _close(friday)


def _opening(home: Path) -> None:
    """How the lead picks a preset; the session of the other pictures has a card of its own, so that they stay the same."""
    with start_trainer(home, "--as", LEAD, "--lang", "en", size=(80, 24)) as lead:
        lead.see("F4")
        lead.press("f4")
        lead.see("F5 opens one")
        lead.press("f5")
        lead.see("nobody here has seen")
        lead.press("down")
        lead.see("▸ Friday relief")
        lead.settle()
        (PICTURES / "session-0-opening-lead.svg").write_text(draw(lead), encoding="utf-8")


def _come_in(friday: Friday) -> None:
    for name in (LEAD, *friday.seats):
        friday.see(name, "F4")
        friday.press(name, "f4")
        friday.see(name, friday.code if name == LEAD else "Going on now")  # the lead is at the console at once
    for name in friday.seats:
        friday.type(name, friday.code)
        friday.press(name, "enter")
        friday.see(name, "You are in")
    for name in OTHERS:
        friday.press(name, "3", "2")
        friday.see(name, "Kept")
    friday.press(SEAT, "2")
    friday.see("wall", "Iryna")
    friday.see(LEAD, "2 of 3 ready")
    friday.keep(1, "lobby")
    friday.press(SEAT, "2")
    friday.see(LEAD, "3 of 3 ready")
    friday.press(LEAD, "f5")
    friday.all_see("We laugh at the situation")
    friday.see("wall", "Ground rule")
    friday.keep(2, "rule")


def _write(friday: Friday) -> None:
    friday.press(LEAD, "f5")
    friday.all_see("Listen: the lead reads")
    friday.see("wall", "The card")
    friday.keep(3, "card")
    friday.press(LEAD, "f5")
    friday.all_see("F5 done")
    for name, words in ANSWERS.items():
        friday.type(name, words)
    friday.press("Marta", "f5")
    friday.see(LEAD, "1 of 3 ready")
    friday.see("wall", "1 of 3")
    friday.keep(4, "writing")
    for name in (SEAT, "Bohdan"):
        friday.press(name, "f5")
        friday.see(name, "Your answer is in")
    friday.see(LEAD, "3 of 3 ready")


def _rate(friday: Friday) -> None:
    friday.press(LEAD, "f5")
    friday.all_see("Rate · 1 of")
    friday.see("wall", "What made you laugh")
    for turn in (1, 2):
        for name in friday.seats:
            friday.see(name, rf"Rate · {turn} of")
            _mark(friday, name, keep=name == SEAT and turn == 1)
    friday.all_see("Nothing waits for you now")
    friday.see(LEAD, "3 of 3 ready")


def _mark(friday: Friday, name: str, *, keep: bool) -> None:
    """Levels for what lies there, laughter and a phrase, as it comes: the clumsy answer gets few."""
    clumsy = ANSWERS["Marta"][:12] in friday.at[name].words
    key, phrase = MARKS[name]
    friday.press(name, *("112211" if clumsy else "455454"))
    if key and not clumsy:
        friday.press(name, key)
        friday.see(name, "made me laugh")
    if not clumsy and phrase.split()[-1] in friday.at[name].words:
        friday.press(name, "f7")
        friday.see(name, "A phrase worth stealing")
        friday.type(name, phrase)
        friday.press(name, "enter")
        friday.see(name, "steal: |worth stealing|“")
    if keep:
        friday.keep(5, "rating")
    friday.press(name, "f5")
    friday.see(name, "Rated, thank you")


def _talk(friday: Friday) -> None:
    friday.press(LEAD, "f5")
    friday.all_see("is yours")
    friday.see("wall", "works")
    for name in (SEAT, "Bohdan"):
        friday.press(name, "f6", "f7")
        friday.see(name, r"\[x\] say .* \[x\] it may hang")
    friday.keep(6, "reveal")
    friday.press(LEAD, "f5")
    friday.all_see("Question 1")
    friday.see("wall", "Debrief")
    friday.type(SEAT, NOTE)
    friday.see(LEAD, "1 line so far")
    friday.keep(7, "debrief")
    while "Next time ·" not in friday.at[SEAT].words:
        question = re.search(r"Question \d", friday.at[SEAT].words)
        friday.press(LEAD, "f5")
        friday.see(SEAT, r"Next time ·|Question (?!{})".format(question[0][-1] if question else "0"))


def _close(friday: Friday) -> None:
    friday.all_see("The most absurd complaint")
    for name in friday.seats:
        friday.press(name, "4", "4")
        friday.see(name, "Kept")
    friday.type(SEAT, COMPLAINT)
    friday.press(SEAT, "enter")
    friday.see(SEAT, "“" + re.escape(COMPLAINT))
    friday.keep(8, "next-time")
    friday.press(LEAD, "f5")
    friday.all_see("Thank you. That was it")
    friday.see("wall", "Thank you")
    friday.press(LEAD, "f5")
    friday.see(LEAD, "write the report")
    friday.see(LEAD, "drafts")
    friday.keep(9, "close")
    friday.press(LEAD, "f7")
    friday.see(LEAD, "Wall of WOW .* F5 gold")
    friday.press(LEAD, "f5")
    friday.see(LEAD, "Written into|cannot|Nothing hangs")
    sys.stdout.write(friday.at[LEAD].picture() + "\n")


if __name__ == "__main__":
    main()
