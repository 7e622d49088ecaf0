"""The one line of time of a case: a reading of its dated records, never a copy."""
