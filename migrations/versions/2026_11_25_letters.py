"""Templates of letters.

Follows 2026_11_25_fact_sources.
"""

revision = "2026_11_25_letters"
down_revision = "2026_11_25_fact_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
