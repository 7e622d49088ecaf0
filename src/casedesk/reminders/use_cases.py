"""Set a reminder, and say that what it asked was done."""

from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, day_of, take
from casedesk.records.use_cases import make
from casedesk.reminders.model import Reminder
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store


def make_reminder(store: Store, values: Mapping[str, Any], labels: CodeLabels) -> Changes | Refused:
    """A reminder for who sets it, unless another owner is given."""
    with store.write(N_("Reminder set"), act=Act.CREATE) as writing:
        unit = writing.unit
        given = {name: value for name, value in values.items() if value not in (None, "")}
        given.setdefault("owner", store.actor.login)
        reminder = make(unit, Reminder, given, labels)
        unit.created = reminder.id
    return writing.answer


def finish_reminder(store: Store, step: Step) -> Changes | Refused:
    """What the reminder asked was done."""
    with store.write(N_("Reminder done"), why=step.why) as writing:
        unit = writing.unit
        reminder = take(unit, Reminder, step)
        if reminder.done_on is not None:
            unit.refuse(_("This reminder was done already."), "done_on")
        unit.set(reminder, done_on=day_of(unit, step))
    return writing.answer


MAKERS = {Reminder.record.name: make_reminder}
