"""What signals, requests for advice, reports and triage need.

Follows 2026_11_25_work_today.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_signal_work"
down_revision = "2026_11_25_work_today"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Traces and links of signals, triage, terms of keeping, and what records are compared by."""
    for table in ("signal", "advice_request"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("keep_until", sa.Date(), nullable=True))
            batch.create_index(batch.f(f"ix_{table}_keep_until"), ["keep_until"], unique=False)
    _traces()
    _links()
    _triage()
    op.create_table(
        "overlap_key",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("normal", sa.String(length=200), nullable=False),
        sa.Column("spelled", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "record_id", "field", "what", "normal", name=op.f("pk_overlap_key")
        ),
    )
    with op.batch_alter_table("overlap_key") as batch:
        batch.create_index("ix_overlap_key_normal", ["what", "normal"], unique=False)


def _traces() -> None:
    op.create_table(
        "signal_trace",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("trace_kind", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("normal", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_trace_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_trace")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signal_trace") as batch:
        batch.create_index(batch.f("ix_signal_trace_normal"), ["normal"], unique=False)
        batch.create_index(batch.f("ix_signal_trace_signal_id"), ["signal_id"], unique=False)


def _links() -> None:
    op.create_table(
        "signal_link",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["signal.id"], name=op.f("fk_signal_link_other_id")),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_link_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_link")),
        sa.UniqueConstraint(
            "signal_id", "other_id", name=op.f("uq_signal_link_signal_id_other_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signal_link") as batch:
        batch.create_index(batch.f("ix_signal_link_other_id"), ["other_id"], unique=False)
        batch.create_index(batch.f("ix_signal_link_signal_id"), ["signal_id"], unique=False)


def _triage() -> None:
    op.create_table(
        "triage",
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("notification_id", sa.Integer(), nullable=True),
        sa.Column("triaged_on", sa.Date(), nullable=False),
        sa.Column("trafficking", sa.String(length=60), nullable=False),
        sa.Column("responsibility", sa.String(length=60), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("urgency", sa.String(length=60), nullable=True),
        sa.Column("decision", sa.String(length=60), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("next_step", sa.String(length=200), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("feedback", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_triage_case_id")),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_triage_notification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("triage") as batch:
        batch.create_index(batch.f("ix_triage_case_id"), ["case_id"], unique=False)
        batch.create_index(batch.f("ix_triage_next_on"), ["next_on"], unique=False)
        batch.create_index(batch.f("ix_triage_notification_id"), ["notification_id"], unique=False)
        batch.create_index(batch.f("ix_triage_triaged_on"), ["triaged_on"], unique=False)
