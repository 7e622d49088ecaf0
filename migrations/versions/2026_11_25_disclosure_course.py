"""When a handover was sent, until when its receipt and return are awaited, and what came back.

Follows 2026_11_25_letters.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_disclosure_course"
down_revision = "2026_11_25_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("disclosure") as batch:
        batch.add_column(sa.Column("sent_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("receipt_by", sa.Date(), nullable=True))
        batch.add_column(sa.Column("reply_reason", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("reply_contact", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("return_by", sa.Date(), nullable=True))
        batch.create_index(batch.f("ix_disclosure_receipt_by"), ["receipt_by"])
        batch.create_index(batch.f("ix_disclosure_return_by"), ["return_by"])
