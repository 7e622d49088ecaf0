"""What intake, needs, safety, plans and the three tracks need.

Follows 2026_11_25_documents_inside.
"""

revision = "2026_11_25_care_and_safety"
down_revision = "2026_11_25_documents_inside"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
