"""What follows from what is agreed with a partner; pure."""

from datetime import date, timedelta


def answer_due(asked_on: date, response_days: int | None) -> date | None:
    """The day by which a partner answers: so many days (agreed with it) after being asked."""
    if response_days is None or response_days < 0:
        return None
    return asked_on + timedelta(days=response_days)
