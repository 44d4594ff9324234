"""How many hints were opened while a card was written."""

import sqlalchemy as sa
from alembic import op

revision = "0004_hints"
down_revision = "0003_sessions"


def upgrade() -> None:
    # A plain column with a default: no table is rebuilt, however many deals there are.
    op.add_column("deal", sa.Column("hints", sa.Integer(), nullable=False, server_default=sa.text("0")))
