"""Earlier texts of a card: what an undo, a slip or a second thought took away. Source: faults requirement 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.domain.answering import SavedDraft


@dataclass(frozen=True, slots=True)
class EarlierText:
    text: str
    last_seen_at: datetime
    """When it was last saved as it stands here."""


def earlier_texts(saved: Sequence[SavedDraft], now: Sequence[str]) -> list[EarlierText]:
    """Texts that stood in a variant and stand there no more, newest first, each once.

    A text that merely grew is not an earlier one: of "I am", "I am sorry" only the second counts. `saved` is oldest first,
    `now` what stands on the screen.
    """
    found: dict[str, EarlierText] = {}
    following = tuple(now)
    for revision in reversed(saved):
        texts = revision.draft.variants
        for place, text in enumerate(texts):
            kept = following[place] if place < len(following) else ""
            gone = text.strip() and not kept.startswith(text.rstrip())
            if gone and text.strip() not in found and text.strip() not in {each.strip() for each in now}:
                found[text.strip()] = EarlierText(text.strip(), revision.saved_at)
        following = texts
    return list(found.values())
