"""A card's changes to the rubric, and the levels of its gold answers. Source: rules 2."""

from collections.abc import Mapping
from typing import Any

from trainer.decks.nodes import Fields, Items, Text
from trainer.decks.problems import Findings, shorten
from trainer.domain.rubric import NORMAL_FROM, OPTIONAL, STANDARD, WOW_FROM
from trainer.locale import _, ngettext

_STANDARD_WEIGHTS = {criterion.name: criterion.weight for criterion in STANDARD}
_OPTIONAL_WEIGHTS = {criterion.name: criterion.weight for criterion in OPTIONAL}
"""Off by default; a card that gives one a weight switches it on."""
_STANDARD_WHOLE = 4 * sum(_STANDARD_WEIGHTS.values())
_LEVELS = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4}


class RubricChecker:
    """Checks what cards change in the rubric; `defaults` is what their deck says."""

    def __init__(self, defaults: Fields, findings: Findings) -> None:
        self._defaults = defaults
        self._findings = findings

    def check(self, card: Fields, broken: bool) -> None:
        """`broken`: a part of the card could not be read."""
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
        changed = rubric.at("weights")
        for each in changed if isinstance(changed, Fields) else ():
            if each in _OPTIONAL_WEIGHTS:
                weights = {**weights, str(each): _OPTIONAL_WEIGHTS[each]}
        if isinstance(name, Text) and (name in weights or name in _OPTIONAL_WEIGHTS):
            message = _("{name}: is a standard criterion; give the card's own another name").format(name=name)
            findings.error(name.place, "own-criterion", message)
        elif isinstance(name, Text) and name:
            weight = criterion.get("weight")
            weights = {**weights, str(name): number_or(weight, 20.0)}
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
                    weights = {**weights, str(each): number_or(changes[each], weights[each])}
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
            worth = number_or(level, -1.0)
            sound = sound and worth in (1, 2, 3, 4, 5)
            total += weights[name] * (worth - 1)
            rated += weights[name]
        missing = [name for name in weights if name not in off and name not in levels]
        if missing and sound:
            message = ngettext("levels: {names} is missing", "levels: {names} are missing", len(missing))
            self._findings.warning(levels.place, "gold-levels", message.format(names=", ".join(missing)))
        return 100 * total / (4 * rated) if rated and sound else None


def number_or(text: Any, otherwise: float) -> float:
    """The number that `text` says; `otherwise` if it says none."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return otherwise
