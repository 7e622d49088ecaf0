"""Close a case with its reason and outcome, or open it again; asked in place of its tabs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.closing import still_open
from casedesk.cases.use_cases import CloseCase, close_case, reopen_case
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.in_view import holds_focus
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.part import Room, Sheet, filled
from casedesk.desktop.desk import Page
from casedesk.desktop.widgets.parts import text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import age_on
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _, ngettext
from casedesk.people.model import Person, PersonRole
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of, record_class

WHY = Field("step.why", "why", Kind.TEXT, N_("Why the case is opened again"), required=True)

ASKED = ("close_reason", "outcome", "aftercare_on", "no_aftercare", "retention_basis")
"""What a closing says, in the order in which it is asked."""

_FEW = 4
_MAJORITY = 18


@dataclass(frozen=True, slots=True)
class Loose:
    """What is still open, of one kind: a sentence, and the first few by id and title."""

    kind: str
    sentence: str
    first: tuple[tuple[int, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that is still open, and on what basis the case will probably be kept."""

    loose: tuple[Loose, ...]
    retention: str


class ClosingPanel(QWidget):
    """Empty until one of the two is asked for; then it has the room of the tabs, and scrolls.

    Who follows a link of it to a record, or chooses a tab, finds the answers when they ask again.
    """

    opened = Signal()
    """Something is asked now."""
    ended = Signal()
    """Nothing is asked any more."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._case: RecordView | None = None
        self.panel: AskPanel | None = None
        self._sheet = Sheet(widest=130)
        self._sheet.column.addStretch(1)
        filled(self, self._sheet)
        self.hide()

    def show_case(self, case: RecordView) -> None:
        """The case as it is now."""
        self._case = case

    def ask_close(self) -> None:
        """Say what is still open, then ask why the case ends and how."""
        desk, case_id = self._room.desk, self._room.case_id

        def read() -> Checklist:
            with desk.sitting.store.read() as session:
                return self._read(session, case_id)

        desk.runner.run(read, self._ask_close, owner=self)

    def ask_reopen(self) -> None:
        """Ask why."""
        self._open((WHY,), _("Reopen the case"), "", self._reopen)

    def start(self) -> None:
        """Put the focus where reading begins: on what is still open, if anything is."""
        if self.panel is not None:
            first = next(iter(self.panel.findChildren(LinkRow)), None)
            if first is not None:
                first.setFocus()
            else:
                self.panel.start()

    def put_away(self) -> None:
        """Ask nothing any more."""
        had_focus = holds_focus(self)
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()
        self.ended.emit()
        page = self.parentWidget()
        if had_focus and isinstance(page, Page):
            page.start()  # else the keyboard would go to the rail

    def _read(self, session: Session, case_id: int) -> Checklist:
        reader = self._room.desk.reader
        loose = []
        for found in still_open(session, case_id):
            few = found.ids[:_FEW]
            titles = reader.titles(session, found.kind, few, case_id)
            first = tuple((i, titles.get(i, "")) for i in few)
            loose.append(Loose(found.kind, found.sentence, first, len(found.ids) - len(few)))
        youth = has_minor_victim(session, case_id, reader.clock.today())
        return Checklist(tuple(loose), "youth" if youth else "wmo")

    def _ask_close(self, checklist: Checklist) -> None:
        declared = fields_of(record_class(CASE))
        sentence, parts = _("Nothing is open any more."), []
        if checklist.loose:
            sentence = _("Look at this first. You may close the case all the same.")
            parts = [part for loose in checklist.loose for part in self._links(loose)]
        self._open(
            (*(declared[name] for name in ASKED), DAY),
            _("Close the case"),
            sentence,
            self._close,
            presets={"retention_basis": checklist.retention},
            parts=parts,
        )

    def _links(self, loose: Loose) -> list[QWidget]:
        """A sentence, and ways to the first few of which it speaks."""
        icon = record_class(loose.kind).record.icon
        found: list[QWidget] = [text(loose.sentence, "heading", wrap=True)]
        for record_id, title in loose.first:
            go = partial(self._room.show, "", loose.kind, record_id)
            found.append(LinkRow(icon, title, go))
        if loose.more > 0:
            said = ngettext("and {n} more", "and {n} more", loose.more).format(n=loose.more)
            found.append(text(said, "small"))
        return found

    def _open(
        self,
        fields: tuple[Field, ...],
        act: str,
        sentence: str,
        go_on: Callable[[Mapping[str, Any]], None],
        *,
        presets: Mapping[str, Any] | None = None,
        parts: Sequence[QWidget] = (),
    ) -> None:
        known = dict(presets or {}) | self._answered()
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = AskPanel(
            self._room.desk, fields, act, sentence=sentence, presets=known, parts=parts
        )
        self.panel.given.connect(go_on)
        self.panel.given_up.connect(self.put_away)
        self._sheet.column.insertWidget(0, self.panel)
        self.show()
        self.opened.emit()
        self.start()

    def _answered(self) -> dict[str, Any]:
        """What was answered before somebody went to look at something first."""
        rows = self.panel.rows if self.panel is not None else {}
        values = {name: each.editor.value() for name, each in rows.items()}
        return {
            name: value
            for name, value in values.items()
            if value is not None and not isinstance(value, Refused)
        }

    def _close(self, given: Mapping[str, Any]) -> None:
        case = self._case
        if case is None:
            return
        sitting = self._room.desk.sitting
        step = CloseCase(
            case.id, case.version, on=given["on"], reason=given["close_reason"] or "",
            outcome=given["outcome"] or "", despite=True,
            aftercare_on=given["aftercare_on"], no_aftercare=given["no_aftercare"] or "",
            retention=given["retention_basis"] or "",
        )  # fmt: skip
        self._take(lambda: close_case(sitting.store, step, sitting.labels))

    def _reopen(self, given: Mapping[str, Any]) -> None:
        case = self._case
        if case is None:
            return
        sitting = self._room.desk.sitting
        step = Step(case.id, case.version, why=given["why"])
        self._take(lambda: reopen_case(sitting.store, step, sitting.labels))

    def _take(self, work: Callable[[], Changes | Refused]) -> None:
        panel = self.panel
        if panel is not None:
            self._room.desk.runner.change(
                work, lambda _done: self.put_away(), refused=panel.refuse, owner=panel
            )


def has_minor_victim(session: Session, case_id: int, today: date) -> bool:
    """Whether a victim of the case is under 18 today, or may be."""
    query = (
        select(Person.birth)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.case_id == case_id, PersonRole.role.in_(("victim", "child")))
    )
    return any(
        birth is not None and birth.latest is not None and age_on(birth.latest, today) < _MAJORITY
        for birth in session.scalars(query)
    )
