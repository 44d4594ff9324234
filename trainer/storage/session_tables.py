"""The tables of team sessions: a session, its seats, and what is said there. The rest is in tables.py."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from trainer.storage.rows import Row, partial_index


class SessionRow(Row, table=True):
    """A team session: its state, written as a whole by whoever moves it."""

    __tablename__ = "session"
    __table_args__ = (
        # A code is one that can be typed again once the session is over.
        partial_index("ux_session_open_code", "code", unique=True, where="closed_at IS NULL"),
        Index("ix_session_team_id_opened_at", "team_id", "opened_at"),
    )

    id: str = Field(primary_key=True)
    code: str
    team_id: int = Field(foreign_key="team.id")
    preset_id: str
    preset: str
    """As JSON, as it was when the session was opened."""
    lead_id: int = Field(foreign_key="person.id")
    language: str
    version: int
    position: int
    turn: int
    phase: str
    """For lists and reports; `position` decides."""
    opened_at: datetime
    began_at: datetime
    began_boot: str = ""
    began_boot_seconds: float = 0.0
    touched_at: datetime
    touched_boot: str = ""
    touched_boot_seconds: float = 0.0
    lead_seen_at: datetime
    lead_seen_boot: str = ""
    lead_seen_boot_seconds: float = 0.0
    deadline_at: datetime | None = None
    deadline_boot: str = ""
    deadline_boot_seconds: float = 0.0
    left_seconds: float | None = None
    writing_left: float | None = None
    round_began_at: datetime | None = None
    round_closed: bool = False
    question: int = 0
    questions: int = 1
    left_out: str = "[]"
    skipped: str = "[]"
    closed_at: datetime | None = None
    deck_id: str | None = None
    card_id: str | None = None
    shown: str | None = None
    """The card of all, as JSON; None where each has an own one."""


class SeatRow(Row, table=True):
    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_person_id", "person_id"),)

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    place: int
    """In the order of arrival; no view tells it."""
    seen_at: datetime
    seen_boot: str = ""
    seen_boot_seconds: float = 0.0
    away: bool = False
    ready_in: int = -1
    group_number: int = 0
    pen: bool = False


class SessionNoteRow(Row, table=True):
    """A line that somebody wrote in a session: a debrief note, an if-then sentence, a complaint for next time, ..."""

    __tablename__ = "session_note"
    __table_args__ = (Index("ix_session_note_person_id_kind", "person_id", "kind"),)

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    kind: str = Field(primary_key=True)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    place: int = Field(primary_key=True)
    """Which question, or the how-manieth of its kind."""
    text: str
    about: str | None = None
    """The answer it is about, where there is one."""
    at: datetime


class IfThenTryRow(Row, table=True):
    """What became of an if-then sentence: it lay beside a card, it was said, it rests. The words stand in `session_note`."""

    __tablename__ = "if_then_try"
    __table_args__ = (Index("ix_if_then_try_person_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE")
    deal_id: str | None = Field(default=None, foreign_key="deal.id", ondelete="CASCADE", unique=True)
    """The card that it lay beside; None: told apart from any card."""
    event: str
    at: datetime
    told_at: datetime | None = None


class SessionMoodRow(Row, table=True):
    __tablename__ = "session_mood"

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    after: bool = Field(primary_key=True)
    pleasure: int
    energy: int


class ClaimRow(Row, table=True):
    """An author who says: that was mine; and what may be done with it."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_session_id", "session_id"),)

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id")
    named: bool
    """The name may stand beside the answer."""
    wall: bool
    """It may hang on the wall of WOW and become a gold answer."""
    win_back: bool
    """It may come back to a colleague as a win-back card."""
    at: datetime


class HiddenAnswerRow(Row, table=True):
    __tablename__ = "hidden_answer"

    answer_id: str = Field(primary_key=True, foreign_key="answer.id", ondelete="CASCADE")
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE")
    by_id: int = Field(foreign_key="person.id")


class RecommendationRow(Row, table=True):
    """ "Would you recommend these sessions to a colleague?", once a quarter."""

    __tablename__ = "recommendation"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    quarter: str = Field(primary_key=True)
    """E.g. 2026-Q4."""
    score: int
    at: datetime
