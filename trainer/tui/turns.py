"""A rater's turns: the next answer and its sheet, giving it, taking it back for ten seconds, leaving it to others."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.clocks import Instant
from trainer.domain.dealing import TAKE_BACK_SECONDS
from trainer.domain.ids import AnswerId, PersonId
from trainer.services import rating
from trainer.tui.widgets.sheet import RatingSheet

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


@dataclass(frozen=True, slots=True)
class Given:
    """The rating that can still be taken back."""

    answer_id: AnswerId
    sheet: RatingSheet
    until: Instant


class RatingTurns:
    """What a rating screen holds on to. Every method raises what its use case refuses, and then nothing here changed."""

    def __init__(self, app: "TrainerApp") -> None:
        self._app = app
        self._sheets: dict[AnswerId, RatingSheet] = {}
        """Sheets begun and not given, so that an answer that comes again finds what was set."""
        self.shown: rating.AnswerToRate | None = None
        self.sheet: RatingSheet | None = None
        self.given: Given | None = None

    async def next(self) -> None:
        await self._app.ready.wait()
        self._take(await self._app.use(rating.next_answer, self._rater))

    async def give(self) -> None:
        """Gives what stands on the sheet."""
        if self.shown is None or self.sheet is None:
            return
        answer_id, sheet = self.shown.answer_id, self.sheet
        await self._app.use(
            rating.give_rating, self._rater, answer_id, sheet.judgement(), take_back_seconds=TAKE_BACK_SECONDS
        )
        self.given = Given(answer_id, sheet, self._app.trainer.clock.now().plus(TAKE_BACK_SECONDS))
        self.drop()

    def drop(self) -> None:
        """Forgets the sheet on the desk: it is given, or nobody needs it any more."""
        if self.shown is not None:
            self._sheets.pop(self.shown.answer_id, None)
        self.shown = self.sheet = None

    async def take_back(self) -> None:
        """The last rating comes back to the desk as it was given; a sheet begun since waits for its answer."""
        given, self.given = self.given, None
        if given is not None:
            self._sheets[given.answer_id] = given.sheet
            self._take(await self._app.use(rating.take_back_rating, self._rater, given.answer_id))

    async def put_back(self) -> None:
        if self.shown is not None:
            await self._app.use(rating.put_back, self._rater, self.shown.answer_id)

    def seconds_left(self) -> int:
        """Whole seconds in which the last rating can be taken back."""
        if self.given is None:
            return 0
        left = max(0, round(self._app.trainer.clock.now().seconds_until(self.given.until)))
        if not left:
            self.given = None
        return left

    @property
    def _rater(self) -> PersonId:
        assert self._app.person is not None, "somebody sits here once the app is ready"
        return self._app.person.id

    def _take(self, shown: rating.AnswerToRate | None) -> None:
        self.shown = shown
        self.sheet = None
        if shown is not None:
            self.sheet = self._sheets.setdefault(shown.answer_id, RatingSheet(shown.criteria))
