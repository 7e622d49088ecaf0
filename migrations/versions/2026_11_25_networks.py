"""What suspects, relations, exploitation and the diagram need.

Follows 2026_11_25_consult_and_closing.
"""

revision = "2026_11_25_networks"
down_revision = "2026_11_25_consult_and_closing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
