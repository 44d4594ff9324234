"""A person's own progress: the level (domain/levels.py) and the cards behind it. Source: rules 6."""

from dataclasses import dataclass
from datetime import datetime

from trainer.domain.ids import CardId, DealId, DeckId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import ServiceLevel
from trainer.domain.levels import LevelStatus, EARLY_FROM, JUDGED_FROM, WINDOW_CARDS, WINDOW_DAYS, Z_90, service_level, wilson, window_start  # noqa: F401, I001, E501
from trainer.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class CountedCard:
    """One dealt card whose outcome is known, as stored."""

    deal_id: DealId
    deck_id: DeckId
    card_id: CardId
    complaint: str
    type: ComplaintType
    outcome: Outcome
    score: float | None
    mean: float | None
    raters: int
    bar: float
    closed_at: datetime
    rubric_version: int = 1
    counts_for_quality: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What an employee sees of their own practice."""

    level: ServiceLevel
    cards: tuple[CountedCard, ...]
    """Those behind the level, newest first."""
    waiting: int
    """Own answers that wait for ratings."""
    next_complaint: str
    next_reason: Reason | None
