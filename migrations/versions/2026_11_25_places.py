"""What places, inspections and partners need; terms and profiles of the organisation's own.

Follows 2026_11_25_networks.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_places"
down_revision = "2026_11_25_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_profile",
        sa.Column("partner_kind", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("topics", sa.String(length=600), nullable=False),
        sa.Column("classes", sa.String(length=200), nullable=False),
        sa.Column("free_text", sa.String(length=20), nullable=False),
        sa.Column("response_days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("widens", sa.String(length=600), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_profile")),
        sa.UniqueConstraint(
            "partner_kind", "valid_from", name=op.f("uq_own_profile_partner_kind_valid_from")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_term",
        sa.Column("list_name", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label_nl", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.Column("replaces", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_term")),
        sa.UniqueConstraint("list_name", "code", name=op.f("uq_own_term_list_name_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "term_ending",
        sa.Column("list_name", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_ending")),
        sa.UniqueConstraint("list_name", "code", name=op.f("uq_term_ending_list_name_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inspection") as batch:
        batch.add_column(sa.Column("follow_up_by", sa.Date(), nullable=True))
        batch.add_column(sa.Column("followed_up_on", sa.Date(), nullable=True))
        batch.create_index(batch.f("ix_inspection_follow_up_by"), ["follow_up_by"])
    with op.batch_alter_table("location") as batch:
        batch.add_column(sa.Column("addition", sa.String(length=10), nullable=True))
    with op.batch_alter_table("organisation") as batch:
        batch.add_column(sa.Column("working_area", sa.Text(), nullable=True))
        batch.add_column(sa.Column("services", sa.Text(), nullable=True))
