"""The tables. Rows never leave this package; every key, index and constraint has a name, so that a migration can find it.

Enumerations are kept as their values, documents (a card, a deal's shown card, variants of a draft) as JSON text. There are no
relationship attributes: what belongs together is asked for in one statement.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from trainer.storage.rows import Row, partial_index
from trainer.storage.session_tables import (  # deals refer to them: whoever knows one table knows all
    ClaimRow,
    HiddenAnswerRow,
    IfThenTryRow,
    RecommendationRow,
    SeatRow,
    SessionMoodRow,
    SessionNoteRow,
    SessionRow,
)

__all__ = [
    "AmendmentRow",
    "AnswerRow",
    "CardRow",
    "ClaimRow",
    "DealRow",
    "DeckRow",
    "DisputeRow",
    "DraftRow",
    "GoldRatingRow",
    "HiddenAnswerRow",
    "IfThenTryRow",
    "LeaseRow",
    "PersonRow",
    "RatingRow",
    "RecommendationRow",
    "ResultRow",
    "Row",
    "RulingRow",
    "SeatRow",
    "SessionMoodRow",
    "SessionNoteRow",
    "SessionRow",
    "TeamRow",
    "VariantRow",
]


class TeamRow(Row, table=True):
    __tablename__ = "team"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    """The name case-folded: two teams must not differ by capitals alone."""
    bar: float
    target: float


class PersonRow(Row, table=True):
    __tablename__ = "person"
    __table_args__ = (
        # Active people alone: whoever comes after a colleague who left may bear the same name.
        partial_index("ux_person_active_name", "name_key", unique=True, where="active = 1", on_postgres="active"),
        Index("ix_person_team_id_active", "team_id", "active"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    role: str
    team_id: int = Field(foreign_key="team.id")
    active: bool


class PinRow(Row, table=True):
    __tablename__ = "pin"

    person_id: int = Field(
        primary_key=True, foreign_key="person.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    salt: str
    digest: str
    """scrypt, in hexadecimal digits; its parameters stand beside it."""
    cost: int
    block: int
    lanes: int
    set_at: datetime


class DeckRow(Row, table=True):
    __tablename__ = "deck"

    deck_id: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    title: str
    digest: str
    withdrawn: bool
    ready_cards: int
    """How many of its cards can be dealt; counted when the deck is stored, so that home need not."""
    body: str
    """The deck without its cards, as JSON."""


class CardRow(Row, table=True):
    __tablename__ = "card"
    __table_args__ = (
        ForeignKeyConstraint(["deck_id", "language"], ["deck.deck_id", "deck.language"], ondelete="CASCADE"),
        Index("ix_card_status_language_type", "status", "language", "type"),
    )

    deck_id: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    card_id: str = Field(primary_key=True)
    position: int
    status: str
    kind: str
    type: str
    difficulty: int
    absurdity: int
    body: str
    """The whole card as JSON."""


class DealRow(Row, table=True):
    __tablename__ = "deal"
    __table_args__ = (
        # One card at a time, also for two clients at once.
        partial_index("ux_deal_one_open", "person_id", unique=True, where="state = 'open' AND session_id IS NULL"),
        # Of a session one card a person, at whatever terminal they ask for it.
        partial_index("ux_deal_one_a_session", "session_id", "person_id", unique=True, where="session_id IS NOT NULL"),
        partial_index("ux_deal_one_prepared", "person_id", unique=True, where="state = 'prepared'"),
        Index("ix_deal_state_deadline_at", "state", "deadline_at"),
        Index("ix_deal_counted_closed_at", "counted", "closed_at"),
        Index("ix_deal_person_id_looked_back_state_closed_at", "person_id", "looked_back", "state", "closed_at"),
        # Holds all that choosing the next card asks of the past.
        Index("ix_deal_person_id_opened_at", "person_id", "opened_at", "deck_id", "card_id", "type"),
    )

    id: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    state: str
    deck_id: str
    card_id: str
    deck_title: str
    type: str
    complaint: str
    reason_why: str
    reason_type: str
    reason_times: int
    seconds: float
    picked: bool
    again: bool
    prepared_at: datetime | None = None
    opened_at: datetime | None = None
    opened_boot: str = ""
    opened_boot_seconds: float = 0.0
    deadline_at: datetime | None = None
    deadline_boot: str = ""
    deadline_boot_seconds: float = 0.0
    closed_at: datetime | None = None
    by_timeout: bool = False
    looked_back: bool = False
    counted: bool = False
    """Its outcome is in `result`."""
    session_id: str | None = Field(default=None, foreign_key="session.id")
    hints: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """How many were opened."""
    shown: str
    """The card as it was dealt, as JSON."""


class DraftRow(Row, table=True):
    __tablename__ = "draft"

    deal_id: str = Field(primary_key=True, foreign_key="deal.id", ondelete="CASCADE")
    seq: int = Field(primary_key=True)
    saved_at: datetime
    variants: str
    starred: int | None = None


class AnswerRow(Row, table=True):
    __tablename__ = "answer"
    __table_args__ = (
        # Holds all that home asks of the answers that wait.
        Index("ix_answer_status_final_at", "status", "final_at", "person_id", "needed", "id"),
        Index("ix_answer_person_id_status", "person_id", "status"),
    )

    id: str = Field(primary_key=True)
    deal_id: str = Field(foreign_key="deal.id", unique=True)
    person_id: int = Field(foreign_key="person.id")
    text: str
    sha256: str
    sent_at: datetime
    final_at: datetime
    by_timeout: bool
    status: str
    needed: int


class VariantRow(Row, table=True):
    __tablename__ = "variant"

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    text: str


class RatingRow(Row, table=True):
    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("answer_id", "rater_id"),
        Index("ix_rating_rater_id_rated_at", "rater_id", "rated_at", "answer_id"),
        # Few ratings hold a critical flag; the lead's page must not look through all the others for them.
        partial_index("ix_rating_flagged", "answer_id", where="flags <> '[]'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    answer_id: str = Field(foreign_key="answer.id")
    rater_id: int = Field(foreign_key="person.id")
    by_lead: bool
    levels: str
    flags: str
    laughed: bool
    steal: str
    comment: str
    score: float | None = None
    rubric_version: int
    rated_at: datetime
    final_at: datetime


class LeaseRow(Row, table=True):
    __tablename__ = "lease"
    __table_args__ = (Index("ix_lease_rater_id_until", "rater_id", "until"),)

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    rater_id: int = Field(primary_key=True, foreign_key="person.id")
    until: datetime


class ResultRow(Row, table=True):
    """The outcome of a dealt card, written once; also what home and reports read (a summary kept, not computed)."""

    __tablename__ = "result"
    __table_args__ = (Index("ix_result_person_id_closed_at", "person_id", "closed_at", "deal_id", "outcome"),)

    deal_id: str = Field(primary_key=True, foreign_key="deal.id")
    person_id: int = Field(foreign_key="person.id")
    deck_id: str
    card_id: str
    complaint: str
    type: str
    outcome: str
    score: float | None = None
    mean: float | None = None
    raters: int
    bar: float
    closed_at: datetime
    rubric_version: int
    counts_for_quality: bool
    published_at: datetime
    half_width: float | None = None
    strictness: float | None = None
    basis: str | None = None
    criteria: str | None = None
    """Criterion -> its fitted score, as JSON."""
    amended_score: float | None = None
    """The newest amendment's, which counts; `score` stays what was published."""


class AmendmentRow(Row, table=True):
    """A change after publication, beside the original in `result`."""

    __tablename__ = "amendment"
    __table_args__ = (Index("ix_amendment_deal_id", "deal_id"),)

    id: int | None = Field(default=None, primary_key=True)
    deal_id: str = Field(foreign_key="result.deal_id")
    kind: str
    score: float | None = None
    mean: float | None = None
    half_width: float | None = None
    raters: int
    why: str
    by_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime


class RulingRow(Row, table=True):
    """The lead's word on a critical flag; the newest stays."""

    __tablename__ = "ruling"

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    flag: str = Field(primary_key=True)
    confirmed: bool
    by_id: int = Field(foreign_key="person.id")
    why: str
    at: datetime


class DisputeRow(Row, table=True):
    """An author's wish for one more rating; the key allows one an answer."""

    __tablename__ = "dispute"

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    why: str
    asked_at: datetime
    closed_at: datetime | None = None


class GoldRatingRow(Row, table=True):
    """A gold answer put before one rater, and what they said of it. Its id looks like any answer's.

    In a team of one or two also the gold answer beside one's own (session `own|ANSWER`); `judgement` is of the own one then.
    """

    __tablename__ = "gold_rating"
    __table_args__ = (
        # One blind gold answer a session, also for two clients at once.
        partial_index(
            "ux_gold_rating_one_blind", "rater_id", "session", unique=True, where="blind = 1", on_postgres="blind"
        ),
        Index("ix_gold_rating_rater_id_rated_at", "rater_id", "rated_at"),
    )

    id: str = Field(primary_key=True)
    rater_id: int = Field(foreign_key="person.id")
    blind: bool
    """False: of the warm-up."""
    session: str
    deck_id: str
    card_id: str
    shown: str
    text: str
    expected: str
    """Criterion -> level 0-4, as JSON."""
    expected_score: float | None = None
    why: str
    given_at: datetime
    until: datetime | None = None
    rated_at: datetime | None = None
    final_at: datetime | None = None
    judgement: str | None = None
    score: float | None = None
