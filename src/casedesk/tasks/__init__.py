"""Actions to do and dates that must not be missed."""
