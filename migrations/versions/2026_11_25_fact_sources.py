"""Where a fact comes from: who said so, when, how sure.

Follows 2026_11_25_grounds_in_time.
"""

revision = "2026_11_25_fact_sources"
down_revision = "2026_11_25_grounds_in_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
