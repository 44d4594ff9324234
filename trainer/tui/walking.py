"""The walk from one screen to the next: start, go on, look back, try again."""

from typing import TYPE_CHECKING

from trainer.domain.dealing import Deal
from trainer.domain.home import NextKind
from trainer.domain.ids import CardId, DealId, DeckId
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


async def practise(app: "TrainerApp") -> None:
    """What home offers: an open card goes on, a sent one is looked back at, else the next one starts, its clock running."""
    await app.ready.wait()
    try:
        offered = app.next_card
        if offered is None:
            return
        if offered.kind is NextKind.GO_ON:
            await go_on(app, offered.deal_id)
        elif offered.kind is NextKind.LOOK_BACK:
            await app.show("aftermath", offered.deal_id)
        else:
            await start(app, offered.deal_id)
    except TrainerError as refused:
        app.say(str(refused), look=True)
        await app.prepare()


async def start(app: "TrainerApp", deal_id: DealId) -> None:
    """Starts the clock of a prepared deal and opens it. Raises what `start_deal` refuses."""
    from trainer.services.dealing import start_deal

    deal = await app.use(start_deal, deal_id)
    await go_on(app, deal.id)


async def go_on(app: "TrainerApp", deal_id: DealId) -> None:
    """Opens a deal with the newest text for it."""
    from trainer.services.dealing import resume_deal

    deal, draft = await app.use(resume_deal, deal_id)
    await app.show("practice", deal, draft)


async def practise_card(app: "TrainerApp", deck_id: DeckId, card_id: CardId, spoken: str) -> None:
    """A card that the person picked, in the language `spoken` of its deck: shown with its clock stopped; Enter starts it."""
    from trainer.services.dealing import pick_card

    assert app.person is not None
    deal = await app.use(pick_card, app.person.id, deck_id, card_id, render=app.trainer.render, language=spoken)
    await show_prepared(app, deal)


async def try_again(app: "TrainerApp", deal_id: DealId) -> None:
    """The same card once more, its clock stopped until Enter; it counts for nothing but the person."""
    from trainer.services.dealing import try_again as again

    await show_prepared(app, await app.use(again, deal_id))


async def show_prepared(app: "TrainerApp", deal: Deal) -> None:
    from trainer.domain.answering import Draft

    await app.show("practice", deal, Draft(("",)))


async def open_first(app: "TrainerApp") -> None:
    """On top of home, the screen that the command line asked for."""
    opening = app.opening
    if opening.screen == "practice":
        await (practise(app) if opening.deal_id is None else go_on(app, opening.deal_id))
        if opening.said:
            app.say(opening.said)
    elif opening.session_id is not None:
        assert app.person is not None
        await app.show(opening.screen, opening.session_id, app.person.id)
    elif opening.screen != "home":
        await app.show(opening.screen)
