"""The lead's page: how the team stands and who is to be talked to; no rank, and no order to read one from. Sources: rules 6, 7.

People stand in alphabetical order everywhere. A cell of the table is told from three answers on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from statistics import fmean
from typing import NamedTuple

from trainer.domain.coverage import DeckCell, DeckCoverage, deck_coverage
from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import WINDOW_CARDS, LevelStatus, ServiceLevel, service_level, window_start
from trainer.domain.moods import Mood, MoodChange, mood_change
from trainer.domain.people import Person, Team, alphabetical
from trainer.domain.progress import MIDDLE_FROM_PEOPLE
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling, flags_in_question, flags_that_count
from trainer.domain.teamwork import (
    CHANGE_DAYS,
    PERIOD_DAYS,
    Recommendation,
    TeamChange,
    TeamLevel,
    next_bar,
    recommendation,
    team_change,
    team_level,
)
from trainer.domain.trends import Direction, pooled_spread, season_start, trend
from trainer.domain.weeks import week_start

CELL_FROM = 3
"""Answers from which a cell of the table is told."""
SILENT_DAYS = 21
MOOD_SESSIONS = 4
HEALTH_WEEKS, ACTIVE_WEEKS = 8, 4
"""Active: practice in at least 4 of the last 8 ISO weeks, the running one included."""


class TeamCard(NamedTuple):
    """A closed card as the team's rules see it; a plain tuple, since a page reads thousands."""

    type: ComplaintType
    outcome: Outcome | None
    """None: it waits for its ratings."""
    score: float | None
    counts_for_quality: bool
    bar: float
    closed_at: datetime
    unscored: bool = False
    """Nobody got round to rating it within 7 days; excluded from everything but the rating coverage."""
    missing: int = 0
    """Ratings that a waiting answer still lacks."""


class Flagged(NamedTuple):
    """An answer of which a rater said that it does harm."""

    flags: tuple[frozenset[CriticalFlag], ...]
    """What each rater flagged; who, is not asked."""
    rulings: tuple[Ruling, ...]
    published: bool
    own: bool = False
    """Of the lead who asks: another lead speaks on it."""


@dataclass(frozen=True, slots=True)
class RatingCoverage:
    """Of the answers sent within 180 days that could count."""

    scored: int
    waiting: int
    unscored: int
    """Nobody got round to rating them within 7 days."""

    @property
    def sent(self) -> int:
        return self.scored + self.waiting + self.unscored


@dataclass(frozen=True, slots=True)
class RatingQueue:
    waiting: int
    ratings_missing: int
    oldest_days: int | None
    """None: nothing waits."""
    unconfirmed_flags: int
    """Answers with a critical flag that one rater set and the lead has not ruled on."""


@dataclass(frozen=True, slots=True)
class CriticalFree:
    """Published answers of 180 days, and those of them without a confirmed critical flag."""

    free: int
    answers: int


@dataclass(frozen=True, slots=True)
class SessionMoods:
    """What people felt before and after one session; who, is not said."""

    opened_at: datetime
    pairs: Sequence[tuple[Mood | None, Mood | None]]


@dataclass(frozen=True, slots=True)
class SessionMood:
    """A session's mood as the lead is told it: of the team alone."""

    opened_at: datetime
    change: MoodChange


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """All that the store is asked for the lead's page."""

    team: Team
    people: Mapping[PersonId, Person]
    cards: Mapping[PersonId, Sequence[TeamCard]]
    """Newest first, since the beginning of the season or 180 days ago, whichever is earlier."""
    flagged: Sequence[Flagged]
    """Answers of 180 days with a critical flag, confirmed or not."""
    decks: Sequence[DeckCell]
    moods: Sequence[SessionMoods] = ()
    """Of the team's sessions, in any order."""
    recommended: Sequence[int] = ()
    """This quarter's answers to whether one would recommend the sessions, 0-10, in no telling order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Mean of one person's scores for one complaint type within 180 days."""

    mean: float | None
    """None under three answers."""
    answers: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    person: Person
    cells: tuple[Cell, ...]
    """One for each of the page's `types`, in their order."""


class TalkReason(StrEnum):
    """Why it is time to talk with somebody: an offer of help, no verdict."""

    BELOW = "below"
    SLIPPING = "slipping"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Talk:
    person: Person
    reasons: tuple[TalkReason, ...]
    level: ServiceLevel
    change: float | None
    """Of a slipping trend, in points; None otherwise."""
    silent_days: int | None
    """Since the last practice; None for somebody not silent, or who has not begun within the window."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the programme lives: of the last 8 ISO weeks."""

    invited: int
    took_part: int
    active: int
    """In at least 4 of those weeks."""
    weeks: int = HEALTH_WEEKS
    by_week: tuple[int, ...] = ()
    """How many people practised in each of those weeks, the running one last; never who."""


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What a lead looks at: the team, never a table of the best (rules 7)."""

    team: Team
    as_of: datetime
    level: TeamLevel
    ratings: RatingCoverage
    types: tuple[ComplaintType, ...]
    """The columns of the table: types somebody has answered, in the order of the closed list."""
    people: tuple[TeamRow, ...]
    """In alphabetical order, everybody."""
    talks: tuple[Talk, ...]
    """In alphabetical order."""
    queue: RatingQueue
    critical_free: CriticalFree
    health: Health
    change: TeamChange
    """The last 30 days against the 30 before."""
    periods: tuple[TeamLevel, TeamLevel]
    """The two latest four-week periods, older first, of cards judged by the present bar."""
    suggested_bar: float | None
    """Only a suggestion; history keeps the bar it was judged by."""
    decks: DeckCoverage
    moods: tuple[SessionMood, ...]
    """Of the last sessions in which anybody said how they felt, newest first."""
    recommended: Recommendation
    """This quarter's."""
    guessable: bool
    """Under four people: what is told of the team can be guessed of each."""


def team_page(record: TeamRecord, now: datetime) -> TeamPage:
    """Rules 6 and 7 for one team: every window is cut here, from the cards as they were published."""
    people = sorted(record.people.values(), key=lambda each: (alphabetical(each.name), each.id))
    cards = {person.id: record.cards.get(person.id, ()) for person in people}
    since = window_start(now)
    recent = {who: [card for card in mine if card.closed_at >= since] for who, mine in cards.items()}
    outcomes: dict[PersonId, Sequence[Outcome]] = {who: _outcomes(mine) for who, mine in recent.items()}
    scores = {who: _by_type(mine) for who, mine in recent.items()}
    types = tuple(kind for kind in ComplaintType if any(kind in mine for mine in scores.values()))
    periods = _periods(record.team, cards, now)
    coverage = _coverage(recent)
    return TeamPage(
        team=record.team,
        as_of=now,
        level=team_level([*outcomes.values()], record.team.target),
        ratings=coverage,
        types=types,
        people=tuple(
            TeamRow(person, tuple(_cell(scores[person.id].get(kind, [])) for kind in types)) for person in people
        ),
        talks=_talks(record.team, people, cards, outcomes, now),
        queue=_queue(cards, record.flagged, now),
        critical_free=critical_free(coverage.scored, record.flagged),
        health=_health(cards, now),
        change=team_change([_spans(mine, now) for mine in cards.values()]),
        periods=periods,
        suggested_bar=next_bar(record.team.bar, periods),
        decks=deck_coverage(record.decks),
        moods=_moods(record.moods),
        recommended=recommendation(record.recommended),
        guessable=len(people) < MIDDLE_FROM_PEOPLE,
    )


def critical_free(answers: int, flagged: Sequence[Flagged]) -> CriticalFree:
    """Of so many scored answers, those without a confirmed critical flag: seen by two raters, or confirmed by the lead, whose
    dismissal outranks both (rules 3)."""
    harmed = sum(each.published and bool(flags_that_count(each.flags, each.rulings)) for each in flagged)
    return CriticalFree(answers - harmed, answers)


def _coverage(cards: Mapping[PersonId, Sequence[TeamCard]]) -> RatingCoverage:
    everything = [card for mine in cards.values() for card in mine]
    return RatingCoverage(
        scored=sum(card.score is not None for card in everything),
        waiting=sum(card.outcome is None for card in everything),
        unscored=sum(card.unscored for card in everything),
    )


def _queue(cards: Mapping[PersonId, Sequence[TeamCard]], flagged: Sequence[Flagged], now: datetime) -> RatingQueue:
    waiting = [card for mine in cards.values() for card in mine if card.outcome is None]
    return RatingQueue(
        len(waiting),
        sum(max(0, card.missing) for card in waiting),
        max(((now - card.closed_at).days for card in waiting), default=None),
        sum(bool(flags_in_question(each.flags, each.rulings)) and not each.own for each in flagged),
    )


def _moods(sessions: Sequence[SessionMoods]) -> tuple[SessionMood, ...]:
    newest = sorted(sessions, key=lambda each: each.opened_at, reverse=True)[:MOOD_SESSIONS]
    return tuple(SessionMood(each.opened_at, mood_change(each.pairs)) for each in newest)


def _outcomes(cards: Sequence[TeamCard]) -> list[Outcome]:
    """Hits and misses, newest first, 20 at most."""
    eligible = (card.outcome for card in cards if card.outcome is not None and card.outcome is not Outcome.EXCLUDED)
    return [*islice(eligible, WINDOW_CARDS)]


def _by_type(cards: Sequence[TeamCard]) -> dict[ComplaintType, list[float]]:
    found: dict[ComplaintType, list[float]] = {}
    for card in cards:
        if card.counts_for_quality and card.score is not None:
            found.setdefault(card.type, []).append(card.score)
    return found


def _cell(scores: Sequence[float]) -> Cell:
    return Cell(fmean(scores) if len(scores) >= CELL_FROM else None, len(scores))


def _scores(cards: Sequence[TeamCard], since: datetime) -> list[float]:
    """Oldest first."""
    return [
        card.score
        for card in reversed(cards)
        if card.counts_for_quality and card.score is not None and card.closed_at >= since
    ]


def _talks(
    team: Team,
    people: Sequence[Person],
    cards: Mapping[PersonId, Sequence[TeamCard]],
    outcomes: Mapping[PersonId, Sequence[Outcome]],
    now: datetime,
) -> tuple[Talk, ...]:
    """People below the target, slipping, or silent for 21 days; `people` in alphabetical order."""
    season = season_start(now)
    scores = {who: _scores(mine, season) for who, mine in cards.items()}
    spread = pooled_spread(list(scores.values()))
    talks = []
    for person in people:
        level = service_level(outcomes[person.id], team.target)
        found = trend(scores[person.id], spread)
        mine = cards[person.id]
        silent = (now - mine[0].closed_at).days if mine else None
        reasons = [
            *([TalkReason.BELOW] if level.status is LevelStatus.BELOW else []),
            *([TalkReason.SLIPPING] if found.direction is Direction.SLIPPING else []),
            *([TalkReason.SILENT] if silent is None or silent >= SILENT_DAYS else []),
        ]
        if reasons:
            slipping = found.direction is Direction.SLIPPING
            talks.append(
                Talk(
                    person,
                    tuple(reasons),
                    level,
                    found.change if slipping else None,
                    silent if TalkReason.SILENT in reasons else None,
                )
            )
    return tuple(talks)


def _health(cards: Mapping[PersonId, Sequence[TeamCard]], now: datetime) -> Health:
    first = week_start(now) - timedelta(weeks=HEALTH_WEEKS - 1)
    weeks = [{week_start(card.closed_at) for card in mine if card.closed_at >= first} for mine in cards.values()]
    by_week = tuple(sum(first + timedelta(weeks=n) in each for each in weeks) for n in range(HEALTH_WEEKS))
    active = sum(len(each) >= ACTIVE_WEEKS for each in weeks)
    return Health(len(weeks), sum(bool(each) for each in weeks), active, by_week=by_week)


def _spans(cards: Sequence[TeamCard], now: datetime) -> tuple[list[float], list[float]]:
    """Scores of the 30 days before the last 30, and of the last 30."""
    middle, start = now - timedelta(days=CHANGE_DAYS), now - timedelta(days=2 * CHANGE_DAYS)
    before: list[float] = []
    after: list[float] = []
    for card in cards:
        if card.closed_at <= start:
            break
        if card.counts_for_quality and card.score is not None:
            (after if card.closed_at > middle else before).append(card.score)
    return before, after


def _periods(team: Team, cards: Mapping[PersonId, Sequence[TeamCard]], now: datetime) -> tuple[TeamLevel, TeamLevel]:
    """The four-week period before the latest, and the latest, of cards judged by the present bar."""
    middle, start = now - timedelta(days=PERIOD_DAYS), now - timedelta(days=2 * PERIOD_DAYS)
    before: list[list[Outcome]] = []
    latest: list[list[Outcome]] = []
    for mine in cards.values():
        judged = [card for card in mine if card.outcome is not None and card.bar == team.bar]
        latest.append([card.outcome for card in judged if card.outcome and card.closed_at > middle])
        before.append([card.outcome for card in judged if card.outcome and start < card.closed_at <= middle])
    return team_level(before, team.target), team_level(latest, team.target)
