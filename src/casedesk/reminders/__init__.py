"""Reminders that somebody set, and dates that somebody put off with a reason."""
