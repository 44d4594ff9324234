"""Two states of a deck, card by card."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from trainer.decks.nodes import Place
from trainer.decks.problems import Problem, Severity, shorten
from trainer.decks.twins import find_twins
from trainer.domain.cards import Card, Deck
from trainer.domain.kinds import CardStatus
from trainer.domain.meaning import (
    GOLD,
    CardChange,
    ChangeKind,
    FieldChange,
    Meaning,
    changed_fields,
    judge,
    meaning,
    means_the_same,
)
from trainer.locale import _


def compare_decks(before: Deck, after: Deck) -> list[CardChange]:
    """What became of each card, in the order of `after`, those that vanished last.

    Cards that stayed as they were are left out.
    """
    old = {card.id: card for card in before.cards}
    changes: list[CardChange] = []
    for card in after.cards:
        known = old.pop(card.id, None)
        change = CardChange(card.id, ChangeKind.NEW, card.complaint) if known is None else _compare(known, card)
        if change is not None:
            changes.append(change)
    new = [card for card in after.cards if card.id not in {each.id for each in before.cards}]
    changes.extend(
        CardChange(card.id, ChangeKind.VANISHED, card.complaint, like=_like(card, new)) for card in old.values()
    )
    return changes


def _compare(before: Card, after: Card) -> CardChange | None:
    if replace(before, line=0) == replace(after, line=0):
        return None
    old, new = meaning(before), meaning(after)
    kind = judge(old, new, before.revision, after.revision)
    if after.status is CardStatus.RETIRED and before.status is not CardStatus.RETIRED:
        kind = ChangeKind.RETIRED
    return CardChange(after.id, kind, after.complaint, (*changed_fields(old, new), *_gold_changes(before, after)))


def _gold_changes(before: Card, after: Card) -> tuple[FieldChange, ...]:
    """Gold answers that are new, gone or worded differently: no meaning, but what a trainer looks over."""
    old, new = ({gold.id: gold.text for gold in card.gold} for card in (before, after))
    names = (*new, *(name for name in old if name not in new))
    return tuple(
        FieldChange(f"{GOLD} {name}", old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name) != new.get(name)
    )


def _like(card: Card, others: Sequence[Card]) -> str:
    """The id of the card among `others` that says nearly the same; empty if none does."""
    for other in others:
        if means_the_same(meaning(card), meaning(other)) or find_twins([card, other]):
            return other.id
    return ""


def unmarked_changes(
    path: Path, deck: Deck, places: Sequence[Place], known: Mapping[str, tuple[int, Meaning]]
) -> list[Problem]:
    """An error for each card whose meaning is another than in `known` (id -> revision and meaning) under the same revision."""
    problems: list[Problem] = []
    for card, place in zip(deck.cards, places, strict=True):
        revision, old = known.get(card.id, (0, None))
        if old is None:
            continue
        new = meaning(card)
        if judge(old, new, revision, card.revision) is not ChangeKind.UNMARKED:
            continue
        change = next(each for each in changed_fields(old, new))
        message = _(
            '{field} means something else now: was "{before}", is "{after}". Write "revision: {n}", so that old answers are '
            "not counted for it"
        ).format(
            field=change.field,
            before=shorten(change.before, 100),
            after=shorten(change.after, 100),
            n=revision + 1,
        )
        problems.append(Problem(str(path), *place, Severity.ERROR, "meaning-changed", message))
    return problems
