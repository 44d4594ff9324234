"""Rating: the next answer for a rater, blind; what the rater says of it; taking that back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.domain.clocks import Clock
from trainer.domain.dealing import ShownCard, for_rater
from trainer.domain.ids import AnswerId, PersonId, RatingId
from trainer.domain.people import Person
from trainer.domain.planning import Met
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rating import (
    Candidate,
    Judgement,
    OpenAnswer,
    RaterState,
    Rating,
    Round,
    candidates_for,
    choose_answer,
    gold_place,
    gold_wish,
    unknown_levels,
    within,
)
from trainer.domain.rounds import choose_in_round
from trainer.domain.rubric import LEASE_SECONDS, VERSION, Criterion, criteria_for
from trainer.domain.scoring import rater_score
from trainer.domain.texts import clean_line
from trainer.domain.weeks import week_name, week_start
from trainer.errors import AlreadyRated, LeaseLost, NotFound, OwnAnswerRated, RatingRefused, TakeBackTooLate
from trainer.locale import _
from trainer.services.golds import draw_blind_gold, has_gold
from trainer.services.settling import close_overdue, settle

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class AnswerToRate:
    """An answer as its rater gets it: no author, no time, no hints. A gold one looks the same."""

    answer_id: AnswerId
    shown: ShownCard
    text: str
    criteria: tuple[Criterion, ...]
    waiting: int
    """Answers that wait for this rater, this one included. At the first of a session it is what home says; a blind gold answer
    adds one at the second, wherever it comes, as a colleague's new answer might: nobody sees by it which one is gold."""
    team_size: int
    """Under 4 people the screen says that scores can be guessed."""
    given: int = 0
    """Ratings this rater gave this session: this one is number given + 1 of given + waiting."""


def next_answer(
    uow: UnitOfWork,
    clock: Clock,
    rater_id: PersonId,
    *,
    render: RenderCard | None = None,
    language: str | None = None,
    live: Round | None = None,
) -> AnswerToRate | None:
    """Leases the next answer to the rater for 3 minutes (rules 4), or returns the one they hold. None: nothing waits.

    With `render` one gold answer a session comes among the peers', blind, of a card in `language` that this rater never saw.
    `live`: only answers of that round, planned for those present, no more than the share until everybody is served. Three
    statements; more only when nothing is in the queue, where it settles (of a round: closes what is overdue), and looks again
    if that changed anything.
    """
    found = _pull(uow, clock, rater_id, render, language, live)
    if found is None and (close_overdue(uow, clock) if live else settle(uow, clock).changed):
        found = _pull(uow, clock, rater_id, render, language, live)
    return found


def _pull(
    uow: UnitOfWork,
    clock: Clock,
    rater_id: PersonId,
    render: RenderCard | None,
    language: str | None,
    live: Round | None,
) -> AnswerToRate | None:
    now = clock.now().at
    until = now + timedelta(seconds=LEASE_SECONDS)
    session = week_name(now) if live is None else live.since.isoformat()
    since = week_start(now) if live is None else live.since
    wish = None if render is None else gold_wish("blind", rater_id, session, language)
    with uow:
        state = uow.ratings.state_of(rater_id, since, session, lock=True, wish=wish)
        if state is None:
            raise _gone()
        queue = _Queue.read(uow, state, now, live)
        gold = state.gold
        to_draw = gold is None and has_gold(state.unseen)
        to_come = to_draw or (gold is not None and gold.rated_at is None)
        place = gold_place(rater_id, session)
        given = state.given + (gold is not None and gold.rated_at is not None)
        waiting = queue.waiting
        if live is not None or state.given:
            waiting += to_come and state.given + queue.waiting >= place
        has_it = gold is not None and gold.until is not None and gold.until > now
        if to_come and (has_it or (state.given >= place and not queue.held)):
            if to_draw and render is not None:
                gold = draw_blind_gold(uow, state, session, now, render=render, until=until)
            elif gold is not None:
                uow.golds.lease(gold.answer_id, until)
            if gold is not None:
                uow.commit()
                return _blinded(gold.answer_id, gold.shown, gold.text, waiting, state.team_size, given)
        candidate = queue.choose(state)
        claimed = None if candidate is None else uow.ratings.claim(candidate.answer_id, rater_id, until, now)
        if candidate is None or claimed is None:
            return None
        text, shown = claimed
        uow.commit()
        return _blinded(candidate.answer_id, shown, text, waiting, state.team_size, given)


@dataclass(frozen=True, slots=True)
class _Queue:
    """What a rater who asks finds, while nobody else can change it."""

    rater: PersonId
    answers: list[OpenAnswer]
    met: Met
    left: list[Candidate]
    """What this rater may take."""
    live: Round | None

    @classmethod
    def read(cls, uow: UnitOfWork, state: RaterState, now: datetime, live: Round | None) -> "_Queue":
        rater = state.rater
        if live is None:
            answers = uow.ratings.queue(rater, now)
            return cls(rater.id, answers, {}, candidates_for(rater.id, answers), None)
        answers, met = uow.ratings.round(rater, now, live)
        answers = within(live, answers)
        left = candidates_for(rater.id, answers, live.present, live.share, met=met)
        return cls(rater.id, answers, met, left, live)

    @property
    def held(self) -> list[Candidate]:
        """What this rater has a running lease on."""
        leased = {each.answer_id for each in self.answers if self.rater in each.leased_to}
        return [each for each in self.left if each.answer_id in leased]

    @property
    def waiting(self) -> int:
        """Answers still to come, as far as can be said: of a round no more than is left of the share."""
        if self.live is None:
            return len(self.left)
        had = sum(self.rater in each.rated_by for each in self.answers)
        return min(len(self.left), max(1, self.live.share - had))

    def choose(self, state: RaterState) -> Candidate | None:
        seed = f"{self.rater}|{state.given_ever}"
        if self.live is None or self.held:
            return choose_answer(self.held or self.left, seed=seed)
        return choose_in_round(self.rater, self.answers, self.live.present, self.live.share, seed=seed, met=self.met)


def answer_to_rate(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> AnswerToRate:
    """The answer with that id, blinded. Raises NotFound, OwnAnswerRated."""
    with uow.reading():
        return _to_rate(uow, clock, _rater(uow, rater_id), answer_id)


def give_rating(
    uow: UnitOfWork,
    clock: Clock,
    rater_id: PersonId,
    answer_id: AnswerId,
    judgement: Judgement,
    *,
    take_back_seconds: float = 0.0,
) -> Rating:
    """Stores one rating; for `take_back_seconds` it can be taken back and counts nowhere.

    Raises NotFound, OwnAnswerRated, AlreadyRated, RatingRefused (a level the card's rubric lacks, or nothing said at all,
    unless its session leaves levels to the rater), LeaseLost when the answer has all the ratings it needs by now.
    """
    now = clock.now().at
    judgement = replace(
        judgement,
        steal=clean_line(judgement.steal, LONGEST_LINE),
        comment=clean_line(judgement.comment, LONGEST_LINE),
    )
    with uow:
        rater = _rater(uow, rater_id)
        gold = uow.golds.get(answer_id, rater_id)
        criteria = criteria_for(gold.shown.rubric) if gold else _to_rate(uow, clock, rater, answer_id).criteria
        check_levels(judgement, criteria, optional=gold is None and _levels_are_optional(uow, judgement, answer_id))
        score = rater_score(judgement.levels, criteria)
        final_at = now + timedelta(seconds=take_back_seconds)
        if gold is not None:
            if not uow.golds.rate(answer_id, judgement, score, now, final_at):
                raise AlreadyRated(_("You have rated this answer already."))
            rating = Rating(RatingId(0), answer_id, rater_id, False, judgement, score, VERSION, now, final_at)
            uow.commit()
            return rating
        if any(each.rater_id == rater_id for each in uow.ratings.of_answer(answer_id, now + timedelta(days=1))):
            raise AlreadyRated(_("You have rated this answer already."))
        if uow.ratings.leased_to(rater_id, now) != answer_id and not uow.ratings.lease(
            answer_id, rater_id, now + timedelta(seconds=LEASE_SECONDS), now
        ):
            raise LeaseLost(_("Colleagues have rated this answer meanwhile; it needs no more. Thank you all the same."))
        rating = uow.ratings.add(answer_id, rater, judgement, score, rated_at=now, final_at=final_at)
        uow.commit()
    settle(uow, clock)
    return rating


def take_back_rating(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> AnswerToRate:
    """Undoes a rating within its seconds; the answer is leased to the rater again. Raises TakeBackTooLate."""
    now = clock.now().at
    until = now + timedelta(seconds=LEASE_SECONDS)
    with uow:
        rater = _rater(uow, rater_id)
        gold = uow.golds.take_back(answer_id, rater_id, now, until)
        if not gold and not uow.ratings.remove(answer_id, rater_id, now):
            raise TakeBackTooLate(_("It is too late to take this rating back; it counts already."))
        held = uow.ratings.leased_to(rater_id, now)
        if held is not None and held != answer_id:
            uow.ratings.release(held, rater_id)
        if not gold:
            uow.ratings.lease(answer_id, rater_id, until, now)
        uow.commit()
    with uow.reading():
        return _to_rate(uow, clock, rater, answer_id)


def put_back(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> None:
    """Gives the answer back unrated, for somebody else to take."""
    with uow:
        uow.ratings.release(answer_id, rater_id)
        if uow.golds.get(answer_id, rater_id) is not None:
            uow.golds.lease(answer_id, None)
        uow.commit()


def check_levels(judgement: Judgement, criteria: tuple[Criterion, ...], *, optional: bool = False) -> None:
    """Raises RatingRefused for a level that the card's rubric lacks, or, unless levels are `optional`, for none at all."""
    unknown = unknown_levels(judgement.levels, criteria)
    if unknown:
        raise RatingRefused(
            _("This card's rubric has no {names}; it has {known}, each from 1 to 5.").format(
                names=", ".join(clean_line(each) for each in unknown),
                known=", ".join(each.name for each in criteria),
            )
        )
    if not optional and not judgement.levels and not judgement.flags:
        raise RatingRefused(_("Give at least one level from 1 to 5, or a critical flag."))


def _levels_are_optional(uow: UnitOfWork, judgement: Judgement, answer_id: AnswerId) -> bool:
    """Whether the answer was written in a session whose preset leaves levels to the rater (sessions: Friday). Looked up only
    where it matters."""
    if judgement.levels or judgement.flags:
        return False
    answer = uow.answers.get(answer_id)
    deal = uow.deals.get(answer.deal_id) if answer else None
    session = uow.sessions.get(deal.session_id) if deal and deal.session_id else None
    return session is not None and not session.is_closed and not session.preset.scores


def _rater(uow: UnitOfWork, rater_id: PersonId) -> Person:
    rater = uow.people.get(rater_id)
    if rater is None or not rater.active:
        raise _gone()
    return rater


def _gone() -> NotFound:
    return NotFound(_("You are not on the team list any more; ask your lead."))


def _to_rate(uow: UnitOfWork, clock: Clock, rater: Person, answer_id: AnswerId) -> AnswerToRate:
    now = clock.now().at
    state = uow.ratings.state_of(rater.id, week_start(now), week_name(now))
    if state is None:
        raise _gone()
    candidates = uow.ratings.candidates(rater, now)
    to_come = state.gold is not None and state.gold.rated_at is None
    waiting = sum(each.taken < each.needed for each in candidates) + (to_come and state.given > 0)
    given = state.given + (state.gold is not None and not to_come)
    gold = uow.golds.get(answer_id, rater.id)
    if gold is not None:
        return _blinded(answer_id, gold.shown, gold.text, waiting, state.team_size, given)
    answer = uow.answers.get(answer_id)
    deal = uow.deals.get(answer.deal_id) if answer else None
    author = uow.people.get(answer.person_id) if answer else None
    if answer is None or deal is None or author is None or author.team_id != rater.team_id:
        raise NotFound(
            _("There is no answer “{answer}” for you. `trainer rate next` gives one.").format(
                answer=clean_line(answer_id)
            )
        )
    if answer.person_id == rater.id:
        raise OwnAnswerRated(_("This answer is your own; colleagues rate it."))
    return _blinded(answer_id, deal.shown, answer.text, waiting, state.team_size, given)


def _blinded(
    answer_id: AnswerId, shown: ShownCard, text: str, waiting: int, team_size: int, given: int
) -> AnswerToRate:
    shown = for_rater(shown)
    return AnswerToRate(answer_id, shown, text, criteria_for(shown.rubric), max(1, waiting), team_size, given)
