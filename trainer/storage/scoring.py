"""Results: what became of a dealt card, written once when it is known."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from trainer.domain.dealing import Deal
from trainer.domain.ids import CardId, DealId, DeckId, PersonId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.progress import CountedCard
from trainer.storage.documents import member
from trainer.storage.tables import DealRow, ResultRow


class SqlResults:
    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(self, deal: Deal, card: CountedCard, outcome: Outcome, published_at: datetime) -> bool:
        if self._session.get(ResultRow, deal.id) is not None:
            return False
        row = ResultRow(
            deal_id=deal.id,
            person_id=deal.person_id,
            deck_id=card.deck_id,
            card_id=card.card_id,
            complaint=card.complaint,
            type=card.type.value,
            outcome=outcome.value,
            score=card.score,
            mean=card.mean,
            raters=card.raters,
            bar=card.bar,
            closed_at=card.closed_at,
            rubric_version=card.rubric_version,
            counts_for_quality=card.counts_for_quality,
            published_at=published_at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:  # another client was first
            return False
        self._session.exec(update(DealRow).where(col(DealRow.id) == deal.id).values(counted=True))
        return True

    def of_person(self, person_id: PersonId, since: datetime, limit: int | None = None) -> list[CountedCard]:
        wanted = (
            select(ResultRow)
            .where(col(ResultRow.person_id) == person_id, col(ResultRow.closed_at) >= since)
            .order_by(col(ResultRow.closed_at).desc(), col(ResultRow.deal_id).desc())
        )
        if limit is not None:
            wanted = wanted.limit(limit)
        return [_counted(row) for row in self._session.exec(wanted)]

    def of_deal(self, deal_id: DealId) -> CountedCard | None:
        row = self._session.get(ResultRow, deal_id)
        return None if row is None else _counted(row)


def _counted(row: ResultRow) -> CountedCard:
    return CountedCard(
        deal_id=DealId(row.deal_id),
        deck_id=DeckId(row.deck_id),
        card_id=CardId(row.card_id),
        complaint=row.complaint,
        type=member(ComplaintType, row.type),
        outcome=member(Outcome, row.outcome),
        score=row.score,
        mean=row.mean,
        raters=row.raters,
        bar=row.bar,
        closed_at=row.closed_at,
        rubric_version=row.rubric_version,
        counts_for_quality=row.counts_for_quality,
    )
