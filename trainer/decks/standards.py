"""The house's standards, read as strictly as a deck: `scenarios/standards`, one file a language. They are no decks."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from trainer import paths
from trainer.decks.companions import read_companion
from trainer.decks.finding import STANDARDS
from trainer.decks.locales import language_of
from trainer.decks.nodes import Fields, Items, Place, Text
from trainer.decks.problems import Findings, Problem, shorten
from trainer.decks.values import read_line, read_text
from trainer.domain.standards import PHASES_OF, StandardCard, Standards
from trainer.errors import DeckRefused
from trainer.locale import _

FORMAT = "1"
FALLBACK = "en"
SECTIONS = ("principles", "rules", "dialogue", "warm_ups")
_HEAD = ("locale", "license", "author")
_CARD = ("id", "title", "text", "question")


def read_standards(language: str) -> Standards:
    """What the house stands for in `language` (`uk`, `uk-UA`), in English where there is none in it.

    Raises DeckRefused with the first problem if the file is damaged or gone.
    """
    folder = paths.shipped_decks() / STANDARDS
    wanted = language_of(language)
    there = {path.stem: path for path in folder.glob("*.yaml")}
    path = there.get(wanted) or folder / f"{FALLBACK}.yaml"
    findings = Findings(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("the file can't be read: {reason}").format(reason=error.strerror or str(error))
        findings.error((1, 1), "unreadable", message)
        raise DeckRefused(str(findings.sorted()[0])) from error
    standards, problems = read_standards_text(data, str(path))
    if standards is None:
        raise DeckRefused(str(problems[0]))
    return standards


def read_standards_text(
    data: str | bytes, name: str = "standards.yaml"
) -> tuple[Standards | None, tuple[Problem, ...]]:
    """The standards in a file's text, or None and all its problems with their places. Never raises."""
    return read_companion(data, name, lambda findings, root: _Reading(findings).read(root))


class _Reading:
    """One file's nodes on their way to `Standards`; what is wrong goes to the findings."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._seen: dict[str, Text] = {}

    def read(self, root: Any) -> Standards | None:
        top = self._fields(root, (1, 1), (STANDARDS, *_HEAD, *SECTIONS, "scripts"))
        if top is None:
            return None
        version = self._text(top, STANDARDS)
        if version and version != FORMAT:
            message = _("format {given} needs a newer trainer: this one reads format 1").format(given=shorten(version))
            self._findings.error(top.at(STANDARDS).place, "format", message)
        locale, *_credits = (self._text(top, name) for name in _HEAD)
        principles, rules, dialogue, warm_ups = (self._cards(top, section) for section in SECTIONS)
        return Standards(locale, principles, rules, dialogue, warm_ups, self._scripts(top))

    def _cards(self, top: Fields, section: str) -> tuple[StandardCard, ...]:
        items = top.at(section)
        if not isinstance(items, Items) or not items:
            if top.key(section) is not None:
                place = getattr(items, "place", top.place)
                self._findings.error(place, "list-wanted", _('a list is wanted: "- " lines, or [one, two]'))
            return ()
        return tuple(card for item in items if (card := self._card(item)) is not None)

    def _card(self, item: Any) -> StandardCard | None:
        fields = self._fields(item, item.place, _CARD)
        if fields is None:
            return None
        name, title, text, question = (self._text(fields, key) for key in _CARD)
        if name and not all(part.isalnum() for part in name.replace("_", "-").split("-")):
            message = _("{given}: an id has letters, digits, hyphens and no spaces").format(given=shorten(name))
            self._findings.error(fields.at("id").place, "bad-id", message)
        elif name in self._seen:
            message = _("{key}: stands already in line {line}; keep one of the two")
            message = message.format(key=name, line=self._seen[name].line)
            self._findings.error(fields.at("id").place, "duplicate-id", message)
        elif name:
            self._seen[name] = fields.at("id")
        return StandardCard(name, title, text, question)

    def _scripts(self, top: Fields) -> Mapping[str, Mapping[str, str]]:
        if top.key("scripts") is None:
            return {}
        presets = self._fields(top.at("scripts"), top.place, tuple(PHASES_OF))
        if presets is None:
            return {}
        said: dict[str, Mapping[str, str]] = {}
        for preset, phases in PHASES_OF.items():
            if presets.key(preset) is None:
                continue
            words = self._fields(presets.at(preset), presets.place, phases)
            said[preset] = {} if words is None else {phase: self._text(words, phase) for phase in phases}
        return said

    def _fields(self, node: Any, around: Place, wanted: tuple[str, ...]) -> Fields | None:
        """`node` as a mapping with the keys `wanted` and no others; each that is not there is a problem."""
        if not isinstance(node, Fields):
            self._findings.error(getattr(node, "place", around), "keys-wanted", _('"key: value" lines are wanted here'))
            return None
        for key in node:
            if key in wanted or key.refused:
                continue
            guess = next(iter(get_close_matches(key.lower().replace("-", "_"), wanted, n=1)), "")
            if guess:
                message = _('{key}: did you mean "{guess}"?').format(key=shorten(key), guess=guess)
            else:
                message = _('{key}: no such key here; remove it, or call it "x-{key}" if it is your own')
                message = message.format(key=shorten(key))
            self._findings.error(key.place, "unknown-key", message)
        for name in wanted:
            if node.key(name) is None:
                message = _('{name} is missing: add a line "{name}: ..."').format(name=name)
                self._findings.error(node.place, "missing", message)
        return node

    def _text(self, fields: Fields, name: str) -> str:
        """The text of a key as one paragraph; empty where it is missing, which was said already."""
        if fields.key(name) is None:
            return ""
        value = fields.at(name)
        said = read_line(read_text(value)) if isinstance(value, Text) else ""
        if not said and not (isinstance(value, Text) and value.refused):
            self._findings.error(getattr(value, "place", fields.place), "text-wanted", _("a text is wanted here"))
        return said
