"""A rater's turns: the warm-up, the next answer and its sheet, giving it, taking it back for ten seconds, leaving it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.clocks import Instant
from trainer.domain.dealing import TAKE_BACK_SECONDS
from trainer.domain.ids import AnswerId, PersonId
from trainer.locale import language
from trainer.services import calibrating, rating
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
        self._warm_up: tuple[rating.AnswerToRate, ...] | None = None
        """Gold answers of the warm-up that are left; None: not asked for yet."""
        self._warmed: tuple[calibrating.WarmUpResult, ...] = ()
        """What the warm-up showed and nobody has looked at yet."""

    @property
    def warming_up(self) -> bool:
        """Whether a gold answer of the warm-up lies on the desk."""
        return bool(self._warm_up) and self.shown is not None

    @property
    def place(self) -> tuple[int, int]:
        """(which, of how many) lies on the desk, of the warm-up or of this week's queue."""
        if self.shown is None:
            return 0, 0
        done = self.shown.given + (len(self._warmed) if self.warming_up else 0)
        return done + 1, self.shown.given + self.shown.waiting

    async def next(self) -> None:
        """Lays the next answer on the desk: the warm-up's first, where there is one; then colleagues'."""
        app, how = self._app, {"render": self._app.trainer.render, "language": language()}
        await app.ready.wait()
        if self._warm_up is None:
            self._warm_up = await app.use(calibrating.warm_up, self._rater, **how)
        self._take(self._warm_up[0] if self._warm_up else await app.use(rating.next_answer, self._rater, **how))

    async def give(self) -> None:
        """Gives what stands on the sheet."""
        if self.shown is None or self.sheet is None:
            return
        answer_id, judgement = self.shown.answer_id, self.sheet.judgement()
        if self._warm_up:
            result = await self._app.use(calibrating.rate_warm_up, self._rater, answer_id, judgement)
            self._warmed, self._warm_up = (*self._warmed, result), self._warm_up[1:]
        else:
            give = rating.give_rating
            await self._app.use(give, self._rater, answer_id, judgement, take_back_seconds=TAKE_BACK_SECONDS)
            self.given = Given(answer_id, self.sheet, self._app.trainer.clock.now().plus(TAKE_BACK_SECONDS))
        self.drop()

    def skip_warm_up(self) -> None:
        """Straight to colleagues' answers; what is left of the warm-up comes another time."""
        if self.warming_up:
            self._warm_up = ()
            self.drop()

    def take_warmed(self) -> tuple[calibrating.WarmUpResult, ...]:
        """What to show once the warm-up is over; empty while it goes on, and the second time."""
        if self._warm_up:
            return ()
        warmed, self._warmed = self._warmed, ()
        return warmed

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
        """Leaves the answer on the desk to colleagues; one of the warm-up belongs to nobody else."""
        shown, warming_up = self.shown, self.warming_up
        self.shown = self.sheet = None
        if shown is not None and not warming_up:
            await self._app.use(rating.put_back, self._rater, shown.answer_id)

    def put_back_at_once(self) -> None:
        """The same where no event loop may be waited for: a signal came, the terminal is gone (rules 4: until disconnect)."""
        if self.shown is not None and not self.warming_up and self._app.person is not None:
            app = self._app
            app.database.start(app.trainer.run, rating.put_back, self._rater, self.shown.answer_id)

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
