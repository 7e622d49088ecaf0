"""What is tied to one place: its signals and its cases, as ways to go there."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import card, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.locations.rules import SECRET_KIND
from casedesk.locations.ties import TiedCase, TiedSignal, cases_of, signals_of

KINDS = ("signal", "case_file", "exploitation_episode", "location")


@dataclass(frozen=True, slots=True)
class _Found:
    secret: bool
    signals: tuple[TiedSignal, ...]
    cases: tuple[TiedCase, ...]


class TiesPart(QWidget):
    """Signals first, then cases; of a shelter nothing is shown."""

    def __init__(self, desk: Desk, location_id: int) -> None:
        super().__init__()
        self._desk, self._id = desk, location_id
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(self._list))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(*KINDS):
            self._load()

    def _load(self) -> None:
        desk, location_id = self._desk, self._id

        def read() -> _Found:
            with desk.sitting.store.read() as session:
                return _read(session, desk, location_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: _Found) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in self._parts(found):
            self._list.addWidget(part)

    def _parts(self, found: _Found) -> list[QWidget]:
        if found.secret:
            return [text(_("This is a shelter. What is tied to it is not shown."), wrap=True)]
        parts: list[QWidget] = [text(_("Signals"), "heading")]
        for signal in found.signals:
            said = ", ".join(
                each for each in (show_date(signal.received_on), signal.outcome) if each
            )
            go = partial(self._desk.open_record, "signal", signal.id)
            parts.append(LinkRow("radar", signal.subject, go, meta=said))
        if not found.signals:
            parts.append(text(_("No signals about this place."), "muted", wrap=True))
        if may(self._desk.sitting.actor, Right.CASES_SEE):
            parts.append(text(_("Cases"), "heading"))
            for case in found.cases:
                open_case = partial(self._desk.open_case, case.id)
                parts.append(LinkRow("folder", case.title, open_case, meta=case.phase))
            if not found.cases:
                parts.append(text(_("No cases tied to this place."), "muted", wrap=True))
        return parts


def _read(session: Session, desk: Desk, location_id: int) -> _Found:
    view = desk.reader.view(session, "location", location_id)
    if view is None or view.values["location_kind"] == SECRET_KIND:
        return _Found(view is not None, (), ())
    return _Found(
        False,
        signals_of(session, desk.reader, location_id),
        cases_of(session, desk.reader, location_id),
    )
