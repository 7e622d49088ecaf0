"""What deadline rules need: rules with dates of effect, and what a deadline followed from.

Follows 2026_11_24_first_tables.
"""

revision = "2026_11_25_deadline_rules"
down_revision = "2026_11_24_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
