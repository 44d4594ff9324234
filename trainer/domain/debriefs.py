"""The questions of a debrief: the card's own, one at a time, and a standing last one. Source: sessions (debrief)."""

from trainer.domain.dealing import ShownCard
from trainer.domain.sessions import Session


def questions_of(card: ShownCard | None) -> tuple[str, ...]:
    """The card's questions, and the standing last one as an empty text: what did this complaint teach us?"""
    return (*(card.debrief if card else ()), "")


def question_of(session: Session, card: ShownCard | None) -> str:
    """The debrief's question now."""
    asked = questions_of(card if session.preset.same_card else None)
    return asked[min(session.question, len(asked) - 1)]
