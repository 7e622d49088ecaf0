"""What each step of a referral found: state, people, ground.

Follows 2026_11_25_disclosures.
"""

revision = "2026_11_25_referral_steps"
down_revision = "2026_11_25_disclosures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
