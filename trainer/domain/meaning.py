"""What a card means, as told from how it is worded. Source: deck-format, "Meaning and revision".

The meaning fields are complaint, context, constraints, vars, hidden_interest, twists and channel. Case, punctuation and
white space are no meaning, and neither is a typo: a word mended by a letter or two, where every other word stayed.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from trainer.domain.cards import Card

TYPO_FROM = 0.75
"""difflib ratio of two words from which one may be a misspelling of the other."""
SHORTEST_TYPO = 4
"""Shorter words are small and weighty: not, no, ні, не."""
MOST_TYPOS = 3
GOLD = "gold"
"""Before the id of a gold answer, in the name of a changed field."""
_WORD = re.compile(r"\{[^{}]*\}|\w+")

Meaning = Mapping[str, str]
"""Field -> its text, several values on lines of their own."""


class ChangeKind(StrEnum):
    COSMETIC = "cosmetic"
    """The wording of a meaning field, or any other field."""
    MEANING = "meaning"
    """The meaning; the revision was raised."""
    UNMARKED = "unmarked"
    """The meaning, and the revision was not raised: statistics would mix two cards."""
    NEW = "new"
    RETIRED = "retired"
    VANISHED = "vanished"
    """An id that is there no more."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CardChange:
    card_id: str
    kind: ChangeKind
    complaint: str
    fields: tuple[FieldChange, ...] = ()
    """Meaning fields and gold answers whose wording changed, both texts."""
    like: str = ""
    """For a vanished id: the new id whose card says nearly the same."""


def meaning(card: Card) -> Meaning:
    """The meaning fields of a card, as written."""
    return {
        "complaint": card.complaint,
        "context": card.context,
        "constraints": "\n".join(card.constraints),
        "vars": "\n".join(f"{name}: {', '.join(choices)}" for name, choices in sorted(card.persona.vars.items())),
        "hidden_interest": card.hidden_interest,
        "twists": "\n".join(f"{twist.at:.0%} {twist.says}" for twist in card.twists),
        "channel": card.channel.value,
    }


def stored_meaning(document: Mapping[str, Any]) -> Meaning:
    """The same of a card as the store keeps it in JSON; what is not there is empty."""
    persona = document.get("persona") or {}
    twists = document.get("twists") or ()
    return {
        "complaint": str(document.get("complaint", "")),
        "context": str(document.get("context", "")),
        "constraints": "\n".join(map(str, document.get("constraints") or ())),
        "vars": "\n".join(
            f"{name}: {', '.join(map(str, each))}" for name, each in sorted((persona.get("vars") or {}).items())
        ),
        "hidden_interest": str(document.get("hidden_interest", "")),
        "twists": "\n".join(f"{float(each.get('at', 0)):.0%} {each.get('says', '')}" for each in twists),
        "channel": str(document.get("channel", "in_person")),
    }


def fingerprint(said: Meaning) -> str:
    """Twelve letters that stay the same while only case, punctuation and white space change."""
    words = "\n".join(f"{field}={' '.join(_words(said[field]))}" for field in sorted(said))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def changed_fields(before: Meaning, after: Meaning) -> tuple[FieldChange, ...]:
    """The fields that are worded differently."""
    return tuple(FieldChange(name, before[name], after[name]) for name in after if before[name] != after[name])


def means_the_same(before: Meaning, after: Meaning) -> bool:
    """Whether two wordings differ by case, punctuation, white space and typos alone."""
    if fingerprint(before) == fingerprint(after):
        return True
    return all(_only_typos(_words(change.before), _words(change.after)) for change in changed_fields(before, after))


def judge(before: Meaning, after: Meaning, revision_before: int, revision_after: int) -> ChangeKind:
    """What became of a card whose fields changed."""
    if means_the_same(before, after):
        return ChangeKind.COSMETIC
    return ChangeKind.MEANING if revision_after > revision_before else ChangeKind.UNMARKED


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _only_typos(before: list[str], after: list[str]) -> bool:
    if len(before) != len(after):
        return False
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    return len(pairs) <= MOST_TYPOS and all(_is_typo(one, other) for one, other in pairs)


def _is_typo(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_TYPO or not (one.isalpha() and other.isalpha()):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= TYPO_FROM
