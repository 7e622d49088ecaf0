"""What merging persons and undoing it needs, and the keys by which persons are found.

Follows 2026_11_25_signal_work. The keys are filled when the upgrade ends.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_merged_people"
down_revision = "2026_11_25_signal_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_merge",
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("gone_name", sa.String(length=500), nullable=True),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("merged_by", sa.String(length=60), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_merge_kept_id"), "person_merge", ["kept_id"])
    op.create_index(op.f("ix_person_merge_gone"), "person_merge", ["gone"])
    op.create_table(
        "person_difference",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_person_difference_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_person_difference_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_difference")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_person_difference_first_id_second_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_difference_first_id"), "person_difference", ["first_id"])
    op.create_index(op.f("ix_person_difference_second_id"), "person_difference", ["second_id"])
    op.create_table(
        "person_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("what", sa.String(length=1), nullable=False),
        sa.Column("sound", sa.String(length=200), nullable=False),
        sa.Column("bones", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_key")),
    )
    op.create_index(
        "ix_person_key_sound", "person_key", ["restricted", "what", "sound", "person_id"]
    )
    op.create_index(
        "ix_person_key_bones", "person_key", ["restricted", "bones", "person_id"],
        sqlite_where=sa.text("bones IS NOT NULL"),
    )  # fmt: skip
    op.create_index("ix_person_key_source", "person_key", ["kind", "record_id"])
    op.create_index("ix_person_key_person_id", "person_key", ["person_id"])
