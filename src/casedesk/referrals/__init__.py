"""Referrals: asking an organisation to take something up, and what it answered."""
