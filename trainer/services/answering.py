"""Writing, sending, taking back, and looking back at what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.domain.answering import Answer, Draft, SavedDraft, fluency, phrases_used
from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal, for_writer
from trainer.domain.feedback import OwnRating
from trainer.domain.ids import AnswerId, DealId
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.domain.phases import Shown, is_shown
from trainer.domain.ports import UnitOfWork
from trainer.domain.scoring import NOBODY_BLIND, quorum
from trainer.domain.telling import ToldScore
from trainer.domain.texts import clean
from trainer.domain.weeks import week_start
from trainer.errors import DealClosed, NothingWritten, TakeBackTooLate
from trainer.locale import _
from trainer.services import settling
from trainer.services.calibrating import can_rate_own, own_rating
from trainer.services.dealing import known_deal
from trainer.services.disputing import why_not
from trainer.services.scoring import is_published, owed, tell


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the author sees once a card is closed."""

    deal: Deal
    """With everything the card kept back: hidden interest, gold answers with reasons, why it matters."""
    sent_text: str
    variants: tuple[str, ...]
    distinct: int
    """Fluency: how many distinct ideas; for the author alone."""
    avoid: tuple[str, ...]
    """Phrases to avoid that the sent text uses."""
    status: AnswerStatus | None
    """None: nothing was sent."""
    raters: int
    """0 until it is published: no live numbers (rules 7)."""
    needed: int
    score: float | None
    """The score that counts; None also while own ratings are owed."""
    final_at: datetime | None
    """Until then sending can be taken back."""
    answer_id: AnswerId | None = None
    told: ToldScore | None = None
    """The score with its mean, interval, criteria and comments; None: not published, or ratings are owed."""
    owed: int = 0
    """Ratings the author still owes colleagues before own scores of this week open; 0: open (rules 7)."""
    can_dispute: bool = False
    """Whether one more rating can be asked for."""
    disputed: bool = False
    """One more rating was asked for, lately or once."""
    can_rate_own: bool = False
    """In a team of one or two: the author may look at it beside the gold answer, once."""
    small_team: bool = False
    """One or two people: nobody can rate blind, and the lead's rating makes the score final (rules 3)."""
    own: OwnRating | None = None
    """What the author said of it there; counts nowhere."""


def save_draft(uow: UnitOfWork, clock: Clock, deal_id: DealId, draft: Draft, *, at_hand: bool = False) -> datetime:
    """Keeps a revision of what stands on the screen; returns when. A save that is older than what is stored changes nothing.

    `at_hand`: it is being typed now; then a lower number only says that the same card was gone on with at another terminal
    meanwhile, and the words become the newest, with the other ones among the earlier texts.

    Raises DealClosed when the card is closed or its time is up; the words are kept among the revisions all the same.
    """
    now = clock.now()
    draft = _clean(draft)
    with uow:  # one transaction and two statements, for this runs three times a second while somebody types
        if uow.deals.is_running(deal_id, now):
            saved = None if uow.drafts.save(deal_id, draft, now.at) or not at_hand else uow.drafts.latest(deal_id)
            if saved is not None and (saved.draft.variants, saved.draft.starred) != (draft.variants, draft.starred):
                uow.drafts.save(deal_id, Draft(draft.variants, draft.starred, saved.draft.seq + 1), now.at)
            uow.commit()
            return now.at
    with uow.reading():
        known_deal(uow, deal_id)
    settling.settle(uow, clock)
    with uow:
        uow.drafts.save(deal_id, draft, now.at)
        uow.commit()
    raise DealClosed(_("Time is up for this card; your words are kept with it, but not sent."))


def revisions(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> list[SavedDraft]:
    """Earlier texts of a card, newest first."""
    with uow.reading():
        known_deal(uow, deal_id)
        return uow.drafts.all(deal_id)[::-1]


def send_answer(
    uow: UnitOfWork, clock: Clock, deal_id: DealId, draft: Draft, *, take_back_seconds: float = 0.0
) -> Answer:
    """Sends the starred text (the last one if none is starred). Sending twice gives the first answer.

    For `take_back_seconds` nobody sees it and it can be taken back. Raises NothingWritten, DealClosed, NotFound.
    """
    now = clock.now()
    draft = _clean(draft)
    text = draft.text_to_send()
    with uow.reading():
        deal = known_deal(uow, deal_id)
        sent = uow.answers.of_deal(deal_id)
    if sent is not None and deal.state is DealState.SENT and not deal.by_timeout:
        return sent
    if deal.state is not DealState.OPEN or deal.is_over(now):
        if text:
            save_draft(uow, clock, deal_id, draft)
        raise DealClosed(_("Time is up for this card: what stood there at zero was taken as it was."))
    if not text:
        raise NothingWritten(_("There is nothing to send yet: write an answer, or pass the card."))
    with uow:
        saved = uow.drafts.latest(deal_id)
        if saved is None or saved.draft.variants != draft.variants or saved.draft.starred != draft.starred:
            seq = max(draft.seq, (saved.draft.seq if saved else 0) + 1)
            draft = Draft(draft.variants, draft.starred, seq)
            uow.drafts.save(deal_id, draft, now.at)
        if not uow.deals.close(deal_id, DealState.SENT, now.at):
            raise DealClosed(_("This card was closed meanwhile, on another screen."))
        answer = uow.answers.add(
            deal,
            draft,
            text,
            sent_at=now.at,
            final_at=now.at + timedelta(seconds=take_back_seconds),
            by_timeout=False,
            needed=quorum(settling.team_of(uow, deal)[1]),
        )
        if take_back_seconds <= 0:
            settling.thin_out(uow, deal)
        uow.commit()
    if take_back_seconds <= 0:
        settling.settle(uow, clock)
    return answer


def take_back(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> tuple[Deal, Draft]:
    """Undoes sending, within its seconds: the card is open again with its old deadline. Raises TakeBackTooLate."""
    now = clock.now()
    with uow:
        deal = known_deal(uow, deal_id)
        answer = uow.answers.of_deal(deal_id)
        too_late = TakeBackTooLate(_("It is too late to take this back; it is on its way to your colleagues."))
        if answer is None or deal.state is not DealState.SENT or answer.final_at <= now.at or deal.is_over(now):
            raise too_late
        if not (uow.answers.remove(answer.id) and uow.deals.reopen(deal_id)):
            raise too_late
        uow.commit()
    with uow.reading():
        saved = uow.drafts.latest(deal_id)
        return known_deal(uow, deal_id), saved.draft if saved else Draft(("",))


def close_at_zero(uow: UnitOfWork, clock: Clock, deal_id: DealId, draft: Draft) -> Deal:
    """At the end of the grace: takes the text as it stands, `draft` being the newest. Idempotent; raises NotFound."""
    now = clock.now()
    with uow.reading():
        deal = known_deal(uow, deal_id)
    if deal.state is DealState.OPEN and deal.is_over(now):
        settling.close_at_zero(uow, deal, _clean(draft), now)
        settling.settle(uow, clock)
    with uow.reading():
        return known_deal(uow, deal_id)


def look_back(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> Aftermath:
    """What the card kept back, beside what was written; of a team session not before its debrief.

    Raises NotFound, or DealClosed while the card is still open.
    """
    with uow.reading():
        deal = known_deal(uow, deal_id)
        if deal.state in (DealState.PREPARED, DealState.OPEN):
            raise DealClosed(_("This card is still open; answer it first."))
        answer = uow.answers.of_deal(deal_id)
        deal = _without_what_is_to_come(uow, deal)
        saved = uow.drafts.latest(deal_id)
        result = uow.results.of_deal(deal_id)
        ratings = uow.ratings.of_answer(answer.id, clock.now().at) if answer else []
        variants = uow.answers.variants(answer.id) if answer else (saved.draft.variants if saved else ())
        told, owes, can_dispute, disputed = None, 0, False, False
        if answer is not None and result is not None and is_published(answer.status):
            this_week = answer.sent_at >= week_start(clock.now().at)
            owes = owed(uow, clock, deal.person_id) if this_week else 0
            told = None if owes else tell(uow, clock, deal, answer, result, ratings)
            disputed = uow.disputes.why(answer.id) is not None
            can_dispute = told is not None and why_not(uow, clock, answer) is None
        own = own_rating(uow, deal.person_id, answer.id) if answer is not None else None
        size = settling.team_of(uow, deal)[1]
        own_open = answer is not None and own is None and can_rate_own(size, answer, deal.shown)
    sent_text = answer.text if answer else ""
    status = answer.status if answer else None
    return Aftermath(
        deal=deal,
        sent_text=sent_text,
        variants=tuple(text for text in variants if text.strip()),
        distinct=fluency(variants),
        avoid=phrases_used(sent_text, deal.shown.must_not),
        status=AnswerStatus.PUBLISHED if status is AnswerStatus.DISPUTED else status,
        raters=result.raters if result else 0,
        needed=answer.needed if answer else 0,
        score=told.score if told else None,
        final_at=answer.final_at if answer else None,
        answer_id=answer.id if answer else None,
        told=told,
        owed=owes,
        can_dispute=can_dispute,
        disputed=disputed,
        can_rate_own=own_open,
        small_team=size <= NOBODY_BLIND,
        own=own,
    )


def close_look_back(uow: UnitOfWork, clock: Clock, deal_id: DealId) -> None:
    """The author has seen it: home goes on to the next card."""
    with uow:
        uow.deals.look_back(deal_id)
        uow.commit()


def _without_what_is_to_come(uow: UnitOfWork, deal: Deal) -> Deal:
    """In a session everybody learns the background in the same moment."""
    session = None if deal.session_id is None else uow.sessions.get(deal.session_id)
    if session is None or is_shown(Shown.BACKGROUND, session.phase):
        return deal
    return replace(deal, shown=for_writer(deal.shown))


def _clean(draft: Draft) -> Draft:
    return Draft(tuple(clean(text) for text in draft.variants), draft.starred, draft.seq)
