"""What the lead's page asks: three statements over the last half year, whatever the years before hold.

One for the cards, one for the people and the critical flags, one for the decks; `domain` applies the rules. Core statements:
a page reads thousands of rows.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Float,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.coverage import DeckCard, DeckCell
from trainer.domain.ids import AnswerId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus, CardStatus, Channel, ComplaintType, Outcome, Stage
from trainer.domain.levels import window_start
from trainer.domain.moods import Mood, quarter_of
from trainer.domain.people import Person, Role, Team
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling
from trainer.domain.teams import Flagged, SessionMoods, TeamCard, TeamRecord
from trainer.errors import NotFound
from trainer.locale import _
from trainer.storage.documents import from_json, member
from trainer.storage.progress import NO_FLAGS, OUTCOMES, TYPES, score_that_counts
from trainer.storage.tables import Row

DECK_ROW, MOOD_ROW, RECOMMEND_ROW = "deck", "mood", "recommend"
PERSON, TEAM, DEAL, ANSWER, RATING, RESULT, CARD, DECK, RULING = (
    Row.metadata.tables[name]
    for name in ("person", "team", "deal", "answer", "rating", "result", "card", "deck", "ruling")
)
SESSION, MOOD, RECOMMENDATION = (Row.metadata.tables[name] for name in ("session", "session_mood", "recommendation"))
SINCE, RECENT, NOW = (bindparam(name, type_=UTCDateTime()) for name in ("since", "recent", "now"))
TEAM_ID = select(PERSON.c.team_id).where(PERSON.c.id == bindparam("me")).scalar_subquery()
"""Spelled out, for the index of flagged ratings is partial: a bound value would not match it."""


class SqlTeams:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, person_id: PersonId, *, since: datetime, now: datetime) -> TeamRecord:
        """Everything for the page of that person's team: cards since that instant, all else of 180 days. Raises NotFound."""
        asked = self._session.connection()
        postgres = asked.dialect.name == "postgresql"
        terms = {"me": person_id, "since": since, "recent": window_start(now), "now": now}
        rows = asked.execute(_people(), terms).all()
        if not rows:
            raise NotFound(_("There is nobody with that id. See the names with: trainer team list"))
        team = rows[0]
        told = asked.execute(_told(postgres=postgres), {**terms, "quarter": quarter_of(now)}).all()
        return TeamRecord(
            team=Team(TeamId(team.team_id), team.team_name, team.bar, team.target),
            people={
                PersonId(row.id): Person(PersonId(row.id), row.name, member(Role, row.role), TeamId(row.team_id))
                for row in rows
                if row.id is not None
            },
            cards=_by_person(asked.execute(_cards(), terms).all()),
            flagged=_flagged(rows, person_id),
            decks=[_deck_cell(row) for row in told if row.what == DECK_ROW],
            moods=_moods([row for row in told if row.what == MOOD_ROW]),
            recommended=[row.n for row in told if row.what == RECOMMEND_ROW],
        )

    def deck_cards(self, person_id: PersonId, *, since: datetime, language: str) -> list[DeckCard]:
        asked = self._session.connection()
        terms = {"me": person_id, "recent": since, "language": language}
        rows = asked.execute(_deck_cards(postgres=asked.dialect.name == "postgresql"), terms)
        once = {(row.deck_id, row.card_id): row for row in rows}
        return [_deck_card(row) for row in once.values()]


@cache
def _decks(*, postgres: bool) -> Any:
    """Ready cards by stage, channel and type; the translations of a card are one card."""
    body: Any = cast(CARD.c.body, JSON) if postgres else type_coerce(CARD.c.body, JSON)
    dealt = (
        select(DEAL.c.deck_id, DEAL.c.card_id)
        .where(DEAL.c.person_id.in_(_in_team()), DEAL.c.opened_at >= RECENT)
        .distinct()
        .subquery()
    )
    cards = (
        select(
            CARD.c.deck_id,
            CARD.c.card_id,
            func.min(body["stage"].as_string()).label("stage"),
            func.min(body["channel"].as_string()).label("channel"),
            func.min(CARD.c.type).label("type"),
        )
        .join_from(CARD, DECK, and_(CARD.c.deck_id == DECK.c.deck_id, CARD.c.language == DECK.c.language))
        .where(CARD.c.status == CardStatus.READY.value, DECK.c.withdrawn.is_(False))
        .group_by(CARD.c.deck_id, CARD.c.card_id)
        .subquery()
    )
    return (
        select(
            cards.c.stage,
            cards.c.channel,
            cards.c.type,
            func.count().label("cards"),
            func.count(dealt.c.card_id).label("practised"),
        )
        .join_from(
            cards,
            dealt,
            and_(dealt.c.deck_id == cards.c.deck_id, dealt.c.card_id == cards.c.card_id),
            isouter=True,
        )
        .group_by(cards.c.stage, cards.c.channel, cards.c.type)
    )


@cache
def _told(*, postgres: bool) -> Any:
    """Decks, moods and recommendations in one statement: (what, three texts, two numbers, after)."""
    nothing = cast(null(), String)
    decks = _decks(postgres=postgres).subquery()
    cells = select(
        literal(DECK_ROW).label("what"),
        decks.c.stage.label("a"),
        decks.c.channel.label("b"),
        decks.c.type.label("c"),
        decks.c.cards.label("n"),
        decks.c.practised.label("m"),
        false().label("after"),
    )
    moods = (
        select(
            literal(MOOD_ROW),
            cast(type_coerce(SESSION.c.opened_at, String) if not postgres else SESSION.c.opened_at, String),
            SESSION.c.id,
            cast(MOOD.c.person_id, String),
            MOOD.c.pleasure,
            MOOD.c.energy,
            MOOD.c.after,
        )
        .join_from(SESSION, MOOD, MOOD.c.session_id == SESSION.c.id)
        .where(SESSION.c.team_id == TEAM_ID, SESSION.c.opened_at >= RECENT)
    )
    recommended = select(
        literal(RECOMMEND_ROW), nothing, nothing, nothing, RECOMMENDATION.c.score, literal(0), false()
    ).where(RECOMMENDATION.c.person_id.in_(_in_team()), RECOMMENDATION.c.quarter == bindparam("quarter"))
    return union_all(cells, moods, recommended)


@cache
def _deck_cards(*, postgres: bool) -> Any:
    """Ready cards one by one; of a card's translations the wanted one comes last."""
    body: Any = cast(CARD.c.body, JSON) if postgres else type_coerce(CARD.c.body, JSON)
    dealt = (
        exists()
        .where(
            DEAL.c.deck_id == CARD.c.deck_id,
            DEAL.c.card_id == CARD.c.card_id,
            DEAL.c.person_id.in_(_in_team()),
            DEAL.c.opened_at >= RECENT,
        )
        .correlate(CARD)
    )
    return (
        select(
            CARD.c.deck_id,
            CARD.c.card_id,
            DECK.c.title,
            body["complaint"].as_string().label("complaint"),
            body["stage"].as_string().label("stage"),
            body["channel"].as_string().label("channel"),
            CARD.c.type,
            dealt.label("practised"),
        )
        .join_from(CARD, DECK, and_(CARD.c.deck_id == DECK.c.deck_id, CARD.c.language == DECK.c.language))
        .where(CARD.c.status == CardStatus.READY.value, DECK.c.withdrawn.is_(False))
        .order_by(case((CARD.c.language == bindparam("language"), 1), else_=0), CARD.c.deck_id, CARD.c.position)
    )


@cache
def _cards() -> Any:
    """Everybody's closed cards and, with how many ratings they lack, those that wait; each person's newest first."""
    unrated = exists().where(ANSWER.c.deal_id == RESULT.c.deal_id, ANSWER.c.status == AnswerStatus.UNSCORED.value)
    repeated = exists().where(DEAL.c.id == RESULT.c.deal_id, DEAL.c.again.is_(True))
    no_score = and_(RESULT.c.outcome == Outcome.EXCLUDED.value, RESULT.c.score.is_(None))
    counted = select(
        RESULT.c.person_id.label("person_id"),
        RESULT.c.type,
        RESULT.c.outcome,
        score_that_counts().label("score"),
        RESULT.c.counts_for_quality,
        RESULT.c.bar,
        RESULT.c.closed_at.label("closed_at"),
        case((no_score, and_(unrated, ~repeated)), else_=false()).label("unscored"),
        literal(0).label("missing"),
    ).where(RESULT.c.person_id.in_(_in_team()), RESULT.c.closed_at >= SINCE)
    rated = (
        select(func.count())
        .where(RATING.c.answer_id == ANSWER.c.id, RATING.c.score.is_not(None))
        .correlate(ANSWER)
        .scalar_subquery()
    )
    waiting = (
        select(
            ANSWER.c.person_id,
            DEAL.c.type,
            null(),
            cast(null(), Float),
            false(),
            literal(0.0),
            ANSWER.c.sent_at,
            false(),
            ANSWER.c.needed - rated,
        )
        .join_from(ANSWER, DEAL, DEAL.c.id == ANSWER.c.deal_id)
        .where(
            ANSWER.c.status == AnswerStatus.WAITING.value,
            ANSWER.c.person_id.in_(_in_team()),
            DEAL.c.again.is_(False),
        )
    )
    both = union_all(counted, waiting).subquery()
    # As the driver gives it (text in SQLite, always UTC): the column's own type would cost as much as the whole statement.
    closed_at = type_coerce(both.c.closed_at, String)
    wanted = [closed_at if each is both.c.closed_at else each for each in both.c]
    return select(*wanted).order_by(both.c.person_id, both.c.closed_at.desc())


@cache
def _people() -> Any:
    """The team's active people, each as often as ratings of their answers hold a critical flag (and the lead ruled on it)."""
    flagged = (
        select(
            ANSWER.c.person_id,
            ANSWER.c.id.label("answer_id"),
            ANSWER.c.status,
            RATING.c.id.label("rating_id"),
            RATING.c.flags,
        )
        .join_from(RATING, ANSWER, ANSWER.c.id == RATING.c.answer_id)
        .where(
            RATING.c.flags != NO_FLAGS,
            RATING.c.final_at <= NOW,
            # A sum, so that SQLite begins with the few flagged ratings and not with all that everybody ever answered.
            (ANSWER.c.person_id + 0).in_(_in_team()),
            ANSWER.c.sent_at >= RECENT,
        )
        .subquery()
    )
    active = and_(PERSON.c.team_id == TEAM.c.id, PERSON.c.active)
    return (
        select(
            TEAM.c.id.label("team_id"),
            TEAM.c.name.label("team_name"),
            TEAM.c.bar,
            TEAM.c.target,
            PERSON.c.id,
            PERSON.c.name,
            PERSON.c.role,
            flagged.c.answer_id,
            flagged.c.status,
            flagged.c.rating_id,
            flagged.c.flags,
            RULING.c.flag.label("ruled"),
            RULING.c.confirmed,
        )
        .join_from(TEAM, PERSON, active, isouter=True)
        .outerjoin(flagged, flagged.c.person_id == PERSON.c.id)
        .outerjoin(RULING, RULING.c.answer_id == flagged.c.answer_id)
        .where(TEAM.c.id == TEAM_ID)
    )


def _in_team() -> Any:
    return select(PERSON.c.id).where(PERSON.c.team_id == TEAM_ID, PERSON.c.active)


def _by_person(rows: Sequence[Any]) -> dict[PersonId, list[TeamCard]]:
    cards: dict[PersonId, list[TeamCard]] = {}
    whose, mine = None, []
    for who, kind, outcome, score, counts, bar, closed_at, unscored, missing in rows:
        if who != whose:
            whose, mine = who, cards.setdefault(who, [])
        at = datetime.fromisoformat(closed_at + "+00:00") if isinstance(closed_at, str) else closed_at
        known = TYPES.get(kind) or member(ComplaintType, kind)
        mine.append(TeamCard(known, OUTCOMES.get(outcome), score, counts, bar, at, unscored, missing))
    return cards


def _flagged(rows: Sequence[Any], person_id: PersonId) -> list[Flagged]:
    """One an answer: what each rater flagged (who, is not asked), and what the lead said."""
    answers: dict[AnswerId, tuple[bool, dict[int, frozenset[CriticalFlag]], dict[CriticalFlag, Ruling]]] = {}
    own = {row.answer_id for row in rows if row.id == person_id}
    for row in rows:
        if row.answer_id is None:
            continue
        published = row.status in (AnswerStatus.PUBLISHED.value, AnswerStatus.DISPUTED.value)
        _status, flags, rulings = answers.setdefault(row.answer_id, (published, {}, {}))
        flags[row.rating_id] = frozenset(member(CriticalFlag, flag) for flag in from_json(list[str], row.flags))
        if row.ruled is not None:
            flag = member(CriticalFlag, row.ruled)
            rulings[flag] = Ruling(flag, row.confirmed)
    return [
        Flagged(tuple(flags.values()), tuple(rulings.values()), published, answer_id in own)
        for answer_id, (published, flags, rulings) in answers.items()
    ]


def _deck_card(row: Any) -> DeckCard:
    return DeckCard(
        row.title,
        row.complaint or "",
        None if row.stage is None else member(Stage, row.stage),
        member(Channel, row.channel),
        member(ComplaintType, row.type),
        bool(row.practised),
    )


def _deck_cell(row: Any) -> DeckCell:
    stage = None if row.a is None else member(Stage, row.a)
    return DeckCell(stage, member(Channel, row.b), member(ComplaintType, row.c), row.n, row.m)


def _moods(rows: Sequence[Any]) -> list[SessionMoods]:
    """Each session's pairs; of whom, ends here."""
    sessions: dict[str, tuple[datetime, dict[str, list[Mood | None]]]] = {}
    for row in rows:
        opened = datetime.fromisoformat(row.a)
        _at, people = sessions.setdefault(row.b, (opened if opened.tzinfo else opened.replace(tzinfo=UTC), {}))
        people.setdefault(row.c, [None, None])[bool(row.after)] = Mood(row.n, row.m)
    return [
        SessionMoods(opened_at, [(before, after) for before, after in people.values()])
        for opened_at, people in sessions.values()
    ]
