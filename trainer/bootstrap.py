"""The one place that knows every part and puts them together, each when it is first needed.

Importing this module costs nothing heavy: SQLModel, YAML and Faker are imported inside functions, on the database thread,
once the first frame is painted.
"""

import contextlib
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from trainer import config, paths
from trainer.domain.clocks import Clock
from trainer.domain.home import Home
from trainer.domain.ids import AnswerId, DeckId, PersonId, SessionId, TeamId
from trainer.domain.people import Person
from trainer.locale import _, language
from trainer.storage.clocks import SystemClock
from trainer.storage.places import file_of

if TYPE_CHECKING:  # each frozen dataclass costs a millisecond at import, and home needs none of these
    from sqlalchemy import Engine

    from trainer.domain.cards import Card, Deck, DeckPlaces
    from trainer.domain.dealing import ShownCard
    from trainer.domain.phases import Phase
    from trainer.domain.ports import UnitOfWork
    from trainer.domain.presets import Preset
    from trainer.storage.journal import Journal

PRESETS_IN_ORDER = ("monday", "friday", "express", "hotseat", "pair", "large")
P = ParamSpec("P")
T = TypeVar("T")


class Trainer:
    """The program put together for one database: what screens and commands hold on to.

    Everything but `glance`, `remembered` and `clock` belongs on the database thread.
    """

    def __init__(
        self,
        database: str,
        *,
        clock: Clock | None = None,
        language: str = "en",
        deck_folders: list[Path] | None = None,
        apart: bool = False,
    ) -> None:
        self.database = database
        self.clock: Clock = clock or SystemClock()
        self.language = language
        self._own_clock = clock is None
        self._deck_folders = deck_folders
        self._apart = apart
        """Read YAML and draw customers in a child process: what they import costs 20 MB that a screen would keep for good."""
        self._engine: Engine | None = None

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a database server."""
        return file_of(self.database)

    @cached_property
    def journal(self) -> "Journal":
        """The local file for words that the database did not take."""
        from trainer.storage.journal import Journal

        return Journal(paths.state_folder())

    def remembered(self) -> PersonId | None:
        """Who sat here last, with this database."""
        person_id = config.remembered_person(self.database)
        return None if person_id is None else PersonId(person_id)

    def remember(self, person: Person) -> None:
        config.remember_person(self.database, person.id)

    def glance(self, person_id: PersonId | None = None, name: str | None = None) -> Home | None:
        """Home at once, by the standard library's sqlite3, read-only.

        None: nobody is known here yet, or the store must be made or migrated first, or it is a server. Raises StoreError.
        """
        from trainer.storage.glance import glance

        file = self.file
        person_id = person_id or self.remembered()
        if file is None or (person_id is None and name is None):
            return None
        return glance(file, person_id, self.clock.now(), name=name)

    def open(self) -> None:
        """Makes or migrates the store if need be, connects, and gives it the words that were kept in the journal.

        Idempotent; takes most of a second the first time, for the imports. Raises StoreError.
        """
        if self._engine is not None:
            return
        from trainer.storage.engine import connect
        from trainer.storage.migrating import migrate

        migrate(self.database)
        self._engine = connect(self.database)
        if self._own_clock and self.file is None:
            from trainer.storage.clocks import database_offset

            self.clock = SystemClock(offset=database_offset(self._engine))
        self.replay()

    def keep_a_copy(self) -> None:
        """A backup, when none was made in the last 30 minutes; on any thread. Trouble with it stops nobody."""
        from trainer.errors import StoreError
        from trainer.storage.backups import back_up_when_due

        with contextlib.suppress(StoreError):
            back_up_when_due(self.database, self.clock.now().at)

    def replay(self) -> int:
        """Puts what the journal holds into the store; returns how many texts. Raises StoreError, keeping the journal."""
        entries = self.journal.entries(self.database)
        if entries:
            with self.unit_of_work() as uow:
                for entry in entries:
                    if uow.deals.get(entry.deal_id) is not None:
                        uow.drafts.save(entry.deal_id, entry.draft, entry.at)
                uow.commit()
            self.journal.forget(self.database, entries)
        return len(entries)

    def unit_of_work(self) -> "UnitOfWork":
        from trainer.storage.units import SqlUnitOfWork

        self.open()
        assert self._engine is not None, "open() connects or raises"
        return SqlUnitOfWork(self._engine)

    def run(
        self, use_case: "Callable[Concatenate[UnitOfWork, Clock, P], T]", /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """`use_case(uow, clock, ...)` with a unit of work of its own."""
        return use_case(self.unit_of_work(), self.clock, *args, **kwargs)

    def load_decks(self) -> int:
        """Reads the deck files and stores those that changed; returns how many did. Of one with errors the last good version is
        dealt on until it is mended (`trainer deck check` says what is wrong).

        Where every file is the one that is stored, nothing is read.
        """
        if self._decks_are_stored():
            return 0
        told = self._tell_child("load-decks") if self._apart and self._deck_folders is None else None
        if told is not None and told.isdecimal():
            return int(told)
        from trainer.decks.checking import load_decks, named_in
        from trainer.services.decks import store_decks

        decks, problems = load_decks(self._folders())
        broken = [named_in(Path(file)) for file in {each.file for each in problems if each.severity == "error"}]
        return self.run(store_decks, decks, broken=broken)

    def _decks_are_stored(self) -> bool:
        from trainer.decks.finding import digests
        from trainer.services.decks import known_digests

        return digests(self._folders()) == self.run(known_digests)

    def _folders(self) -> list[Path]:
        return paths.deck_folders() if self._deck_folders is None else self._deck_folders

    def card_places(self, deck_id: "DeckId", language: str) -> "DeckPlaces | None":
        """The file of a deck in a language and the line of each card in it; None where no file is that deck."""
        from trainer.domain.cards import DeckPlaces

        if self._apart and self._deck_folders is None:
            from trainer.storage.documents import from_json

            told = self._tell_child("places", deck_id, language)
            if told is not None:
                return from_json(DeckPlaces, told) if told else None
        from trainer.decks.placing import find_places

        return find_places(self._folders(), deck_id, language)

    def presets(self) -> "tuple[list[Preset], list[str]]":
        """The presets of sessions, shipped and own, the shipped ones first; and what is wrong with files that are
        none."""
        from trainer.decks.presets import read_presets

        found, problems = read_presets([paths.shipped_presets(), paths.own_presets()])
        first = tuple(PRESETS_IN_ORDER)
        found.sort(key=lambda preset: (first.index(preset.id) if preset.id in first else len(first), preset.id))
        return found, [str(problem) for problem in problems]

    def preset(self, preset_id: str) -> "Preset":
        """The preset with that id. Raises NotFound, or DeckRefused with what is wrong with its file."""
        from trainer.errors import DeckRefused, NotFound

        found, problems = self.presets()
        for preset in found:
            if preset.id == preset_id:
                return preset
        for problem in problems:
            if Path(problem.split(":", 1)[0]).stem == preset_id:
                raise DeckRefused(problem)
        raise NotFound(
            _("There is no preset “{preset}”. See them with: trainer session presets").format(preset=preset_id)
        )

    def keep_proposals(self, session_id: SessionId) -> int:
        """Puts a closed session's complaints for next time into the team's drafts on this machine, each once, whoever asks and
        however often; returns how many are new there. What can't be written stays with the session for the next who looks."""
        from trainer.decks.installing import own_folder
        from trainer.decks.proposing import propose
        from trainer.errors import DeckRefused, ProposedAlready
        from trainer.services.sessions.talking import proposals_left, put_in_drafts

        kept = 0
        spoken, left = self.run(proposals_left, session_id)
        for complaint in left:
            with contextlib.suppress(DeckRefused):
                with contextlib.suppress(ProposedAlready):
                    propose(own_folder(), spoken, complaint)
                    kept += 1
                self.run(put_in_drafts, session_id, complaint)
        return kept

    def keep_what_was_proposed(self, team_id: TeamId) -> int:
        """The same for every session of the team that closed itself, or whose lead's program ended while it closed."""
        from trainer.services.sessions.talking import sessions_with_proposals

        return sum(self.keep_proposals(each) for each in self.run(sessions_with_proposals, team_id))

    def script(self, preset_id: str) -> "dict[Phase, str]":
        """What the lead may say in each phase, in the language of the screens; a preset of one's own borrows Monday's words.

        Raises DeckRefused where the file is damaged.
        """
        from trainer.decks.standards import read_standards
        from trainer.domain.phases import Phase

        standards = read_standards(language())
        said = standards.script(preset_id) or standards.script("monday")
        return {Phase(phase): words for phase, words in said}

    def render(self, deck: "Deck", card: "Card", seed: str) -> "ShownCard":
        """The card with its placeholders filled in and its customer drawn (Faker is imported here, or in the child)."""
        if self._apart:
            from dataclasses import replace

            from trainer.domain.cards import Deck
            from trainer.domain.dealing import ShownCard
            from trainer.storage.documents import from_json, to_json

            told = self._tell_child("render", seed, text=to_json(Deck, replace(deck, cards=(card,))))
            if told:
                return from_json(ShownCard, told)
        from trainer.decks.personas import render_card

        return render_card(deck, card, seed)

    def _tell_child(self, *words: str, text: str = "") -> str | None:
        """What `python -m trainer.bootstrap WORDS` answers to `text`; None when it could not (the caller then does it here)."""
        import subprocess
        import sys

        child = subprocess.run(  # noqa: S603 - our own interpreter, our own words
            [sys.executable, "-m", "trainer.bootstrap", *words],
            env={**os.environ, "TRAINER_DATABASE_URL": self.database, "PYTHONUTF8": "1"},
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return child.stdout if child.returncode == 0 else None

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def __enter__(self) -> "Trainer":
        return self

    def __exit__(self, *_error: Any) -> None:
        self.close()


def make_gold(trainer: Trainer, person_id: PersonId, answer_id: AnswerId) -> tuple[Path, Path]:
    """An answer of the wall of WOW as a gold answer of its card, in a deck of one's own: a deck that came with the program
    is copied first. (the deck as it was, the deck now), for `deck diff`. Raises NotFound, DeckRefused."""
    from trainer.decks.copying import copy_deck
    from trainer.decks.golds import add_gold
    from trainer.decks.installing import own_folder
    from trainer.decks.writing import write_file
    from trainer.errors import NotFound
    from trainer.services.sessions.walls import answer_on_the_wall

    chosen = trainer.run(answer_on_the_wall, person_id, answer_id)
    found = trainer.card_places(chosen.deck_id, chosen.language)
    if found is None:
        raise NotFound(_("The deck of this answer is not on this machine; make it gold where the deck is."))
    before = target = Path(found.file)
    if paths.shipped_decks() in target.parents:
        target = copy_deck(target, own_folder())
    else:
        before = paths.private_folder(paths.state_folder()) / f"before-{target.name}"
        write_file(before, target.read_bytes(), replace=True)
    why = _("Written by a colleague; the raters of its session found that it works.")
    add_gold(target, chosen.card_id, chosen.text, dict(chosen.levels), why)
    trainer.load_decks()
    return before, target


DEMO_TEAM = 8


def stage_demo(database: str, language: str, *, fresh: bool, say: Callable[[str], None]) -> Person:
    """Makes the demo's database, unless it is there already and not `fresh`; returns the person to look at it as.

    `say` is told what is going on, since it takes some seconds. Raises StoreError, NothingToDeal.
    """
    from trainer.services.people import list_people
    from trainer.services.staging import stage_team

    file = file_of(database)
    assert file is not None, "the demo is a file"
    if fresh:
        for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
            name.unlink(missing_ok=True)
    with Trainer(database, language=language) as trainer:
        people = [person for person, _team in trainer.run(list_people)] if file.exists() else []
        if people:
            viewer = next((person for person in people if person.id == trainer.remembered()), people[0])
        else:
            say(_("Making up a team with half a year of practice; a few seconds …"))
            from trainer.decks.checking import load_decks
            from trainer.decks.names import draw_names

            decks, _problems = load_decks([paths.shipped_decks()])
            names = draw_names(language, DEMO_TEAM, seed=1)
            viewer = trainer.run(stage_team, decks, names, render=trainer.render, language=language)
        trainer.remember(viewer)
        return viewer


def _serve(words: list[str]) -> str:
    """The child's side of `Trainer._tell_child`."""
    import sys

    if words == ["load-decks"]:
        with Trainer(os.environ["TRAINER_DATABASE_URL"]) as trainer:
            return str(trainer.load_decks())
    from trainer.domain.cards import Deck, DeckPlaces
    from trainer.storage.documents import from_json, to_json

    if words[0] == "places":
        from trainer.decks.placing import find_places

        found = find_places(paths.deck_folders(), DeckId(words[1]), words[2])
        return "" if found is None else to_json(DeckPlaces, found)
    from trainer.decks.personas import render_card
    from trainer.domain.dealing import ShownCard

    _render, seed = words
    deck = from_json(Deck, sys.stdin.read())
    return to_json(ShownCard, render_card(deck, deck.cards[0], seed))


if __name__ == "__main__":
    import sys

    os.write(1, _serve(sys.argv[1:]).encode())
