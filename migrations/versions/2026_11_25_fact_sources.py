"""Where a fact comes from: who said so, when, how sure; and how documents for a partner look.

Follows 2026_11_25_grounds_in_time.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_fact_sources"
down_revision = "2026_11_25_grounds_in_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("own_profile") as batch:
        batch.add_column(sa.Column("language", sa.String(length=2), nullable=True))
        batch.add_column(sa.Column("header", sa.String(length=300), nullable=True))
        batch.add_column(sa.Column("expiry", sa.String(length=300), nullable=True))
        batch.add_column(sa.Column("keep_days", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("channel", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("sources", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("logo", sa.Boolean(), nullable=True))
