"""What the daily work list needs: reminders and dates put off with a reason.

Follows 2026_11_25_deadline_rules.
"""

revision = "2026_11_25_work_today"
down_revision = "2026_11_25_deadline_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
