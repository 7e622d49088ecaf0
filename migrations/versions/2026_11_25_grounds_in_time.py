"""Grounds in time: text, interpreter, review, withdrawal; the policy of the organisation.

Follows 2026_11_25_referral_steps.
"""

revision = "2026_11_25_grounds_in_time"
down_revision = "2026_11_25_referral_steps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
