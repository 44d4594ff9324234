"""Complaints that anybody proposes, until a trainer makes cards of them.

They are drafts in a deck of one's own folder, `drafts.LANGUAGE.yaml`: nothing of it is dealt, and nothing in it is lost; one
that became a card, or that was turned down, is retired there.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from trainer import paths
from trainer.decks.composing import card_id
from trainer.decks.finding import find_decks
from trainer.decks.problems import Severity
from trainer.decks.reading import read_deck, read_deck_text
from trainer.decks.splicing import outline, replaced, with_card
from trainer.decks.writing import write_file, yaml_text
from trainer.domain.cards import Card, Deck
from trainer.domain.ids import CardId
from trainer.domain.kinds import CardStatus, ComplaintType, Skill
from trainer.domain.texts import clean, clean_line
from trainer.errors import DeckRefused, ProposedAlready
from trainer.locale import _

DRAFTS = "drafts"
"""The id of such a deck."""
LONGEST = 600
"""Letters of a proposal: a complaint is heard in one breath."""
LOCALES = {"en": "en-GB", "uk": "uk-UA", "ru": "ru"}


@dataclass(frozen=True, slots=True)
class Draft:
    path: Path
    card_id: CardId
    complaint: str
    language: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a trainer says of the card that a draft becomes."""

    type: ComplaintType = ComplaintType.OTHER
    skills: tuple[Skill, ...] = ()
    difficulty: int = 3
    absurdity: int = 3


def propose(folder: Path, language: str, complaint: str) -> Draft:
    """Keeps a complaint as a draft. Raises DeckRefused: nothing said, too long, proposed already, or no place to write."""
    said = clean(complaint).strip()
    if not any(letter.isalpha() for letter in said):
        raise DeckRefused(_("Nothing was proposed: write what a customer might say."))
    if len(said) > LONGEST:
        raise DeckRefused(
            _("{given} letters are too many: a complaint has at most {most}.").format(given=len(said), most=LONGEST)
        )
    said = said.replace("{", "{{").replace("}", "}}")
    path = folder / f"{DRAFTS}.{language}.yaml"
    with _alone(folder):
        draft = f"id: {card_id(said)}", "status: draft", f"complaint: {yaml_text(said, 2)}"
        if not path.exists():
            told = _("Complaints that your team proposes. None of it is dealt; a trainer makes cards of it.")
            text = f"# {told}\n{_begun(DRAFTS, _('Proposed complaints'), language)}{_indented(draft)}"
        else:
            deck, before = _sound(path)
            if any(_same(card.complaint, said) and card.status is CardStatus.DRAFT for card in deck.cards):
                raise ProposedAlready(_("This complaint was proposed already."))
            if any(card.id == card_id(said) for card in deck.cards):
                draft = f"id: {card_id(said, len(deck.cards))}", *draft[1:]
            text = _checked(before, with_card(before, _lines(draft)), path, deck)
        _keep(path, text)
    new = read_deck(path).deck
    if new is None:
        raise DeckRefused(_("{file} can't be written: {reason}.").format(file=path.name, reason=_("it has errors")))
    return _draft(path, new, new.cards[-1])


def list_drafts(folder: Path) -> list[Draft]:
    """What waits to become a card, in the order of the files."""
    found = []
    for path in find_decks([folder]):
        if path.name.split(".")[0] != DRAFTS:
            continue
        deck = read_deck(path).deck
        if deck is not None and deck.id == DRAFTS:
            found += [_draft(path, deck, card) for card in deck.cards if card.status is CardStatus.DRAFT]
    return found


def own_decks(folder: Path) -> list[tuple[Path, Deck]]:
    """The decks that a draft may go to: one's own that have no errors."""
    read = [(path, read_deck(path).deck) for path in find_decks([folder])]
    return [(path, deck) for path, deck in read if deck is not None and deck.id != DRAFTS]


def new_deck_file(folder: Path, language: str) -> Path:
    """Where a deck begins that is made of proposals."""
    return folder / f"our-complaints.{language}.yaml"


def make_card(draft: Draft, target: Path, wanted: Wanted) -> tuple[Deck, Card]:
    """Puts the draft's complaint into the deck `target` as its last card, and retires the draft. Everything else in both files
    stays as it was, comments and order; a deck that is not there yet is begun.

    Raises DeckRefused, and then nothing was written.
    """
    with _alone(draft.path.parent):
        deck, text = _sound(target) if target.exists() else (None, "")
        known = deck.cards if deck is not None else ()
        if deck is not None and any(_same(card.complaint, draft.complaint) for card in known):
            raise DeckRefused(_("“{title}” has this complaint already.").format(title=clean_line(deck.title, 100)))
        name, turn = card_id(draft.complaint), 0
        while any(card.id == name for card in known):
            turn += 1
            name = card_id(draft.complaint, turn)
        skills = [f"skills: [{', '.join(wanted.skills)}]"] if wanted.skills else []
        said = [
            f"id: {name}",
            f"complaint: {yaml_text(draft.complaint, 2)}",
            f"type: {wanted.type}",
            *skills,
            f"difficulty: {wanted.difficulty}",
            f"absurdity: {wanted.absurdity}",
        ]
        if deck is None:
            after = _begun(target.name.split(".")[0], _("Our complaints"), draft.language) + _indented(said)
        else:
            after = _checked(text, with_card(text, _lines(said)), target, deck)
        new = read_deck_text(after, target.name).deck
        if new is None:
            raise _unfit(target)
        retired = _retired(draft)
        _keep(target, after)
        _keep(draft.path, retired)
    return new, new.cards[-1]


def turn_down(draft: Draft) -> None:
    """Retires a draft: it waits no more, and stays in its file. Raises DeckRefused."""
    with _alone(draft.path.parent):
        _keep(draft.path, _retired(draft))


def _begun(deck_id: str, title: str, language: str) -> str:
    """The head of a new deck."""
    return f"format: 1\nid: {deck_id}\ntitle: {yaml_text(title)}\nlocale: {LOCALES.get(language, language)}\ncards:\n"


def _retired(draft: Draft) -> str:
    deck, text = _sound(draft.path)
    at = next((place for place, card in enumerate(deck.cards) if card.id == draft.card_id), None)
    spot = None if at is None else outline(text).cards[at].values.get("status")
    if at is None or spot is None or deck.cards[at].status is not CardStatus.DRAFT:
        raise DeckRefused(_("This draft is not there any more."))
    after = replaced(text, spot, CardStatus.RETIRED.value)
    cards = tuple(
        replace(card, status=CardStatus.RETIRED) if place == at else card for place, card in enumerate(deck.cards)
    )
    found = read_deck_text(after, draft.path.name).deck
    if found is None or _bare(found) != _bare(replace(deck, cards=cards)):
        raise _unfit(draft.path)
    return after


def _checked(before: str, after: str | None, path: Path, deck: Deck) -> str:
    """`after`, if it is the same deck with one more card at its end. Raises DeckRefused."""
    found = None if after is None else read_deck_text(after, path.name).deck
    if after is None or found is None or _bare(replace(found, cards=found.cards[:-1])) != _bare(deck):
        raise _unfit(path)
    return after


def _unfit(path: Path) -> DeckRefused:
    return DeckRefused(
        _("{file} is laid out so that no card can be added; lay it out first: trainer deck fmt {file}").format(
            file=clean_line(str(path), 300)
        )
    )


def _sound(path: Path) -> tuple[Deck, str]:
    """A deck without errors and its text. Raises DeckRefused with the first of them."""
    result = read_deck(path)
    if result.deck is None:
        raise DeckRefused(next(str(each) for each in result.problems if each.severity is Severity.ERROR))
    return result.deck, result.data.decode("utf-8")


def _draft(path: Path, deck: Deck, card: Card) -> Draft:
    return Draft(path, card.id, card.complaint, deck.language)


def _bare(deck: Deck) -> Deck:
    return replace(deck, digest="", cards=tuple(replace(card, line=0) for card in deck.cards))


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _lines(said: Sequence[str]) -> list[str]:
    return "\n".join(said).split("\n")


def _indented(said: Sequence[str]) -> str:
    first, *others = _lines(said)
    return "\n".join([f"  - {first}", *(f"    {line}" if line else "" for line in others)]) + "\n"


def _keep(path: Path, text: str) -> None:
    try:
        paths.private_folder(path.parent)
        write_file(path, text, replace=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{file} can't be written: {reason}.").format(file=clean_line(str(path), 500), reason=reason)
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two who write at once do so one after the other."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    try:
        handle = os.open(paths.private_folder(folder) / ".lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{folder} can't be written: {reason}.").format(folder=clean_line(str(folder), 500), reason=reason)
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
