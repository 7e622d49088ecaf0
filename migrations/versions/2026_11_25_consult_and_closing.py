"""What consults, the reporting code, closing and standing in need.

Follows 2026_11_25_care_and_safety.
"""

revision = "2026_11_25_consult_and_closing"
down_revision = "2026_11_25_care_and_safety"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
