"""Team sessions: their state, seats, moods, notes and claims; a deal may belong to one."""

import sqlalchemy as sa
from alembic import op

revision = "0003_sessions"
down_revision = "0002_scores"


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("preset_id", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_boot", sa.String(), nullable=False),
        sa.Column("began_boot_seconds", sa.Float(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_boot", sa.String(), nullable=False),
        sa.Column("touched_boot_seconds", sa.Float(), nullable=False),
        sa.Column("lead_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_seen_boot", sa.String(), nullable=False),
        sa.Column("lead_seen_boot_seconds", sa.Float(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_boot", sa.String(), nullable=False),
        sa.Column("deadline_boot_seconds", sa.Float(), nullable=False),
        sa.Column("left_seconds", sa.Float(), nullable=True),
        sa.Column("writing_left", sa.Float(), nullable=True),
        sa.Column("round_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round_closed", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.String(), nullable=False),
        sa.Column("skipped", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deck_id", sa.String(), nullable=True),
        sa.Column("card_id", sa.String(), nullable=True),
        sa.Column("shown", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_session_lead_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_session_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index("ix_session_team_id_opened_at", "session", ["team_id", "opened_at"], unique=False)
    op.create_index(
        "ux_session_open_code",
        "session",
        ["code"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )

    op.create_table(
        "seat",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_boot", sa.String(), nullable=False),
        sa.Column("seen_boot_seconds", sa.Float(), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("ready_in", sa.Integer(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("pen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_seat_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_seat")),
    )
    op.create_index("ix_seat_person_id", "seat", ["person_id"], unique=False)

    op.create_table(
        "session_mood",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("after", sa.Boolean(), nullable=False),
        sa.Column("pleasure", sa.Integer(), nullable=False),
        sa.Column("energy", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_mood_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_mood_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", "after", name=op.f("pk_session_mood")),
    )
    op.create_table(
        "session_note",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_note_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_note_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "kind", "person_id", "place", name=op.f("pk_session_note")),
    )
    op.create_index("ix_session_note_person_id_kind", "session_note", ["person_id", "kind"], unique=False)

    op.create_table(
        "claim",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("wall", sa.Boolean(), nullable=False),
        sa.Column("win_back", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_claim_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_claim_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_claim")),
    )
    op.create_index("ix_claim_session_id", "claim", ["session_id"], unique=False)

    op.create_table(
        "hidden_answer",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_hidden_answer_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_hidden_answer_by_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_hidden_answer_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_hidden_answer")),
    )
    op.create_table(
        "recommendation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recommendation_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "quarter", name=op.f("pk_recommendation")),
    )
    op.drop_index("ux_deal_one_open", "deal")
    with op.batch_alter_table("deal") as batch:
        batch.add_column(sa.Column("session_id", sa.String(), nullable=True))
        batch.create_foreign_key(op.f("fk_deal_session_id_session"), "session", ["session_id"], ["id"])
    op.create_index(
        "ux_deal_one_open",
        "deal",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND session_id IS NULL"),
        postgresql_where=sa.text("state = 'open' AND session_id IS NULL"),
    )
    op.create_index(
        "ux_deal_one_a_session",
        "deal",
        ["session_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("session_id IS NOT NULL"),
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
