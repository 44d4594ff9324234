"""A small stocked database for storage tests: a team of four, a deck, and short ways to deal, send and rate."""

from datetime import UTC, datetime, timedelta

from trainer.domain.answering import Answer, Draft
from trainer.domain.cards import Card, Deck, Gold, OwnCriterion, RubricChange, Twist
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Customer, Deal, ShownCard, ShownGold
from trainer.domain.ids import CardId, DealId, DeckId, PersonId
from trainer.domain.kinds import CardStatus, ComplaintType, DealState, Gender, Outcome
from trainer.domain.people import Person, Role
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import CountedCard
from trainer.domain.rating import Judgement, Rating
from trainer.domain.reasons import Reason, Why

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BOOT = "boot-of-the-tests"


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def instant(seconds: float = 0.0) -> Instant:
    return Instant(later(seconds), BOOT, 1000.0 + seconds)


def card(card_id: str = "fish", **changes: object) -> Card:
    values: dict[str, object] = {
        "id": CardId(card_id),
        "complaint": "There is a fish in {place}.",
        "type": ComplaintType.IMPOSSIBLE_EXPECTATION,
        "twists": (Twist(0.5, "And it looked at me!"),),
        "gold": (Gold("g1", "We thank the fish.", {"heard": 4, "solved": 3}, "kind"),),
        "rubric": RubricChange(("aftertaste",), {"heard": 30.0}, OwnCriterion("wit", 10.0, "none", "much")),
    }
    return Card(**{**values, **changes})  # type: ignore[arg-type]


def deck(
    deck_id: str = "sea", *cards: Card, locale: str = "en-GB", digest: str = "d1", title: str = "By the sea"
) -> Deck:
    return Deck(id=DeckId(deck_id), title=title, cards=cards or (card(),), locale=locale, digest=digest)


def shown(card_id: str = "fish", **changes: object) -> ShownCard:
    values: dict[str, object] = {
        "deck_id": DeckId("sea"),
        "deck_title": "By the sea",
        "card_id": CardId(card_id),
        "revision": 1,
        "locale": "en-GB",
        "type": ComplaintType.IMPOSSIBLE_EXPECTATION,
        "channel": "in_person",
        "complaint": "There is a fish in the sea.",
        "customer": Customer("Ada Pike", "Ada", Gender.FEMALE, age=51, mood="cross"),
        "minutes": 7.0,
        "gold": (ShownGold("We thank the fish.", {"heard": 4}, "kind"),),
        "rubric": RubricChange(weights={"heard": 30.0}),
    }
    return ShownCard(**{**values, **changes})  # type: ignore[arg-type]


class Shelf:
    """A team of four (`lead`, `ann`, `bob`, `cat`) in an otherwise empty database."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        with uow:
            self.team = uow.people.add_team("Reception")
            self.lead = uow.people.add("Lena", Role.LEAD, self.team.id, NOW)
            self.ann = uow.people.add("Ann", Role.EMPLOYEE, self.team.id, NOW)
            self.bob = uow.people.add("Bob", Role.EMPLOYEE, self.team.id, NOW)
            self.cat = uow.people.add("Cat", Role.EMPLOYEE, self.team.id, NOW)
            uow.commit()

    def prepared(self, person: Person, card_id: str = "fish", *, at: float = 0.0, **changes: object) -> Deal:
        deal = new_deal(person.id, shown(card_id), prepared_at=later(at), **changes)
        with self.uow:
            stored = self.uow.deals.add(deal)
            self.uow.commit()
        return stored

    def opened(self, person: Person, card_id: str = "fish", *, at: float = 0.0, **changes: object) -> Deal:
        deal = self.prepared(person, card_id, at=at, **changes)
        with self.uow:
            assert self.uow.deals.start(deal.id, deal.seconds, instant(at), instant(at + deal.seconds), again=False)
            self.uow.commit()
        return self.deal(deal.id)

    def sent(self, person: Person, text: str = "We are sorry.", *, at: float = 0.0, needed: int = 2) -> Answer:
        deal = self.opened(person, at=at)
        with self.uow:
            assert self.uow.deals.close(deal.id, DealState.SENT, later(at + 60))
            answer = self.uow.answers.add(
                deal,
                Draft((text, "Another idea."), 0, 1),
                text,
                sent_at=later(at + 60),
                final_at=later(at + 70),
                by_timeout=False,
                needed=needed,
            )
            self.uow.commit()
        return answer

    def rated(self, answer: Answer, rater: Person, *, at: float = 200.0, score: float = 60.0) -> Rating:
        with self.uow:
            rating = self.uow.ratings.add(
                answer.id, rater, Judgement({"heard": 3}), score, rated_at=later(at), final_at=later(at + 10)
            )
            self.uow.commit()
        return rating

    def counted(self, person: Person, outcome: Outcome, *, at: float = 0.0) -> Deal:
        """A deal that was passed and counted."""
        deal = self.opened(person, at=at)
        with self.uow:
            assert self.uow.deals.close(deal.id, DealState.PASSED, later(at + 60))
            self.uow.commit()
        with self.uow:
            assert self.uow.results.publish(deal, result(deal, outcome, at=at + 60), outcome, later(at + 61))
            self.uow.commit()
        return deal

    def deal(self, deal_id: DealId) -> Deal:
        with self.uow.reading():
            deal = self.uow.deals.get(deal_id)
        assert deal is not None
        return deal


def new_deal(person_id: PersonId, card_shown: ShownCard, **changes: object) -> Deal:
    values: dict[str, object] = {
        "id": DealId(""),
        "person_id": person_id,
        "shown": card_shown,
        "state": DealState.PREPARED,
        "reason": Reason(Why.NEW_TYPE, card_shown.type, 0),
        "seconds": 420.0,
    }
    return Deal(**{**values, **changes})  # type: ignore[arg-type]


def result(deal: Deal, outcome: Outcome, *, at: float) -> CountedCard:
    return CountedCard(
        deal_id=deal.id,
        deck_id=deal.shown.deck_id,
        card_id=deal.shown.card_id,
        complaint=deal.shown.complaint,
        type=deal.shown.type,
        outcome=outcome,
        score=61.25,
        mean=60.0,
        raters=2,
        bar=50.0,
        closed_at=later(at),
        rubric_version=1,
        counts_for_quality=True,
    )


def ready_cards(*ids: str, status: CardStatus = CardStatus.READY) -> tuple[Card, ...]:
    return tuple(card(each, status=status) for each in ids)
