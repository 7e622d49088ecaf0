"""The forms of a reminder and of a date that was put off."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "reminder",
        (Section(N_("Reminder"), ("what", "due_on", "owner", "person_id", "done_on")),),
        first=("what", "due_on", "owner", "person_id"),
    ),
    FormSpec("snooze", (Section(N_("Date put off"), ("until", "reason")),)),
)
