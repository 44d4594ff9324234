"""Results: what became of a dealt card, written once when it is known; amendments stand beside it."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from trainer.domain.dealing import Deal
from trainer.domain.fitting import Basis
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, TeamId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.progress import CountedCard
from trainer.domain.publishing import GoldRow, ScoreRow
from trainer.domain.rating import Judgement
from trainer.domain.telling import AmendKind, Amendment, CriterionScore
from trainer.storage.answering import COUNTED
from trainer.storage.documents import from_json, member, to_json
from trainer.storage.tables import AmendmentRow, AnswerRow, DealRow, GoldRatingRow, PersonRow, RatingRow, ResultRow
from trainer.storage.upserting import insert_new


class SqlResults:
    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(self, deal: Deal, card: CountedCard, outcome: Outcome, published_at: datetime) -> bool:
        new = {
            "deal_id": deal.id,
            "person_id": deal.person_id,
            "deck_id": card.deck_id,
            "card_id": card.card_id,
            "complaint": card.complaint,
            "type": card.type.value,
            "outcome": outcome.value,
            "score": card.score,
            "mean": card.mean,
            "raters": card.raters,
            "bar": card.bar,
            "closed_at": card.closed_at,
            "rubric_version": card.rubric_version,
            "counts_for_quality": card.counts_for_quality,
            "published_at": published_at,
            "half_width": card.half_width,
            "strictness": card.strictness,
            "basis": None if card.basis is None else card.basis.value,
            "criteria": to_json(dict[str, CriterionScore], dict(card.criteria)) if card.criteria else None,
        }
        stored = self._session.exec(insert_new(self._session, ResultRow, ["deal_id"], new), execution_options=COUNTED)
        if stored.rowcount != 1:  # another client was first
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

    def of_team(self, team_id: TeamId, since: datetime) -> dict[PersonId, list[CountedCard]]:
        team = core_select(col(PersonRow.id)).where(col(PersonRow.team_id) == team_id, col(PersonRow.active))
        wanted = (
            select(ResultRow)
            .where(col(ResultRow.person_id).in_(team), col(ResultRow.closed_at) >= since)
            .order_by(col(ResultRow.person_id), col(ResultRow.closed_at).desc(), col(ResultRow.deal_id).desc())
        )
        found: dict[PersonId, list[CountedCard]] = {}
        for row in self._session.exec(wanted):
            found.setdefault(PersonId(row.person_id), []).append(_counted(row))
        return found

    def of_deal(self, deal_id: DealId) -> CountedCard | None:
        row = self._session.get(ResultRow, deal_id, populate_existing=True)
        return None if row is None else _counted(row)

    def amend(self, deal_id: DealId, amendment: Amendment, outcome: Outcome) -> None:
        self._session.exec(
            insert(AmendmentRow).values(
                deal_id=deal_id,
                kind=amendment.kind.value,
                score=amendment.score,
                mean=amendment.mean,
                half_width=amendment.half_width,
                raters=amendment.raters,
                why=amendment.why,
                by_id=amendment.by,
                at=amendment.at,
            )
        )
        changed = {"outcome": outcome.value}
        counts = {} if amendment.score is None else {"amended_score": amendment.score}
        self._session.exec(update(ResultRow).where(col(ResultRow.deal_id) == deal_id).values(**changed, **counts))

    def amendments(self, deal_id: DealId) -> list[Amendment]:
        wanted = select(AmendmentRow).where(col(AmendmentRow.deal_id) == deal_id).order_by(col(AmendmentRow.id))
        return [
            Amendment(
                kind=member(AmendKind, row.kind),
                score=row.score,
                why=row.why,
                at=row.at,
                by=None if row.by_id is None else PersonId(row.by_id),
                half_width=row.half_width,
                mean=row.mean,
                raters=row.raters,
            )
            for row in self._session.exec(wanted)
        ]

    def score_rows(self, team_id: TeamId, since: datetime, final_by: datetime) -> list[ScoreRow]:
        wanted = (
            core_select(
                col(RatingRow.answer_id),
                col(RatingRow.rater_id),
                col(RatingRow.score),
                col(RatingRow.levels),
                col(AnswerRow.sent_at),
                col(RatingRow.rated_at),
                col(RatingRow.rubric_version),
            )
            .join(AnswerRow, col(AnswerRow.id) == col(RatingRow.answer_id))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .where(
                col(PersonRow.team_id) == team_id,
                col(AnswerRow.sent_at) >= since,
                col(RatingRow.score).is_not(None),
                col(RatingRow.final_at) <= final_by,
            )
            .order_by(col(RatingRow.id))
        )
        return [
            ScoreRow(AnswerId(answer), PersonId(rater), score or 0.0, json.loads(levels), sent_at, rated_at, version)
            for answer, rater, score, levels, sent_at, rated_at, version in self._session.connection().execute(wanted)
        ]

    def gold_rows(self, team_id: TeamId, since: datetime, final_by: datetime) -> list[GoldRow]:
        wanted = (
            core_select(
                col(GoldRatingRow.rater_id),
                col(GoldRatingRow.score),
                col(GoldRatingRow.expected_score),
                col(GoldRatingRow.judgement),
                col(GoldRatingRow.expected),
                col(GoldRatingRow.rated_at),
            )
            .join(PersonRow, col(PersonRow.id) == col(GoldRatingRow.rater_id))
            .where(
                col(PersonRow.team_id) == team_id,
                col(GoldRatingRow.blind).is_(True),
                col(GoldRatingRow.rated_at) >= since,
                col(GoldRatingRow.final_at) <= final_by,
                col(GoldRatingRow.score).is_not(None),
                col(GoldRatingRow.expected_score).is_not(None),
            )
            .order_by(col(GoldRatingRow.id))
        )
        return [
            GoldRow(
                PersonId(rater),
                score or 0.0,
                expected_score or 0.0,
                from_json(Judgement, judgement or "").levels,
                json.loads(expected),
                rated_at,
            )
            for rater, score, expected_score, judgement, expected, rated_at in self._session.connection().execute(
                wanted
            )
            if rated_at is not None
        ]

    def criteria_of_team(self, team_id: TeamId, since: datetime) -> list[tuple[PersonId, Mapping[str, CriterionScore]]]:
        wanted = (
            core_select(col(ResultRow.person_id), col(ResultRow.criteria))
            .join(PersonRow, col(PersonRow.id) == col(ResultRow.person_id))
            .where(
                col(PersonRow.team_id) == team_id,
                col(ResultRow.closed_at) >= since,
                col(ResultRow.criteria).is_not(None),
            )
        )
        return [(PersonId(who), _criteria(stored)) for who, stored in self._session.connection().execute(wanted)]

    def scored_of_team(
        self, team_id: TeamId, since: datetime, *, without: PersonId | None = None
    ) -> list[tuple[AnswerId, str, CountedCard]]:
        wanted = (
            core_select(col(AnswerRow.id), col(AnswerRow.text), ResultRow)
            .join(ResultRow, col(ResultRow.deal_id) == col(AnswerRow.deal_id))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .where(
                col(PersonRow.team_id) == team_id,
                col(PersonRow.id) != (without or 0),
                col(ResultRow.closed_at) >= since,
                col(ResultRow.score).is_not(None),
            )
            .order_by(col(AnswerRow.id))  # random letters: the order tells nothing
        )
        return [(AnswerId(answer), text, _counted(row)) for answer, text, row in self._session.execute(wanted)]


def _counted(row: ResultRow) -> CountedCard:
    return CountedCard(
        deal_id=DealId(row.deal_id),
        deck_id=DeckId(row.deck_id),
        card_id=CardId(row.card_id),
        complaint=row.complaint,
        type=member(ComplaintType, row.type),
        outcome=member(Outcome, row.outcome),
        score=row.score if row.amended_score is None else row.amended_score,
        mean=row.mean,
        raters=row.raters,
        bar=row.bar,
        closed_at=row.closed_at,
        rubric_version=row.rubric_version,
        counts_for_quality=row.counts_for_quality,
        half_width=row.half_width,
        strictness=row.strictness or 0.0,
        basis=None if row.basis is None else member(Basis, row.basis),
        criteria=_criteria(row.criteria),
        original=None if row.amended_score is None else row.score,
    )


def _criteria(stored: str | None) -> Mapping[str, CriterionScore]:
    return {} if stored is None else from_json(dict[str, CriterionScore], stored)
