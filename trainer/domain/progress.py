"""A person's own progress: the level (domain/levels.py) and the cards behind it. Source: rules 6, 7, 8."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from statistics import fmean, median
from typing import NamedTuple

from trainer.domain.fitting import Basis
from trainer.domain.habits import Weeks, weeks_with_practice
from trainer.domain.ids import CardId, DealId, DeckId, PersonId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import ServiceLevel, service_level, window_start
from trainer.domain.mastery import Mastery, masteries
from trainer.domain.people import Person, Team
from trainer.domain.rating import share_of
from trainer.domain.reasons import Reason
from trainer.domain.rubric import STANDARD, CriticalFlag
from trainer.domain.scoring import Ruling, flags_that_count
from trainer.domain.telling import CRITERIA_FROM, CriterionScore
from trainer.domain.trends import (
    Quality,
    Trend,
    pooled_spread_of,
    quality,
    season_start,
    smoothed,
    trend,
    trend_window,
)
from trainer.domain.weeks import week_start

MIDDLE_FROM_PEOPLE = 4
"""Fewer people, and the team's middle would tell a colleague's number."""
COMMENTS_SHOWN = 2
FLUENCY_ANSWERS = 5
"""Over how many of the last answers distinct variants are counted; each comparison costs a millisecond."""
TEAM_WEEKS = 8
"""How far the team's middle looks back."""


@dataclass(frozen=True, slots=True)
class CountedCard:
    """One dealt card whose outcome is known, as stored."""

    deal_id: DealId
    deck_id: DeckId
    card_id: CardId
    complaint: str
    type: ComplaintType
    outcome: Outcome
    score: float | None
    mean: float | None
    raters: int
    bar: float
    closed_at: datetime
    rubric_version: int = 1
    counts_for_quality: bool = False
    half_width: float | None = None
    """Of the score's 90 % interval; None where the plain mean stands in."""
    strictness: float = 0.0
    basis: Basis | None = None
    """None: nothing was scored, or it was before scores were fitted."""
    criteria: Mapping[str, CriterionScore] = field(default_factory=dict)
    original: float | None = None
    """The published score, where an amended one counts instead (`score`); else None."""


class Written(NamedTuple):
    """What an answer was written as, and what raters said of harm."""

    variants: tuple[str, ...] = ()
    """Of the last 5 answers; () of older ones."""
    flags: tuple[frozenset[CriticalFlag], ...] = ()
    """What each rater flagged; who, is not asked."""
    rulings: tuple[Ruling, ...] = ()


class PastCard(NamedTuple):
    """A closed card as the rules see it; a plain tuple, since a page reads hundreds."""

    deal_id: DealId
    type: ComplaintType
    outcome: Outcome | None
    """None: it waits for its ratings."""
    score: float | None
    raters: int
    counts_for_quality: bool
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class NextPractice:
    """The prepared deal, which Enter starts."""

    deal_id: DealId
    complaint: str
    deck_title: str
    type: ComplaintType
    reason: Reason
    seconds: float
    last_score: float | None = None
    """Of the newest scored answer to this type; None: there is none yet."""
    last_raters: int = 0
    last_days_ago: int = 0


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """All that the store is asked for one's own page."""

    person: Person
    team: Team
    team_size: int
    next: NextPractice | None
    cards: Sequence[PastCard]
    """Newest first; those that wait for ratings are among them."""
    criteria: Mapping[DealId, Mapping[str, CriterionScore]]
    """Of each of the last 20 answers that count for quality: criterion -> its score, 0-100."""
    comments: Sequence[tuple[DealId, str]]
    """What raters wrote about those answers; whose, is not asked."""
    rated: int
    """Ratings that the person gave in the running ISO week."""
    to_rate: int
    """Answers of colleagues that they could rate now."""
    squares: float
    """Sum of squared successive differences of the team's scores in this season (rules 6)."""
    pairs: int
    """Their number."""
    team_criteria: Mapping[str, Sequence[float]]
    """Criterion -> the mean of each member who has one, 0-100, of the last 8 weeks."""
    written: Mapping[DealId, Written] = field(default_factory=dict)
    """Each of the last 20 answers that count for quality."""


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """One criterion of the standard rubric beside the team's middle, both 0-100."""

    name: str
    title: str
    """English; screens translate it."""
    own: float | None
    """None: no answer with three raters yet."""
    team: float | None
    """The median of the members' means over the last 8 weeks; None under four people."""
    answers: int


@dataclass(frozen=True, slots=True)
class TypeMastery:
    type: ComplaintType
    mastery: Mastery
    answers: int
    last_score: float | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What an employee looks at. Nobody else's number and no rank is in it (rules 7)."""

    person: Person
    as_of: datetime
    level: ServiceLevel
    outcomes: tuple[Outcome, ...]
    """The eligible cards behind the level, newest first, at most 20."""
    quality: Quality
    trend: Trend
    scores: tuple[float, ...]
    """Of this half-year season, oldest first."""
    line: tuple[float, ...]
    """The drawn line: one smoothed point a score."""
    start: float | None
    """Mean of the first W scores of the season, where the trend begins; None while it is too early."""
    wanted: float | None
    """start + the change that is still called for: from there on the trend is improving."""
    criteria: tuple[OwnCriterion, ...]
    comments: tuple[str, ...]
    """At most two kind lines of raters, detached from scores, others each week."""
    masteries: tuple[TypeMastery, ...]
    """In the order of the closed list of types; those never met are there as new."""
    weeks: Weeks
    waiting: int
    """Own answers that wait for ratings."""
    owed: int
    """Ratings still owed to colleagues before the scores of this week open; 0: everything is open."""
    held: int
    """Cards of this week whose scores are kept out of everything but the count of the level until then."""
    next: NextPractice | None
    colleagues: int
    """0: nobody is there who could rate."""
    guessable: bool
    """Under four people: the screen says that scores can be guessed."""
    bar: float
    """Points from which an answer is to standard, as it stands now."""
    scored: int
    """The last answers that count for quality, at most 20."""
    critical_free: int
    """Those of them without a confirmed critical flag (rules 3)."""
    variants: tuple[tuple[str, ...], ...]
    """What was written for the last 5 of them: the screen says how many different ideas that were (rules 1, fluency)."""


def own_page(record: OwnRecord, now: datetime) -> OwnPage:
    """Rules 6, 7 and 8 for one person: every window is cut here, from the cards as they were published."""
    week = week_start(now)
    sent = sum(card.closed_at >= week and (card.outcome is None or card.score is not None) for card in record.cards)
    owed = ratings_owed(record.team_size, sent, record.rated, record.to_rate)
    known = [card for card in record.cards if card.outcome is not None]
    counted = [card for card in known if not (owed and card.score is not None and card.closed_at >= week)]
    open_deals = {card.deal_id for card in counted}
    since = window_start(now)
    outcomes = [card.outcome for card in known if card.closed_at >= since and card.outcome is not Outcome.EXCLUDED]
    eligible = tuple(outcome for outcome in outcomes if outcome is not None)[:20]
    scored = [card for card in counted if card.counts_for_quality and card.score is not None]
    season = season_start(now)
    scores = tuple(_score(card) for card in reversed(scored) if card.closed_at >= season)
    found = trend(scores, pooled_spread_of(record.squares, record.pairs))
    window = trend_window(len(scores))
    start = fmean(scores[:window]) if window else None
    written = [each for deal, each in record.written.items() if deal in open_deals]
    return OwnPage(
        person=record.person,
        as_of=now,
        level=service_level(eligible, record.team.target),
        outcomes=eligible,
        quality=quality([_score(card) for card in scored]),
        trend=found,
        scores=scores,
        line=tuple(smoothed(scores)),
        start=start,
        wanted=None if start is None else start + found.needed,
        criteria=_criteria(
            [each for deal, each in record.criteria.items() if deal in open_deals], record.team_criteria
        ),
        comments=comments_of_the_week(
            [comment for deal, comment in record.comments if deal in open_deals], record.person.id, now
        ),
        masteries=_masteries(scored, now),
        weeks=weeks_with_practice((card.closed_at for card in record.cards), now),
        waiting=len(record.cards) - len(known),
        owed=owed,
        held=len(known) - len(counted),
        next=_with_last(record.next, scored, now),
        colleagues=max(0, record.team_size - 1),
        guessable=record.team_size < MIDDLE_FROM_PEOPLE,
        bar=record.team.bar,
        scored=len(written),
        critical_free=sum(not flags_that_count(each.flags, each.rulings) for each in written),
        variants=tuple(each.variants for each in written if each.variants),
    )


def ratings_owed(team_size: int, sent: int, rated: int, to_rate: int) -> int:
    """Ratings that a person owes before their own scores of the week open (rules 7): the share is min(3, team - 1); what nobody
    waits for is not owed, nor anything by somebody who sent nothing."""
    return max(0, min(share_of(team_size) - rated, to_rate)) if sent else 0


def comments_of_the_week(comments: Sequence[str], person_id: PersonId, now: datetime) -> tuple[str, ...]:
    """Two comments at most, drawn anew each ISO week, so that their order and time tell nothing of who wrote them."""
    different = sorted({each for each in comments if each})
    year, week, _day = now.isocalendar()
    Random(f"{person_id}|{year}|{week}").shuffle(different)
    return tuple(different[:COMMENTS_SHOWN])


def _criteria(
    answers: Sequence[Mapping[str, CriterionScore]], members: Mapping[str, Sequence[float]]
) -> tuple[OwnCriterion, ...]:
    told = []
    for criterion in STANDARD:
        own = [
            answer[criterion.name].score
            for answer in answers
            if criterion.name in answer and answer[criterion.name].raters >= CRITERIA_FROM
        ]
        team = members.get(criterion.name, ())
        told.append(
            OwnCriterion(
                criterion.name,
                criterion.title,
                fmean(own) if own else None,
                median(team) if len(team) >= MIDDLE_FROM_PEOPLE else None,
                len(own),
            )
        )
    return tuple(told)


def _masteries(scored: Sequence[PastCard], now: datetime) -> tuple[TypeMastery, ...]:
    """`scored` with the newest first."""
    found = masteries([(card.type, _score(card), card.closed_at) for card in scored], ComplaintType, now)
    told = []
    for kind in ComplaintType:
        cards = [card for card in scored if card.type is kind]
        last = cards[0] if cards else None
        told.append(
            TypeMastery(kind, found[kind], len(cards), last.score if last else None, last.closed_at if last else None)
        )
    return tuple(told)


def _with_last(prepared: NextPractice | None, scored: Sequence[PastCard], now: datetime) -> NextPractice | None:
    if prepared is None:
        return None
    last = next((card for card in scored if card.type is prepared.type), None)
    if last is None:
        return prepared
    days = (now - last.closed_at).days
    return NextPractice(
        prepared.deal_id,
        prepared.complaint,
        prepared.deck_title,
        prepared.type,
        prepared.reason,
        prepared.seconds,
        last.score,
        last.raters,
        days,
    )


def _score(card: PastCard) -> float:
    assert card.score is not None, "asked for scored cards only"
    return card.score
