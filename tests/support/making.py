"""Things to test with, made with as little as a test needs to say."""

from datetime import UTC, datetime

from trainer.domain.cards import Card, Deck, Gold, Twist
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Customer, Deal, ShownCard, ShownGold, ShownTwist
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, RatingId
from trainer.domain.kinds import Channel, ComplaintType, DealState, Gender
from trainer.domain.rating import Judgement, Rating
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import CriticalFlag

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class FakeClock:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = MONDAY, boot: str = "test-boot") -> None:
        self.instant = Instant(at, boot, 1000.0)

    def now(self) -> Instant:
        return self.instant

    def advance(self, seconds: float) -> None:
        self.instant = self.instant.plus(seconds)


LEVELS = {"heard": 3, "respected": 4, "solved": 2, "next_step": 2, "aftertaste": 1}


def a_card(
    card_id: str = "sea-k3vd",
    complaint: str = "The sea has fish in it.",
    kind: ComplaintType = ComplaintType.IMPOSSIBLE_EXPECTATION,
    **more: object,
) -> Card:
    return Card(
        id=CardId(card_id),
        complaint=complaint,
        type=kind,
        twists=(Twist(0.5, "And one of them looked at me."),),
        hints=("Ask one question first.",),
        hidden_interest="They were frightened.",
        must_not=("calm down",),
        gold=(
            Gold(
                "g1",
                "Thank you for telling me. Shall we look at them together?",
                dict.fromkeys(LEVELS, 4),
                "Turns it to use.",
            ),
            Gold("g2", "You should have read the brochure.", dict.fromkeys(LEVELS, 0), "Blames."),
        ),
        **more,  # type: ignore[arg-type]
    )


def a_deck(
    *cards: Card, deck_id: str = "seaside", locale: str = "en-GB", title: str = "Seaside", digest: str = "d1"
) -> Deck:
    return Deck(DeckId(deck_id), title, cards or (a_card(),), locale, digest=digest)


def render_plainly(deck: Deck, card: Card, seed: str) -> ShownCard:
    """Renders without Faker: the texts as they stand, one customer for all."""
    return ShownCard(
        deck_id=deck.id,
        deck_title=deck.title,
        card_id=card.id,
        revision=card.revision,
        locale=deck.locale,
        type=card.type,
        channel=Channel.IN_PERSON,
        complaint=card.complaint,
        customer=Customer("Bohdan Melnyk", "Bohdan", Gender.MALE, age=61, mood="indignant", green_light=True),
        minutes=card.minutes,
        twists=tuple(ShownTwist(twist.at, twist.says) for twist in card.twists),
        hints=card.hints,
        hidden_interest=card.hidden_interest,
        must_not=card.must_not,
        gold=tuple(ShownGold(gold.text, dict(gold.levels), gold.why) for gold in card.gold),
        rubric=card.rubric,
        success_when=card.success_when,
    )


def a_deal(
    state: DealState = DealState.OPEN,
    *,
    picked: bool = False,
    again: bool = False,
    opened_at: Instant | None = None,
    seconds: float = 420.0,
) -> Deal:
    card = a_card()
    return Deal(
        id=DealId("deal"),
        person_id=PersonId(1),
        shown=render_plainly(a_deck(card), card, ""),
        state=state,
        reason=Reason(Why.FIRST_CARD),
        seconds=seconds,
        picked=picked,
        again=again,
        opened_at=opened_at,
        deadline=opened_at.plus(seconds) if opened_at else None,
    )


def a_rating(
    score: float | None, *, rater: int = 1, by_lead: bool = False, flags: frozenset[CriticalFlag] = frozenset()
) -> Rating:
    return Rating(
        RatingId(rater),
        AnswerId("answer"),
        PersonId(rater),
        by_lead,
        Judgement(LEVELS, flags),
        score,
        1,
        MONDAY,
        MONDAY,
    )
