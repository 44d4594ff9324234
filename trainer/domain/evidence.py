"""Why? The cards behind a number of a page, with the part each plays in it. Source: rules 6; every number can be opened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from trainer.domain.habits import SHOWN_WEEKS
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import EARLY_FROM, WINDOW_CARDS, window_start
from trainer.domain.mastery import HALF_LIFE_DAYS
from trainer.domain.progress import CountedCard
from trainer.domain.teamwork import CHANGE_DAYS, CHANGE_FROM, PERIOD_DAYS
from trainer.domain.telling import CRITERIA_FROM
from trainer.domain.trends import QUALITY_CARDS, season_start, trend_window
from trainer.domain.weeks import window_start as weeks_start


class OwnNumber(StrEnum):
    """The numbers of one's own page."""

    LEVEL = "level"
    QUALITY = "quality"
    TREND = "trend"
    CRITERION = "criterion"
    MASTERY = "mastery"
    WEEKS = "weeks"


class TeamNumber(StrEnum):
    """The numbers of the lead's page that stand on cards."""

    LEVEL = "level"
    CELL = "cell"
    """One person and one complaint type in the table."""
    CHANGE = "change"
    BAR = "bar"


class Part(StrEnum):
    """What a card does in the number."""

    COUNTED = "counted"
    FIRST = "first"
    """One of the first W scores of the season: where the trend begins."""
    LAST = "last"
    """One of the last W: where the trend stands."""
    BEFORE = "before"
    """In the earlier of two spans that are compared."""
    SINCE = "since"
    """In the later one."""
    WAITING = "waiting"
    """It waits for its ratings: practice all the same."""


class Because(StrEnum):
    """Why a card's outcome is what it is (rules 5)."""

    OVER_BAR = "over_bar"
    UNDER_BAR = "under_bar"
    FLAGGED = "flagged"
    """Points enough, but a critical flag is confirmed."""
    NO_ANSWER = "no_answer"
    """Passed, or the time was up and nothing was written."""
    PICKED = "picked"
    """By the employee: counts for quality alone."""
    REPEATED = "repeated"
    """The same card within 60 days, or "try again": counts for nothing."""
    UNRATED = "unrated"
    """Nobody got round to rating it, or the pass was free."""
    CLOSED = "closed"
    """Its score opens once the person has rated their share."""
    WAITING = "waiting"
    """For its ratings."""


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    card: CountedCard
    part: Part = Part.COUNTED
    weight: float | None = None
    """Its weight in the mastery, 0-1; None elsewhere."""
    value: float | None = None
    """The criterion's mean on this card, 0-100; None elsewhere."""


@dataclass(frozen=True, slots=True)
class Evidence:
    number: OwnNumber | TeamNumber
    cards: tuple[EvidenceCard, ...]
    """Newest first; of a team in the order of their complaints, so that the order tells nothing of people."""
    kind: ComplaintType | None = None
    criterion: str = ""


def because(card: CountedCard, part: Part = Part.COUNTED) -> Because:
    """The reason of rules 5 for the outcome of a card, from what was published with it and the part it plays."""
    if part is Part.WAITING:
        return Because.WAITING
    if card.outcome is Outcome.EXCLUDED:
        if card.counts_for_quality:
            return Because.PICKED
        return Because.UNRATED if card.score is None else Because.REPEATED
    if card.score is None:
        return Because.CLOSED if card.counts_for_quality else Because.NO_ANSWER
    if card.outcome is Outcome.HIT:
        return Because.OVER_BAR
    return Because.FLAGGED if card.score >= card.bar else Because.UNDER_BAR


def behind_level(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """The last 20 eligible cards within 180 days, of all (newest first)."""
    since = window_start(now)
    eligible = [card for card in cards if card.outcome is not Outcome.EXCLUDED and card.closed_at >= since]
    return tuple(EvidenceCard(card) for card in eligible[:WINDOW_CARDS])


def behind_team_level(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """One person's share in the team's level: none under 5 eligible cards."""
    mine = behind_level(cards, now)
    return mine if len(mine) >= EARLY_FROM else ()


def behind_quality(cards: Sequence[CountedCard]) -> tuple[EvidenceCard, ...]:
    """The last 20 scored answers."""
    return tuple(EvidenceCard(card) for card in scored(cards)[:QUALITY_CARDS])


def behind_trend(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """The season's first W and last W scored answers; all of them while it is too early for a trend."""
    season = [card for card in scored(cards) if card.closed_at >= season_start(now)]
    window = trend_window(len(season))
    if not window:
        return tuple(EvidenceCard(card) for card in season)
    oldest = len(season) - window
    return tuple(
        EvidenceCard(card, Part.LAST if place < window else Part.FIRST)
        for place, card in enumerate(season)
        if place < window or place >= oldest
    )


def behind_mastery(cards: Sequence[CountedCard], kind: ComplaintType, now: datetime) -> tuple[EvidenceCard, ...]:
    """Every scored answer to the type, with the weight 0.5^(age / 180 days) that it has today."""
    return tuple(
        EvidenceCard(card, weight=0.5 ** (max(0.0, _days(now - card.closed_at)) / HALF_LIFE_DAYS))
        for card in scored(cards)
        if card.type is kind
    )


def behind_criterion(cards: Sequence[CountedCard], criterion: str) -> tuple[EvidenceCard, ...]:
    """Of the last 20 scored answers those with three raters for the criterion, and its score on each, 0-100.

    Answers whose scores are still closed are among the 20, as on the page, and tell nothing.
    """
    return tuple(
        EvidenceCard(card, value=card.criteria[criterion].score)
        for card in [each for each in cards if each.counts_for_quality][:QUALITY_CARDS]
        if criterion in card.criteria and card.criteria[criterion].raters >= CRITERIA_FROM
    )


def behind_weeks(
    cards: Sequence[CountedCard], waiting: Sequence[CountedCard], now: datetime
) -> tuple[EvidenceCard, ...]:
    """Every card closed in the last 13 ISO weeks, counted or not, and those that wait for their ratings."""
    since = weeks_start(now, SHOWN_WEEKS)
    told = [
        *(EvidenceCard(card, Part.WAITING) for card in waiting if card.closed_at >= since),
        *(EvidenceCard(card) for card in cards if card.closed_at >= since),
    ]
    return tuple(sorted(told, key=lambda each: each.card.closed_at, reverse=True))


def behind_cell(cards: Sequence[CountedCard], kind: ComplaintType, now: datetime) -> tuple[EvidenceCard, ...]:
    """One person's scored answers to one type within 180 days: a cell of the lead's table."""
    since = window_start(now)
    return tuple(EvidenceCard(card) for card in scored(cards) if card.type is kind and card.closed_at >= since)


def behind_change(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """The scored answers of the last 30 days and of the 30 before them."""
    told = []
    for card in scored(cards):
        days = _days(now - card.closed_at)
        if days < 2 * CHANGE_DAYS:
            told.append(EvidenceCard(card, Part.SINCE if days < CHANGE_DAYS else Part.BEFORE))
    return tuple(told)


def behind_team_change(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """One person's share in the team's change: none under three answers in either span."""
    mine = behind_change(cards, now)
    since = sum(each.part is Part.SINCE for each in mine)
    return mine if min(since, len(mine) - since) >= CHANGE_FROM else ()


def behind_bar(cards: Sequence[CountedCard], now: datetime) -> tuple[EvidenceCard, ...]:
    """One person's share in the two four-week periods that a higher bar would stand on: of each the last 20 eligible cards,
    none under 5."""
    spans: dict[Part, list[EvidenceCard]] = {Part.SINCE: [], Part.BEFORE: []}
    for card in cards:
        days = _days(now - card.closed_at)
        if card.outcome is not Outcome.EXCLUDED and days < 2 * PERIOD_DAYS:
            part = Part.SINCE if days < PERIOD_DAYS else Part.BEFORE
            spans[part].append(EvidenceCard(card, part))
    return tuple(each for span in spans.values() if len(span) >= EARLY_FROM for each in span[:WINDOW_CARDS])


def without_scores(cards: Sequence[CountedCard], since: datetime) -> list[CountedCard]:
    """The same cards; those closed from `since` on show no score yet (rules 7: until one's share is rated)."""
    return [
        card
        if card.score is None or card.closed_at < since
        else replace(card, score=None, mean=None, half_width=None, criteria={}, original=None)
        for card in cards
    ]


def scored(cards: Sequence[CountedCard]) -> list[CountedCard]:
    """Those with a score that counts for quality, in the order given."""
    return [card for card in cards if card.counts_for_quality and card.score is not None]


def _days(age: timedelta) -> float:
    return age.total_seconds() / 86_400
