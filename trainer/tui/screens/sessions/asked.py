"""The line that a phase asks of a seat, and where its words go. Source: sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.domain.phases import Act, Phase
from trainer.domain.presets import Seating
from trainer.domain.views import SeatView
from trainer.services.sessions import talking, writing


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: what stands in it already, and the use case that keeps it (session, person, words, and `how`)."""

    value: str
    keep: Callable[..., Any]
    how: tuple[tuple[str, int], ...] = ()
    again: bool = False
    """Enter makes room for the next one; otherwise it says ready."""


def asked_of(view: SeatView, place: int) -> Asked | None:
    """What this phase asks for; None: nothing. `place`: which of several, from 0 (complaints, ideas for the group)."""
    if not view.seated:
        return None
    match view.public.phase:
        case Phase.WRITE if writes_for_group(view):
            return Asked("", writing.offer_variant, (("place", place),), again=True)
        case Phase.DEBRIEF if Act.NOTE in view.acts:
            question = (("question", view.public.question_number - 1),)
            return Asked(view.note, talking.write_note, question)
        case Phase.IF_THEN:
            return Asked(view.if_then, talking.say_if_then)
        case Phase.NEXT_CARD:
            return Asked("", talking.propose_card, (("place", place),), again=True)
        case _:
            return None


def writes_for_group(view: SeatView) -> bool:
    """Whether this seat offers ideas, a colleague holding its group's pen."""
    groups = view.public.preset.seating is Seating.GROUPS
    return groups and Act.WRITE in view.acts and bool(view.group) and not (view.holds_pen or view.sent)
