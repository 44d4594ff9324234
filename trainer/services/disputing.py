"""An author asks for one more rating of a published answer: with a reason, once, blind. Source: rules 3."""

from trainer.domain.answering import Answer
from trainer.domain.clocks import Clock
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.ports import UnitOfWork
from trainer.domain.telling import AmendKind
from trainer.domain.texts import clean_line
from trainer.errors import DisputeRefused, NotFound
from trainer.locale import _
from trainer.services.rating import LONGEST_LINE


def dispute(uow: UnitOfWork, clock: Clock, author_id: PersonId, answer_id: AnswerId, why: str) -> Answer:
    """Puts one's own published answer back into the queue, where one more colleague rates it like any other.

    Its score stands; the new one comes beside it. Raises NotFound, DisputeRefused.
    """
    why = clean_line(why, LONGEST_LINE)
    with uow:
        answer = uow.answers.get(answer_id)
        if answer is None or answer.person_id != author_id:
            raise NotFound(_("You have no answer “{answer}”.").format(answer=clean_line(answer_id)))
        if not why:
            raise DisputeRefused(_("Say in a line why one more rating would help."))
        refusal = why_not(uow, clock, answer)
        if refusal is not None:
            raise DisputeRefused(refusal)
        if not uow.disputes.ask(answer_id, why, clock.now().at):
            raise DisputeRefused(_("One more rating was asked for already; it can be asked for once an answer."))
        uow.commit()
        found = uow.answers.get(answer_id)
        assert found is not None, "an answer that was asked about stays"
        return found


def why_not(uow: UnitOfWork, clock: Clock, answer: Answer) -> str | None:
    """Inside a transaction: what stands against one more rating, as a line to the author; None: nothing."""
    if answer.status is AnswerStatus.DISPUTED or uow.disputes.why(answer.id) is not None:
        return _("One more rating was asked for already; it can be asked for once an answer.")
    if answer.status is AnswerStatus.UNSCORED:
        return _("Nobody got round to rating this answer, so there is no score to ask about; it counts for nothing.")
    if answer.status is not AnswerStatus.PUBLISHED:
        return _("This answer has no score yet; it waits for its ratings.")
    if any(each.kind is AmendKind.OVERRIDE for each in uow.results.amendments(answer.deal_id)):
        return _("Your lead has decided about this answer; talk to them.")
    author = uow.people.get(answer.person_id)
    assert author is not None, "an answer always has its author"
    raters = {each.rater_id for each in uow.ratings.of_answer(answer.id, clock.now().at)}
    if all(each.id in raters or each.id == author.id for each in uow.people.all(author.team_id)):
        return _("Everybody in your team has rated it already; your lead can look at it.")
    return None
