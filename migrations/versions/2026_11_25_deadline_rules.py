"""What deadline rules need: rules with dates of effect, and what a deadline followed from.

Follows 2026_11_24_first_tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_deadline_rules"
down_revision = "2026_11_24_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make two tables and the new columns of a deadline."""
    op.create_table(
        "deadline_rule",
        sa.Column("rule_key", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("variant", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint(
            "rule_key",
            "valid_from",
            "variant",
            name=op.f("uq_deadline_rule_rule_key_valid_from_variant"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "procedure_step",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("happened", sa.String(length=200), nullable=False),
        sa.Column("happened_at", sa.String(length=32), nullable=True),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_procedure_step_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organisation.id"], name=op.f("fk_procedure_step_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_procedure_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_step")),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "happened", "partner_id", "person_id", "step"):
        op.create_index(op.f(f"ix_procedure_step_{column}"), "procedure_step", [column])
    with op.batch_alter_table("deadline") as batch:
        for name, kind in (
            ("proof", sa.String(length=200)),
            ("proof_id", sa.Integer()),
            ("computed_on", sa.Date()),
            ("ends_at", sa.String(length=32)),
            ("warn_on", sa.Date()),
            ("overridden_from", sa.Date()),
            ("estimated", sa.Boolean()),
            ("unverified", sa.Boolean()),
            ("shielded", sa.Boolean()),
            ("area", sa.String(length=60)),
            ("basis_nl", sa.String(length=600)),
            ("basis_en", sa.String(length=600)),
            ("source", sa.String(length=500)),
            ("rule_key", sa.String(length=60)),
            ("rule_from", sa.Date()),
            ("start_kind", sa.String(length=60)),
            ("start_id", sa.Integer()),
            ("met_kind", sa.String(length=60)),
            ("met_id", sa.Integer()),
        ):
            batch.add_column(sa.Column(name, kind, nullable=True))
        batch.drop_index(op.f("ix_deadline_next"))
        batch.create_index(
            "ix_deadline_next", ["met_on", "due_on", "case_id", "person_id", "shielded"]
        )
        batch.create_index(op.f("ix_deadline_proof_id"), ["proof_id"])
        batch.create_foreign_key(op.f("fk_deadline_proof_id"), "document", ["proof_id"], ["id"])
