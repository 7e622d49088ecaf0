"""What signals, requests for advice, reports and triage need.

Follows 2026_11_25_work_today.
"""

revision = "2026_11_25_signal_work"
down_revision = "2026_11_25_work_today"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
