"""One's own answer beside gold, in a team of one or two: the same desk, and nothing of it counts. Source: rules 3."""

from functools import cached_property

from trainer.domain.ids import AnswerId
from trainer.locale import N_, _
from trainer.services.calibrating import own_to_rate, rate_own
from trainer.tui.commands import Command
from trainer.tui.screens.rating import COMMANDS, RatingScreen
from trainer.tui.turns import RatingTurns
from trainer.tui.widgets.rating_desk import RatingDesk

LEFT_OUT = ("rate.laughed", "rate.steal", "rate.flags", "rate.comment", "rate.back", "rate.skip", "rate.feedback")
"""For colleagues' answers alone."""


class OneTurn(RatingTurns):
    """The own answer lies on the desk: nobody else waits for it, so nothing is leased and nothing put back."""

    async def put_back(self) -> None:
        self.drop()

    def put_back_at_once(self) -> None:
        pass


class OwnTurns(OneTurn):
    answer_id: AnswerId

    async def next(self) -> None:
        self._take(await self._app.use(own_to_rate, self._rater, self.answer_id))

    async def give(self) -> None:
        if self.sheet is not None:
            await self._app.use(rate_own, self._rater, self.answer_id, self.sheet.judgement())
        self.drop()


class OwnAnswerScreen(RatingScreen):
    """An own answer on the rating desk, read as a colleague would read it; whose turns these are, a subclass says."""

    COMMANDS = (
        *(each for each in COMMANDS if each.id not in (*LEFT_OUT, "rate.home", "rate.done")),
        Command("rate.done", "f5", "done", N_("done"), N_("See it beside the gold answer")),
        Command("rate.home", "escape", "home", N_("back"), N_("Back; it stays unrated"), foot=False),
    )
    WHO_SEES = N_("only you see this")

    @cached_property
    def _desk(self) -> RatingDesk:
        return RatingDesk(self._turns.seconds_left, extras=False, familiar=True)

    def _place(self) -> str:
        return _("Your own answer")

    def _show(self, note: str) -> None:
        super()._show(note or _("Read it as a colleague would. It counts nowhere."))

    async def _give(self) -> None:
        await self._turns.give()
        self.dismiss(None)

    async def may_leave(self) -> str:
        if self._sheet is None or not self._sheet.touched:
            return ""
        return _("What you set would be lost. Leave it all the same?")


class OwnRatingScreen(OwnAnswerScreen):
    """Leaves once it is given; the page below shows what the gold answer does otherwise."""

    def __init__(self, answer_id: AnswerId) -> None:
        super().__init__()
        self._answer_id = answer_id

    @cached_property
    def _turns(self) -> RatingTurns:
        turns = OwnTurns(self.trainer_app)
        turns.answer_id = self._answer_id
        return turns
