"""What the progress screen shows in these tests: one's own page by the real rules, and the cards behind a number."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tests.tui.samples import counted
from tests.tui.stage import IRYNA, NOON
from trainer.domain.evidence import Evidence, EvidenceCard, OwnNumber, Part
from trainer.domain.ids import DealId, TeamId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.people import Team
from trainer.domain.progress import NextPractice, OwnPage, OwnRecord, PastCard, Written, own_page
from trainer.domain.reasons import Reason, Why
from trainer.domain.telling import CriterionScore

RISING = (48, 61, 44, 57, 66, 38, 55, 63, 59, 52, 70, 47, 64, 72, 58, 76, 69, 81, 66, 74, 63, 79, 71, 77)
"""Scores of a half-year, oldest first: they end higher than they began."""
TYPES = tuple(ComplaintType)[:10]
OWN = {"heard": 72.0, "respected": 81.5, "solved": 61.0, "next_step": 44.0}
TEAM = {"heard": 78.0, "respected": 74.0, "solved": 64.0, "next_step": 52.0}
VARIANTS = ("May I introduce them to the fish?", "May I introduce them to the fish!", "A mask and a guide, at four.")
"""Two ideas."""
COMMENTS = ("I liked how you asked the children.", "Next time you could name the hour.")


def a_card(number: int, score: float | None, **more: object) -> PastCard:
    """Card `number`, five days older than the one before."""
    card = PastCard(
        deal_id=DealId(f"deal-{number}"),
        type=TYPES[number % len(TYPES)],
        outcome=Outcome.HIT if score is not None and score >= 50 else Outcome.MISS,
        score=score,
        raters=3,
        counts_for_quality=score is not None,
        closed_at=NOON - timedelta(days=5 * number + 1),
    )
    return card._replace(**more)  # type: ignore[arg-type]


def a_record(scores: Sequence[float] = RISING, **changes: object) -> OwnRecord:
    cards = [a_card(number, score) for number, score in enumerate(reversed(scores))]
    told = {name: CriterionScore(score, score, 3) for name, score in OWN.items()}
    record = OwnRecord(
        person=IRYNA,
        team=Team(TeamId(1), "Front desk"),
        team_size=7,
        next=NextPractice(
            deal_id=DealId("next"),
            complaint="You have to be able to feel the stars at night, and I felt nothing.",
            deck_title="Seaside hotel",
            type=ComplaintType.THIRD_PARTY,
            reason=Reason(Why.LEAST_MASTERED, ComplaintType.THIRD_PARTY, 2),
            seconds=420.0,
        ),
        cards=cards,
        criteria={card.deal_id: told for card in cards[:20]},
        comments=[(cards[at].deal_id, words) for at, words in enumerate(COMMENTS)] if len(cards) > 1 else [],
        rated=3,
        to_rate=4,
        squares=0.0,
        pairs=0,
        team_criteria={name: [middle] * 6 for name, middle in TEAM.items()},
        written={card.deal_id: Written(VARIANTS if at < 5 else ()) for at, card in enumerate(cards[:20])},
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def a_page(scores: Sequence[float] = RISING, **changes: object) -> OwnPage:
    return own_page(a_record(scores, **changes), NOON)


def a_newcomer(**changes: object) -> OwnPage:
    """Nothing was sent yet."""
    return a_page((), comments=(), team_criteria={}, **changes)


def evidence_of(number: OwnNumber = OwnNumber.LEVEL, *, cards: int = 6) -> Evidence:
    """Cards with every reason: to standard, not yet, passed, a flag, picked, still closed."""
    told = (
        counted(0, Outcome.HIT, 72.0),
        counted(1, Outcome.MISS, 44.0),
        counted(2, Outcome.MISS, None),
        counted(3, Outcome.MISS, 63.0),
        replace(counted(4, Outcome.EXCLUDED, 58.0), counts_for_quality=True),
        replace(counted(5, Outcome.HIT, None), counts_for_quality=True),
    )
    parts = Part.LAST if number is OwnNumber.TREND else Part.COUNTED
    weight = 0.5 if number is OwnNumber.MASTERY else None
    value = 61.0 if number is OwnNumber.CRITERION else None
    return Evidence(number, tuple(EvidenceCard(card, parts, weight, value) for card in told[:cards]))
