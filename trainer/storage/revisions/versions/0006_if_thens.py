"""Tries of if-then sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0006_if_thens"
down_revision = "0005_pins"


def upgrade() -> None:
    op.create_table(
        "if_then_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=True),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_if_then_try_person_id_person"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_if_then_try_session_id_session", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_if_then_try_deal_id_deal", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_if_then_try"),
        sa.UniqueConstraint("deal_id", name="uq_if_then_try_deal_id"),
    )
    op.create_index("ix_if_then_try_person_id", "if_then_try", ["person_id"])
