"""The wall of WOW of a team: what hangs there, and one of them by its number."""

from trainer.domain.clocks import Clock
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.ports import UnitOfWork
from trainer.domain.walls import WowAnswer, gold_levels, in_order, is_wow
from trainer.errors import NotFound
from trainer.locale import _


def wall_of_wow(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> tuple[WowAnswer, ...]:
    """What that person's team has hung there, newest first. Raises NotFound."""
    now = clock.now().at
    found = []
    with uow.reading():
        person = uow.people.get(person_id)
        if person is None:
            raise NotFound(_("You are not on the team list any more; ask your lead."))
        for session_id in uow.session_notes.consented(person.team_id):
            session = uow.sessions.get(session_id)
            if session is None or not session.is_closed:
                continue
            for answer in uow.session_cards.answers(session_id, now):
                deal = uow.deals.get(answer.deal_id) if is_wow(answer) else None
                if deal is not None:
                    found.append(
                        WowAnswer(
                            answer_id=answer.id,
                            session_id=session_id,
                            opened_at=session.opened.at,
                            deck_id=deal.shown.deck_id,
                            card_id=deal.shown.card_id,
                            language=deal.shown.language,
                            complaint=deal.shown.complaint,
                            text=answer.text,
                            author=answer.author_name if answer.claimed else "",
                            works=answer.works or 0.0,
                            laughed=answer.laughed,
                            levels=gold_levels(answer),
                        )
                    )
    return in_order(found)


def answer_on_the_wall(uow: UnitOfWork, clock: Clock, person_id: PersonId, answer_id: AnswerId) -> WowAnswer:
    """One of them. Raises NotFound."""
    for each in wall_of_wow(uow, clock, person_id):
        if each.answer_id == answer_id:
            return each
    raise NotFound(_("This answer is not on your team's wall of WOW. See it with: trainer session wall"))
