"""Rating: the next answer for a rater, blind; what the rater says of it; taking that back."""

from dataclasses import dataclass, replace
from datetime import timedelta

from trainer.domain.clocks import Clock
from trainer.domain.dealing import ShownCard, for_rater
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.people import Person
from trainer.domain.ports import UnitOfWork
from trainer.domain.rating import Judgement, Rating, choose_answer, unknown_levels
from trainer.domain.rubric import LEASE_SECONDS, Criterion, criteria_for
from trainer.domain.scoring import rater_score
from trainer.domain.texts import clean_line
from trainer.errors import AlreadyRated, LeaseLost, NotFound, OwnAnswerRated, RatingRefused, TakeBackTooLate
from trainer.locale import _
from trainer.services.settling import settle

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class AnswerToRate:
    """An answer as its rater gets it: no author, no time, no hints."""

    answer_id: AnswerId
    shown: ShownCard
    text: str
    criteria: tuple[Criterion, ...]
    waiting: int
    """Answers that wait for this rater, this one included."""
    team_size: int
    """Under 4 people the screen says that scores can be guessed."""


def next_answer(uow: UnitOfWork, clock: Clock, rater_id: PersonId) -> AnswerToRate | None:
    """Leases the next answer to the rater for 3 minutes (rules 4), or returns the one they hold. None: nothing waits."""
    settle(uow, clock)
    now = clock.now().at
    until = now + timedelta(seconds=LEASE_SECONDS)
    with uow:
        rater = _rater(uow, rater_id)
        held = uow.ratings.leased_to(rater_id, now)
        candidates = uow.ratings.candidates(rater, now)
        chosen = None
        if held is not None and any(each.answer_id == held for each in candidates):
            chosen = held if uow.ratings.lease(held, rater_id, until, now) else None
        left = [each for each in candidates if each.answer_id != held]
        seed = f"{rater_id}|{uow.ratings.given_by(rater_id)}"
        while chosen is None:
            candidate = choose_answer(left, seed=seed)
            if candidate is None:
                return None
            if uow.ratings.lease(candidate.answer_id, rater_id, until, now):
                chosen = candidate.answer_id
            left = [each for each in left if each.answer_id != candidate.answer_id]
        uow.commit()
    waiting = sum(each.taken < each.needed or each.answer_id == chosen for each in candidates)
    with uow.reading():
        return _to_rate(uow, rater, chosen, waiting)


def answer_to_rate(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> AnswerToRate:
    """The answer with that id, blinded. Raises NotFound, OwnAnswerRated."""
    with uow.reading():
        rater = _rater(uow, rater_id)
        candidates = uow.ratings.candidates(rater, clock.now().at)
        return _to_rate(uow, rater, answer_id, sum(each.taken < each.needed for each in candidates))


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

    Raises NotFound, OwnAnswerRated, AlreadyRated, RatingRefused (a level the card's rubric lacks, or nothing said at all),
    LeaseLost when the answer has all the ratings it needs by now.
    """
    now = clock.now().at
    judgement = replace(
        judgement,
        steal=clean_line(judgement.steal, LONGEST_LINE),
        comment=clean_line(judgement.comment, LONGEST_LINE),
    )
    with uow:
        rater = _rater(uow, rater_id)
        to_rate = _to_rate(uow, rater, answer_id, 0)
        unknown = unknown_levels(judgement.levels, to_rate.criteria)
        if unknown:
            raise RatingRefused(
                _("This card's rubric has no {names}; it has {known}, each from 1 to 5.").format(
                    names=", ".join(clean_line(each) for each in unknown),
                    known=", ".join(each.name for each in to_rate.criteria),
                )
            )
        if not judgement.levels and not judgement.flags:
            raise RatingRefused(_("Give at least one level from 1 to 5, or a critical flag."))
        if any(each.rater_id == rater_id for each in uow.ratings.of_answer(answer_id, now + timedelta(days=1))):
            raise AlreadyRated(_("You have rated this answer already."))
        if uow.ratings.leased_to(rater_id, now) != answer_id and not uow.ratings.lease(
            answer_id, rater_id, now + timedelta(seconds=LEASE_SECONDS), now
        ):
            raise LeaseLost(_("Colleagues have rated this answer meanwhile; it needs no more. Thank you all the same."))
        rating = uow.ratings.add(
            answer_id,
            rater,
            judgement,
            rater_score(judgement.levels, to_rate.criteria),
            rated_at=now,
            final_at=now + timedelta(seconds=take_back_seconds),
        )
        uow.commit()
    settle(uow, clock)
    return rating


def take_back_rating(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> AnswerToRate:
    """Undoes a rating within its seconds; the answer is leased to the rater again. Raises TakeBackTooLate."""
    now = clock.now().at
    with uow:
        rater = _rater(uow, rater_id)
        if not uow.ratings.remove(answer_id, rater_id, now):
            raise TakeBackTooLate(_("It is too late to take this rating back; it counts already."))
        held = uow.ratings.leased_to(rater_id, now)
        if held is not None and held != answer_id:
            uow.ratings.release(held, rater_id)
        uow.ratings.lease(answer_id, rater_id, now + timedelta(seconds=LEASE_SECONDS), now)
        uow.commit()
    with uow.reading():
        candidates = uow.ratings.candidates(rater, now)
        return _to_rate(uow, rater, answer_id, sum(each.taken < each.needed for each in candidates))


def put_back(uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId) -> None:
    """Gives the answer back unrated, for somebody else to take."""
    with uow:
        uow.ratings.release(answer_id, rater_id)
        uow.commit()


def _rater(uow: UnitOfWork, rater_id: PersonId) -> Person:
    rater = uow.people.get(rater_id)
    if rater is None or not rater.active:
        raise NotFound(_("You are not on the team list any more; ask your lead."))
    return rater


def _to_rate(uow: UnitOfWork, rater: Person, answer_id: AnswerId, waiting: int) -> AnswerToRate:
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
    shown = for_rater(deal.shown)
    size = uow.people.team_size(rater.team_id)
    return AnswerToRate(answer_id, shown, answer.text, criteria_for(shown.rubric), waiting, size)
