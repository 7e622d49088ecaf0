"""The contents of documents with their text.

Follows 2026_11_25_merged_people.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_documents_inside"
down_revision = "2026_11_25_merged_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "blob",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("text_state", sa.String(length=20), nullable=True),
        sa.Column("unused_since", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("blob", schema=None) as batch_op:
        batch_op.create_index("ix_blob_case_id_sha256", ["case_id", "sha256"], unique=False)
    op.create_table(
        "blob_chunk",
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_blob_chunk_blob_id")),
        sa.PrimaryKeyConstraint("blob_id", "place", name=op.f("pk_blob_chunk")),
    )
    op.create_table(
        "blob_text",
        sa.Column("blob_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["blob_id"], ["blob.id"], name=op.f("fk_blob_text_blob_id")),
        sa.PrimaryKeyConstraint("blob_id", "page", name=op.f("pk_blob_text")),
    )
