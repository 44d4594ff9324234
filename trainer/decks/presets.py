"""Presets of sessions, read as strictly as a deck: the shipped ones and a lead's own, one file each. They are no decks.

A lead's file with the id of a shipped one takes its place.
"""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from trainer.decks.companions import read_companion
from trainer.decks.finding import SUFFIXES
from trainer.decks.nodes import Fields, Text
from trainer.decks.problems import Findings, Problem, Severity, shorten
from trainer.decks.values import Unfit, read_line, read_number, read_text, read_yes_no
from trainer.domain.phases import Phase
from trainer.domain.presets import HIGHEST, LONGEST_PHASE, LOWEST, Aim, Flaw, Preset, Seating, Step, flaws_of
from trainer.domain.texts import LONGEST_NAME
from trainer.errors import DeckRefused, NotFound
from trainer.locale import N_, _

FORMAT = "1"
SIGN = "preset"
"""The word that each of these files begins with, comments apart."""
SAME, EACH = "same", "each"
_KEYS = (
    SIGN, "id", "title", "aim", "seating", "card", "difficulty", "absurdity", "invented", "scores", "laughed_first",
    "weekday", "minutes",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PHASES = tuple(phase.value for phase in Phase)
_RANGE = re.compile(r"([1-5])\s*(?:-|–|\.\.)\s*([1-5])|([1-5])")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FLAWS = {
    Flaw.NO_LOBBY: N_("a session begins with its lobby: put a line “lobby: 2” first"),
    Flaw.NO_WRITING: N_("a session needs the phases deal and write"),
    Flaw.NO_RATING: N_("a reveal needs something rated: add a line “rate: 4”, or leave out reveal"),
    Flaw.ORDER: N_("the phases keep their order: {order}"),
    Flaw.TWICE: N_("a phase stands there twice"),
    Flaw.NO_TIME: N_("a phase takes more than 0 and at most {most} minutes"),
}
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def read_presets(folders: Iterable[Path]) -> tuple[list[Preset], list[Problem]]:
    """The presets of all folders (later ones replace earlier ones by id), by their order of reading, and what is wrong with
    those that can't be used. In one folder the first of an id is it."""
    found: dict[str, Preset] = {}
    problems: list[Problem] = []
    for folder in folders:
        here: dict[str, str] = {}
        for path in sorted(each for each in folder.glob("*") if each.suffix.lower() in SUFFIXES and each.is_file()):
            preset, wrong = read_preset(path)
            problems.extend(wrong)
            if preset is not None and preset.id in here:
                problems.append(_twin(path, preset.id, here[preset.id]))
            elif preset is not None:
                found[preset.id] = preset
                here[preset.id] = path.name
    return list(found.values()), problems


def _twin(path: Path, preset_id: str, other: str) -> Problem:
    """A file that was copied by hand, its id forgotten."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = next((number for number, each in enumerate(lines, 1) if each.startswith("id:")), 1)
    message = _("id: {file} has “{preset}” already; give this one another id").format(file=other, preset=preset_id)
    return Problem(str(path), line, 1, Severity.ERROR, "duplicate-id", message)


def read_preset(path: Path) -> tuple[Preset | None, tuple[Problem, ...]]:
    """The preset in a file, or None and all its problems with their places. Never raises."""
    try:
        data = path.read_bytes()
    except OSError as error:
        findings = Findings(str(path))
        message = _("the file can't be read: {reason}").format(reason=error.strerror or str(error))
        findings.error((1, 1), "unreadable", message)
        return None, findings.sorted()
    return read_preset_text(data, str(path))


def read_preset_text(data: str | bytes, name: str = "preset.yaml") -> tuple[Preset | None, tuple[Problem, ...]]:
    """As `read_preset`, of a text."""
    return read_companion(data, name, lambda findings, root: _Reading(findings).read(root))


def _read_weekday(value: Any) -> int | None:
    word = read_line(value).lower()
    if word not in _WEEKDAYS:
        raise Unfit("word", ", ".join(_WEEKDAYS))
    return _WEEKDAYS.index(word)


def copy_preset(shipped: Path, own: Path, preset_id: str, name: str) -> Path:
    """Copies the file of a shipped preset into the lead's own folder under another id; the file that was made.

    Raises NotFound, or DeckRefused where the id is none or a file of that name is there.
    """
    source = shipped / f"{preset_id}.yaml"
    if not _ID.fullmatch(preset_id) or not source.is_file():
        raise NotFound(
            _("There is no preset “{preset}”. See them with: trainer session presets").format(preset=preset_id)
        )
    if not _ID.fullmatch(name):
        raise DeckRefused(_("{given}: an id has small letters, digits and hyphens").format(given=shorten(name)))
    target = own / f"{name}.yaml"
    if target.exists():
        raise DeckRefused(_("{file} is there already; give another name.").format(file=target))
    text = source.read_text(encoding="utf-8")
    own.mkdir(parents=True, exist_ok=True)
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)
    text = re.sub(r"^id: .*$", f"id: {name}", text, flags=re.MULTILINE)
    text = re.sub(r"^# Copy it.*\n", "", text, flags=re.MULTILINE)
    if title:
        text = text.replace(title.group(0), f"title: {title.group(1)} ({name})")
    target.write_text(text, encoding="utf-8")
    return target


class _Reading:
    """One file's nodes on their way to a `Preset`; what is wrong goes to the findings."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def read(self, root: Any) -> Preset | None:
        if not isinstance(root, Fields):
            self._findings.error(getattr(root, "place", (1, 1)), "keys-wanted", _('"key: value" lines are wanted here'))
            return None
        self._refuse_unknown(root, _KEYS)
        for name in (SIGN, "id", "title", "minutes"):
            if root.key(name) is None:
                message = _('{name} is missing: add a line "{name}: ..."').format(name=name)
                self._findings.error(root.place, "missing", message)
        version = self._value(root, SIGN, read_line, FORMAT)
        if version != FORMAT:
            message = _("format {given} needs a newer trainer: this one reads format 1").format(given=shorten(version))
            self._findings.error(root.at(SIGN).place, "format", message)
        preset = Preset(
            id=self._value(root, "id", _read_id, ""),
            title=self._value(root, "title", _read_title, ""),
            steps=self._steps(root),
            aim=self._word(root, "aim", Aim, Aim.PRACTICE),
            difficulty=self._value(root, "difficulty", _read_range, (LOWEST, HIGHEST)),
            absurdity=self._value(root, "absurdity", _read_range, (LOWEST, HIGHEST)),
            invented=self._value(root, "invented", read_yes_no, False),
            same_card=self._value(root, "card", _read_same, True),
            scores=self._value(root, "scores", read_yes_no, True),
            laughed_first=self._value(root, "laughed_first", read_yes_no, False),
            seating=self._word(root, "seating", Seating, Seating.OWN),
            weekday=self._value(root, "weekday", _read_weekday, None),
        )
        if not preset.same_card and preset.seating in (Seating.GROUPS, Seating.PAIR):
            message = _("people who work on one answer need the same card: write “card: same”")
            self._findings.error(root.at("card").place, "card", message)
        return preset

    def _steps(self, root: Fields) -> tuple[Step, ...]:
        node = root.at("minutes")
        if node is None:
            return ()
        if not isinstance(node, Fields):
            self._findings.error(
                getattr(node, "place", root.place), "keys-wanted", _("lines like “write: 7” are wanted here")
            )
            return ()
        self._refuse_unknown(node, _PHASES)
        steps = []
        for key in node:
            if str(key) in _PHASES:
                minutes = self._value(node, key, lambda value: read_number(value, 0, LONGEST_PHASE, above=True), 1.0)
                steps.append(Step(Phase(str(key)), minutes))
        if len(steps) < len(node):  # a phase is misspelt, which was said; what is missing would be said twice
            return tuple(steps)
        for flaw in flaws_of(steps):
            message = _(_FLAWS[flaw]).format(order=", ".join(Phase), most=f"{LONGEST_PHASE:g}")
            self._findings.error(node.place, flaw.value.replace("_", "-"), message)
        return tuple(steps)

    def _value(self, fields: Fields, name: str, read: Callable[[Any], T], otherwise: T) -> T:
        key = fields.key(name)
        if key is None:
            return otherwise
        value = fields.at(name)
        try:
            return read(value)
        except Unfit as unfit:
            if not (isinstance(value, Text) and value.refused):
                message = f"{name}: {_why(unfit)}"
                self._findings.error(getattr(value, "place", key.place), unfit.kind, message)
            return otherwise

    def _word(self, fields: Fields, name: str, kind: type[E], otherwise: E) -> E:
        def read(value: Any) -> E:
            word = read_line(value).lower().replace("-", "_")
            if word not in tuple(kind):
                raise Unfit("word", ", ".join(kind))
            return kind(word)

        return self._value(fields, name, read, otherwise)

    def _refuse_unknown(self, fields: Fields, wanted: tuple[str, ...]) -> None:
        for key in fields:
            if key in wanted or key.refused:
                continue
            guess = next(iter(get_close_matches(key.lower().replace("-", "_"), wanted, n=1)), "")
            if guess:
                message = _('{key}: did you mean "{guess}"?').format(key=shorten(key), guess=guess)
            else:
                known = ", ".join(wanted)
                message = _("{key}: no such key here; known are {known}").format(key=shorten(key), known=known)
            self._findings.error(key.place, "unknown-key", message)


_WHY = {
    "word": N_("one of these is wanted: {words}"),
    "range": N_("a number from 1 to 5 is wanted, or two like 2-4"),
    "yes-no-wanted": N_("yes or no is wanted"),
    "title": N_("a title of one line, of {longest} letters at most, is wanted"),
    "id": N_("an id has small letters, digits and hyphens"),
    "out-of-range": N_("more than 0 and at most {most} minutes"),
    "number-wanted": N_("a number is wanted, like 7 or 1.5"),
}


def _why(unfit: Unfit) -> str:
    words = _WHY.get(unfit.kind, N_("a text of one line is wanted"))
    return _(words).format(words=unfit.said, most=f"{LONGEST_PHASE:g}", longest=LONGEST_NAME)


def _read_id(value: Any) -> str:
    word = read_line(value)
    if not _ID.fullmatch(word):
        raise Unfit("id", word)
    return word


def _read_title(value: Any) -> str:
    title = read_line(read_text(value))
    if not title or len(title) > LONGEST_NAME:
        raise Unfit("title", title)
    return title


def _read_range(value: Any) -> tuple[int, int]:
    found = _RANGE.fullmatch(read_line(value))
    if found is None:
        raise Unfit("range", "")
    low, high, one = found.groups()
    least, most = (int(one), int(one)) if one else (int(low), int(high))
    if least > most:
        raise Unfit("range", "")
    return least, most


def _read_same(value: Any) -> bool:
    word = read_line(value).lower()
    if word not in (SAME, EACH):
        raise Unfit("word", f"{SAME}, {EACH}")
    return word == SAME
