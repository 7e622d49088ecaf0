"""What documents kept inside the store need.

Follows 2026_11_25_merged_people.
"""

revision = "2026_11_25_documents_inside"
down_revision = "2026_11_25_merged_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
