"""Dealing a card: which one, to whom, for how long; and what becomes of it.

Sources: rules 1, 4, 5; sessions, solo practice.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from trainer.domain.cards import RubricChange
from trainer.domain.clocks import Instant
from trainer.domain.ids import CardId, DealId, DeckId, PersonId, SessionId
from trainer.domain.kinds import ComplaintType, CustomerState, DealState, Gender, Intent
from trainer.domain.mastery import RESTING
from trainer.domain.reasons import Reason, Why

GRACE_SECONDS = 15.0
"""After zero, before the text is taken as it stands (rules 5)."""
TAKE_BACK_SECONDS = 10.0
"""How long sending or rating can be taken back."""
NUDGE_AT = 0.7
"""Share of the time after which: "the next idea is usually the better one"."""
REPEAT_DAYS = 60
"""The same card again within this many days counts for nothing (rules 5)."""
SHORTEST_MINUTES, LONGEST_MINUTES = 1.0, 30.0


@dataclass(frozen=True, slots=True)
class ShownGold:
    text: str
    levels: dict[str, int]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownTwist:
    at: float
    says: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as drawn for one deal: the facts that the employee may know (deck-format, who sees what)."""

    full_name: str
    first_name: str
    gender: Gender
    age: int | None = None
    city: str = ""
    mood: str = ""
    state: CustomerState | None = None
    """Computed by rules 9, or said by the author."""
    yearly_value: float | None = None
    """average check x visits a month x 12, in the deck's money."""
    average_check: float | None = None
    visits_a_month: float | None = None
    turnover_rank: str = ""
    remembered_detail: str = ""
    intent: Intent | None = None
    page: str = ""
    source: str = ""
    device: str = ""
    days_since: int | None = None
    felt_severity: int | None = None
    green_light: bool | None = None
    """Shown to raters only."""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with its placeholders filled in, exactly as it was dealt; stored with the deal.

    Decks change and Faker's output may, so nothing is rendered a second time.
    """

    deck_id: DeckId
    deck_title: str
    card_id: CardId
    revision: int
    locale: str
    type: ComplaintType
    channel: str
    complaint: str
    customer: Customer
    minutes: float
    context: str = ""
    role: str = ""
    brand_voice: str = ""
    constraints: tuple[str, ...] = ()
    can_do: tuple[str, ...] = ()
    current_offers: tuple[str, ...] = ()
    remedy_budget: float | None = None
    twists: tuple[ShownTwist, ...] = ()
    hints: tuple[str, ...] = ()
    min_variants: int = 3
    max_chars: int = 700
    rubric: RubricChange = field(default_factory=RubricChange)
    success_when: str = ""
    worth_winning: bool = True
    real_severity: int | None = None
    hidden_interest: str = ""
    must_not: tuple[str, ...] = ()
    gold: tuple[ShownGold, ...] = ()
    why_it_matters: str = ""
    debrief: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.locale.replace("_", "-").split("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Deal:
    id: DealId
    person_id: PersonId
    shown: ShownCard
    state: DealState
    reason: Reason
    seconds: float
    """Length of the timer."""
    picked: bool = False
    """The employee picked this card: quality counts, service level does not (rules 5)."""
    again: bool = False
    """The same card within 60 days, or "try again": counts for nothing."""
    prepared_at: datetime | None = None
    opened_at: Instant | None = None
    deadline: Instant | None = None
    closed_at: datetime | None = None
    by_timeout: bool = False
    looked_back: bool = False
    """The author has seen what came after sending (hidden interest, gold answers)."""
    session_id: SessionId | None = None
    """The team session it belongs to, whose clock is its own; None: practised alone."""
    hints: int = 0
    """How many of the card's hints were opened."""

    @property
    def goes_unrated(self) -> bool:
        """Whether it is put before no colleague: a repeat, unless it wins a customer back, for that needs a score."""
        return self.again and self.reason.why is not Why.WIN_BACK

    def seconds_left(self, now: Instant) -> float:
        """Seconds to the deadline; negative in the grace; the whole timer while the clock has not started."""
        return self.seconds if self.deadline is None else now.seconds_until(self.deadline)

    def is_over(self, now: Instant) -> bool:
        """Whether deadline and grace have both passed."""
        return self.deadline is not None and self.seconds_left(now) <= -GRACE_SECONDS


@dataclass(frozen=True, slots=True)
class CardChoice:
    """A card as the chooser sees it."""

    deck_id: DeckId
    card_id: CardId
    type: ComplaintType
    language: str


@dataclass(frozen=True, slots=True)
class PastDeal:
    deck_id: DeckId
    card_id: CardId
    type: ComplaintType
    dealt_at: datetime


def for_writer(shown: ShownCard) -> ShownCard:
    """The card as its employee may see it before sending (deck-format, who sees what)."""
    return replace(
        shown,
        customer=replace(shown.customer, green_light=None),
        rubric=RubricChange(),
        success_when="",
        worth_winning=True,
        real_severity=None,
        hidden_interest="",
        must_not=(),
        gold=(),
        why_it_matters="",
        debrief=(),
    )


def for_rater(shown: ShownCard) -> ShownCard:
    """The card as a rater may see it: what the writer saw but the hints, and what helps to judge."""
    return replace(shown, hints=(), hidden_interest="", must_not=(), gold=(), why_it_matters="", debrief=())


def choose_card(
    cards: Sequence[CardChoice],
    past: Sequence[PastDeal],
    *,
    now: datetime,
    seed: str,
    cautious: Mapping[ComplaintType, float] | None = None,
) -> tuple[CardChoice, Reason] | None:
    """The next card and why (rules 6, practise next): the type with the lowest `cautious` mastery that was not one of the
    last two dealt, and of it a card not seen yet.

    A card seen within 60 days would count for nothing, so it is dealt only when nothing else is left; a type of the last two
    only when there is no other. Of types that are equal, the one dealt least often, then a seeded draw: the same seed and the
    same history give the same card. `cautious` empty: nothing is scored yet, and the least practised type comes first. `past`
    is the person's dealt cards, oldest first. None: there are no cards at all.
    """
    if not cards:
        return None
    counts: dict[ComplaintType, int] = {}
    last_seen: dict[tuple[DeckId, CardId], datetime] = {}
    for deal in past:
        counts[deal.type] = counts.get(deal.type, 0) + 1
        last_seen[deal.deck_id, deal.card_id] = deal.dealt_at
    resting = {deal.type for deal in past[-RESTING:]}
    since = now - timedelta(days=REPEAT_DAYS)
    known = cautious or {}

    def burden(card: CardChoice) -> tuple[bool, bool, float, int, float, float]:
        seen = last_seen.get((card.deck_id, card.card_id))
        draw = random.Random(f"{seed}|{card.deck_id}|{card.card_id}").random()
        recent = seen is not None and seen > since
        weakness = known.get(card.type, 0.0)
        times = counts.get(card.type, 0)
        return recent, card.type in resting, weakness, times, seen.timestamp() if seen else 0.0, draw

    best = min(cards, key=burden)
    times = counts.get(best.type, 0)
    if not past:
        why = Why.FIRST_CARD
    elif times == 0:
        why = Why.NEW_TYPE
    else:
        why = Why.LEAST_MASTERED if known else Why.LEAST_PRACTISED
    return best, Reason(why, best.type, times)


def is_repeat(card_id: CardId, deck_id: DeckId, past: Sequence[PastDeal], now: datetime) -> bool:
    """Rules 5: the same card within 60 days is excluded from what counts."""
    since = now - timedelta(days=REPEAT_DAYS)
    return any(deal.card_id == card_id and deal.deck_id == deck_id and deal.dealt_at > since for deal in past)
