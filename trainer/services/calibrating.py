"""Rating beside gold: the warm-up before a round, and one's own answer in a team of one or two."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.answering import Answer
from trainer.domain.clocks import Clock
from trainer.domain.dealing import ShownCard, ShownGold, for_rater
from trainer.domain.feedback import OwnRating, alignment
from trainer.domain.ids import AnswerId, CardId, DeckId, PersonId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rating import GoldToRate, Judgement
from trainer.domain.rubric import WOW_FROM, Criterion, criteria_for
from trainer.domain.scoring import rater_score, rates_self
from trainer.domain.texts import clean_line
from trainer.domain.weeks import week_name, week_start
from trainer.errors import AlreadyRated, NotFound, RatingRefused
from trainer.locale import _
from trainer.services.golds import draw_warm_up, expected_score
from trainer.services.rating import AnswerToRate, check_levels


@dataclass(frozen=True, slots=True)
class WarmUpResult:
    """One gold answer of the warm-up, after it was rated."""

    answer_id: AnswerId
    text: str
    given: Mapping[str, int]
    """Criterion -> level 0-4 that the rater gave."""
    expected: Mapping[str, int]
    """Criterion -> level 0-4 that the card's author expects."""
    why: str
    """The author's reasons."""
    criteria: tuple[Criterion, ...]
    alignment: float
    """0-1: weighted mean of 1 - |difference| / 4 over the criteria that both have."""
    strong: bool


def warm_up(
    uow: UnitOfWork,
    clock: Clock,
    rater_id: PersonId,
    *,
    render: RenderCard,
    language: str | None = None,
    session: str | None = None,
    without: frozenset[tuple[DeckId, CardId]] = frozenset(),
) -> tuple[AnswerToRate, ...]:
    """The answers of this session's warm-up that the rater has not rated yet, in an order that tells nothing.

    Both are of one card that was never dealt to this rater, so neither is the blind one. Empty: done, or no deck has such
    a card. `session` None: this week's practice; in a team's session everybody gets the same two, as far as they are new to
    them. `without`: cards that are about to be dealt.
    Raises NotFound.
    """
    now = clock.now().at
    together = session is not None
    session = session or week_name(now)
    with uow:
        state = uow.ratings.state_of(rater_id, week_start(now), session)
        if state is None:
            raise NotFound(_("You are not on the team list any more; ask your lead."))
        drawn = uow.golds.warm_up(rater_id, session)
        if not drawn:
            draw_warm_up(
                uow,
                state.rater,
                session,
                now,
                render=render,
                language=language,
                without=without,
                together=together,
            )
            drawn = uow.golds.warm_up(rater_id, session)
            uow.commit()
    left = [each for each in drawn if each.rated_at is None]
    return tuple(_to_rate(each, len(left), state.team_size, len(drawn) - len(left)) for each in left)


def rate_warm_up(
    uow: UnitOfWork, clock: Clock, rater_id: PersonId, answer_id: AnswerId, judgement: Judgement
) -> WarmUpResult:
    """Keeps the judgement, which counts nowhere, and shows what was expected. Raises NotFound, AlreadyRated, RatingRefused."""
    now = clock.now().at
    with uow:
        gold = uow.golds.get(answer_id, rater_id)
        if gold is None or gold.blind:
            raise NotFound(
                _("“{answer}” is not of your warm-up. `trainer rate warm-up` gives it.").format(
                    answer=clean_line(answer_id)
                )
            )
        criteria = criteria_for(gold.shown.rubric)
        check_levels(judgement, criteria)
        if not uow.golds.rate(answer_id, judgement, rater_score(judgement.levels, criteria), now, now):
            raise AlreadyRated(_("You have rated this answer already."))
        uow.commit()
    return WarmUpResult(
        answer_id=answer_id,
        text=gold.text,
        given=dict(judgement.levels),
        expected=dict(gold.expected),
        why=gold.why,
        criteria=criteria,
        alignment=alignment(judgement.levels, gold.expected, criteria) or 0.0,
        strong=(rater_score(gold.expected, criteria) or 0.0) >= WOW_FROM,
    )


def own_to_rate(uow: UnitOfWork, clock: Clock, author_id: PersonId, answer_id: AnswerId | None = None) -> AnswerToRate:
    """One's own answer to look at beside gold, in a team of one or two; None: the newest that waits.

    Raises NotFound, RatingRefused (colleagues rate it, it has its score, its card has no gold answer).
    """
    with uow.reading():
        if answer_id is None:
            mine = [each for each in uow.answers.waiting() if each.person_id == author_id]
            if not mine:
                raise NotFound(_("No answer of yours waits for a rating."))
            answer_id = max(mine, key=lambda each: (each.sent_at, each.id)).id
        answer, shown = _own(uow, author_id, answer_id)
        author = uow.people.get(author_id)
        assert author is not None, "an answer always has its author"
        size = uow.people.team_size(author.team_id)
    shown = for_rater(shown)
    return AnswerToRate(answer_id, shown, answer.text, criteria_for(shown.rubric), 1, size)


def rate_own(
    uow: UnitOfWork, clock: Clock, author_id: PersonId, answer_id: AnswerId, judgement: Judgement
) -> OwnRating:
    """Keeps how the author sees the own answer, once, and puts it beside the card's strongest gold answer (rules 3).

    It counts nowhere and nobody else sees it. Raises NotFound, AlreadyRated, RatingRefused.
    """
    now = clock.now().at
    with uow:
        _answer, shown = _own(uow, author_id, answer_id)
        criteria = criteria_for(shown.rubric)
        check_levels(judgement, criteria)
        if uow.golds.warm_up(author_id, own_session(answer_id)):
            raise AlreadyRated(_("You have rated this answer already."))
        gold = strongest(shown)
        assert gold is not None, "_own refuses a card without one"
        stored = uow.golds.add(
            GoldToRate(
                answer_id=AnswerId(""),
                rater_id=author_id,
                shown=shown,
                text=gold.text,
                expected=dict(gold.levels),
                why=gold.why,
                blind=False,
                session=own_session(answer_id),
            ),
            expected_score(shown, gold),
            now,
        )
        assert stored is not None, "only a blind one can be there already"
        uow.golds.rate(stored.answer_id, judgement, rater_score(judgement.levels, criteria), now, now)
        uow.commit()
    return OwnRating(criteria, dict(judgement.levels), dict(gold.levels), gold.text, gold.why)


def own_rating(uow: UnitOfWork, author_id: PersonId, answer_id: AnswerId) -> OwnRating | None:
    """Inside a transaction: what the author said of the own answer; None: nothing yet."""
    for each in uow.golds.warm_up(author_id, own_session(answer_id)):
        if each.judgement is not None:
            given = dict(each.judgement.levels)
            return OwnRating(criteria_for(each.shown.rubric), given, dict(each.expected), each.text, each.why)
    return None


def can_rate_own(team_size: int, answer: Answer, shown: ShownCard) -> bool:
    """Whether the author may look at it beside gold: a team of one or two, no score yet, a gold answer there (rules 3)."""
    return rates_self(team_size, answer.status) and strongest(shown) is not None


def own_session(answer_id: AnswerId) -> str:
    """Under which name an own rating is kept: no session has it, so no score and no feedback ever finds it."""
    return f"own|{answer_id}"


def strongest(shown: ShownCard) -> ShownGold | None:
    """The gold answer that its author gave most; None where none says enough levels."""
    scored = [(score, each) for each in shown.gold if (score := expected_score(shown, each)) is not None]
    return max(scored, key=lambda each: each[0])[1] if scored else None


def _own(uow: UnitOfWork, author_id: PersonId, answer_id: AnswerId) -> tuple[Answer, ShownCard]:
    answer, author = uow.answers.get(answer_id), uow.people.get(author_id)
    deal = uow.deals.get(answer.deal_id) if answer else None
    if answer is None or author is None or deal is None or answer.person_id != author_id:
        raise NotFound(_("You have no answer “{answer}”.").format(answer=clean_line(answer_id)))
    if not rates_self(uow.people.team_size(author.team_id), answer.status):
        words = _("This answer has its score; the lead's word stands.")
        if answer.status in (AnswerStatus.WAITING, AnswerStatus.UNSCORED):
            words = _("Colleagues rate this answer; rating oneself is for teams of one or two.")
        raise RatingRefused(words)
    if strongest(deal.shown) is None:
        raise RatingRefused(_("This card has no gold answer to compare with."))
    return answer, deal.shown


def _to_rate(gold: GoldToRate, waiting: int, team_size: int, given: int) -> AnswerToRate:
    shown = for_rater(gold.shown)
    return AnswerToRate(gold.answer_id, shown, gold.text, criteria_for(shown.rubric), waiting, team_size, given)
