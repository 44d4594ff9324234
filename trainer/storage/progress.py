"""What one's own page asks: three statements, read by the indexes that begin with the person; `domain` applies the rules.

Core statements on the tables: rows as objects would cost fifteen times as much.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Float,
    Subquery,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.ids import DealId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus, ComplaintType, DealState, Outcome
from trainer.domain.people import Person, Role, Team
from trainer.domain.progress import FLUENCY_ANSWERS, NextPractice, OwnRecord, PastCard, Written
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import STANDARD, CriticalFlag
from trainer.domain.scoring import Ruling
from trainer.domain.telling import CRITERIA_FROM, CriterionScore
from trainer.domain.trends import QUALITY_CARDS
from trainer.domain.weeks import week_start
from trainer.errors import NotFound
from trainer.locale import _
from trainer.storage.documents import from_json, member
from trainer.storage.tables import Row

PERSON, TEAM, DEAL, ANSWER, RATING, RESULT, RULING, VARIANT = (
    Row.metadata.tables[name] for name in ("person", "team", "deal", "answer", "rating", "result", "ruling", "variant")
)
NO_FLAGS: Any = literal_column("'[]'")
"""A literal, that SQLite may use the partial index on flagged ratings."""
ME: Any = bindparam("me")
SINCE, SEASON, TEAM_SINCE, NOW, WEEK = (
    bindparam(name, type_=UTCDateTime()) for name in ("since", "season", "team_since", "now", "week")
)
TEAM_ID = select(PERSON.c.team_id).where(PERSON.c.id == ME).scalar_subquery()
TYPES = {each.value: each for each in ComplaintType}
OUTCOMES: dict[str | None, Outcome | None] = {each.value: each for each in Outcome}
"""A page reads hundreds of codes; asking the enumeration for each costs more than the database does."""
CRITERIA = tuple(each.name for each in STANDARD)


class SqlProgress:
    def __init__(self, session: Session) -> None:
        self._session = session

    def own(
        self, person_id: PersonId, *, since: datetime, season: datetime, team_since: datetime, now: datetime
    ) -> OwnRecord:
        """Everything for the own page: cards closed since `since`, the spread of the `season`, the team's criteria since
        `team_since`. Raises NotFound."""
        asked = self._session.connection()
        postgres = asked.dialect.name == "postgresql"
        terms = {
            "me": person_id,
            "since": since,
            "season": season,
            "team_since": team_since,
            "now": now,
            "week": week_start(now),
        }
        members = asked.execute(_members(postgres=postgres), terms).all()
        if not members:
            raise NotFound(_("There is nobody with that id. See the names with: trainer team list"))
        cards = [_past(row) for row in asked.execute(_cards(), terms).all()]
        said = asked.execute(_said(), terms).all()
        criteria: dict[DealId, Mapping[str, CriterionScore]] = {}
        for row in said:
            if row.criteria is not None and row.deal_id not in criteria:
                criteria[row.deal_id] = from_json(dict[str, CriterionScore], row.criteria)
        me = members[0]
        return OwnRecord(
            person=Person(PersonId(me.id), me.name, member(Role, me.role), TeamId(me.team_id), me.active),
            team=Team(TeamId(me.team_id), me.team_name, me.bar, me.target),
            team_size=sum(row.member_active for row in members),
            next=_next(me),
            cards=cards,
            criteria=criteria,
            comments=list(dict.fromkeys((DealId(row.deal_id), row.comment) for row in said if row.comment)),
            rated=me.rated,
            to_rate=me.to_rate,
            squares=sum(row.squares or 0.0 for row in members),
            pairs=sum(row.pairs or 0 for row in members),
            team_criteria={name: sorted(_known(getattr(row, name) for row in members)) for name in CRITERIA},
            written=_written(said),
        )

    def scored(self, person_id: PersonId, since: datetime) -> list[tuple[ComplaintType, float, datetime]]:
        """(type, score, when) of the answers that count for quality, newest first: what mastery is made of."""
        wanted = (
            select(RESULT.c.type, score_that_counts(), RESULT.c.closed_at)
            .where(
                RESULT.c.person_id == person_id,
                RESULT.c.closed_at >= since,
                RESULT.c.counts_for_quality.is_(True),
                RESULT.c.score.is_not(None),
            )
            .order_by(RESULT.c.closed_at.desc(), RESULT.c.deal_id.desc())
        )
        return [
            (TYPES.get(kind) or member(ComplaintType, kind), score, closed_at)
            for kind, score, closed_at in self._session.connection().execute(wanted)
        ]

    def texts(self, person_id: PersonId, since: datetime) -> dict[DealId, str]:
        """What the person sent since then, by deal."""
        wanted = select(ANSWER.c.deal_id, ANSWER.c.text).where(
            ANSWER.c.person_id == person_id, ANSWER.c.sent_at >= since
        )
        return {DealId(deal_id): text for deal_id, text in self._session.connection().execute(wanted)}


@cache
def _members(*, postgres: bool) -> Any:
    """One row a member of the team, the person's own facts on each: the first row is enough for those."""
    me, colleague, team = PERSON.alias("me"), PERSON.alias("colleague"), TEAM
    spread = _spread()
    criteria = _criteria(postgres=postgres)
    prepared = and_(DEAL.c.person_id == me.c.id, DEAL.c.state == DealState.PREPARED.value)
    return (
        select(
            me.c.id,
            me.c.name,
            me.c.role,
            me.c.team_id,
            me.c.active,
            team.c.name.label("team_name"),
            team.c.bar,
            team.c.target,
            DEAL.c.id.label("deal_id"),
            DEAL.c.complaint,
            DEAL.c.deck_title,
            DEAL.c.type,
            DEAL.c.reason_why,
            DEAL.c.reason_type,
            DEAL.c.reason_times,
            DEAL.c.seconds,
            colleague.c.active.label("member_active"),
            _rated_since().label("rated"),
            _to_rate().label("to_rate"),
            spread.c.squares,
            spread.c.pairs,
            *(criteria.c[name] for name in CRITERIA),
        )
        .join_from(me, team, team.c.id == me.c.team_id)
        .join(colleague, and_(colleague.c.team_id == me.c.team_id, or_(colleague.c.active, colleague.c.id == me.c.id)))
        .outerjoin(DEAL, prepared)
        .outerjoin(spread, spread.c.person_id == colleague.c.id)
        .outerjoin(criteria, criteria.c.person_id == colleague.c.id)
        .where(me.c.id == ME)
    )


def _criteria(*, postgres: bool) -> Subquery:
    """Each member's mean of each criterion, of answers with three raters."""
    stored: Any = cast(RESULT.c.criteria, JSON) if postgres else type_coerce(RESULT.c.criteria, JSON)
    return (
        select(
            RESULT.c.person_id,
            *(cast(func.avg(stored[name, "score"].as_float()), Float).label(name) for name in CRITERIA),
        )
        .where(
            RESULT.c.person_id.in_(_in_team()),
            RESULT.c.closed_at >= TEAM_SINCE,
            RESULT.c.criteria.is_not(None),
            RESULT.c.raters >= CRITERIA_FROM,
        )
        .group_by(RESULT.c.person_id)
        .subquery()
    )


def score_that_counts() -> ColumnElement[float]:
    """Amended where it was, else as it was published."""
    return func.coalesce(RESULT.c.amended_score, RESULT.c.score)


def _in_team() -> Any:
    return select(PERSON.c.id).where(PERSON.c.team_id == TEAM_ID)


def _rated_since() -> Any:
    wanted = select(func.count()).where(RATING.c.rater_id == ME, RATING.c.rated_at >= WEEK)
    return wanted.scalar_subquery()


def _to_rate() -> Any:
    """Answers of colleagues that wait for this person, too."""
    rated = exists().where(RATING.c.answer_id == ANSWER.c.id, RATING.c.rater_id == ME)
    taken = (
        select(func.count())
        .where(RATING.c.answer_id == ANSWER.c.id, RATING.c.score.is_not(None))
        .correlate(ANSWER)
        .scalar_subquery()
    )
    wanted = select(func.count()).where(
        ANSWER.c.status.in_((AnswerStatus.WAITING.value, AnswerStatus.DISPUTED.value)),
        ANSWER.c.final_at <= NOW,
        ANSWER.c.person_id != ME,
        ANSWER.c.person_id.in_(_in_team()),
        ~rated,
        taken < ANSWER.c.needed,
    )
    return wanted.scalar_subquery()


def _spread() -> Subquery:
    """Each member's sum of squared successive differences of the season's scores, and their number (rules 6)."""
    before = func.lag(score_that_counts()).over(
        partition_by=RESULT.c.person_id, order_by=(RESULT.c.closed_at, RESULT.c.deal_id)
    )
    steps = (
        select(RESULT.c.person_id, (score_that_counts() - before).label("step"))
        .where(
            RESULT.c.person_id.in_(_in_team()),
            RESULT.c.closed_at >= SEASON,
            RESULT.c.counts_for_quality.is_(True),
            RESULT.c.score.is_not(None),
        )
        .subquery()
    )
    return (
        select(
            steps.c.person_id,
            func.sum(steps.c.step * steps.c.step).label("squares"),
            func.count(steps.c.step).label("pairs"),
        )
        .group_by(steps.c.person_id)
        .subquery()
    )


@cache
def _cards() -> Any:
    """Closed cards with their outcome, and those that wait for it; newest first."""
    counted = select(
        RESULT.c.deal_id.label("deal_id"),
        RESULT.c.type,
        RESULT.c.outcome,
        score_that_counts().label("score"),
        RESULT.c.raters,
        RESULT.c.counts_for_quality,
        RESULT.c.closed_at.label("closed_at"),
    ).where(RESULT.c.person_id == ME, RESULT.c.closed_at >= SINCE)
    waiting = (
        select(
            ANSWER.c.deal_id,
            DEAL.c.type,
            null(),
            cast(null(), Float),
            literal(0),
            literal(False),
            ANSWER.c.sent_at,
        )
        .join(DEAL, DEAL.c.id == ANSWER.c.deal_id)
        .where(ANSWER.c.person_id == ME, ANSWER.c.status == AnswerStatus.WAITING.value)
    )
    both = union_all(counted, waiting).subquery()
    return select(both).order_by(both.c.closed_at.desc(), both.c.deal_id.desc())


@cache
def _said() -> Any:
    """The last 20 answers that count for quality: criteria, comments, critical flags with the lead's word, and of the newest
    five what was written; a row for each of them, few though they are."""
    newest = (RESULT.c.closed_at.desc(), RESULT.c.deal_id.desc())
    last = (
        select(RESULT.c.deal_id, RESULT.c.criteria, func.row_number().over(order_by=newest).label("place"))
        .where(
            RESULT.c.person_id == ME,
            RESULT.c.closed_at >= SINCE,
            RESULT.c.counts_for_quality.is_(True),
            RESULT.c.score.is_not(None),
        )
        .order_by(*newest)
        .limit(QUALITY_CARDS)
        .subquery()
    )
    spoken = and_(
        RATING.c.answer_id == ANSWER.c.id,
        or_(RATING.c.comment != "", RATING.c.flags != NO_FLAGS),
        RATING.c.final_at <= NOW,
    )
    written = and_(VARIANT.c.answer_id == ANSWER.c.id, last.c.place <= FLUENCY_ANSWERS)
    return (
        select(
            last.c.deal_id,
            last.c.criteria,
            RATING.c.id.label("rating_id"),
            RATING.c.comment,
            RATING.c.flags,
            RULING.c.flag.label("ruled"),
            RULING.c.confirmed,
            VARIANT.c.position,
            VARIANT.c.text,
        )
        .join_from(last, ANSWER, ANSWER.c.deal_id == last.c.deal_id)
        .outerjoin(RATING, spoken)
        .outerjoin(RULING, RULING.c.answer_id == ANSWER.c.id)
        .outerjoin(VARIANT, written)
        .order_by(last.c.place, VARIANT.c.position)
    )


def _written(rows: Sequence[Any]) -> dict[DealId, Written]:
    """One an answer, the newest first."""
    answers: dict[DealId, tuple[dict[int, str], dict[int, frozenset[CriticalFlag]], dict[CriticalFlag, Ruling]]] = {}
    for row in rows:
        texts, flags, rulings = answers.setdefault(DealId(row.deal_id), ({}, {}, {}))
        if row.position is not None:
            texts[row.position] = row.text
        if row.flags is not None and row.rating_id not in flags:
            flags[row.rating_id] = frozenset(member(CriticalFlag, flag) for flag in from_json(list[str], row.flags))
        if row.ruled is not None:
            flag = member(CriticalFlag, row.ruled)
            rulings[flag] = Ruling(flag, row.confirmed)
    return {
        deal: Written(tuple(texts.values()), tuple(flags.values()), tuple(rulings.values()))
        for deal, (texts, flags, rulings) in answers.items()
    }


def _past(row: Any) -> PastCard:
    deal_id, kind, outcome, score, raters, counts, closed_at = row
    kind = TYPES.get(kind) or member(ComplaintType, kind)
    return PastCard(deal_id, kind, OUTCOMES.get(outcome), score, raters, counts, closed_at)


def _next(me: Any) -> NextPractice | None:
    if me.deal_id is None:
        return None
    return NextPractice(
        deal_id=DealId(me.deal_id),
        complaint=me.complaint,
        deck_title=me.deck_title,
        type=member(ComplaintType, me.type),
        reason=Reason(member(Why, me.reason_why), member(ComplaintType, me.reason_type), me.reason_times),
        seconds=me.seconds,
    )


def _known(values: Any) -> Sequence[float]:
    return [value for value in values if value is not None]
