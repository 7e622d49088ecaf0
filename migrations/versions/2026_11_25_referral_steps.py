"""What each step of a referral found, what comes in from partners, and why one is withdrawn.

Follows 2026_11_25_disclosures.
"""

import sqlalchemy as sa
from alembic import op

from casedesk.store.types import MomentType

revision = "2026_11_25_referral_steps"
down_revision = "2026_11_25_disclosures"
branch_labels = None
depends_on = None

_TEXTS = (
    ("withdrawal_reason", 60),
    ("reason_note", 500),
    ("no_ground_reason", 500),
    ("sender", 200),
)
_LONG = ("received_what", "feedback")
_DAYS = ("chased_on", "chase_on", "came_on", "decided_on", "feedback_due", "feedback_on")
_LINKS = (
    ("document_id", "document"),
    ("need_id", "need_assessment"),
    ("action_id", "action"),
    ("goal_id", "goal"),
)
_SOUGHT = ("chased_on", "came_on", "feedback_due", *(name for name, _table in _LINKS))


def upgrade() -> None:
    """A new table, and new columns that are empty for the referrals that are there."""
    _step()
    _referral()


def _step() -> None:
    op.create_table(
        "referral_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("at", MomentType(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("state_before", sa.String(length=60), nullable=True),
        sa.Column("state_after", sa.String(length=60), nullable=False),
        sa.Column("refusal_reason", sa.String(length=60), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=60), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("way", sa.String(length=60), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("case_phase", sa.String(length=60), nullable=True),
        sa.Column("person_role", sa.String(length=60), nullable=True),
        sa.Column("person_age", sa.Integer(), nullable=True),
        sa.Column("ground_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(length=60), nullable=True),
        sa.Column("ground_state", sa.String(length=60), nullable=True),
        sa.Column("ground_version", sa.String(length=60), nullable=True),
        sa.Column("no_ground_reason", sa.String(length=500), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_referral_step_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["sharing_ground.id"], name=op.f("fk_referral_step_ground_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organisation.id"], name=op.f("fk_referral_step_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_referral_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
        sqlite_autoincrement=True,
    )
    for name in ("case_id", "ground_id", "partner_id", "person_id", "referral_id", "told_on"):
        op.create_index(op.f(f"ix_referral_step_{name}"), "referral_step", [name])


def _referral() -> None:
    with op.batch_alter_table("referral") as batch:
        for name, length in _TEXTS:
            batch.add_column(sa.Column(name, sa.String(length=length), nullable=True))
        for name in _LONG:
            batch.add_column(sa.Column(name, sa.Text(), nullable=True))
        for name in _DAYS:
            batch.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name, target in _LINKS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch.create_foreign_key(batch.f(f"fk_referral_{name}"), target, [name], ["id"])
        for name in _SOUGHT:
            batch.create_index(batch.f(f"ix_referral_{name}"), [name])
