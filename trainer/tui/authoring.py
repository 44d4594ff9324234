"""What screens ask of deck files. All of it runs on the database thread; YAML is imported when it is first needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.kinds import ComplaintType, Skill
from trainer.locale import _
from trainer.tui.widgets.problems import ShownProblem

if TYPE_CHECKING:
    from trainer.decks.previewing import DeckWatch
    from trainer.decks.problems import Problem
    from trainer.decks.proposing import Draft


@dataclass(frozen=True, slots=True)
class Seen:
    """A deck file at one moment."""

    deck: Deck | None
    """None: it has errors."""
    problems: tuple[ShownProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where the cards of a preview come from."""

    look: Callable[[], Seen | None]
    """What is there now; None: nothing new. Called on the database thread, one call at a time."""
    render: Callable[[Deck, Card, str], ShownCard]
    path: Path | None = None
    """The file, where there is one to edit."""
    watch: bool = True
    first: str = ""
    """Id of the card to begin with; empty: the first."""
    seed: int = 1
    author: bool = True
    """False: an employee looks, who sees one side only and no problems."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file in one's own folder that is not dealt from."""

    path: Path
    errors: int
    deck: tuple[str, str] = ("", "")
    """Id and language (empty: not said) of the deck that it means to be."""
    dealt_on: bool = False
    """Whether the deck's last good version is in the store, and is dealt until the file is mended."""


def render_card(deck: Deck, card: Card, seed: str) -> ShownCard:
    """Drawn in this process: who leafs through a deck draws many customers, and a child for each would take a second."""
    from trainer.decks import personas

    return personas.render_card(deck, card, seed)


def shown_problems(path: Path, problems: "Iterable[Problem]") -> tuple[ShownProblem, ...]:
    return tuple(
        ShownProblem(
            f"{path.name}:{each.line}:{each.column}", each.line, each.severity, f"[{each.rule}] {each.message}"
        )
        for each in problems
    )


def file_source(
    path: Path, render: Callable[[Deck, Card, str], ShownCard], *, watch: bool = True, first: str = "", seed: int = 1
) -> Source:
    """A file that its author reads or writes."""
    eyes: list[DeckWatch] = []

    def look() -> Seen | None:
        from trainer.decks.previewing import DeckWatch

        if not eyes:
            eyes.append(DeckWatch(path))
        found = eyes[0].look()
        if found is None:
            import trainer.decks.explaining
            import trainer.decks.mending  # noqa: F401

            return None
        return Seen(found.deck, shown_problems(path, found.problems))

    return Source(look, render, path, watch=watch, first=first, seed=seed)


def stored_source(deck: Deck, render: Callable[[Deck, Card, str], ShownCard], *, first: str, author: bool) -> Source:
    """A deck as the store holds it: for those who do not write decks, or where the file is on another machine."""
    waiting = [Seen(deck)]
    return Source(lambda: waiting.pop() if waiting else None, render, watch=False, first=first, author=author)


def file_with(digest: str) -> Path | None:
    """The deck file with this SHA-256, one's own first."""
    import hashlib

    from trainer.decks.finding import find_decks

    for folder in reversed(paths.deck_folders()):
        for path in find_decks([folder]):
            try:
                if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                    return path
            except OSError:
                continue
    return None


def came_with_the_program(path: Path) -> bool:
    return path.resolve().is_relative_to(paths.shipped_decks().resolve())


def unread_files(known: Iterable[str]) -> list[UnreadFile]:
    """Files in one's own folder whose SHA-256 is not among `known`: they have errors, or are a deck that is there already."""
    import hashlib

    from trainer.decks.finding import find_decks

    digests = set(known)
    found = []
    for path in find_decks([paths.deck_folders()[-1]]):
        try:
            unread = hashlib.sha256(path.read_bytes()).hexdigest() not in digests
        except OSError:
            unread = True
        if unread:
            from trainer.decks.checking import named_in
            from trainer.decks.previewing import look_at_file

            look = look_at_file(path)
            errors = sum(each.severity == "error" for each in look.problems)
            found.append(UnreadFile(path, errors, named_in(path)))
    return found


def copy_to_own(path: Path) -> Path:
    """The person's own copy of a deck that came with the program, made if need be. Raises DeckRefused."""
    from trainer.decks.copying import copy_deck
    from trainer.decks.installing import own_folder

    return copy_deck(path, own_folder())


@dataclass(frozen=True, slots=True)
class Done:
    """What came of installing."""

    titles: tuple[str, ...]
    broken: Path | None = None
    """With an error anywhere nothing was installed; this is the file to mend first."""


def install_from(wanted: str) -> Done:
    """Installs the decks of a file or folder. Raises DeckRefused, WrongUsage."""
    from trainer.decks.finding import named_files
    from trainer.decks.installing import install, own_folder
    from trainer.decks.problems import Severity

    files = named_files([Path(wanted.strip("\"'")).expanduser()])
    installed, problems = install(files, own_folder(), paths.shipped_decks())
    if installed:
        return Done(tuple(each.deck.title for each in installed))
    return Done((), Path(next(each.file for each in problems if each.severity is Severity.ERROR)))


# --- what the team proposes -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """A deck that a draft may go to."""

    title: str
    path: Path


def list_drafts() -> "list[Draft]":
    from trainer.decks import proposing
    from trainer.decks.installing import own_folder

    return proposing.list_drafts(own_folder())


def count_drafts() -> int:
    """How many complaints wait; nothing is read where nobody ever proposed one."""
    folder = paths.deck_folders()[-1]
    return len(list_drafts()) if any(folder.glob("drafts.*")) else 0


def propose(language: str, complaint: str) -> None:
    """Raises DeckRefused."""
    from trainer.decks import proposing
    from trainer.decks.installing import own_folder

    proposing.propose(own_folder(), language, complaint)


def targets_for(draft: "Draft") -> list[Target]:
    """One's own decks in the draft's language, and one that would be new."""
    from trainer.decks import proposing
    from trainer.decks.installing import own_folder

    folder = own_folder()
    known = [Target(deck.title, path) for path, deck in proposing.own_decks(folder) if deck.language == draft.language]
    new = proposing.new_deck_file(folder, draft.language)
    return known if any(each.path == new for each in known) else [*known, Target(_("a new deck"), new)]


def take_draft(
    draft: "Draft", target: Target, kind: ComplaintType, skills: tuple[Skill, ...], difficulty: int, absurdity: int
) -> str:
    """Makes a card of it; the title of its deck. Raises DeckRefused."""
    from trainer.decks import proposing

    deck, _card = proposing.make_card(draft, target.path, proposing.Wanted(kind, skills, difficulty, absurdity))
    return deck.title


def turn_down(draft: "Draft") -> None:
    """Raises DeckRefused."""
    from trainer.decks import proposing

    proposing.turn_down(draft)
