"""What places, inspections and partners need.

Follows 2026_11_25_networks.
"""

revision = "2026_11_25_places"
down_revision = "2026_11_25_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
