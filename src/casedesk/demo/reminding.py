"""What the coordinator of the invented region wants to think of in the days to come."""

from datetime import timedelta

from casedesk.demo.region import COORDINATOR, Region
from casedesk.reminders.model import Reminder

_OF = "herinneringen"
_WANTED = (
    (-2, "Cijfers voor het kwartaaloverleg klaarzetten"),
    (0, "Sleutel van de spreekkamer teruggeven"),
    (4, "Bellen over de verzekering van de tolk"),
    (24, "Handtekeningen onder het convenant nalopen"),
)
"""Days from today, and what to think of; about no case."""


def add_reminders(region: Region) -> None:
    """A few reminders, written last week."""
    written = region.today - timedelta(days=7)
    for days, what in _WANTED:
        due = region.today + timedelta(days=days)
        region.diary.new(
            Reminder, written, COORDINATOR, _OF, what=what, due_on=due, owner=COORDINATOR
        )
