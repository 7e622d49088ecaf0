"""Templates of letters.

Follows 2026_11_25_fact_sources.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_letters"
down_revision = "2026_11_25_fact_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_template",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint(
            "code",
            "language",
            "valid_from",
            name=op.f("uq_letter_template_code_language_valid_from"),
        ),
        sqlite_autoincrement=True,
    )
