"""Fitted scores and their intervals, amendments, rulings on flags, disputes, gold answers among the peers'."""

import sqlalchemy as sa
from alembic import op

revision = "0002_scores"
down_revision = "0001_first"


def upgrade() -> None:
    with op.batch_alter_table("result") as batch:
        batch.add_column(sa.Column("half_width", sa.Float(), nullable=True))
        batch.add_column(sa.Column("strictness", sa.Float(), nullable=True))
        batch.add_column(sa.Column("basis", sa.String(), nullable=True))
        batch.add_column(sa.Column("criteria", sa.String(), nullable=True))
        batch.add_column(sa.Column("amended_score", sa.Float(), nullable=True))
    op.create_index(
        "ix_rating_flagged",
        "rating",
        ["answer_id"],
        unique=False,
        sqlite_where=sa.text("flags <> '[]'"),
        postgresql_where=sa.text("flags <> '[]'"),
    )
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("mean", sa.Float(), nullable=True),
        sa.Column("half_width", sa.Float(), nullable=True),
        sa.Column("raters", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_amendment_by_id_person")),
        sa.ForeignKeyConstraint(["deal_id"], ["result.deal_id"], name=op.f("fk_amendment_deal_id_result")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index("ix_amendment_deal_id", "amendment", ["deal_id"], unique=False)
    op.create_table(
        "ruling",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("flag", sa.String(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_ruling_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ruling_by_id_person")),
        sa.PrimaryKeyConstraint("answer_id", "flag", name=op.f("pk_ruling")),
    )
    op.create_table(
        "dispute",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_dispute_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_dispute")),
    )
    op.create_table(
        "gold_rating",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("deck_id", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("expected_score", sa.Float(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judgement", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_gold_rating_rater_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gold_rating")),
    )
    op.create_index("ix_gold_rating_rater_id_rated_at", "gold_rating", ["rater_id", "rated_at"], unique=False)
    op.create_index(
        "ux_gold_rating_one_blind",
        "gold_rating",
        ["rater_id", "session"],
        unique=True,
        sqlite_where=sa.text("blind = 1"),
        postgresql_where=sa.text("blind"),
    )
