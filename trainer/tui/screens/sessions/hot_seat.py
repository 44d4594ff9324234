"""The hot seat as its lead drives it: who is in the room, then one after the other at the same keyboard. Source: sessions."""

from typing import TYPE_CHECKING

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.phases import Phase
from trainer.domain.views import LeadView
from trainer.errors import TrainerError
from trainer.locale import _
from trainer.services import people
from trainer.services.sessions import leading, seats
from trainer.tui.leaving import first_line
from trainer.tui.screens.picking import ChoiceScreen
from trainer.tui.screens.sessions.handing import HandoverScreen, PeopleScreen

if TYPE_CHECKING:
    from trainer.tui.screens.sessions.console import ConsoleScreen


class HotSeat:
    """What the console's F4 does where there is one terminal for all."""

    def __init__(self, console: "ConsoleScreen", session_id: SessionId) -> None:
        self._console, self._session_id = console, session_id
        self._app = console.trainer_app

    async def seat_people(self, view: LeadView) -> None:
        """Asks who is here; new names join the team, who is unmarked is set away."""
        app, console = self._app, self._console
        assert app.person is not None
        everybody = await app.use(people.list_people)
        team = [person for person, _team in everybody if person.team_id == app.person.team_id]
        here = [each.person_id for each in view.seats if each.present]

        async def chosen(answer: tuple[tuple[PersonId, ...], tuple[str, ...]] | None) -> None:
            if answer is None:
                return
            marked, names = answer
            try:
                new = [(await app.use(people.first_run, name)).id for name in names]
            except TrainerError as refused:
                console.note(first_line(refused), look=True)
                return
            await console.do(seats.seat_people, [each for each in (*marked, *new) if each not in here])
            for gone in set(here) - set(marked):
                await console.do(leading.set_away, gone)

        await console.app.push_screen(PeopleScreen(team, here), chosen)

    async def pass_keyboard(self, view: LeadView) -> None:
        """Whoever is not ready yet, one after the other; between two of them the screen is covered. Who was ready too soon, or
        thinks of something more, comes again."""
        here = sorted((each for each in view.seats if each.present), key=lambda each: each.ready)
        names = {str(each.person_id): each.name for each in here}
        rows = {str(each.person_id): f"{each.name} · {_('ready')}" if each.ready else each.name for each in here}
        if not rows:
            self._console.note(_("Nobody is in the room yet: F8 back to the lobby, F4 there says who is."))
            return
        done = all(each.ready for each in here)
        question = (
            _("Everybody has had their turn: Esc, then F5. Or who comes again?") if done else _("Whose turn is it?")
        )

        async def chosen(person: str | None) -> None:
            if person is not None:
                await self._hand_to(PersonId(int(person)), names[person], view.public.phase)

        await self._console.app.push_screen(ChoiceScreen(question, rows), chosen)

    async def _hand_to(self, person_id: PersonId, name: str, phase: Phase) -> None:
        words = {
            Phase.WRITE: _("Type the answer that you would send, from your paper."),
            Phase.RATE: _("Rate what appears; no names, and no comments over the shoulder."),
            Phase.REVEAL: _("Which answer is yours? Own up with F6 if you like; F5 hands the keyboard back."),
        }.get(phase, _("This is your seat for a moment; F5 hands the keyboard back."))

        async def answered(begins: bool | None) -> None:
            if begins:
                screen = (await self._app.screen_class("seat"))(self._session_id, person_id, handed=True)
                await self._console.app.push_screen(screen)

        await self._console.app.push_screen(HandoverScreen(name, words), answered)
