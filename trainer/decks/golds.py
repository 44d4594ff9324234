"""A colleague's answer as a gold answer of its card: one entry more in the deck's file, all else letter by letter as it was."""

from dataclasses import replace
from pathlib import Path

from trainer.decks.reading import read_deck, read_deck_text
from trainer.decks.splicing import Spot, outline
from trainer.decks.writing import write_file, yaml_text
from trainer.domain.cards import Card, Deck, Gold
from trainer.domain.ids import CardId
from trainer.domain.texts import clean, clean_line
from trainer.errors import DeckRefused
from trainer.locale import _


def add_gold(path: Path, card_id: CardId, text: str, levels: dict[str, int], why: str) -> Gold:
    """Writes the gold answer into the deck in `path`. `levels` are 0-4. Raises DeckRefused, and then nothing was written: the
    deck has errors, has no such card, has that answer already, or is laid out so that nothing can be put there."""
    result = read_deck(path)
    deck = result.deck
    if deck is None:
        raise DeckRefused(str(result.problems[0]))
    at = next((place for place, card in enumerate(deck.cards) if card.id == card_id), None)
    if at is None:
        raise DeckRefused(_("The deck has no card “{card}” any more.").format(card=clean_line(card_id, 100)))
    card = deck.cards[at]
    said = clean(text).strip()
    if any(" ".join(gold.text.split()) == " ".join(_braced(said).split()) for gold in card.gold):
        raise DeckRefused(_("This is a gold answer of its card already."))
    known = set(card.rubric.not_applicable)
    gold = Gold(_free_id(card), said, {name: level for name, level in levels.items() if name not in known}, why)
    before = result.data.decode("utf-8-sig")
    after = _spliced(before, outline(before).cards[at], gold)
    found = None if after is None else read_deck_text(after, path.name).deck
    if after is None or found is None or not _is_that(deck, found, at, gold):
        raise DeckRefused(
            _("{file} is laid out so that no answer can be added; lay it out first: trainer deck fmt {file}").format(
                file=clean_line(str(path), 300)
            )
        )
    try:
        write_file(path, after, replace=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{file} can't be written: {reason}.").format(file=clean_line(str(path), 500), reason=reason)
        ) from error
    return gold


def _free_id(card: Card) -> str:
    taken = {gold.id for gold in card.gold}
    return next(name for n in range(1, len(taken) + 2) if (name := f"team-{n}") not in taken)


def _spliced(text: str, card: Spot, gold: Gold) -> str | None:
    """`text` with the entry after the card's last gold answer, or at the card's end where it has none. None: no line fits."""
    if card.flow:
        return None
    ends = "\r\n" if "\r\n" in text else "\n"
    there = card.values.get("gold")
    if there is None:
        column = card.start - (text.rfind("\n", 0, card.start) + 1)
        return _with_lines(text, card.last, [" " * column + "gold:", *_entry(gold, column + 2)], ends)
    if there.flow:
        inside = text[there.start + 1 : there.end - 1].strip()
        comma = ", " if inside and not inside.endswith(",") else " " if inside else ""
        return text[: there.end - 1].rstrip() + comma + _flow(gold) + text[there.end - 1 :]
    column = there.start - (text.rfind("\n", 0, there.start) + 1)
    return _with_lines(text, there.last, _entry(gold, column), ends)


def _with_lines(text: str, after: int, lines: list[str], ends: str) -> str:
    end = text.find("\n", after)
    head, tail = (text + ends, "") if end < 0 else (text[: end + 1], text[end + 1 :])
    return head + "".join(line + ends for line in lines) + tail


def _entry(gold: Gold, column: int) -> list[str]:
    gap = " " * column
    return [
        f"{gap}- id: {gold.id}",
        *f"{gap}  text: {yaml_text(_braced(gold.text), column + 4)}".split("\n"),
        f"{gap}  levels: {_levels(gold)}",
        *f"{gap}  why: {yaml_text(_braced(gold.why), column + 4)}".split("\n"),
    ]


def _flow(gold: Gold) -> str:
    import json

    text, why = (json.dumps(_braced(each), ensure_ascii=False) for each in (gold.text, gold.why))
    return f"{{id: {gold.id}, text: {text}, levels: {_levels(gold)}, why: {why}}}"


def _levels(gold: Gold) -> str:
    return "{" + ", ".join(f"{name}: {level + 1}" for name, level in gold.levels.items()) + "}"


def _braced(text: str) -> str:
    """A brace would begin a placeholder."""
    return text.replace("{", "{{").replace("}", "}}")


def _is_that(before: Deck, after: Deck, at: int, gold: Gold) -> bool:
    """Whether nothing but that gold answer is new."""
    if len(after.cards) != len(before.cards) or len(after.cards[at].gold) != len(before.cards[at].gold) + 1:
        return False
    added = after.cards[at].gold[-1]
    cards = [replace(card, line=0) for card in after.cards]
    cards[at] = replace(cards[at], gold=cards[at].gold[:-1])
    same = tuple(cards) == tuple(replace(card, line=0) for card in before.cards)
    return same and added.id == gold.id and dict(added.levels) == dict(gold.levels)
