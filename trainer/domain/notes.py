"""What somebody writes in a session beside an answer. Who wrote a line is for the writer alone: they are shown shuffled."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.ids import AnswerId, PersonId

LONGEST_NOTE = 300
IN_DRAFTS = AnswerId("drafts")


class NoteKind(StrEnum):
    DEBRIEF = "debrief"
    """A line to a question; `place` is the question."""
    IF_THEN = "if_then"
    """ "If a customer ..., I will say ..." """
    PROPOSED = "proposed"
    """A complaint for next time; `about` is IN_DRAFTS once it stands in the team's drafts."""
    VARIANT = "variant"
    """Offered to the pen of one's group."""
    IMPROVED = "improved"
    """The partner's answer, made better; `about` is that answer."""
    WIN_BACK = "win_back"
    """A card that lies before a colleague, its deal as the text; `about` is the answer that did not win the customer."""
    SELF_RATING = "self_rating"
    """Levels that an author gave the own answer beside the gold ones, as JSON; counts nowhere."""


@dataclass(frozen=True, slots=True)
class Note:
    kind: NoteKind
    person_id: PersonId
    text: str
    place: int = 0
    about: AnswerId | None = None
    name: str = ""


def lines_of(notes: Iterable[Note], kind: NoteKind, place: int | None = None, *, seed: str) -> tuple[str, ...]:
    """The lines of a kind (and question) without their writers, in an order that tells nothing about who wrote which."""
    written = sorted(each.text for each in notes if each.kind is kind and place in (None, each.place) and each.text)
    random.Random(f"{seed}|{kind}|{len(written)}").shuffle(written)
    return tuple(written)
