"""Where a line of the work list leads."""

from casedesk.desktop.desk import Desk
from casedesk.reminders.model import Reminder
from casedesk.worklist.telling import WorkItem

_ON_THEIR_OWN_PAGE = (Reminder.record.name, "signal")


def open_item(desk: Desk, item: WorkItem) -> None:
    """Show the thing in its case, or on its own page where it has no case or one beside it."""
    if item.case_id is None or item.kind in _ON_THEIR_OWN_PAGE:
        desk.open_record(item.kind, item.record_id)
    else:
        desk.open_case(item.case_id, entry=(item.kind, item.record_id))
