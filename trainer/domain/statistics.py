"""What the answers say of a card, for whoever writes it; of nobody in particular. Source: rules 7 (the trainer)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median, stdev

from trainer.domain.ids import CardId, PersonId
from trainer.domain.kinds import DealState

EASY_FROM, EASY_ANSWERS = 85.0, 12
FAR_APART, COMPARED_ANSWERS = 30.0, 3
FLAT_BELOW, FLAT_RATINGS = 0.10, 12
LEECH_BELOW, LEECH_TIMES, LEECH_PEOPLE = 40.0, 2, 4
SHOWN_FROM = 3
"""Answers from which means are said: with fewer, a card's mean would be somebody's score."""


class Verdict(StrEnum):
    TOO_EASY = "too_easy"
    """Mean of 85 or more over 12 answers."""
    AMBIGUOUS = "ambiguous"
    """Raters of one answer lie 30 or more apart, on average over 3 answers."""
    FLAT = "flat"
    """Under 10 % of 12 ratings or more were accompanied by a laugh."""
    LEECH = "leech"
    """Four people had it twice below 40."""


class CardOrder(StrEnum):
    """How a list of cards may be sorted; cards without the number come last."""

    DECK = "deck"
    VERDICTS = "verdicts"
    ANSWERS = "answers"
    MEAN = "mean"
    APART = "apart"
    GOLD = "gold"
    TIME = "time"
    LAUGHED = "laughed"
    HINTS = "hints"
    PASSES = "passes"
    FLAGS = "flags"


class CardsKept(StrEnum):
    """Which cards of a deck a list shows."""

    ALL = "all"
    VERDICT = "verdict"
    FLAGGED = "flagged"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class CardDealt:
    """One dealt card that was closed."""

    card_id: CardId
    revision: int
    person_id: PersonId
    state: DealState
    again: bool
    score: float | None
    """What counts, once it is published."""
    seconds: float | None
    """From the deal to the answer."""
    answer: str = ""
    """Its key in the ratings."""
    hints: int = 0
    """How many hints were opened while it was written."""


@dataclass(frozen=True, slots=True)
class CardRated:
    """One rating of an answer, or of the card's gold answer."""

    answer: str
    card_id: CardId
    score: float | None
    laughed: bool
    flags: int
    expected: float | None = None
    """Of a gold answer: the score of its author's levels."""


@dataclass(frozen=True, slots=True)
class CardOnFile:
    """A card as the store holds it."""

    card_id: CardId
    complaint: str
    revision: int
    replaces: CardId | None
    status: str


@dataclass(frozen=True, slots=True)
class DeckRecord:
    """What the store knows of one deck's cards."""

    title: str
    cards: Sequence[CardOnFile]
    dealt: Sequence[CardDealt]
    rated: Sequence[CardRated]


@dataclass(frozen=True, slots=True)
class CardStatistics:
    card_id: CardId
    revision: int
    complaint: str
    """Empty: the card is not in the deck any more."""
    answers: int
    passes: int
    timeouts: int
    """Time was up and nothing was written."""
    mean: float | None = None
    spread: float | None = None
    """Standard deviation of the scores."""
    disagreement: float | None = None
    """Highest less lowest rater of one answer, on average."""
    gold_gap: float | None = None
    """What raters gave the card's gold answers, less what its author expected."""
    median_seconds: float | None = None
    hinted: int = 0
    """How often it was dealt and a hint was opened."""
    laughed: int = 0
    ratings: int = 0
    flags: int = 0
    verdicts: tuple[Verdict, ...] = ()
    follows: tuple["CardStatistics", ...] = ()
    """Earlier revisions and the cards that it replaces, newest first: beside it, never merged into it."""


def card_statistics(record: DeckRecord) -> list[CardStatistics]:
    """A line for each card of the deck in its order, then for cards that left it and have answers, each with what it
    follows."""
    dealt: defaultdict[tuple[CardId, int], list[CardDealt]] = defaultdict(list)
    for deal in record.dealt:
        dealt[deal.card_id, deal.revision].append(deal)
    rated: defaultdict[str, list[CardRated]] = defaultdict(list)
    gold: defaultdict[CardId, list[CardRated]] = defaultdict(list)
    for rating in record.rated:
        if rating.expected is None:
            rated[rating.answer].append(rating)
        else:
            gold[rating.card_id].append(rating)
    known = {card.card_id: card for card in record.cards}

    def line(card_id: CardId, revision: int, follows: tuple[CardStatistics, ...]) -> CardStatistics:
        card = known.get(card_id)
        newest = card is not None and card.revision == revision
        return _count(
            card_id,
            revision,
            card.complaint if card is not None else "",
            dealt.get((card_id, revision), ()),
            rated,
            gold[card_id] if newest or card is None else (),
            follows,
        )

    def before(card_id: CardId, revision: int, seen: frozenset[CardId]) -> tuple[CardStatistics, ...]:
        older = sorted((each for name, each in dealt if name == card_id and each < revision), reverse=True)
        found = [line(card_id, each, ()) for each in older]
        card = known.get(card_id)
        if card is not None and card.replaces and card.replaces not in seen:
            newest = max((each for name, each in dealt if name == card.replaces), default=0)
            if newest:
                found.append(line(card.replaces, newest, ()))
            found.extend(before(card.replaces, newest, seen | {card.replaces}))
        return tuple(found)

    lines = [
        line(each.card_id, each.revision, before(each.card_id, each.revision, frozenset({each.card_id})))
        for each in record.cards
    ]
    replaced = {card.replaces for card in record.cards}
    gone = Counter(name for name, _revision in dealt if name not in known and name not in replaced)
    for card_id in gone:
        newest = max(each for name, each in dealt if name == card_id)
        lines.append(line(card_id, newest, before(card_id, newest, frozenset({card_id}))))
    return lines


def _count(
    card_id: CardId,
    revision: int,
    complaint: str,
    dealt: Sequence[CardDealt],
    rated: Mapping[str, Sequence[CardRated]],
    gold: Sequence[CardRated],
    follows: tuple[CardStatistics, ...],
) -> CardStatistics:
    first = [deal for deal in dealt if not deal.again]
    sent = [deal for deal in first if deal.state is DealState.SENT]
    scores = [deal.score for deal in sent if deal.score is not None]
    ratings = [rating for deal in sent for rating in rated.get(deal.answer, ())]
    ranges = [
        max(given) - min(given)
        for deal in sent
        if len(given := [each.score for each in rated.get(deal.answer, ()) if each.score is not None]) > 1
    ]
    times = [deal.seconds for deal in sent if deal.seconds is not None]
    gaps = [each.score - each.expected for each in gold if each.score is not None and each.expected is not None]
    shown = len(scores) >= SHOWN_FROM
    return CardStatistics(
        card_id=card_id,
        revision=revision,
        complaint=complaint,
        answers=len(sent),
        passes=sum(deal.state is DealState.PASSED for deal in first),
        timeouts=sum(deal.state is DealState.EXPIRED for deal in first),
        mean=fmean(scores) if shown else None,
        spread=stdev(scores) if shown else None,
        disagreement=fmean(ranges) if len(ranges) >= COMPARED_ANSWERS else None,
        gold_gap=fmean(gaps) if len(gaps) >= SHOWN_FROM else None,
        median_seconds=median(times) if len(times) >= SHOWN_FROM else None,
        hinted=sum(deal.hints > 0 for deal in first),
        laughed=sum(rating.laughed for rating in ratings),
        ratings=len(ratings),
        flags=sum(rating.flags for rating in ratings),
        verdicts=_verdicts(dealt, scores, ranges, ratings),
        follows=follows,
    )


def _verdicts(
    dealt: Sequence[CardDealt], scores: Sequence[float], ranges: Sequence[float], ratings: Sequence[CardRated]
) -> tuple[Verdict, ...]:
    found: list[Verdict] = []
    if len(scores) >= EASY_ANSWERS and fmean(scores) >= EASY_FROM:
        found.append(Verdict.TOO_EASY)
    if len(ranges) >= COMPARED_ANSWERS and fmean(ranges) >= FAR_APART:
        found.append(Verdict.AMBIGUOUS)
    if len(ratings) >= FLAT_RATINGS and sum(each.laughed for each in ratings) / len(ratings) < FLAT_BELOW:
        found.append(Verdict.FLAT)
    low = Counter(deal.person_id for deal in dealt if deal.score is not None and deal.score < LEECH_BELOW)
    if sum(times >= LEECH_TIMES for times in low.values()) >= LEECH_PEOPLE:
        found.append(Verdict.LEECH)
    return tuple(found)


def kept_cards(cards: Sequence[CardStatistics], kept: CardsKept) -> list[CardStatistics]:
    """Those of the cards that `kept` asks for, in their order."""
    match kept:
        case CardsKept.VERDICT:
            return [card for card in cards if card.verdicts]
        case CardsKept.FLAGGED:
            return [card for card in cards if card.flags]
        case CardsKept.ANSWERED:
            return [card for card in cards if card.answers]
        case CardsKept.UNANSWERED:
            return [card for card in cards if not card.answers]
        case _:
            return list(cards)


def sorted_cards(cards: Sequence[CardStatistics], order: CardOrder) -> list[CardStatistics]:
    """The cards in that order; where two are equal, and where the number is missing, as in the deck."""
    burdens: Mapping[CardOrder, Callable[[CardStatistics], float | None]] = {
        CardOrder.DECK: lambda _card: 0.0,
        CardOrder.VERDICTS: lambda card: -float(len(card.verdicts)),
        CardOrder.ANSWERS: lambda card: -float(card.answers),
        CardOrder.MEAN: lambda card: card.mean,
        CardOrder.APART: lambda card: None if card.disagreement is None else -card.disagreement,
        CardOrder.GOLD: lambda card: None if card.gold_gap is None else -abs(card.gold_gap),
        CardOrder.TIME: lambda card: None if card.median_seconds is None else -card.median_seconds,
        CardOrder.LAUGHED: lambda card: card.laughed / card.ratings if card.ratings else None,
        CardOrder.HINTS: lambda card: -float(card.hinted),
        CardOrder.PASSES: lambda card: -float(card.passes),
        CardOrder.FLAGS: lambda card: -float(card.flags),
    }
    burden = burdens[order]

    def key(card: CardStatistics) -> tuple[bool, float]:
        found = burden(card)
        return found is None, 0.0 if found is None else found

    return sorted(cards, key=key)
