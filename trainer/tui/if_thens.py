"""The list of one's if-then sentences, from the menu at home: Enter lets one rest, and once more brings it back."""

from typing import TYPE_CHECKING

from trainer.locale import _, if_thens

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


async def show_sentences(app: "TrainerApp") -> None:
    """What one means to say next time, for nobody else's eyes."""
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
