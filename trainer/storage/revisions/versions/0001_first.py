"""The first tables: people, decks, deals, drafts, answers, ratings, results."""

import sqlalchemy as sa
from alembic import op

revision = "0001_first"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "deck",
        sa.Column("deck_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("ready_cards", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("deck_id", "language", name=op.f("pk_deck")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("bar", sa.Float(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("name_key", name=op.f("uq_team_name_key")),
    )
    op.create_table(
        "card",
        sa.Column("deck_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("absurdity", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deck_id", "language"],
            ["deck.deck_id", "deck.language"],
            name=op.f("fk_card_deck_id_language_deck"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deck_id", "language", "card_id", name=op.f("pk_card")),
    )
    op.create_index("ix_card_status_language_type", "card", ["status", "language", "type"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_team_id_active", "person", ["team_id", "active"], unique=False)
    op.create_index(
        "ux_person_active_name",
        "person",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "deal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("deck_id", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("deck_title", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("complaint", sa.String(), nullable=False),
        sa.Column("reason_why", sa.String(), nullable=False),
        sa.Column("reason_type", sa.String(), nullable=False),
        sa.Column("reason_times", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("picked", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_boot", sa.String(), nullable=False),
        sa.Column("opened_boot_seconds", sa.Float(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_boot", sa.String(), nullable=False),
        sa.Column("deadline_boot_seconds", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_timeout", sa.Boolean(), nullable=False),
        sa.Column("looked_back", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deal_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
    )
    op.create_index("ix_deal_counted_closed_at", "deal", ["counted", "closed_at"], unique=False)
    op.create_index(
        "ix_deal_person_id_looked_back_state_closed_at",
        "deal",
        ["person_id", "looked_back", "state", "closed_at"],
        unique=False,
    )
    op.create_index(
        "ix_deal_person_id_opened_at", "deal", ["person_id", "opened_at", "deck_id", "card_id", "type"], unique=False
    )
    op.create_index("ix_deal_state_deadline_at", "deal", ["state", "deadline_at"], unique=False)
    op.create_index(
        "ux_deal_one_open",
        "deal",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ux_deal_one_prepared",
        "deal",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'prepared'"),
        postgresql_where=sa.text("state = 'prepared'"),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_timeout", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_answer_deal_id_deal")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("deal_id", name=op.f("uq_answer_deal_id")),
    )
    op.create_index("ix_answer_person_id_status", "answer", ["person_id", "status"], unique=False)
    op.create_index(
        "ix_answer_status_final_at", "answer", ["status", "final_at", "person_id", "needed", "id"], unique=False
    )
    op.create_table(
        "draft",
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("variants", sa.String(), nullable=False),
        sa.Column("starred", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_draft_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("deal_id", "seq", name=op.f("pk_draft")),
    )
    op.create_table(
        "result",
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("complaint", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("mean", sa.Float(), nullable=True),
        sa.Column("raters", sa.Integer(), nullable=False),
        sa.Column("bar", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("counts_for_quality", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_result_deal_id_deal")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_result_person_id_person")),
        sa.PrimaryKeyConstraint("deal_id", name=op.f("pk_result")),
    )
    op.create_index(
        "ix_result_person_id_closed_at", "result", ["person_id", "closed_at", "deal_id", "outcome"], unique=False
    )
    op.create_table(
        "lease",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_lease_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_lease_rater_id_person")),
        sa.PrimaryKeyConstraint("answer_id", "rater_id", name=op.f("pk_lease")),
    )
    op.create_index("ix_lease_rater_id_until", "lease", ["rater_id", "until"], unique=False)
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("by_lead", sa.Boolean(), nullable=False),
        sa.Column("levels", sa.String(), nullable=False),
        sa.Column("flags", sa.String(), nullable=False),
        sa.Column("laughed", sa.Boolean(), nullable=False),
        sa.Column("steal", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_rating_answer_id_answer")),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_rating_rater_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("answer_id", "rater_id", name=op.f("uq_rating_answer_id_rater_id")),
    )
    op.create_index("ix_rating_rater_id_rated_at", "rating", ["rater_id", "rated_at", "answer_id"], unique=False)
    op.create_table(
        "variant",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_variant_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "position", name=op.f("pk_variant")),
    )
