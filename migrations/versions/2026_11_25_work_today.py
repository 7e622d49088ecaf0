"""What the daily work list needs: reminders and dates put off with a reason.

Follows 2026_11_25_deadline_rules.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_work_today"
down_revision = "2026_11_25_deadline_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two new tables; nothing that stands in the store changes."""
    _reminder()
    _snooze()


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_reminder_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reminder_case_id"), "reminder", ["case_id"])
    op.create_index(op.f("ix_reminder_person_id"), "reminder", ["person_id"])
    op.create_index("ix_reminder_next", "reminder", ["done_on", "due_on", "case_id", "person_id"])


def _snooze() -> None:
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("of_kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("of_date", sa.String(length=40), nullable=False),
        sa.Column("of_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("put_off_by", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("shielded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_snooze_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_snooze_until"), "snooze", ["until"])
    op.create_index(op.f("ix_snooze_case_id"), "snooze", ["case_id"])
    op.create_index(op.f("ix_snooze_person_id"), "snooze", ["person_id"])
    op.create_index("ix_snooze_of", "snooze", ["of_kind", "of_id", "of_date"])
