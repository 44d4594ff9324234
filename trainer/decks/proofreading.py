"""What a deck may say and yet hardly means: the rules that real authors trip on. Source: deck-format, Reading.

Works on the nodes, so that a card with a wrong value is still checked to its end.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from trainer.decks.locales import canonical, language_of, locale_trouble, plural_forms
from trainer.decks.nodes import Fields, Items, Node, OddText, Place, QuotedText, Text, no_fields
from trainer.decks.placeholders import PLACEHOLDERS, VAR_NAME, Kind, Misread, Placeholder, forms_fit, tokens
from trainer.decks.privacy import find_full_name, find_private, is_anonymised
from trainer.decks.problems import Findings, shorten
from trainer.decks.rating import RubricChecker, number_or
from trainer.domain.kinds import Sensitivity
from trainer.locale import _

RENDERED = frozenset(
    {
        "complaint", "context", "constraints", "can_do", "current_offers", "why_it_matters", "hidden_interest", "says",
        "hints", "must_not", "text", "why", "success_when", "debrief", "mood", "remembered_detail", "turnover_rank",
        "page", "source", "role", "low", "high", "anchors",
    }
)  # fmt: skip
"""Keys whose texts people see with their placeholders filled in."""
FREE = RENDERED | {"title", "summary", "brand_voice", "industry", "notes", "note", "tags", "name", "contact", "vars"}
"""Keys that hold words of the author's own, where ` #` may have cut something off."""
_WORD = re.compile(r"\w+")
_SENSITIVITIES = frozenset(Sensitivity)
_PASSED_ON = frozenset({"vars", "anchors"})
"""Mappings whose keys are the author's own names."""
_CURLY = ("“", "”", "„", "‟", "‘", "’", "‚")
_CURLY_QUOTED = re.compile(r"[“”„‟][^“”„‟]*[“”„‟]|[‘’‚][^‘’‚]*[‘’‚]")
SCREEN_COLUMNS, SCREEN_ROWS = 68, 14
"""What a complaint may take of a terminal of 80 by 24 beside the customer and the answer."""
LATEST_TWIST = 80
"""Percent of the timer: of seven minutes a minute and a half is left."""
_PREPOSITIONS = {
    "uk": "без|біля|в|від|для|до|з|за|зі|із|к|крім|між|на|над|о|об|перед|під|після|по|при|про|проти|ради|серед|у|через",
    "ru": "без|в|во|для|до|за|из|к|ко|кроме|между|на|над|о|об|обо|около|от|перед|по|под|после|при|про|против|ради|с|со|среди"
    "|у|через",
}
_NAMES = re.compile(r"\{\s*(?:customer\.(?:first|last|full)_name|city)\s*\}")
_DECLINED = frozenset({"customer.first_name", "customer.last_name", "customer.full_name", "city"})
"""Placeholders that another case would change in Ukrainian and Russian."""


@dataclass
class _CardSeen:
    """What earlier cards of the deck said."""

    ids: dict[str, Text] = field(default_factory=dict)
    complaints: dict[str, int] = field(default_factory=dict)


def check_head(root: Fields, findings: Findings) -> str:
    """The rules for all that is not a card. Returns the locale in its usual spelling."""
    locale = root.at("locale")
    tag = _check_locale(locale, findings) if isinstance(locale, Text) and locale else "en"
    defaults = root.at("defaults")
    for key, text in _texts(root, skip=("cards", "defaults")):
        _check_text(key, text, findings)
    if isinstance(defaults, Fields):
        for key, text in _texts(defaults):
            _check_text(key, text, findings)
    return tag


class CardChecker:
    """Checks the cards of one deck, one after the other."""

    def __init__(self, root: Fields, locale: str, lines: list[str], findings: Findings) -> None:
        defaults = root.at("defaults")
        self._defaults = defaults if isinstance(defaults, Fields) else no_fields()
        self._locale = locale
        self._lines = lines
        self._findings = findings
        self._seen = _CardSeen()
        self._rubric = RubricChecker(self._defaults, findings)
        words = _PREPOSITIONS.get(language_of(locale))
        self._before_name = re.compile(rf"(?<!\w)(?:{words})\s+\Z", re.IGNORECASE) if words else None
        persona = self._defaults.at("persona")
        self._default_sensitivity = self._defaults.at("sensitivity")
        self._default_vars = _vars(persona)
        self._default_texts = [text for key, text in _texts(self._defaults) if key in RENDERED]
        for text in self._default_texts:
            self._check_placeholders(text, self._default_vars, check_vars=False)

    def check(self, card: Node, broken: bool = False) -> bool:
        """All rules for one card, a sentence or a mapping. `broken`: a part of it could not be read. Returns whether its
        complaint is cut off, so that it does not count as missing."""
        said = card if isinstance(card, Text) else card.at("complaint") if isinstance(card, Fields) else None
        if isinstance(said, Text) and not said and said.plain and self._is_cut_off(said):
            return True
        self._check(card, broken)
        return False

    def _is_cut_off(self, said: Text) -> bool:
        """`- #42 is late`: all of it is a comment, and that is said."""
        line = self._lines[said.line - 1] if said.line <= len(self._lines) else ""
        rest = line[said.column - 1 :]
        if not rest.lstrip().startswith("#"):
            return False
        message = _('" #" begins a comment, and so cuts this text: put the whole text in quotes')
        self._findings.error((said.line, said.column + len(rest) - len(rest.lstrip())), "cut-text", message)
        return True

    def _check(self, card: Node, broken: bool) -> None:
        if isinstance(card, Text):
            _check_text("complaint", card, self._findings)
            self._check_placeholders(card, self._default_vars)
            self._check_complaint(card)
            return
        if not isinstance(card, Fields):
            return
        self._check_id(card)
        private = is_anonymised(card, self._defaults)
        own_vars = _vars(card.at("persona"))
        known = own_vars or self._default_vars
        used: set[str] = set()
        for key, text in _texts(card) if private else _doubtful_texts(card):
            if text.odd:
                _check_text(key, text, self._findings)
            if key in RENDERED:
                used |= self._check_placeholders(text, known)
            elif key == "vars":
                self._check_placeholders(text, {}, check_vars=False)
            if private and key in FREE:
                self._check_private(text)
        complaint = card.at("complaint")
        if isinstance(complaint, Text):
            self._check_complaint(complaint)
        if own_vars and not broken:
            for text in self._default_texts:
                used |= {piece.name for piece, _w, _m in tokens(text, known) if isinstance(piece, Placeholder)}
            self._check_vars(own_vars, used)
        self._rubric.check(card, broken)
        if "twists" in card:
            self._check_twists(card.at("twists"))
        if "sensitivity" in card or self._default_sensitivity:
            self._check_sensitivity(card)

    def _check_id(self, card: Fields) -> None:
        card_id = card.at("id")
        if not isinstance(card_id, Text) or not card_id:
            return
        first = self._seen.ids.setdefault(str(card_id), card_id)
        if first is not card_id:
            message = _("{id}: the card in line {line} has this id already; give each card its own").format(
                id=shorten(card_id), line=first.line
            )
            self._findings.error(card_id.place, "duplicate-id", message)

    def _check_twists(self, twists: Any) -> None:
        for twist in twists if isinstance(twists, Items) else ():
            at = twist.at("at") if isinstance(twist, Fields) else None
            if isinstance(at, Text) and 100 > number_or(at.rstrip("% "), 0.0) > LATEST_TWIST:
                message = _("{at}: so late that nobody can answer it; {most}% is the latest that is fair").format(
                    at=shorten(at), most=LATEST_TWIST
                )
                self._findings.warning(at.place, "late-twist", message)

    def _check_sensitivity(self, card: Fields) -> None:
        named = card.at("sensitivity") if "sensitivity" in card else self._default_sensitivity
        known = isinstance(named, Items | Text) and _SENSITIVITIES.issuperset(
            [named] if isinstance(named, Text) else named
        )
        if named and known and not card.at("notes") and not self._defaults.at("notes"):
            message = _(
                "sensitivity: add notes that tell whoever leads how to handle it, or when to leave the card out"
            )
            self._findings.warning(named.place, "sensitivity-notes", message)

    def _check_complaint(self, complaint: Text) -> None:
        if len(complaint) > SCREEN_COLUMNS * 4 and not complaint.refused:
            rows = sum(1 + len(line) // SCREEN_COLUMNS for line in complaint.strip().split("\n"))
            if rows > SCREEN_ROWS:
                message = _("a complaint of {n} lines fills more than the screen: {most} is the most").format(
                    n=rows, most=SCREEN_ROWS
                )
                self._findings.warning(complaint.place, "long-complaint", message)
        words = " ".join(_WORD.findall(complaint.casefold()))
        if not words:
            return
        line = self._seen.complaints.setdefault(words, complaint.line)
        if line != complaint.line:
            message = _("the same complaint as in line {line}: leave one of them out").format(line=line)
            self._findings.warning(complaint.place, "duplicate-complaint", message)

    def _check_vars(self, own: Fields, used: set[str]) -> None:
        for name in own:
            if not VAR_NAME.fullmatch(name):
                message = _("{name}: a var is one word of letters, digits and _").format(name=shorten(name))
                self._findings.error(name.place, "bad-var", message)
            elif name in PLACEHOLDERS:
                message = _("{name}: is a placeholder already; call the var something else").format(name=name)
                self._findings.error(name.place, "bad-var", message)
            elif not own[name]:
                message = _("{name}: give the var something to draw from, e.g. [soup, stew]").format(name=name)
                self._findings.error(name.place, "bad-var", message)
            elif name not in used:
                message = _("{name}: no text of this card says {{{name}}}; use it or leave it out").format(name=name)
                self._findings.warning(name.place, "unused-var", message)

    def _check_placeholders(self, text: Text, known: Collection[str], check_vars: bool = True) -> set[str]:
        """Complains of braces that are nearly a placeholder. Returns the names that the text uses."""
        if "{" not in text:
            return set()
        used: set[str] = set()
        shown: set[str] = set()
        said: set[str] = set()
        counted: list[tuple[str, Placeholder]] = []
        for piece, written, misread in tokens(text, known):
            if misread is not None:
                if written not in said and (check_vars or misread.rule not in {"near", "unknown"}):
                    said.add(written)  # its place is the first one: further ones would be the same problem
                    self._say_misread(text, written, misread)
            elif isinstance(piece, Placeholder):
                used.add(piece.name)
                if piece.kind is Kind.COUNT:
                    counted.append((written, piece))
                else:
                    shown.add(piece.name)
        for written, piece in counted:
            place = self._place_of(text, written)
            if not forms_fit(piece, self._locale):
                message = _("{written}: this language wants {n} forms after the number").format(
                    written=shorten(written), n=plural_forms(self._locale)
                )
                self._findings.error(place, "count-forms", message)
            elif piece.low != piece.high and piece.name not in shown:
                message = _("the number itself is not shown: write {{{name}}} before {written}").format(
                    name=piece.name, written=shorten(written)
                )
                self._findings.warning(place, "count-number", message)
        if self._before_name is not None and not used.isdisjoint(_DECLINED):
            self._check_case(text, self._before_name)
        return used

    def _check_case(self, text: Text, before_name: re.Pattern[str]) -> None:
        for name in _NAMES.finditer(text):
            found = before_name.search(text, max(0, name.start() - 12), name.start())
            if found is not None:
                words = shorten(found.group() + name.group())
                message = _(
                    '"{words}": names are filled in as they stand in a dictionary; put no preposition before one'
                ).format(words=words)
                self._findings.warning(self._place_of(text, name.group()), "name-case", message)
                return

    def _say_misread(self, text: Text, written: str, misread: Misread) -> None:
        place = self._place_of(text, written)
        shown = shorten(written)
        if misread.rule == "near":
            message = _('{written}: did you mean "{{{guess}}}"? Write {{{{ and }}}} for braces').format(
                written=shown, guess=misread.guess
            )
        elif misread.rule == "number":
            message = _("{written}: write the lower number first, e.g. {{number:1..9}}").format(written=shown)
        elif misread.rule == "gender":
            message = _("{written}: two forms, his and hers, e.g. {{gender: he|she}}").format(written=shown)
        elif misread.rule == "count-forms":
            message = _("{written}: a number and its forms, e.g. {{count: 3|guest|guests}}").format(written=shown)
        elif misread.rule == "count-number":
            message = _("{written}: before the first | stands a number, number:2..9 or a var").format(written=shown)
        elif misread.certain:
            message = _("{written}: no such placeholder; write {{{{ and }}}} for braces").format(written=shown)
        else:
            message = _(
                "{written}: is no placeholder and no var of this card, and is shown as it stands; "
                "write {{{{ and }}}} if that is meant"
            ).format(written=shown)
        if misread.certain:
            self._findings.error(place, "placeholder", message)
        else:
            self._findings.warning(place, "placeholder", message)

    def _place_of(self, text: Text, fragment: str) -> Place:
        """Where `fragment` of `text` stands in the file; the text's own place if it is broken over lines."""
        last = min(text.line + text.count("\n") + 200, len(self._lines))
        column = text.column - 1
        for number in range(text.line, last + 1):
            at = self._lines[number - 1].find(fragment, column)
            if at >= 0:
                return number, at + 1
            column = 0
        return text.place

    def _check_private(self, text: Text) -> None:
        for found in find_private(text):
            message = _("{what}: looks like somebody's e-mail or number; take it out of an anonymised card")
            self._findings.warning(self._place_of(text, found), "privacy", message.format(what=shorten(found)))
        name = find_full_name(text)
        if name:
            message = _("{what}: looks like somebody's name; write {{customer.full_name}} in an anonymised card")
            self._findings.warning(self._place_of(text, name), "privacy", message.format(what=shorten(name)))


def _check_locale(locale: Text, findings: Findings) -> str:
    tag = canonical(locale)
    if locale.lower() == "no" and locale.plain:
        message = _('no means Norwegian here, and "false" to other programs: write nb-NO, or what you mean')
        findings.warning(locale.place, "locale", message)
        return tag
    trouble = locale_trouble(locale)
    if trouble is not None:
        if trouble:
            message = _('{given} is no language: did you mean "{guess}"?').format(given=shorten(locale), guess=trouble)
        else:
            message = _("{given} is no language: write it as en-GB or uk-UA").format(given=shorten(locale))
        findings.error(locale.place, "locale", message)
    elif tag != locale:
        message = _('{given}: is written "{tag}"').format(given=shorten(locale), tag=tag)
        findings.warning(locale.place, "locale", message)
    return tag


def _check_text(key: str, text: Text, findings: Findings) -> None:
    """The traps of any text: cut by ` #`, quoted with curly quotes."""
    if not text.plain or text.refused or key not in FREE:
        return
    if text.cut is not None:
        message = _('" #" begins a comment and cuts this text: put the text in quotes, or two spaces before the #')
        findings.warning(text.cut, "cut-text", message)
    if text[:1] in _CURLY and _CURLY_QUOTED.fullmatch(text):
        message = _("curly quotes do not quote, they will be shown: use straight ones, or none")
        findings.warning(text.place, "curly-quotes", message)


def _texts(node: Any, skip: tuple[str, ...] = ()) -> Iterator[tuple[str, Text]]:
    """Every scalar below `node` with the key that it belongs to (the vars' own names count as `vars`)."""
    waiting: list[tuple[str, Any]] = [("", node)]
    while waiting:
        key, here = waiting.pop()
        if isinstance(here, Text):
            yield key, here
        elif isinstance(here, Items):
            waiting.extend((key, each) for each in reversed(here))
        elif isinstance(here, Fields):
            waiting.extend(
                (key if key in _PASSED_ON else str(name), each)
                for name, each in reversed(here.items())
                if name not in skip and not name.startswith("x-")
            )


def _doubtful_texts(card: Fields) -> list[tuple[str, Text]]:
    """Those of `_texts` that something may have to be said about: with a brace inside, or odd. Most cards have one."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = [("", card)]
    while waiting:
        key, here = waiting.pop()
        if type(here) is Items:
            for each in here:
                kind = type(each)
                if kind is OddText or ((kind is Text or kind is QuotedText) and "{" in each):
                    found.append((key, each))
                elif kind is Fields or kind is Items:
                    waiting.append((key, each))
            continue
        for name, each in here.items():
            kind = type(each)
            if kind is Text or kind is QuotedText:
                if "{" not in each:
                    continue
                to = found
            elif kind is OddText:
                to = found
            else:
                to = waiting
            if not name.startswith("x-"):
                to.append((key if key in _PASSED_ON else name, each))
    return found


def _vars(persona: Any) -> Fields:
    own = persona.at("vars") if isinstance(persona, Fields) else None
    return own if isinstance(own, Fields) else no_fields()
