"""What the queue looks like to a rater who asks: themself, the answers with who has them, who met whom; a statement each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, ScalarSelect, Select, and_, case, cast, func, literal, null
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.people import Person
from trainer.domain.planning import Met
from trainer.domain.rating import GoldWish, OpenAnswer, RaterState, Round
from trainer.domain.rubric import REPEATS_SESSIONS
from trainer.domain.weeks import window_start
from trainer.storage.golds import as_cards, as_gold, unseen_cards
from trainer.storage.people import as_person
from trainer.storage.tables import AnswerRow, DealRow, GoldRatingRow, LeaseRow, PersonRow, RatingRow, TeamRow

IN_QUEUE = (AnswerStatus.WAITING.value, AnswerStatus.DISPUTED.value)
IN_ROUND = (*IN_QUEUE, AnswerStatus.HELD.value)


@dataclass(slots=True)
class _Marks:
    """What is gathered about one answer from the rows of the queue."""

    author: int
    needed: int
    times: int
    rated: set[int] = field(default_factory=set)
    invalid: set[int] = field(default_factory=set)
    leased: set[int] = field(default_factory=set)


def read_state(
    session: Session, rater_id: PersonId, since: datetime, name: str, *, lock: bool, wish: GoldWish | None
) -> RaterState | None:
    """The rater as `Ratings.state_of` says; cards for a blind gold answer come as further rows of the same statement."""
    team = aliased(PersonRow)
    size: ScalarSelect[int] = (
        core_select(func.count())
        .where(col(team.team_id) == col(PersonRow.team_id), col(team.active).is_(True))
        .scalar_subquery()
    )
    mine = core_select(func.count()).select_from(RatingRow).where(col(RatingRow.rater_id) == rater_id)
    given = mine.where(col(RatingRow.rated_at) >= since).scalar_subquery()
    wanted: Select[Any] = (
        core_select(PersonRow, size, given, mine.scalar_subquery(), GoldRatingRow)
        .join(TeamRow, col(TeamRow.id) == col(PersonRow.team_id))
        .outerjoin(
            GoldRatingRow,
            and_(
                col(GoldRatingRow.rater_id) == col(PersonRow.id),
                col(GoldRatingRow.blind).is_(True),
                col(GoldRatingRow.session) == name,
            ),
        )
        .where(col(PersonRow.id) == rater_id, col(PersonRow.active).is_(True))
        .execution_options(populate_existing=True)
    )
    if wish is not None:
        drawn = aliased(GoldRatingRow)
        one = core_select(col(drawn.id)).where(
            col(drawn.rater_id) == rater_id, col(drawn.blind).is_(True), col(drawn.session) == name
        )
        unseen = (
            unseen_cards(rater_id, wish.language, wish.seed)
            .where(~one.exists(), given <= wish.up_to)
            .subquery("unseen")
        )
        wanted = (
            wanted.add_columns(unseen.c.deck, unseen.c.card)
            .outerjoin(unseen, literal(True))
            .order_by(unseen.c.place, unseen.c.deck_id, unseen.c.card_id, unseen.c.language)
        )
    if lock:
        # PostgreSQL: claims of one team queue here, so that what is read next cannot change before the claim. (SQLite:
        # the transaction is IMMEDIATE, so it queued at its beginning.)
        wanted = wanted.with_for_update(of=TeamRow)
    rows = session.execute(wanted).all()
    if not rows:
        return None
    person, team_size, count, count_ever, gold = rows[0][:5]
    cards = as_cards(row[5:7] for row in rows if wish is not None and row[5] is not None)
    return RaterState(as_person(person), team_size, count, count_ever, None if gold is None else as_gold(gold), cards)


def read_queue(session: Session, rater: Person, now: datetime) -> list[OpenAnswer]:
    repeats = repeats_of(rater, now).subquery()
    wanted = (
        _answers(func.coalesce(repeats.c.times, 0), col(AnswerRow.needed), rater, now)
        .outerjoin(repeats, repeats.c.author_id == col(AnswerRow.person_id))
        .where(col(AnswerRow.status).in_(IN_QUEUE))
        .order_by(col(AnswerRow.id))  # random letters: the order tells nothing about who answered first
    )
    return _gathered(session.connection().execute(wanted))


def read_round(session: Session, rater: Person, now: datetime, live: Round) -> tuple[list[OpenAnswer], Met]:
    """Answers and history in one statement: rows with an answer's id, and rows without one."""
    open_in = IN_QUEUE if live.session_id is None else IN_ROUND
    needed: ColumnElement[int] = case((col(AnswerRow.status).in_(open_in), col(AnswerRow.needed)), else_=0)
    answers = _answers(literal(0), needed, rater, now)
    if live.session_id is None:
        answers = answers.where(col(AnswerRow.sent_at) >= live.since)
    else:
        mine = core_select(col(DealRow.id)).where(col(DealRow.session_id) == live.session_id)
        answers = answers.where(col(AnswerRow.deal_id).in_(mine))
    history = (
        core_select(
            literal(""),
            col(AnswerRow.person_id),
            literal(0),
            col(RatingRow.rater_id),
            cast(null(), Float),
            cast(null(), Integer),
            func.count(),
        )
        .join(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
        .where(
            col(RatingRow.rater_id).in_(sorted({rater.id, *live.present})),
            col(RatingRow.rated_at) >= window_start(now, REPEATS_SESSIONS),
        )
        .group_by(col(RatingRow.rater_id), col(AnswerRow.person_id))
    )
    rows = session.connection().execute(answers.union_all(history)).all()
    met = {(PersonId(row[3]), PersonId(row[1])): int(row[6]) for row in rows if not row[0]}
    return _gathered(sorted((row for row in rows if row[0]), key=lambda row: str(row[0]))), met


def repeats_of(rater: Person, now: datetime) -> Select[int, int]:
    """How often the rater rated each author in the last 16 sessions."""
    return (
        core_select(col(AnswerRow.person_id).label("author_id"), func.count().label("times"))
        .join(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
        .where(
            col(RatingRow.rater_id) == rater.id,
            col(RatingRow.rated_at) >= window_start(now, REPEATS_SESSIONS),
        )
        .group_by(col(AnswerRow.person_id))
    )


def _answers(times: ColumnElement[int], needed: Any, rater: Person, now: datetime) -> Select[Any]:
    """Final answers of the rater's team, a row for each of their ratings and running leases."""
    return (
        core_select(
            col(AnswerRow.id),
            col(AnswerRow.person_id),
            needed,
            col(RatingRow.rater_id),
            col(RatingRow.score),
            col(LeaseRow.rater_id),
            times,
        )
        .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
        .outerjoin(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
        .outerjoin(LeaseRow, and_(col(LeaseRow.answer_id) == col(AnswerRow.id), col(LeaseRow.until) > now))
        .where(col(AnswerRow.final_at) <= now, col(PersonRow.team_id) == rater.team_id)
    )


def _gathered(rows: Iterable[Sequence[Any]]) -> list[OpenAnswer]:
    """One answer of the queue from each of its rows (answer, author, needed, rated by, score, leased to, times)."""
    found: dict[str, _Marks] = {}
    for answer, author, needed, rated_by, score, leased_to, times in rows:
        marks = found.setdefault(answer, _Marks(author, needed, times))
        if rated_by is not None:
            marks.rated.add(rated_by)
            if score is None:
                marks.invalid.add(rated_by)
        if leased_to is not None:
            marks.leased.add(leased_to)
    return [
        OpenAnswer(
            AnswerId(answer),
            PersonId(marks.author),
            marks.needed,
            frozenset(map(PersonId, marks.rated)),
            frozenset(map(PersonId, marks.invalid)),
            frozenset(map(PersonId, marks.leased)),
            marks.times,
        )
        for answer, marks in found.items()
    ]
