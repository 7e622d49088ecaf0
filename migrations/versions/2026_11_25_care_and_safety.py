"""What intake, needs, safety, plans and the three tracks need.

Follows 2026_11_25_documents_inside.
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "2026_11_25_care_and_safety"
down_revision = "2026_11_25_documents_inside"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("residence_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dublin", sa.String(length=60), nullable=True))
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("residence_status", sa.String(length=60), nullable=True))
    with op.batch_alter_table("care_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copy_safe", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("former_id", sa.Integer(), nullable=True))
        _points_at(batch_op, "care_plan", "former_id", "care_plan")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("need_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("former_id", sa.Integer(), nullable=True))
        _points_at(batch_op, "goal", "partner_id", "organisation")
        _points_at(batch_op, "goal", "need_id", "need_assessment")
        _points_at(batch_op, "goal", "former_id", "goal")


def _points_at(batch_op: BatchOperations, table: str, column: str, target: str) -> None:
    batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
    batch_op.create_foreign_key(op.f(f"fk_{table}_{column}"), target, [column], ["id"])
