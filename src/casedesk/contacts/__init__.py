"""Contact moments and notes."""
