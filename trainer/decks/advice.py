"""What YAML's own complaints mean to an author, and how to mend them. Source: faults 3a."""

import re
from dataclasses import dataclass

from trainer.decks.nodes import Place
from trainer.locale import _

_VALUE = re.compile(r"^\s*(?:- +)*(?:[\w.-]+:\s+)?(?P<value>\S.*)$")
_CURLY = "“”„‘’«»"
_ODD_SPACE = re.compile(r"(?:\s|-(?=\s))*(?:[\w.-]+:)?(?<![^\s:-])(?P<odd>[^\S\x00-\x7f])")
_KEYLESS = re.compile(r"(?P<before> *(?:- +)*)(?![\w.-]+:(?:\s|$))(?=[^\s#\"'|>{\[-])")
"""The beginning of a line that is neither a key nor an item of several lines."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said; places from 1."""

    problem: str
    context: str
    place: Place
    context_place: Place | None
    quote_place: Place | None = None
    """Where the last quoted text began that ran over more than one line."""


@dataclass(frozen=True, slots=True)
class Advice:
    place: Place
    rule: str
    message: str


def advise(said: Complaint, lines: list[str]) -> Advice:
    """The place to look at and what to do there, in plain words."""
    for advise_on in (_quotes, _tabs, _odd_spaces, _colons, _characters, _structure):
        advice = advise_on(said, lines)
        if advice is not None:
            return advice
    return Advice(said.place, "syntax", _("YAML can't be read from here: look at the quotes, colons and indentation"))


def _line(lines: list[str], place: Place) -> str:
    return lines[place[0] - 1] if 0 < place[0] <= len(lines) else ""


def _quotes(said: Complaint, lines: list[str]) -> Advice | None:
    if "quoted scalar" in said.context:
        opening = said.context_place or said.place
        if "end of stream" in said.problem or "document indicator" in said.problem:
            return _unclosed(opening)
        if "escape" in said.problem or "expected hexdecimal" in said.problem or "hexadecimal" in said.problem:
            message = _("a \\ inside \"…\" begins a special sign that YAML does not know: write \\\\, or use '…'")
            return Advice(said.place, "bad-escape", message)
        if "tab" in said.problem:
            return Advice(said.place, "tab", _tab_message())
    before = _line(lines, said.place)[: said.place[1] - 1].rstrip()
    if said.problem.startswith("did not find expected"):
        if said.quote_place is not None and said.quote_place[0] < said.place[0] <= said.quote_place[0] + 200:
            return _unclosed(said.quote_place)
        if before.endswith(('"', "'")) and _line(lines, said.place)[said.place[1] - 1 :].strip():
            message = _(
                "text goes on after the closing quote: put the whole of it in quotes, and double the quotes inside"
            )
            return Advice(said.place, "text-after-quote", message)
    return None


def _unclosed(opening: Place) -> Advice:
    return Advice(opening, "unclosed-quote", _("the quote that opens here is never closed: close it, or leave it out"))


def _tab_message() -> str:
    return _("a tab: YAML is indented with spaces only")


def _tabs(said: Complaint, lines: list[str]) -> Advice | None:
    line = _line(lines, said.place)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and said.place[1] <= len(indent) + 1:
        return Advice((said.place[0], indent.index("\t") + 1), "tab", _tab_message())
    if "\t" in line[said.place[1] - 1 : said.place[1]]:
        return Advice(said.place, "tab", _tab_message())
    return None


def _odd_spaces(said: Complaint, lines: list[str]) -> Advice | None:
    """A space that is none for YAML, pasted from a page: in the broken line or the one above."""
    for row in (said.place[0], said.place[0] - 1):
        found = _ODD_SPACE.match(_line(lines, (row, 1)))
        if found is not None:
            message = _("this is no plain space ({code}): type the space anew").format(
                code=f"U+{ord(found['odd']):04X}"
            )
            return Advice((row, found.start("odd") + 1), "odd-space", message)
    return None


def _colons(said: Complaint, lines: list[str]) -> Advice | None:
    line = _line(lines, said.place)
    if said.problem.startswith("mapping values are not allowed"):
        start = _VALUE.match(line[: said.place[1] - 1])
        previous = next((above for above in reversed(lines[: said.place[0] - 1]) if above.strip()), "")
        if re.fullmatch(r"\s*(?:- +)*[\w.-]+", line[: said.place[1] - 1]) and previous:
            return _below_no_key(said, lines, previous)
        if start is not None and start["value"][:1] in _CURLY:
            message = _('curly quotes do not quote: put the text in straight quotes, "…"')
            return Advice((said.place[0], start.start("value") + 1), "curly-quotes", message)
        message = _('": " inside a text: put the whole text in quotes, "…", or write it below after a |')
        return Advice(said.place, "colon-in-text", message)
    if "could not find expected ':'" in said.problem:
        place = said.context_place or said.place
        message = _('a ":" is missing after this key, or the text above goes on without being indented')
        return Advice(place, "colon-missing", message)
    return None


def _below_no_key(said: Complaint, lines: list[str], previous: str) -> Advice:
    """A key where YAML still reads the text of `previous`, the line above: what is wrong there, or with this key's place."""
    line = _line(lines, said.place)
    indent = len(line) - len(line.lstrip())
    above = max(row for row, each in enumerate(lines[: said.place[0] - 1], 1) if each.strip())
    if re.match(r"\s*[\w.-]+:\S", previous):
        return Advice((above, previous.index(":") + 1), "no-space", _("a space is missing after the colon"))
    keyless = _KEYLESS.match(previous)
    if keyless is not None and len(keyless["before"]) == indent:
        message = _('this line has no key: write it as "key: text", such as "complaint: …"')
        return Advice((above, indent + 1), "colon-missing", message)
    message = _("this line is indented more than the key above it: line it up, or put the text above in quotes")
    return Advice((said.place[0], indent + 1), "indentation", message)


def _characters(said: Complaint, lines: list[str]) -> Advice | None:
    place = said.context_place if "alias" in said.context or "anchor" in said.context else said.place
    if said.context.startswith(("while scanning a tag", "while parsing a tag", "while scanning a directive")):
        place = said.context_place
    place = place or said.place
    sign = _line(lines, place)[place[1] - 1 : place[1]]
    starts = ("alias", "anchor", "a tag", "directive")
    if "cannot start any token" in said.problem or any(start in said.context for start in starts):
        message = _("a text that begins with {sign} must stand in quotes").format(sign=sign or "%")
        return Advice(place, "leading-character", message)
    return None


def _opening(place: Place, lines: list[str]) -> Place:
    """The bracket that is open at `place`, where a closing one of another kind may stand."""
    line = _line(lines, place)
    open_here: list[int] = []
    for column, sign in enumerate(line[: place[1] - 1], 1):
        if sign in "{[":
            open_here.append(column)
        elif sign in "}]" and open_here:
            open_here.pop()
    return (place[0], open_here[-1]) if line[place[1] - 1 : place[1]] in ("}", "]") and open_here else place


def _structure(said: Complaint, lines: list[str]) -> Advice | None:  # noqa: PLR0911 - a table in code
    line = _line(lines, said.place)
    found = _VALUE.match(line)
    rest = line[said.place[1] - 1 :]
    if said.problem.startswith("did not find expected") and found is not None and said.place[1] > 1:
        value, column = found["value"], found.start("value") + 1
        if value[0] in "{[*&!" and column < said.place[1] and "flow" not in said.context:
            message = _("a text that begins with {sign} must stand in quotes").format(sign=value[0])
            return Advice((said.place[0], column), "leading-character", message)
    if "flow" in said.context and said.context_place is not None:
        opening = _opening(said.context_place, lines)
        opened = _line(lines, opening)[opening[1] - 1 : opening[1]]
        message = _(
            "the {sign} that opens here is not closed, or a text inside it needs quotes (a text that begins with {sign} does)"
        ).format(sign=opened or "{")
        return Advice(opening, "unclosed-bracket", message)
    if "block sequence entries are not allowed" in said.problem:
        message = _('a list can\'t begin here: put "- " on a line of its own, or put the text in quotes')
        return Advice(said.place, "list-here", message)
    if "block scalar" in said.context:
        message = _("after | or > the text begins on the next line, indented")
        return Advice(said.place, "block-text", message)
    if "expected node content" in said.problem:
        message = _("a text that begins with {sign} must stand in quotes").format(sign=rest[:1] or "%")
        return Advice(said.place, "leading-character", message)
    if said.problem.startswith("did not find expected"):
        above = _line(lines, (said.place[0] - 1, 1))
        if " #" in above:
            column = above.index(" #") + 2
            message = _('" #" begins a comment, and so cuts this text: put the whole text in quotes')
            return Advice((said.place[0] - 1, column), "cut-text", message)
        if "'-' indicator" in said.problem:
            message = _(
                'this line does not line up: indent it as the lines above, or begin it with "- " as the other items'
            )
        else:
            message = _('a "key: value" is expected here, at the indentation of the keys above')
        return Advice(said.place, "indentation", message)
    return None
