"""What the screens of these tests show: one person's home, progress, decks, and an answer to rate."""

from dataclasses import replace
from datetime import timedelta

from tests.tui.stage import IRYNA, NOON
from trainer.domain.browsing import ShelfCard, shelved
from trainer.domain.dealing import Customer, ShownCard
from trainer.domain.home import Home, NextCard, NextKind
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId
from trainer.domain.kinds import ComplaintType, Gender, Outcome
from trainer.domain.levels import ServiceLevel, service_level
from trainer.domain.progress import CountedCard
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import criteria_for
from trainer.services.decks import DeckLine
from trainer.services.rating import AnswerToRate

NAUGHTY = (
    "[/]",
    "[/",
    "[@click=app.quit]x[/]",
    "[red]x[/red]",
    "\x1b]52;c;cHduZWQ=\x07",
    "\u202etxt.exe",
    "a\u0301\u0301\u0301\u0301\u0301\u200bz",
    "👨‍👩‍👧‍👦",
    "x" * 10_000,
    "",
)
"""Texts that harm nothing, wherever they stand (issue: how it is judged)."""


def level(hits: int, misses: int) -> ServiceLevel:
    return service_level([Outcome.HIT] * hits + [Outcome.MISS] * misses)


def a_home(**changes: object) -> Home:
    card = NextCard(
        kind=NextKind.START,
        deal_id=DealId("next"),
        complaint="The lift was so fast that I could not finish my joke.",
        deck_title="Seaside hotel",
        type=ComplaintType.VAGUE_FEELING,
        reason=Reason(Why.NEW_TYPE, ComplaintType.VAGUE_FEELING),
        seconds=420.0,
    )
    home = Home(
        person=IRYNA,
        team_name="Front desk",
        next=card,
        to_rate=3,
        own_waiting=2,
        level=level(16, 4),
        decks=4,
        cards=48,
        as_of=NOON,
        colleagues=7,
    )
    return replace(home, **changes)  # type: ignore[arg-type]


def next_card(**changes: object) -> NextCard:
    card = a_home().next
    assert card is not None
    return replace(card, **changes)  # type: ignore[arg-type]


def counted(number: int, outcome: Outcome, score: float | None) -> CountedCard:
    """Card `number`, three days older than the one before."""
    return CountedCard(
        deal_id=DealId(f"deal-{number}"),
        deck_id=DeckId("seaside"),
        card_id=CardId(f"card-{number}"),
        complaint="The soup is far too thick, and I paid 45 for it, and nobody told me.",
        type=list(ComplaintType)[number % len(ComplaintType)],
        outcome=outcome,
        score=score,
        mean=score,
        raters=3,
        bar=50.0,
        closed_at=NOON - timedelta(days=3 * number),
    )


def to_rate(answer_id: str = "answer-1", **changes: object) -> AnswerToRate:
    customer = Customer(
        "Bohdan Melnyk",
        "Bohdan",
        Gender.MALE,
        61,
        mood="indignant and a little embarrassed",
        remembered_detail="collects paper napkins",
        green_light=False,
        felt_severity=4,
    )
    shown = ShownCard(
        deck_id=DeckId("seaside"),
        deck_title="Seaside hotel",
        card_id=CardId("fish"),
        revision=1,
        locale="en-GB",
        type=ComplaintType.IMPOSSIBLE_EXPECTATION,
        channel="in_person",
        complaint="Nobody warned us there would be fish in the sea. The children were startled and now they will not go in!",
        customer=customer,
        minutes=7.0,
        context="The beach sign shows a crab, but no fish.",
        role="beach warden",
        constraints=("A refund needs the duty manager.",),
        can_do=("a drink", "an hour of mask hire"),
        remedy_budget=15,
        success_when="The children are back in the sea before lunch.",
        real_severity=1,
    )
    answer = AnswerToRate(
        answer_id=AnswerId(answer_id),
        shown=shown,
        text="Thank you for telling me, and I am sorry the children got a fright. May I introduce them to the fish? "
        "Half an hour with our guide and a mask each, at four today; I will be at the pier myself.",
        criteria=criteria_for(shown.rubric),
        waiting=3,
        team_size=7,
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def on_shelf(
    card_id: str, complaint: str, kind: ComplaintType, difficulty: int, absurdity: int, dealt: int, **more: object
) -> ShelfCard:
    card = ShelfCard(
        DeckId("seaside"), "Seaside hotel, week one", "en", CardId(card_id), complaint, kind, difficulty, absurdity
    )
    found = shelved([replace(card, **more)], [(DeckId("seaside"), CardId(card_id))] * dealt)  # type: ignore[arg-type]
    return found[0]


DECKS = [
    DeckLine(DeckId("seaside"), "en", "Seaside hotel, week one", "Impossible expectations at a beach hotel.", 2),
    DeckLine(DeckId("seaside"), "uk", "Готель біля моря", "", 12),
]
CARDS = [
    on_shelf("soup", "I am {customer.full_name}. Your {dish} is far too thick!", ComplaintType.TASTE, 3, 4, 0),
    on_shelf("lift", "The lift was {{too}} fast.", ComplaintType.VAGUE_FEELING, 2, 5, 2),
    on_shelf("море", "Море мокре.", ComplaintType.FEAR, 1, 5, 0, language="uk", sensitivity=("health",)),
]
