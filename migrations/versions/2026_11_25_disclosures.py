"""What came back on a handover, its archive copy and its print number.

Follows 2026_11_25_places.
"""

import sqlalchemy as sa
from alembic import op

from casedesk.store.types import MomentType

revision = "2026_11_25_disclosures"
down_revision = "2026_11_25_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("disclosure") as batch:
        # Everything that was made before this version was a handover.
        batch.add_column(
            sa.Column("document", sa.String(length=60), nullable=False, server_default="handover")
        )
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("number", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("profile_from", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ground_version", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("told", sa.Text(), nullable=True))
        batch.add_column(sa.Column("blob", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("blob_sha256", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("signed_by", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("printed_at", MomentType(length=32), nullable=True))
        batch.add_column(sa.Column("received_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("reply", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("reply_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("reply_text", sa.Text(), nullable=True))
        batch.add_column(sa.Column("reply_document_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("return_asked_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("return_way", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("withdrawal_told_on", sa.Date(), nullable=True))
        for name in ("blob", "blob_sha256", "number", "person_id", "reply_document_id"):
            batch.create_index(batch.f(f"ix_disclosure_{name}"), [name])
        batch.create_foreign_key(
            batch.f("fk_disclosure_reply_document_id"), "document", ["reply_document_id"], ["id"]
        )
        batch.create_foreign_key(
            batch.f("fk_disclosure_person_id"), "person", ["person_id"], ["id"]
        )
    with op.batch_alter_table("disclosure") as batch:
        batch.alter_column("document", existing_type=sa.String(length=60), server_default=None)
