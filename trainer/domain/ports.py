"""What the use cases need from the outside: a unit of work with its repositories, and somebody who renders cards.

`with uow:` opens a write transaction and rolls back unless `uow.commit()` was called; `with uow.reading():` opens one for
reading. Repositories are used inside either. They hand out frozen domain objects and raise `StoreError`s only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:  # they are named in signatures alone; each dataclass costs a millisecond and 30 kB to import
    from trainer.domain.answering import Answer, Draft, SavedDraft, Undecided
    from trainer.domain.browsing import ShelfCard
    from trainer.domain.cards import Card, Deck
    from trainer.domain.clocks import Instant
    from trainer.domain.coverage import DeckCard
    from trainer.domain.dealing import CardChoice, Deal, PastDeal, ShownCard
    from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, TeamId
    from trainer.domain.kinds import AnswerStatus, ComplaintType, DealState, Outcome
    from trainer.domain.people import Person, Role, Team
    from trainer.domain.pins import HashedPin
    from trainer.domain.planning import Met
    from trainer.domain.progress import CountedCard, OwnRecord
    from trainer.domain.publishing import GoldRow, ScoreRow
    from trainer.domain.rating import Candidate, GoldToRate, GoldWish, Judgement, OpenAnswer, RaterState, Rating, Round
    from trainer.domain.scoring import Ruling
    from trainer.domain.session_ports import IfThens, Rooms, SessionCards, SessionNotes, Sessions
    from trainer.domain.statistics import DeckRecord
    from trainer.domain.teams import TeamRecord
    from trainer.domain.telling import Amendment, CriterionScore

RenderCard = Callable[["Deck", "Card", str], "ShownCard"]
"""(deck, card, seed) -> the card with its placeholders filled in; same seed, same customer."""


class People(Protocol):
    def get(self, person_id: PersonId) -> Person | None: ...
    def find(self, name: str) -> Person | None:
        """By name, whatever its case (Unicode case folding), active people only."""

    def removed(self, name: str) -> Person | None:
        """Who was called that and was taken off the list; of several the last one."""

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
    def set_bar(self, team_id: TeamId, bar: float) -> None:
        """The bar for what is judged from now on."""

    def team_size(self, team_id: TeamId) -> int:
        """Active people in the team."""


class Pins(Protocol):
    def store(self, person_id: PersonId, pin: HashedPin, at: datetime) -> None:
        """In the place of an earlier one."""

    def of(self, person_id: PersonId) -> HashedPin | None: ...
    def drop(self, person_id: PersonId) -> None: ...


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

    def shelf(self) -> list[ShelfCard]:
        """Ready cards of all decks that are not withdrawn, by language, deck and place; complaints as written."""

    def summaries(self) -> list[tuple[Deck, int]]:
        """Decks (without their cards) that are not withdrawn, with the number of ready cards."""

    def count(self) -> tuple[int, int]:
        """Decks with a ready card, and those cards; a deck in three languages counts once."""


class Deals(Protocol):
    def add(self, deal: Deal) -> Deal:
        """Stores a new deal under a fresh id. Raises AnotherCardOpen when the person has an open one, or, for a
        prepared deal, a prepared one (a unique index, so it holds for two clients at once)."""

    def get(self, deal_id: DealId) -> Deal | None: ...
    def is_running(self, deal_id: DealId, now: Instant) -> bool:
        """Whether there is such a deal, open, its deadline and grace not over; reads its clock alone, not its card."""

    def open_of(self, person_id: PersonId) -> Deal | None: ...
    def prepared_of(self, person_id: PersonId) -> Deal | None: ...
    def not_looked_back(self, person_id: PersonId) -> Deal | None:
        """The newest sent deal whose author has not seen what comes after sending."""

    def past(self, person_id: PersonId) -> list[PastDeal]:
        """Everything dealt and opened, oldest first."""

    def anything_due(self, now: Instant) -> bool:
        """Whether there may be anything to settle, in one statement; never False where there is."""

    def overdue(self, now: Instant) -> list[Deal]:
        """Open deals whose deadline and grace are over, of anybody (`Deal.is_over` decides; same boot beats wall clock)."""

    def start(self, deal_id: DealId, seconds: float, opened_at: Instant, deadline: Instant, *, again: bool) -> bool:
        """prepared -> open, once; False if it was not prepared any more (one conditional UPDATE)."""

    def close(self, deal_id: DealId, state: DealState, closed_at: datetime, *, by_timeout: bool = False) -> bool:
        """open -> `state`, once; False if it was not open any more (one conditional UPDATE)."""

    def reopen(self, deal_id: DealId) -> bool:
        """sent -> open with its old deadline (sending was taken back)."""

    def drop_prepared(self, person_id: PersonId) -> None: ...
    def take_hint(self, deal_id: DealId, number: int) -> bool:
        """Notes that the first `number` hints of an open deal were opened; False: closed, or noted already."""

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

    def get(self, answer_id: AnswerId, *, lock: bool = False) -> Answer | None:
        """`lock`: nobody else decides about it until this transaction ends."""

    def statuses(self, answer_ids: Sequence[AnswerId]) -> Mapping[AnswerId, AnswerStatus]:
        """As they are now, in one statement; nobody else decides about them until this transaction ends."""

    def of_deal(self, deal_id: DealId) -> Answer | None: ...
    def variants(self, answer_id: AnswerId) -> tuple[str, ...]: ...
    def remove(self, answer_id: AnswerId) -> bool:
        """Taken back: only while nobody has rated or leased it."""

    def undecided(self, now: datetime) -> list[Undecided]:
        """Final answers in the queue (waiting, or disputed) of everybody, each with its final ratings: one statement."""

    def sent_since(self, person_id: PersonId, since: datetime) -> int:
        """How many answers the person sent from then on."""

    def waiting(self) -> list[Answer]:
        """Answers with status waiting, of everybody."""

    def waiting_of(self, person_id: PersonId) -> int: ...
    def settle(self, answer_id: AnswerId, status: AnswerStatus, needed: int) -> None: ...


class Ratings(Protocol):
    def candidates(self, rater: Person, now: datetime) -> list[Candidate]:
        """Final, waiting answers of colleagues in the rater's team that this rater has not rated; leases of others count as
        taken, expired ones don't."""

    def state_of(
        self, rater_id: PersonId, since: datetime, session: str, *, lock: bool = False, wish: GoldWish | None = None
    ) -> RaterState | None:
        """The active person with that id as a rater: ratings given since then, this session's blind gold answer.

        `lock`: other claims of the team wait until this transaction ends. `wish`: also cards for a blind gold answer, while
        there is none and one may be drawn. One statement.
        """

    def queue(self, rater: Person, now: datetime) -> list[OpenAnswer]:
        """Final answers of the rater's team in the queue, the rater's own among them, in no telling order: one statement."""

    def round(self, rater: Person, now: datetime, live: Round) -> tuple[list[OpenAnswer], Met]:
        """Final answers sent since the round began, and how often everybody present has rated each author: one statement.

        What left the queue meanwhile needs nothing more, but counts among what its raters had.
        """

    def claim(
        self, answer_id: AnswerId, rater_id: PersonId, until: datetime, now: datetime
    ) -> tuple[str, ShownCard] | None:
        """`lease` and the answer's text and card in one statement; None when it has all it needs by now."""

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

    def of_team(self, team_id: TeamId, since: datetime) -> dict[PersonId, list[CountedCard]]:
        """Of the team's active people, each with the newest first."""

    def of_deal(self, deal_id: DealId) -> CountedCard | None: ...
    def amend(self, deal_id: DealId, amendment: Amendment, outcome: Outcome) -> None:
        """Adds an amendment; its outcome, and its score where it has one, count from now on. What was published is kept."""

    def amendments(self, deal_id: DealId) -> list[Amendment]:
        """Oldest first."""

    def score_rows(self, team_id: TeamId, since: datetime, final_by: datetime) -> list[ScoreRow]:
        """Valid final ratings of the team's answers sent since then."""

    def gold_rows(self, team_id: TeamId, since: datetime, final_by: datetime) -> list[GoldRow]:
        """Valid final ratings of blind gold answers by the team's people since then."""

    def criteria_of_team(self, team_id: TeamId, since: datetime) -> list[tuple[PersonId, Mapping[str, CriterionScore]]]:
        """Scores by criterion of each published answer of the team, closed since then, with its author."""

    def scored_of_team(
        self, team_id: TeamId, since: datetime, *, without: PersonId | None = None
    ) -> list[tuple[AnswerId, str, CountedCard]]:
        """Published answers of the team since then (answer, its text, its result), in no telling order; none of `without`."""


class Golds(Protocol):
    """Gold answers put before raters."""

    def add(self, gold: GoldToRate, expected_score: float | None, given_at: datetime) -> GoldToRate | None:
        """Stores it under a fresh id; None when this rater has a blind one this session (a unique index)."""

    def get(self, answer_id: AnswerId, rater_id: PersonId) -> GoldToRate | None:
        """That rater's gold answer with that id."""

    def lease(self, answer_id: AnswerId, until: datetime | None) -> None: ...
    def rate(
        self, answer_id: AnswerId, judgement: Judgement, score: float | None, rated_at: datetime, final_at: datetime
    ) -> bool:
        """Stores the judgement once; False when it was rated already."""

    def take_back(self, answer_id: AnswerId, rater_id: PersonId, now: datetime, until: datetime) -> bool:
        """A blind one, before its rating was final: unrated and leased again."""

    def warm_up(self, rater_id: PersonId, session: str) -> list[GoldToRate]:
        """The session's warm-up of that rater, rated or not, in no telling order."""

    def unseen(self, rater_id: PersonId, wish: GoldWish) -> tuple[tuple[Deck, Card], ...]:
        """A dozen ready cards that were never dealt to the person nor put before them as gold: one statement."""

    def blind_of(self, rater_id: PersonId, since: datetime, final_by: datetime) -> list[GoldToRate]:
        """Blind gold answers that the person rated since then, final ones."""


class Rulings(Protocol):
    """The lead's word on critical flags."""

    def rule(self, answer_id: AnswerId, ruling: Ruling, by: PersonId, why: str, at: datetime) -> None:
        """Stores it; a later word on the same flag replaces it."""

    def of_answers(self, answer_ids: Sequence[AnswerId]) -> dict[AnswerId, list[Ruling]]: ...
    def flagged(self, team_id: TeamId, since: datetime, final_by: datetime) -> dict[AnswerId, list[Rating]]:
        """Final ratings with a critical flag, of the team's answers sent since then."""


class Disputes(Protocol):
    """Authors' wishes for one more rating."""

    def ask(self, answer_id: AnswerId, why: str, asked_at: datetime) -> bool:
        """Puts a published answer back into the queue, needing one rating more; False: not published, or asked already."""

    def why(self, answer_id: AnswerId) -> str | None:
        """The author's reason; None: never asked."""

    def close(self, answer_id: AnswerId, closed_at: datetime) -> bool:
        """The rating came, or never will: published again; False: somebody else closed it."""


class ProgressReads(Protocol):
    def own(
        self, person_id: PersonId, *, since: datetime, season: datetime, team_since: datetime, now: datetime
    ) -> OwnRecord:
        """For the own page, in three statements: cards closed since `since`, the spread of the `season`, the team's criteria
        since `team_since`. Raises NotFound."""

    def scored(self, person_id: PersonId, since: datetime) -> list[tuple[ComplaintType, float, datetime]]:
        """(type, score, when) of the answers that count for quality, newest first: what mastery is made of."""

    def texts(self, person_id: PersonId, since: datetime) -> dict[DealId, str]:
        """What the person sent since then, by deal."""


class TeamReads(Protocol):
    def record(self, person_id: PersonId, *, since: datetime, now: datetime) -> TeamRecord:
        """For the page of that person's team, in three statements: cards, flags and dealt cards since then. Raises NotFound."""

    def deck_cards(self, person_id: PersonId, *, since: datetime, language: str) -> list[DeckCard]:
        """The ready cards, each once and in that language where there is one, and whether that person's team practised it."""


class StatisticsReads(Protocol):
    def deck(self, deck_id: DeckId, language: str | None = None) -> DeckRecord | None:
        """All that is known of a deck's cards, in three statements; None: no such deck was ever stored."""


class UnitOfWork(Protocol):
    people: People
    pins: Pins
    decks: Decks
    deals: Deals
    drafts: Drafts
    answers: Answers
    ratings: Ratings
    results: Results
    progress: ProgressReads
    teams: TeamReads
    statistics: StatisticsReads
    golds: Golds
    rulings: Rulings
    disputes: Disputes
    sessions: Sessions
    rooms: Rooms
    session_cards: SessionCards
    session_notes: SessionNotes
    if_thens: IfThens

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def reading(self) -> AbstractContextManager[Self]: ...
    def asking(self) -> AbstractContextManager[Self]:
        """For one SELECT alone: on a server without a transaction around it, which would be two more messages."""

    def commit(self) -> None: ...
