"""The agenda of a consult, what came of consults and contacts, the reporting code, closings.

Follows 2026_11_25_care_and_safety.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_consult_and_closing"
down_revision = "2026_11_25_care_and_safety"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three new columns of the case, two of actions, one of consults, two new tables."""
    op.create_table(
        "case_closing",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("close_reason", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("reopened_on", sa.Date(), nullable=False),
        sa.Column("reopened_by", sa.String(length=60), nullable=True),
        sa.Column("reopen_reason", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_closing_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_closing")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_closing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_closing_case_id"), ["case_id"], unique=False)

    op.create_table(
        "meldcode_step",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=True),
        sa.Column("with_whom", sa.String(length=200), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_meldcode_step_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meldcode_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meldcode_step")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meldcode_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meldcode_step_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meldcode_step_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meldcode_step_step"), ["step"], unique=False)
        batch_op.create_index(batch_op.f("ix_meldcode_step_taken_on"), ["taken_on"], unique=False)

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consult_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("contact_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_action_consult_id"), ["consult_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_contact_id"), ["contact_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_action_contact_id"), "contact_moment", ["contact_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_action_consult_id"), "case_consult", ["consult_id"], ["id"]
        )

    with op.batch_alter_table("case_consult", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agenda", sa.Text(), nullable=True))

    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aftercare_done_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("no_aftercare", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("retention_basis", sa.String(length=60), nullable=True))
