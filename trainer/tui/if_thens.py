"""One's if-then sentences on screens: beside a card, and as a list from the menu at home."""

from typing import TYPE_CHECKING

from trainer.errors import StoreError
from trainer.locale import _, if_thens
from trainer.tui.widgets.card import meant_words

if TYPE_CHECKING:
    from trainer.domain.ids import DealId
    from trainer.tui.app import TrainerApp
    from trainer.tui.widgets.card import CardView


async def show_beside(app: "TrainerApp", deal_id: "DealId", card: "CardView") -> None:
    """Quietly, under a card that one answers: what one meant to say next time."""
    from trainer.services.if_thens import sentence_beside

    if app.person is None:
        return
    try:
        carried = await app.use(sentence_beside, deal_id, app.person.id)
    except StoreError:  # the card goes on without it
        return
    if carried is not None and card.is_attached:
        card.add(meant_words(carried.sentence.text))


async def show_sentences(app: "TrainerApp") -> None:
    """What one means to say next time, for nobody else's eyes: Enter lets one rest, once more brings it back."""
    from trainer.domain.ids import SessionId
    from trainer.services.if_thens import own_sentences, turn
    from trainer.tui.screens.picking import ChoiceScreen

    if not app.ready.is_set() or app.person is None:
        return
    person_id = app.person.id
    own = await app.use(own_sentences, person_id)
    if not own:
        app.say(_("No sentence of yours yet: a team session asks for one, “If a customer …, I will say …”."))
        return

    async def chosen(session_id: str | None) -> None:
        if session_id is not None:
            await app.use(turn, person_id, SessionId(session_id))
            await show_sentences(app)  # again, so that one more Enter undoes it

    title = _("They come beside your cards. Enter lets one rest, or brings it back:")
    choices = {str(each.id): f"{if_thens.stand_title(each)} · {each.text}" for each in reversed(own)}
    await app.push_screen(ChoiceScreen(title, choices), chosen)
