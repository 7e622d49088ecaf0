"""What suspects, relations, exploitation and the diagram need.

Follows 2026_11_25_consult_and_closing.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_networks"
down_revision = "2026_11_25_consult_and_closing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suspect_fact",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("fact_kind", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("happened", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("grade_source", sa.String(length=60), nullable=True),
        sa.Column("grade_content", sa.String(length=60), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_suspect_fact_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suspect_fact_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspect_fact")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("suspect_fact") as batch:
        batch.create_index(batch.f("ix_suspect_fact_case_id"), ["case_id"], unique=False)
        batch.create_index(batch.f("ix_suspect_fact_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("person_relation") as batch:
        batch.add_column(sa.Column("episode_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_person_relation_episode_id"), "exploitation_episode", ["episode_id"], ["id"]
        )
        batch.create_index(batch.f("ix_person_relation_episode_id"), ["episode_id"], unique=False)

    with op.batch_alter_table("exploitation_episode") as batch:
        batch.add_column(sa.Column("platforms", sa.Text(), nullable=True))

    with op.batch_alter_table("disclosure") as batch:
        batch.add_column(sa.Column("suspect_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_disclosure_suspect_id"), "person", ["suspect_id"], ["id"]
        )
        batch.create_index(batch.f("ix_disclosure_suspect_id"), ["suspect_id"], unique=False)
