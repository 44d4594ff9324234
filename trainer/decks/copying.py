"""A deck of one's own, made from one that came with the program: that one stays as it is."""

from pathlib import Path

from trainer import paths
from trainer.decks.finding import find_decks
from trainer.decks.reading import read_deck, read_deck_text
from trainer.decks.splicing import outline, replaced
from trainer.decks.writing import write_file, yaml_text
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _

OWN = "own"
"""What the id of a copy ends in."""


def copy_deck(path: Path, folder: Path) -> Path:
    """Copies the deck in `path` into `folder` under an id and a title of its own, comments and all; a copy that is there
    already stays, and is returned. Raises DeckRefused."""
    result = read_deck(path)
    deck = result.deck
    if deck is None:
        raise DeckRefused(str(result.problems[0]))
    own_id = f"{deck.id}-{OWN}"[:60]
    target = folder / f"{own_id}.{deck.language}.yaml"
    for each in find_decks([folder]):
        there = read_deck(each).deck
        if each.name == target.name or (there is not None and (there.id, there.language) == (own_id, deck.language)):
            return each
    text = result.data.decode("utf-8-sig")
    title = _("{title} (ours)").format(title=deck.title)
    for key, said in (("title", yaml_text(title)), ("id", own_id)):
        spot = outline(text).values.get(key)
        text = f"{key}: {said}\n{text}" if spot is None else replaced(text, spot, said)
    copied = read_deck_text(text, target.name).deck
    if copied is None or copied.id != own_id or copied.cards != deck.cards:
        raise DeckRefused(_("{file} can't be copied as it stands.").format(file=clean_line(str(path), 300)))
    try:
        paths.private_folder(folder)
        write_file(target, text, replace=False)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{folder} can't be written: {reason}.").format(folder=clean_line(str(folder), 500), reason=reason)
        ) from error
    return target
