"""Why? The words for what stands behind a number: what the number is called, and why a card counted as it did. Rules 5, 6."""

from collections.abc import Mapping
from enum import StrEnum

from trainer.domain.evidence import Because, OwnNumber, Part, because
from trainer.domain.kinds import ComplaintType
from trainer.domain.progress import CountedCard
from trainer.locale import N_, _, terms

_BECAUSE: Mapping[StrEnum, str] = {
    Because.OVER_BAR: N_("{score} points; {bar} were wanted"),
    Because.UNDER_BAR: N_("{score} points; {bar} were wanted"),
    Because.FLAGGED: N_("a critical flag was confirmed"),
    Because.NO_ANSWER: N_("passed, or nothing was written in time"),
    Because.PICKED: N_("picked, not dealt: only its score counts"),
    Because.REPEATED: N_("a repeat: practice alone"),
    Because.UNRATED: N_("without a score"),
    Because.CLOSED: N_("its score is still closed"),
    Because.WAITING: N_("waits for its ratings"),
}
_NUMBERS: Mapping[StrEnum, str] = {
    OwnNumber.LEVEL: N_("service level"),
    OwnNumber.QUALITY: N_("average score"),
    OwnNumber.TREND: N_("trend"),
    OwnNumber.WEEKS: N_("weeks with practice"),
}


def because_of(card: CountedCard, part: Part = Part.COUNTED) -> str:
    """Why a card's outcome is what it is: "72.5 points; 50 were wanted"."""
    points = "" if card.score is None else terms.score(card.score)
    return _(_BECAUSE[because(card, part)]).format(score=points, bar=round(card.bar))


def own_number(number: OwnNumber, kind: ComplaintType | None = None, title: str = "") -> str:
    """What a number of one's own page is called; `kind` for a mastery, `title` (English) for a criterion."""
    if kind is not None:
        return terms.complaint_type(kind)
    return _(_NUMBERS[number]) if number in _NUMBERS else _(title)
