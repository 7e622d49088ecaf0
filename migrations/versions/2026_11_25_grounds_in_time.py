"""Grounds in time: text, interpreter, review, withdrawal; the policy of the organisation.

Follows 2026_11_25_referral_steps.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_grounds_in_time"
down_revision = "2026_11_25_referral_steps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Eight new columns of grounds, one of disclosures, one new table."""
    op.create_table(
        "own_sharing_policy",
        sa.Column("ground", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("uncovered", sa.String(length=40), nullable=False),
        sa.Column("withdrawn", sa.String(length=40), nullable=False),
        sa.Column("excluded", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("looser", sa.String(length=200), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_sharing_policy")),
        sa.UniqueConstraint(
            "ground", "valid_from", name=op.f("uq_own_sharing_policy_ground_valid_from")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawal_tell_by", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_disclosure_withdrawal_tell_by"), ["withdrawal_tell_by"], unique=False
        )
    with op.batch_alter_table("sharing_ground", schema=None) as batch_op:
        batch_op.add_column(sa.Column("purposes", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("data_groups", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("excluded_groups", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("interpreter", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("interpreter_name", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("review_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.String(length=60), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_sharing_ground_partner_id"), ["partner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sharing_ground_review_on"), ["review_on"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sharing_ground_partner_id"), "organisation", ["partner_id"], ["id"]
        )
