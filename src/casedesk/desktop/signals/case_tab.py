"""The tab of a case on how it came in: triage, reports, signals, advice, and what overlaps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.desktop.case.items import Item, items_of_case
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.signals.overlap import OverlapPart
from casedesk.desktop.signals.parts import Asking, Part
from casedesk.desktop.signals.reducing import ReducePart
from casedesk.desktop.signals.triage import ask_feedback, ask_triage
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Missing
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView
from casedesk.store.declare import fields_of, record_class

TRIAGE = Command("case.triage", N_("&Triage"), "Ctrl+Shift+T", "scale", Menu.PAGE, 2)

_TOLD = (
    "trafficking", "responsibility", "gemeente", "urgency", "decided_by", "next_step", "next_on",
    "feedback_on",
)  # fmt: skip


class TriagePart(Part):
    """The decision that counts, and a way to decide again."""

    kinds = ("triage", CASE)

    def __init__(self, room: Room) -> None:
        super().__init__(room.desk, _("Triage"))
        self._room = room
        self.case: RecordView | None = None
        self.latest: RecordView | None = None
        self.says = text("", "strong", wrap=True)
        self.more = text("", "", wrap=True)
        self.steps = QWidget()
        self._flow = Flow(space=tokens.SPACE_S)
        self.steps.setLayout(self._flow)
        self.asking = Asking(room.desk)
        for part in (self.says, self.more, self.steps, self.asking):
            self.sheet.addWidget(part)
        self.load()

    def load(self) -> None:
        desk, case_id = self.desk, self._room.case_id

        def read() -> tuple[RecordView | None, RecordView | None, dict[str, str]]:
            reader = desk.reader
            with desk.sitting.store.read() as session:
                case = reader.view(session, CASE, case_id)
                views = sorted(
                    reader.views(session, "triage", case_id=case_id),
                    key=lambda view: (view.values["triaged_on"], view.id),
                )
                latest = views[-1] if views else None
                words: dict[str, str] = {}
                declared = fields_of(record_class("triage"))
                for name in (*_TOLD, "decision", "reasons"):
                    value = latest.values[name] if latest is not None else None
                    if value is not None and not isinstance(value, Missing):
                        words[name] = reader.show(session, declared[name], value)
                return case, latest, words

        desk.runner.run(read, self._show, owner=self)

    def triage(self) -> None:
        """Decide now."""
        if self.case is not None and self._room.may_change("triage"):
            ask_triage(self.desk, self.asking, case=self.case, before=self.latest)

    def _show(self, found: tuple[RecordView | None, RecordView | None, dict[str, str]]) -> None:
        self.case, self.latest, words = found
        declared = fields_of(record_class("triage"))
        if self.latest is None:
            self.says.setText(_("No decision yet."))
            self.more.setText(_(record_class("triage").record.empty))
        else:
            day = show_date(self.latest.values["triaged_on"])
            self.says.setText(f"{words['decision']} ({day})")
            told = [_told(_(declared[n].label), words[n]) for n in _TOLD if n in words]
            self.more.setText("\n".join([words.get("reasons", ""), *told]))
        self._flow.clear()
        closed = self.case is not None and self.case.values["closed_on"] is not None
        if self._room.may_change("triage") and not closed:
            words_on = _("Decide again") if self.latest is not None else _("Decide")
            look = "" if self.latest is not None else "primary"
            self._flow.addWidget(button(words_on, self.triage, look=look, icon="scale"))
        latest = self.latest
        if (
            latest is not None
            and latest.values["feedback_on"] is None
            and self._room.may_change("triage")
        ):
            give = partial(ask_feedback, self.desk, self.asking, latest)
            self._flow.addWidget(button(_("Feedback given"), give, icon="message-check"))


class IntakeTab(CasePart):
    """How the case came in."""

    kinds = ("triage", "notification", "signal", "advice_request")

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.sheet = Sheet(widest=150)
        self.triage = TriagePart(room)
        self.overlap = OverlapPart(room.desk, CASE, room.case_id)
        self.reducing = ReducePart(room)
        self.lists: dict[str, RecordList] = {}
        self.sheet.column.addWidget(self.triage)
        reader = room.desk.reader
        for kind in self.kinds:
            shape = ListShape(
                kind,
                partial(items_of_case, reader=reader, kind=kind, case_id=room.case_id),
                title=_("All decisions")
                if kind == "triage"
                else _(record_class(kind).record.plural),
                fixed=kind != "notification",
                below=partial(_open, room) if kind != "triage" else None,
            )
            made = self.lists[kind] = RecordList(room, shape)
            self.sheet.column.addWidget(made)
            if kind != "notification":
                made.loaded.connect(partial(_hide_empty, made))
                made.setVisible(made.count > 0)
        self.sheet.column.addWidget(self.overlap)
        self.sheet.column.addWidget(self.reducing)
        self.sheet.column.addStretch(1)
        filled(self, self.sheet)

    def refresh(self, changes: Changes) -> None:
        for part in (self.triage, self.overlap, self.reducing):
            part.refresh(changes)
        for each in self.lists.values():
            each.refresh(changes)

    def flush(self) -> None:
        for each in self.lists.values():
            each.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        self.lists[kind].show_record(record_id)

    def add(self, kind: str) -> None:
        if kind == "triage":
            self.triage.triage()
        else:
            self.lists[kind].add()

    def commands(self) -> Sequence[BoundCommand]:
        return (BoundCommand(TRIAGE, self.triage.triage, lambda: self.room.may_change("triage")),)

    def start(self) -> None:
        first = self.triage.steps.findChildren(QWidget)
        (first[0] if first else self).setFocus()


def _told(label: str, words: str) -> str:
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


def _open(room: Room, item: Item) -> Sequence[QWidget]:
    go = partial(room.desk.open_record, item.kind, item.id)
    line = QWidget()
    line.setLayout(row(button(_("Open on its own page"), go, look="quiet"), None))
    return (line,)


def _hide_empty(shown: RecordList) -> None:
    shown.setVisible(shown.count > 0)
