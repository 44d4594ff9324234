"""What the decks hold and what of it was practised, by stage, channel and type: a gap is seen before a customer finds it.

Source: rules 7 (the lead).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trainer.domain.kinds import Channel, ComplaintType, Stage


class DeckCell(NamedTuple):
    """Ready cards of one stage, channel and type."""

    stage: Stage | None
    channel: Channel
    type: ComplaintType
    cards: int
    practised: int
    """Those of them that somebody of the team was dealt within 180 days."""


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A ready card, as the coverage of the decks counts it."""

    deck_title: str
    complaint: str
    """As its author wrote it, placeholders and all."""
    stage: Stage | None
    channel: Channel
    type: ComplaintType
    practised: bool
    """Somebody of the team was dealt it within 180 days."""


@dataclass(frozen=True, slots=True)
class DeckShare:
    name: str
    """A stage's, channel's or type's code; "" for cards that name no stage."""
    cards: int
    practised: int


@dataclass(frozen=True, slots=True)
class DeckCoverage:
    """What the decks hold, so that a gap is seen before a customer finds it. Codes without a card are there with 0."""

    stages: tuple[DeckShare, ...]
    channels: tuple[DeckShare, ...]
    types: tuple[DeckShare, ...]
    cards: int
    practised: int


def deck_coverage(cells: Sequence[DeckCell]) -> DeckCoverage:
    """The decks by stage of the customer's way, by channel and by complaint type."""
    stages: dict[str, list[int]] = {stage.value: [0, 0] for stage in Stage}
    channels: dict[str, list[int]] = {channel.value: [0, 0] for channel in Channel}
    types: dict[str, list[int]] = {kind.value: [0, 0] for kind in ComplaintType}
    for cell in cells:
        for group, name in ((stages, cell.stage or ""), (channels, cell.channel), (types, cell.type)):
            found = group.setdefault(str(name), [0, 0])
            found[0] += cell.cards
            found[1] += cell.practised
    return DeckCoverage(
        _shares(stages),
        _shares(channels),
        _shares(types),
        sum(cell.cards for cell in cells),
        sum(cell.practised for cell in cells),
    )


def _shares(group: Mapping[str, Sequence[int]]) -> tuple[DeckShare, ...]:
    return tuple(DeckShare(name, cards, practised) for name, (cards, practised) in group.items())
