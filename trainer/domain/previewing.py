"""Which card an author wants to see next: the one whose words were just changed."""

from dataclasses import replace

from trainer.domain.cards import Card, Deck
from trainer.domain.ids import CardId


def place_after_change(before: Deck, after: Deck, at: int) -> int:
    """Which card of `after` to show, where card `at` of `before` was shown (both from 0).

    The card whose words changed; of several the one that was shown, else the first. Nothing changed: the same card, wherever
    it stands now. Where cards went away: the one that stands in their place.
    """
    known = {_bare(card) for card in before.cards}
    changed = [place for place, card in enumerate(after.cards) if _bare(card) not in known]
    shown = before.cards[at]
    places = {card.id: place for place, card in enumerate(after.cards)}
    same = places.get(shown.id)
    if same is None and len(before.cards) == len(after.cards):
        same = at  # a card without an id of its own is named by its complaint
    if changed:
        return same if same in changed else changed[0]
    return min(at, len(after.cards) - 1) if same is None else same


def place_of_line(deck: Deck, line: int) -> int:
    """The card that line `line` of the file belongs to; the first one for a line above all cards."""
    return max((place for place, card in enumerate(deck.cards) if card.line <= line), default=0)


def place_named(deck: Deck, wanted: str) -> int | None:
    """The card that `wanted` names: by its id, by its number from 1 or, as `:12`, by a line of the file; empty: the first."""
    by_id = {str(card.id): place for place, card in enumerate(deck.cards)}
    if wanted in by_id:
        return by_id[wanted]
    if wanted.startswith(":") and wanted[1:].isdecimal():
        return place_of_line(deck, int(wanted[1:]))
    if wanted.isdecimal():
        return int(wanted) - 1 if 0 < int(wanted) <= len(deck.cards) else None
    return None if wanted else 0


def _bare(card: Card) -> str:
    """What stands in a card, whatever its line and the name it was given."""
    return repr(replace(card, line=0, id=CardId("")))
