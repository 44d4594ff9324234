"""The warm-up before a round: one strong and one weak gold answer of another card; what was expected is shown after."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.clocks import Clock
from trainer.domain.dealing import for_rater
from trainer.domain.feedback import alignment
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rating import GoldToRate, Judgement
from trainer.domain.rubric import WOW_FROM, Criterion, criteria_for
from trainer.domain.scoring import rater_score
from trainer.domain.texts import clean_line
from trainer.domain.weeks import week_name, week_start
from trainer.errors import AlreadyRated, NotFound
from trainer.locale import _
from trainer.services.golds import draw_warm_up
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
    uow: UnitOfWork, clock: Clock, rater_id: PersonId, *, render: RenderCard, language: str | None = None
) -> tuple[AnswerToRate, ...]:
    """The answers of this session's warm-up that the rater has not rated yet, in an order that tells nothing.

    Both are of one card that was never dealt to this rater, so neither is the blind one. Empty: done, or no deck has such
    a card.
    Raises NotFound.
    """
    now = clock.now().at
    session = week_name(now)
    with uow:
        state = uow.ratings.state_of(rater_id, week_start(now), session)
        if state is None:
            raise NotFound(_("You are not on the team list any more; ask your lead."))
        drawn = uow.golds.warm_up(rater_id, session)
        if not drawn:
            draw_warm_up(uow, state.rater, session, now, render=render, language=language)
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


def _to_rate(gold: GoldToRate, waiting: int, team_size: int, given: int) -> AnswerToRate:
    shown = for_rater(gold.shown)
    return AnswerToRate(gold.answer_id, shown, gold.text, criteria_for(shown.rubric), waiting, team_size, given)
