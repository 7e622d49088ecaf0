"""Save the dates as a calendar file, after a warning that it leaves the store."""

from casedesk.desktop.desk import Desk
from casedesk.desktop.handover.saving import write_document
from casedesk.kernel.words import _, ngettext
from casedesk.worklist.calendar_file import CalendarFile, calendar_file
from casedesk.worklist.reading import WorkQuery

WITH_ALARM, WITHOUT = "alarm", "plain"


def save_calendar(desk: Desk, query: WorkQuery) -> None:
    """Ask whether and where, make the file of what the list shows, and write it."""
    way = desk.questions.choose(
        _("Save the dates as a calendar file?"),
        ((WITHOUT, _("Save")), (WITH_ALARM, _("Save with an alarm at nine"))),
        _(
            "The file leaves CaseDesk and is not encrypted. It has days and case numbers, and no "
            "name or content. Put it in your own calendar only, and delete the file after that."
        ),
    )
    if not way:
        return
    path = desk.questions.file_to_save(
        _("Save the calendar file"), "casedesk.ics", _("Calendar (*.ics)")
    )
    if path is None:
        return
    sitting = desk.sitting

    def work() -> CalendarFile | object:
        made = calendar_file(sitting.store, desk.reader, query, alarm=way == WITH_ALARM)
        if isinstance(made, CalendarFile):
            write_document(path, made.content)
        return made

    def done(made: object) -> None:
        if isinstance(made, CalendarFile):
            said = ngettext(
                "The file with {n} date is saved.", "The file with {n} dates is saved.", made.dates
            )
            desk.announce(said.format(n=made.dates))

    desk.runner.change(work, done)
