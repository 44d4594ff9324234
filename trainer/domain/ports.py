"""What the use cases need from the outside: a unit of work with its repositories, and somebody who renders cards.

`with uow:` opens a write transaction and rolls back unless `uow.commit()` was called; `with uow.reading():` opens one for
reading. Repositories are used inside either. They hand out frozen domain objects and raise `StoreError`s only.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from trainer.domain.answering import Answer, Draft, SavedDraft
from trainer.domain.cards import Card, Deck
from trainer.domain.clocks import Instant
from trainer.domain.dealing import CardChoice, Deal, PastDeal, ShownCard
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus, DealState, Outcome
from trainer.domain.people import Person, Role, Team
from trainer.domain.progress import CountedCard
from trainer.domain.rating import Candidate, Judgement, Rating

RenderCard = Callable[[Deck, Card, str], ShownCard]
"""(deck, card, seed) -> the card with its placeholders filled in; same seed, same customer."""


class People(Protocol):
    def get(self, person_id: PersonId) -> Person | None: ...
    def find(self, name: str) -> Person | None:
        """By name, whatever its case (Unicode case folding), active people only."""

    def add(self, name: str, role: Role, team_id: TeamId, now: datetime) -> Person:
        """Raises NameRefused when an active person has that name."""

    def change(self, person: Person) -> Person:
        """Stores name, role, team and active of `person`. Raises NameRefused when the name is taken."""

    def all(self, team_id: TeamId | None = None) -> list[Person]:
        """Active people in alphabetical order."""

    def team(self, team_id: TeamId) -> Team: ...
    def teams(self) -> list[Team]: ...
    def find_team(self, name: str) -> Team | None: ...
    def add_team(self, name: str) -> Team: ...
    def team_size(self, team_id: TeamId) -> int:
        """Active people in the team."""


class Decks(Protocol):
    def digests(self) -> dict[tuple[DeckId, str], str]:
        """(deck id, language) -> digest of what is stored and not withdrawn."""

    def store(self, deck: Deck) -> None:
        """Stores or replaces a deck with its cards, under (id, language). Deals keep what they showed."""

    def withdraw(self, deck_id: DeckId, language: str) -> None:
        """The deck's file is gone: nothing is dealt from it any more; what was answered stays."""

    def choices(self, *, deck_id: DeckId | None = None, language: str | None = None) -> list[CardChoice]:
        """Cards with status ready."""

    def card(self, deck_id: DeckId, card_id: CardId, language: str | None = None) -> tuple[Deck, Card] | None:
        """The card and its deck (whose `cards` may hold that card alone)."""

    def cards(self, deck_id: DeckId, language: str | None = None) -> list[Card]:
        """The ready cards of a deck in its own order; empty if there is no such deck. `language` None: any one of them."""

    def summaries(self) -> list[tuple[Deck, int]]:
        """Decks (without their cards) that are not withdrawn, with the number of ready cards."""

    def count(self) -> tuple[int, int]:
        """Decks and ready cards."""


class Deals(Protocol):
    def add(self, deal: Deal) -> Deal:
        """Stores a new deal under a fresh id. Raises AnotherCardOpen when the person has an open one, or, for a
        prepared deal, a prepared one (a unique index, so it holds for two clients at once)."""

    def get(self, deal_id: DealId) -> Deal | None: ...
    def open_of(self, person_id: PersonId) -> Deal | None: ...
    def prepared_of(self, person_id: PersonId) -> Deal | None: ...
    def not_looked_back(self, person_id: PersonId) -> Deal | None:
        """The newest sent deal whose author has not seen what comes after sending."""

    def past(self, person_id: PersonId) -> list[PastDeal]:
        """Everything dealt and opened, oldest first."""

    def overdue(self, now: Instant) -> list[Deal]:
        """Open deals whose deadline and grace are over, of anybody (`Deal.is_over` decides; same boot beats wall clock)."""

    def start(self, deal_id: DealId, seconds: float, opened_at: Instant, deadline: Instant, *, again: bool) -> bool:
        """prepared -> open, once; False if it was not prepared any more (one conditional UPDATE)."""

    def close(self, deal_id: DealId, state: DealState, closed_at: datetime, *, by_timeout: bool = False) -> bool:
        """open -> `state`, once; False if it was not open any more (one conditional UPDATE)."""

    def reopen(self, deal_id: DealId) -> bool:
        """sent -> open with its old deadline (sending was taken back)."""

    def drop_prepared(self, person_id: PersonId) -> None: ...
    def look_back(self, deal_id: DealId) -> None: ...
    def uncounted(self) -> list[Deal]:
        """Closed deals without a stored outcome, oldest first."""


class Drafts(Protocol):
    def save(self, deal_id: DealId, draft: Draft, saved_at: datetime) -> bool:
        """Adds a revision; False when one with the same or a higher seq is there (a late save never wins)."""

    def latest(self, deal_id: DealId) -> SavedDraft | None: ...
    def all(self, deal_id: DealId) -> list[SavedDraft]:
        """Revisions, oldest first."""

    def keep_only(self, deal_id: DealId, seqs: Sequence[int]) -> None: ...


class Answers(Protocol):
    def add(
        self,
        deal: Deal,
        draft: Draft,
        text: str,
        *,
        sent_at: datetime,
        final_at: datetime,
        by_timeout: bool,
        needed: int,
    ) -> Answer:
        """Stores the sent text (with its SHA-256) and all variants under a fresh id."""

    def get(self, answer_id: AnswerId) -> Answer | None: ...
    def of_deal(self, deal_id: DealId) -> Answer | None: ...
    def variants(self, answer_id: AnswerId) -> tuple[str, ...]: ...
    def remove(self, answer_id: AnswerId) -> bool:
        """Taken back: only while nobody has rated or leased it."""

    def waiting(self) -> list[Answer]:
        """Answers with status waiting, of everybody."""

    def waiting_of(self, person_id: PersonId) -> int: ...
    def settle(self, answer_id: AnswerId, status: AnswerStatus, needed: int) -> None: ...


class Ratings(Protocol):
    def candidates(self, rater: Person, now: datetime) -> list[Candidate]:
        """Final, waiting answers of colleagues in the rater's team that this rater has not rated; leases of others count as
        taken, expired ones don't."""

    def leased_to(self, rater_id: PersonId, now: datetime) -> AnswerId | None: ...
    def lease(self, answer_id: AnswerId, rater_id: PersonId, until: datetime, now: datetime) -> bool:
        """Claims the answer for the rater; False when it has all it needs by now (one conditional statement)."""

    def release(self, answer_id: AnswerId, rater_id: PersonId) -> None: ...
    def add(
        self,
        answer_id: AnswerId,
        rater: Person,
        judgement: Judgement,
        score: float | None,
        *,
        rated_at: datetime,
        final_at: datetime,
    ) -> Rating:
        """Stores the rating and ends the lease. Raises AlreadyRated (a unique index)."""

    def remove(self, answer_id: AnswerId, rater_id: PersonId, now: datetime) -> bool:
        """Taken back before it was final."""

    def of_answer(self, answer_id: AnswerId, final_by: datetime) -> list[Rating]:
        """Ratings that are final by that instant, in no telling order."""

    def given_by(self, rater_id: PersonId) -> int: ...


class Results(Protocol):
    def publish(self, deal: Deal, card: CountedCard, outcome: Outcome, published_at: datetime) -> bool:
        """Stores the outcome of a dealt card once; False if it is there already."""

    def of_person(self, person_id: PersonId, since: datetime, limit: int | None = None) -> list[CountedCard]:
        """Newest first, read by the index (person, closed_at)."""

    def of_deal(self, deal_id: DealId) -> CountedCard | None: ...


class UnitOfWork(Protocol):
    people: People
    decks: Decks
    deals: Deals
    drafts: Drafts
    answers: Answers
    ratings: Ratings
    results: Results

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def reading(self) -> AbstractContextManager[Self]: ...
    def commit(self) -> None: ...
