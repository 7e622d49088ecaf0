"""The states of an action; pure."""

OPEN_STATES = ("open", "running", "waiting")
"""Something is still to be done."""
