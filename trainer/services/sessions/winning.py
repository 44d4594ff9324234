"""Win-back cards: which one comes to a person, and that it was given to them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.domain.dealing import Deal, ShownCard
from trainer.domain.ids import AnswerId, DealId, PersonId, SessionId
from trainer.domain.kinds import DealState
from trainer.domain.notes import Note, NoteKind
from trainer.domain.ports import UnitOfWork
from trainer.domain.winning import OLDEST_WEEKS, Ended, Thread, Try, ended, is_not_yet, next_thread
from trainer.locale import _
from trainer.locale.quoting import quoted

WAITING_DAYS = 7
"""A win-back card that lies prepared for longer goes to somebody else."""


@dataclass(frozen=True, slots=True)
class WinBack:
    session_id: SessionId
    answer_id: AnswerId
    shown: ShownCard
    """The customer's card, with what was answered so far; whose answer it was is told nobody."""


def win_back_for(uow: UnitOfWork, person_id: PersonId, now: datetime, language: str) -> WinBack | None:
    """Inside a unit of work: what a colleague left unwon, if it is this person's turn."""
    person = uow.people.get(person_id)
    if person is None:
        return None
    threads: list[Thread] = []
    cards: dict[AnswerId, tuple[ShownCard, str]] = {}
    for session_id in uow.session_notes.consented(person.team_id):
        session = uow.sessions.get(session_id)
        if session is None or not session.is_closed or session.opened.at < now - timedelta(weeks=OLDEST_WEEKS):
            continue
        for answer in uow.session_cards.answers(session_id, now):
            shown = _playable(uow, answer.deal_id, language) if is_not_yet(answer) else None
            if shown is not None:
                tries = _tries(uow, session_id, answer.id, now)
                threads.append(Thread(session_id, answer.id, answer.author_id, session.opened.at, tries))
                cards[answer.id] = shown, answer.text
    chosen = next_thread(threads, person_id, now)
    if chosen is None:
        return None
    shown, text = cards[chosen.answer_id]
    told = _("A colleague has answered: {answer} The customer is not won back yet. Your turn.").format(
        answer=quoted(text)
    )
    context = "\n".join(each for each in (shown.context, told) if each)
    return WinBack(chosen.session_id, chosen.answer_id, replace(shown, context=context))


def keep_try(uow: UnitOfWork, won: WinBack, deal: Deal, now: datetime) -> None:
    """Inside a unit of work: that card lies before that person."""
    count = sum(each.kind is NoteKind.WIN_BACK for each in uow.session_notes.of_session(won.session_id))
    note = Note(NoteKind.WIN_BACK, deal.person_id, deal.id, count, won.answer_id)
    uow.session_notes.write(won.session_id, note, now)


def _playable(uow: UnitOfWork, deal_id: DealId, language: str) -> ShownCard | None:
    """The card as it was shown, if it is in the decks as it was, and in this language."""
    deal = uow.deals.get(deal_id)
    if deal is None or deal.shown.language != language:
        return None
    found = uow.decks.card(deal.shown.deck_id, deal.shown.card_id)
    return deal.shown if found is not None and found[1].revision == deal.shown.revision else None


def _tries(uow: UnitOfWork, session_id: SessionId, answer_id: AnswerId, now: datetime) -> tuple[Try, ...]:
    notes = uow.session_notes.of_session(session_id)
    mine = (each for each in notes if each.kind is NoteKind.WIN_BACK and each.about == answer_id)
    return tuple(Try(each.person_id, _ended(uow, DealId(each.text), now)) for each in mine)


def _ended(uow: UnitOfWork, deal_id: DealId, now: datetime) -> Ended:
    deal = uow.deals.get(deal_id)
    if deal is None:
        return Ended.VOID
    if deal.state is DealState.PREPARED:
        waits = deal.prepared_at is not None and deal.prepared_at > now - timedelta(days=WAITING_DAYS)
        return Ended.OPEN if waits else Ended.VOID
    result = uow.results.of_deal(deal_id)
    return ended(
        written=deal.state is not DealState.PASSED and deal.state is not DealState.EXPIRED,
        closed=deal.state is not DealState.OPEN,
        settled=result is not None,
        score=None if result is None else result.score,
    )
