"""What merging persons and undoing it needs.

Follows 2026_11_25_signal_work.
"""

revision = "2026_11_25_merged_people"
down_revision = "2026_11_25_signal_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
