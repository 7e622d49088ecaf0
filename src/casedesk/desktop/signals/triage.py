"""Ask for a triage or for feedback, in place, on a report or in a case."""

from collections.abc import Mapping
from typing import Any

from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.desk import Desk
from casedesk.desktop.signals.parts import Asking
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView
from casedesk.signals.triage import Decide, GiveFeedback, decide, give_feedback
from casedesk.signals.triage_rules import CLOSE_REASON
from casedesk.store.declare import fields_of, record_class

ASKED = (
    "trafficking", "responsibility", "gemeente", "urgency", "decision", "reasons", "decided_by",
    "next_step", "next_on", "triaged_on",
)  # fmt: skip
TOLD = Field(
    "step.told", "told", Kind.TEXT, N_("What the reporter was told"),
    help=N_("Tell no more than the reporter may know."),
)  # fmt: skip


def ask_triage(
    desk: Desk,
    asking: Asking,
    *,
    notification: RecordView | None = None,
    case: RecordView | None = None,
    before: RecordView | None = None,
) -> None:
    """Ask for a decision on a report or a case; what is known stands there already."""
    declared = fields_of(record_class("triage"))
    sitting = desk.sitting
    presets: dict[str, Any] = {
        "triaged_on": sitting.clock.today(),
        "decided_by": sitting.actor.name,
    }
    for source, names in (
        (case, ("gemeente", "urgency")),
        (notification, ("urgency",)),
        (before, ("trafficking", "responsibility", "gemeente")),
    ):
        presets |= _known(source, names)
    panel = AskPanel(desk, [declared[name] for name in ASKED], _("Decide"), presets=presets)
    about = {
        "case_id": case.id if case is not None else None,
        "notification_id": notification.id if notification is not None else None,
    }

    def work(given: Mapping[str, Any]) -> Any:
        command = Decide({**about, **given})
        return lambda: decide(sitting.store, command, sitting.labels)

    def done(_answer: Changes) -> None:
        decision = panel.rows["decision"].editor.value()
        said = _("Triage decided. Ctrl+Z takes it back.")
        if decision in CLOSE_REASON and case is not None:
            said = _("Triage decided. Close the case when nothing is left to do.")
        desk.announce(said)

    asking.ask(panel, work, done)


def ask_feedback(desk: Desk, asking: Asking, triage: RecordView) -> None:
    """Ask when the reporter was told, and what."""
    store = desk.sitting.store
    panel = AskPanel(desk, (DAY, TOLD), _("Feedback given"))

    def work(given: Mapping[str, Any]) -> Any:
        step = GiveFeedback(triage.id, triage.version, on=given["on"], told=given["told"] or "")
        return lambda: give_feedback(store, step)

    asking.ask(panel, work)


def _known(source: RecordView | None, names: tuple[str, ...]) -> dict[str, Any]:
    if source is None:
        return {}
    return {
        name: source.values[name]
        for name in names
        if source.values[name] is not None and not isinstance(source.values[name], Missing)
    }
