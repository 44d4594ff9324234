"""What a deck may say and yet hardly means: the rules that real authors trip on. Source: deck-format, Reading.

Works on the nodes, so that a card with a wrong value is still checked to its end.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.decks.locales import canonical, language_of, locale_trouble, plural_forms
from trainer.decks.nodes import Fields, Items, Node, OddText, Place, QuotedText, Text, no_fields
from trainer.decks.placeholders import PLACEHOLDERS, VAR_NAME, Kind, Misread, Placeholder, forms_fit, tokens
from trainer.decks.problems import Findings, shorten
from trainer.domain.rubric import NORMAL_FROM, STANDARD, WOW_FROM
from trainer.locale import _, ngettext

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
_STANDARD_WEIGHTS = {criterion.name: criterion.weight for criterion in STANDARD}
_STANDARD_WHOLE = 4 * sum(_STANDARD_WEIGHTS.values())
_LEVELS = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4}
_PASSED_ON = frozenset({"vars", "anchors"})
"""Mappings whose keys are the author's own names."""
_CURLY = ("“", "”", "„", "‟", "‘", "’", "‚")
_CURLY_QUOTED = re.compile(r"[“”„‟][^“”„‟]*[“”„‟]|[‘’‚][^‘’‚]*[‘’‚]")
_PREPOSITIONS = {
    "uk": "без|біля|в|від|для|до|з|за|зі|із|к|крім|між|на|над|о|об|перед|під|після|по|при|про|проти|ради|серед|у|через",
    "ru": "без|в|во|для|до|за|из|к|ко|кроме|между|на|над|о|об|обо|около|от|перед|по|под|после|при|про|против|ради|с|со|среди"
    "|у|через",
}
_NAMES = re.compile(r"\{\s*(?:customer\.(?:first|last|full)_name|city)\s*\}")
_DECLINED = frozenset({"customer.first_name", "customer.last_name", "customer.full_name", "city"})
"""Placeholders that another case would change in Ukrainian and Russian."""
_PRIVATE = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
    "number": re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){6,18}(?!\w)"),
}


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
        words = _PREPOSITIONS.get(language_of(locale))
        self._before_name = re.compile(rf"(?<!\w)(?:{words})\s+\Z", re.IGNORECASE) if words else None
        persona = self._defaults.at("persona")
        self._default_vars = _vars(persona)
        self._default_texts = [text for key, text in _texts(self._defaults) if key in RENDERED]
        for text in self._default_texts:
            self._check_placeholders(text, self._default_vars, check_vars=False)

    def check(self, card: Node, broken: bool = False) -> None:
        """All rules for one card, a sentence or a mapping. `broken`: a part of it could not be read."""
        if isinstance(card, Text):
            _check_text("complaint", card, self._findings)
            self._check_placeholders(card, self._default_vars)
            self._check_complaint(card)
            return
        if not isinstance(card, Fields):
            return
        self._check_id(card)
        private = _is_anonymised(card, self._defaults)
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
            if private and key in RENDERED:
                self._check_private(text)
        complaint = card.at("complaint")
        if isinstance(complaint, Text):
            self._check_complaint(complaint)
        if own_vars and not broken:
            for text in self._default_texts:
                used |= {piece.name for piece, _w, _m in tokens(text, known) if isinstance(piece, Placeholder)}
            self._check_vars(own_vars, used)
        self._check_rubric(card, broken)

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

    def _check_complaint(self, complaint: Text) -> None:
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
        counted: list[tuple[str, Placeholder]] = []
        for piece, written, misread in tokens(text, known):
            if misread is not None:
                if check_vars or misread.rule not in {"near", "unknown"}:
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
        for found in (pattern.search(text) for pattern in _PRIVATE.values()):
            if found is not None:
                message = _("{what}: looks like somebody's e-mail or number; take it out of an anonymised card")
                place = self._place_of(text, found.group())
                self._findings.warning(place, "privacy", message.format(what=shorten(found.group())))

    def _check_rubric(self, card: Fields, broken: bool) -> None:
        own = card.at("rubric")
        rubric = own if isinstance(own, Fields) else self._defaults.at("rubric")
        weights = _STANDARD_WEIGHTS
        off: set[str] = set()
        if isinstance(rubric, Fields):
            weights, off = self._read_rubric(rubric, weights, quiet=rubric is not own)
        gold = card.at("gold")
        if isinstance(gold, Items) and not broken:
            self._check_gold(gold, weights, off)

    def _read_rubric(self, rubric: Fields, weights: dict[str, float], quiet: bool) -> tuple[dict[str, float], set[str]]:
        """Criterion -> weight as this card changes them, and what it leaves out. Names that are none are errors."""
        findings = Findings(self._findings.file) if quiet else self._findings
        criterion = rubric.at("criterion")
        name = criterion.at("name") if isinstance(criterion, Fields) else None
        if isinstance(name, Text) and name in weights:
            message = _("{name}: is a standard criterion; give the card's own another name").format(name=name)
            findings.error(name.place, "own-criterion", message)
        elif isinstance(name, Text) and name:
            weight = criterion.get("weight")
            weights = {**weights, str(name): _number(weight, 20.0)}
        off: set[str] = set()
        left_out = rubric.at("not_applicable")
        left_out = [left_out] if isinstance(left_out, Text) else left_out
        for each in left_out if isinstance(left_out, list) else ():
            if isinstance(each, Text) and self._is_criterion(each, weights, findings):
                off.add(str(each))
        for key in ("weights", "anchors"):
            changes = rubric.at(key)
            for each in changes if isinstance(changes, Fields) else ():
                if self._is_criterion(each, weights, findings) and key == "weights":
                    weights = {**weights, str(each): _number(changes[each], weights[each])}
                elif key == "anchors" and not (isinstance(changes[each], Items) and len(changes[each]) == 5):
                    message = _("{name}: five anchors are wanted, the lowest level first").format(name=shorten(each))
                    findings.error(each.place, "anchors", message)
        if off >= set(weights):
            findings.error(rubric.place, "nothing-to-rate", _("every criterion is left out: keep at least one"))
        return weights, off

    def _is_criterion(self, name: Text, weights: Mapping[str, float], findings: Findings) -> bool:
        if name in weights:
            return True
        message = _("{name}: no such criterion; there are {names}").format(
            name=shorten(name), names=", ".join(shorten(each) for each in weights)
        )
        findings.error(name.place, "unknown-criterion", message)
        return False

    def _check_gold(self, gold: Items, weights: Mapping[str, float], off: set[str]) -> None:
        ids: set[str] = set()
        scores: list[float | None] = []
        for answer in gold:
            if not isinstance(answer, Fields):
                continue
            name = answer.at("id")
            if isinstance(name, Text) and name:
                if name in ids:
                    message = _("{id}: another gold answer of this card has this id").format(id=shorten(name))
                    self._findings.error(name.place, "duplicate-id", message)
                ids.add(str(name))
            levels = answer.at("levels")
            scores.append(self._check_levels(levels, weights, off) if isinstance(levels, Fields) else None)
        known = [score for score in scores if score is not None]
        if known and len(known) == len(gold) and not (max(known) >= WOW_FROM and min(known) < NORMAL_FROM):
            message = _("gold: one strong answer (75 or more) and one weak (under 50) are wanted, to calibrate raters")
            self._findings.warning(gold.place, "gold-spread", message)

    def _check_levels(self, levels: Fields, weights: Mapping[str, float], off: set[str]) -> float | None:
        """The score that the levels make, 0-100; None if something is wrong with them."""
        total = rated = 0.0
        if weights is _STANDARD_WEIGHTS and not off and len(levels) == len(weights):
            try:
                for name, level in levels.items():
                    total += weights[name] * _LEVELS[level]
            except (KeyError, TypeError):
                total = 0.0
            else:
                return 100 * total / _STANDARD_WHOLE
        sound = True
        for name, level in levels.items():
            if name in off:
                message = _("{name}: is left out by not_applicable, so it has no level").format(name=name)
                self._findings.error(name.place, "unknown-criterion", message)
            if name in off or not self._is_criterion(name, weights, self._findings):
                sound = False
                continue
            worth = _number(level, -1.0)
            sound = sound and worth in (1, 2, 3, 4, 5)
            total += weights[name] * (worth - 1)
            rated += weights[name]
        missing = [name for name in weights if name not in off and name not in levels]
        if missing and sound:
            message = ngettext("levels: {names} is missing", "levels: {names} are missing", len(missing))
            self._findings.warning(levels.place, "gold-levels", message.format(names=", ".join(missing)))
        return 100 * total / (4 * rated) if rated and sound else None


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


def _is_anonymised(*parts: Fields) -> bool:
    for part in parts:
        source = part.at("source")
        if isinstance(source, Fields) and "origin" in source:
            return bool(source.at("origin") == "customer_anonymised")
    return False


def _number(text: Any, otherwise: float) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        return otherwise
