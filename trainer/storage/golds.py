"""Gold answers put before raters: the blind one among the peers', and those of the warm-up."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from trainer.domain.dealing import ShownCard
from trainer.domain.ids import AnswerId, CardId, DeckId, PersonId
from trainer.domain.rating import GoldToRate, Judgement
from trainer.storage.answering import COUNTED
from trainer.storage.documents import from_json, levels_from_json, to_json
from trainer.storage.naming import fresh_id
from trainer.storage.tables import DealRow, GoldRatingRow


class SqlGolds:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, gold: GoldToRate, expected_score: float | None, given_at: datetime) -> GoldToRate | None:
        row = GoldRatingRow(
            id=fresh_id(),
            rater_id=gold.rater_id,
            blind=gold.blind,
            session=gold.session,
            deck_id=gold.shown.deck_id,
            card_id=gold.shown.card_id,
            shown=to_json(ShownCard, gold.shown),
            text=gold.text,
            expected=to_json(dict[str, int], dict(gold.expected)),
            expected_score=expected_score,
            why=gold.why,
            given_at=given_at,
            until=gold.until,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:  # another client of the same rater was first
            return None
        return as_gold(row)

    def get(self, answer_id: AnswerId, rater_id: PersonId) -> GoldToRate | None:
        row = self._session.get(GoldRatingRow, answer_id, populate_existing=True)
        return None if row is None or row.rater_id != rater_id else as_gold(row)

    def lease(self, answer_id: AnswerId, until: datetime | None) -> None:
        self._session.exec(update(GoldRatingRow).where(col(GoldRatingRow.id) == answer_id).values(until=until))

    def rate(
        self, answer_id: AnswerId, judgement: Judgement, score: float | None, rated_at: datetime, final_at: datetime
    ) -> bool:
        statement = (
            update(GoldRatingRow)
            .where(col(GoldRatingRow.id) == answer_id, col(GoldRatingRow.rated_at).is_(None))
            .values(
                judgement=to_json(Judgement, judgement), score=score, rated_at=rated_at, final_at=final_at, until=None
            )
        )
        return self._session.exec(statement, execution_options=COUNTED).rowcount == 1

    def take_back(self, answer_id: AnswerId, rater_id: PersonId, now: datetime, until: datetime) -> bool:
        statement = (
            update(GoldRatingRow)
            .where(
                col(GoldRatingRow.id) == answer_id,
                col(GoldRatingRow.rater_id) == rater_id,
                col(GoldRatingRow.blind).is_(True),
                col(GoldRatingRow.final_at) > now,
            )
            .values(judgement=None, score=None, rated_at=None, final_at=None, until=until)
        )
        return self._session.exec(statement, execution_options=COUNTED).rowcount == 1

    def warm_up(self, rater_id: PersonId, session: str) -> list[GoldToRate]:
        wanted = (
            select(GoldRatingRow)
            .where(
                col(GoldRatingRow.rater_id) == rater_id,
                col(GoldRatingRow.session) == session,
                col(GoldRatingRow.blind).is_(False),
            )
            .order_by(col(GoldRatingRow.id))  # random letters: the order tells nothing about which is the strong one
        )
        return [as_gold(row) for row in self._session.exec(wanted)]

    def seen_by(self, rater_id: PersonId) -> set[tuple[DeckId, CardId]]:
        dealt = core_select(col(DealRow.deck_id), col(DealRow.card_id)).where(col(DealRow.person_id) == rater_id)
        given = core_select(col(GoldRatingRow.deck_id), col(GoldRatingRow.card_id)).where(
            col(GoldRatingRow.rater_id) == rater_id
        )
        both = dealt.union(given)
        return {(DeckId(deck), CardId(card)) for deck, card in self._session.connection().execute(both)}

    def blind_of(self, rater_id: PersonId, since: datetime, final_by: datetime) -> list[GoldToRate]:
        wanted = select(GoldRatingRow).where(
            col(GoldRatingRow.rater_id) == rater_id,
            col(GoldRatingRow.blind).is_(True),
            col(GoldRatingRow.rated_at) >= since,
            or_(col(GoldRatingRow.final_at).is_(None), col(GoldRatingRow.final_at) <= final_by),
        )
        return [as_gold(row) for row in self._session.exec(wanted)]


def as_gold(row: GoldRatingRow) -> GoldToRate:
    return GoldToRate(
        answer_id=AnswerId(row.id),
        rater_id=PersonId(row.rater_id),
        shown=from_json(ShownCard, row.shown),
        text=row.text,
        expected=levels_from_json(row.expected),
        why=row.why,
        blind=row.blind,
        session=row.session,
        until=row.until,
        rated_at=row.rated_at,
        final_at=row.final_at,
        judgement=None if row.judgement is None else from_json(Judgement, row.judgement),
    )
