"""Dealing: the next card, chosen and rendered beforehand; the clock; passing; another try."""

from dataclasses import replace
from datetime import timedelta

from trainer.domain.answering import Draft
from trainer.domain.cards import Card, Deck
from trainer.domain.clocks import Clock
from trainer.domain.dealing import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    Deal,
    ShownCard,
    choose_card,
    for_writer,
    is_repeat,
)
from trainer.domain.ids import CardId, DealId, DeckId, PersonId
from trainer.domain.kinds import DealState
from trainer.domain.mastery import FORGOTTEN_DAYS, cautious_masteries
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.reasons import Reason, Why
from trainer.errors import AnotherCardOpen, DealClosed, NotFound, NothingToDeal, WrongUsage
from trainer.locale import _
from trainer.services.if_thens import carry
from trainer.services.sessions.winning import WinBack, keep_try, win_back_for
from trainer.services.settling import settle

FIRST = "first"
"""Seed of everybody's first card: the welcome shows it before it knows who is there."""


def prepare_next(
    uow: UnitOfWork,
    clock: Clock,
    person_id: PersonId,
    *,
    render: RenderCard,
    language: str,
    deck_id: DeckId | None = None,
) -> Deal:
    """The next deal, chosen by rules 6 (practise next: the type with the lowest cautious mastery), rendered and stored.

    A colleague's customer who is not won back yet comes first, in its week.

    Idempotent: a prepared deal is returned as it is, unless it is not of `deck_id`, of this `language`, or its card has left
    the decks. Cards in `language` are dealt where there are any, else in any language. Raises NothingToDeal.
    """
    with uow.reading():
        ready = uow.deals.prepared_of(person_id)
        if ready is not None and _still_fits(uow, ready, language, deck_id):
            return _as_written_to(ready)
        won = win_back_for(uow, person_id, clock.now().at, language) if deck_id is None else None
        choices = uow.decks.choices(deck_id=deck_id, language=language) or uow.decks.choices(deck_id=deck_id)
        past = uow.deals.past(person_id)
        seed = f"{person_id}" if past else FIRST
        now = clock.now().at
        scored = uow.progress.scored(person_id, now - timedelta(days=FORGOTTEN_DAYS)) if past else []
        cautious = cautious_masteries(scored, {choice.type for choice in choices}, now)
        chosen = choose_card(choices, past, now=now, seed=f"{seed}|{len(past)}", cautious=cautious)
        if chosen is None:
            raise NothingToDeal(_no_cards(deck_id))
        choice, reason = chosen
        deck, card = _card(uow, choice.deck_id, choice.card_id, choice.language)
    if won is not None:
        return _store_win_back(uow, clock, person_id, won)
    attempt = sum(deal.card_id == card.id for deal in past)
    shown = render(deck, card, f"{seed}|{deck.id}|{card.id}|{attempt}")
    return _store_prepared(uow, clock, person_id, shown, reason)


def take_hint(uow: UnitOfWork, clock: Clock, deal_id: DealId, number: int) -> bool:
    """Keeps how many of the card's hints were opened while it was written: for its statistics (rules 7), and so that they
    stand there again when the person comes back. False: the card is closed, or that many were kept already. Raises NotFound,
    WrongUsage for a hint that the card does not have.
    """
    with uow:
        deal = uow.deals.get(deal_id)
        if deal is None:
            raise NotFound(_("There is no such card on anybody's table."))
        if not 1 <= number <= len(deal.shown.hints):
            raise WrongUsage(_("This card has no such hint."))
        taken = uow.deals.take_hint(deal_id, number)
        uow.commit()
    return taken


def preview_first(uow: UnitOfWork, clock: Clock, *, render: RenderCard, language: str) -> ShownCard:
    """The card that `prepare_next` will deal to somebody new, before there is a name to deal it to. Raises NothingToDeal."""
    with uow.reading():
        choices = uow.decks.choices(language=language) or uow.decks.choices()
        chosen = choose_card(choices, [], now=clock.now().at, seed=f"{FIRST}|0")
        if chosen is None:
            raise NothingToDeal(_no_cards(None))
        deck, card = _card(uow, chosen[0].deck_id, chosen[0].card_id, chosen[0].language)
    return render(deck, card, f"{FIRST}|{deck.id}|{card.id}|0")


def pick_card(
    uow: UnitOfWork,
    clock: Clock,
    person_id: PersonId,
    deck_id: DeckId,
    card_id: CardId,
    *,
    render: RenderCard,
    language: str,
) -> Deal:
    """A card that the employee chose: it counts for quality, not for the service level (rules 5). Raises NotFound."""
    with uow.reading():
        deck, card = _card(uow, deck_id, card_id, language)
        attempt = sum(deal.card_id == card_id for deal in uow.deals.past(person_id))
    shown = render(deck, card, f"{person_id}|{deck_id}|{card_id}|{attempt}")
    return _store_prepared(uow, clock, person_id, shown, Reason(Why.PICKED, card.type), picked=True)


def start_deal(uow: UnitOfWork, clock: Clock, deal_id: DealId, minutes: float | None = None) -> Deal:
    """Starts the clock: the deadline is set once, here. An open deal is returned as it is.

    `minutes` (1-30) overrides the card's. Raises WrongUsage, NotFound, AnotherCardOpen, DealClosed.
    """
    if minutes is not None and not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise WrongUsage(
            _("The timer runs from {least} to {most} minutes; {given} is outside.").format(
                least=int(SHORTEST_MINUTES), most=int(LONGEST_MINUTES), given=f"{minutes:g}"
            )
        )
    settle(uow, clock)
    now = clock.now()
    with uow:
        deal = known_deal(uow, deal_id)
        if deal.state is DealState.OPEN:
            return _as_written_to(deal)
        other = uow.deals.open_of(deal.person_id)
        if other is not None:
            raise AnotherCardOpen(_("Another card is open and its clock runs. Finish or pass it first."))
        seconds = deal.seconds if minutes is None else minutes * 60
        past = uow.deals.past(deal.person_id)
        again = deal.again or is_repeat(deal.shown.card_id, deal.shown.deck_id, past, now.at)
        if not uow.deals.start(deal_id, seconds, now, now.plus(seconds), again=again):
            raise DealClosed(_already_closed())
        carry(uow, deal, [each.dealt_at for each in past], now.at)
        uow.commit()
    with uow.reading():
        return _as_written_to(known_deal(uow, deal_id))


def resume_deal(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> tuple[Deal, Draft]:
    """The deal and the newest text for it, so that one goes on where one stopped; the clock has run on. Raises NotFound."""
    with uow.reading():
        deal = _as_written_to(known_deal(uow, deal_id))
        saved = uow.drafts.latest(deal_id)
        return deal, saved.draft if saved else Draft(("",))


def open_deal_of(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> Deal | None:
    """The card that this person is answering, if any."""
    with uow.reading():
        deal = uow.deals.open_of(person_id)
        return None if deal is None else _as_written_to(deal)


def pass_card(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> Deal:
    """Gives the card up; alone that is a miss (rules 5). What was written stays in the drafts. Raises DealClosed."""
    with uow:
        known_deal(uow, deal_id)
        if not uow.deals.close(deal_id, DealState.PASSED, clock.now().at):
            raise DealClosed(_already_closed())
        uow.commit()
    settle(uow, clock)
    with uow.reading():
        return known_deal(uow, deal_id)


def try_again(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> Deal:
    """The same card and customer once more, prepared; it counts for nothing but the person (rules 5). Raises NotFound."""
    with uow.reading():
        deal = known_deal(uow, deal_id)
        if deal.state in (DealState.PREPARED, DealState.OPEN):
            raise AnotherCardOpen(_("This card is still open; answer it first."))
    return _store_prepared(uow, clock, deal.person_id, deal.shown, Reason(Why.AGAIN, deal.shown.type), again=True)


def known_deal(uow: UnitOfWork, deal_id: DealId) -> Deal:
    """Inside a unit of work: the deal. Raises NotFound."""
    deal = uow.deals.get(deal_id)
    if deal is None:
        raise NotFound(
            _("There is no deal “{deal}”. `trainer deal` deals a card and prints its id.").format(deal=deal_id)
        )
    return deal


def _as_written_to(deal: Deal) -> Deal:
    return replace(deal, shown=for_writer(deal.shown))


def _store_win_back(uow: UnitOfWork, clock: Clock, person_id: PersonId, won: WinBack) -> Deal:
    """A colleague's customer goes before the next card of the decks."""
    deal = _store_prepared(uow, clock, person_id, won.shown, Reason(Why.WIN_BACK, won.shown.type))
    with uow:
        keep_try(uow, won, deal, clock.now().at)
        uow.commit()
    return deal


def _store_prepared(
    uow: UnitOfWork,
    clock: Clock,
    person_id: PersonId,
    shown: ShownCard,
    reason: Reason,
    *,
    picked: bool = False,
    again: bool = False,
) -> Deal:
    with uow:
        uow.deals.drop_prepared(person_id)
        deal = uow.deals.add(
            Deal(
                id=DealId(""),
                person_id=person_id,
                shown=shown,
                state=DealState.PREPARED,
                reason=reason,
                seconds=shown.minutes * 60,
                picked=picked,
                again=again,
                prepared_at=clock.now().at,
            )
        )
        uow.commit()
        return _as_written_to(deal)


def _still_fits(uow: UnitOfWork, deal: Deal, language: str, deck_id: DeckId | None) -> bool:
    if deal.again or deal.picked:
        return False
    if deck_id is not None and deal.shown.deck_id != deck_id:
        return False
    found = uow.decks.card(deal.shown.deck_id, deal.shown.card_id)
    if found is None or found[1].revision != deal.shown.revision:
        return False
    return deal.shown.language == language or not uow.decks.choices(deck_id=deck_id, language=language)


def _card(uow: UnitOfWork, deck_id: DeckId, card_id: CardId, language: str) -> tuple[Deck, Card]:
    found = uow.decks.card(deck_id, card_id, language) or uow.decks.card(deck_id, card_id)
    if found is None:
        raise NotFound(
            _("There is no card “{card}” in a deck “{deck}”. See the decks with: trainer deck list").format(
                card=card_id, deck=deck_id
            )
        )
    return found


def _no_cards(deck_id: DeckId | None) -> str:
    if deck_id is not None:
        return _("The deck “{deck}” has no card that is ready. See the decks with: trainer deck list").format(
            deck=deck_id
        )
    return _("No deck has a card that is ready. Put a deck into the decks folder (trainer data where), then try again.")


def _already_closed() -> str:
    return _("This card is closed already: it was sent, passed, or its time was up.")
