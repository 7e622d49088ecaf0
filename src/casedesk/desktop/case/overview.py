"""The first tab of a case: what is going on, and the form of the case."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casedesk.desktop.case.actions import is_open_item, ticks
from casedesk.desktop.case.brief import Brief, brief_kinds, read_brief
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.words import _, ngettext
from casedesk.store.declare import record_class

QUICK = ("contact_moment", "note", "action", "referral")
"""What is started most often."""

_FEW = 5
_BESIDE = 125
"""From this width on, in characters, the form stands beside what is going on."""


class Overview(CasePart):
    """Short lists that lead to the other tabs; nothing here is a second copy."""

    kinds = (CASE,)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.brief: Brief | None = None
        self.form: RecordForm | None = None
        self.coming = Card(_("What comes next"))
        self.persons = Card(_("Persons"))
        self.referrals = Card(_("Open referrals"))
        self.contacts = Card(_("Latest contacts and notes"))
        self.needs = Card(_("What goes badly now"))
        self.goals = Card(_("Goals"))
        self._sheet = Sheet(widest=260)
        self._lay_out()
        self._load()

    def refresh(self, changes: Changes) -> None:
        if self.form is not None:
            self.form.refresh(changes)
        if changes.touches(*brief_kinds()):
            self._load()

    def flush(self) -> None:
        if self.form is not None:
            self.form.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        del kind, record_id
        self.make_form().start()

    def make_form(self) -> RecordForm:
        """The form of the case; made after what is going on was shown, for that is read first."""
        if self.form is None:
            self.form = RecordForm(self.room.desk, CASE, self.room.case_id)
            self._form_place.addWidget(self.form)
        return self.form

    def start(self) -> None:
        inside = self._sheet.inside
        found = inside.nextInFocusChain()
        while found is not None and found is not inside:
            reached = inside.isAncestorOf(found) and found.isVisibleTo(inside)
            if reached and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
                found.setFocus()
                return
            found = found.nextInFocusChain()

    def _lay_out(self) -> None:
        inside = self._sheet.column
        quick = Flow()
        for kind in QUICK:
            if self.room.may_change(kind):
                record = record_class(kind).record
                made = button(_(record.label), partial(self.room.add, kind), icon=record.icon)
                made.setAccessibleName(_("New: {kind}").format(kind=_(record.label).lower()))
                quick.addWidget(made)
        if quick.count():
            inside.addLayout(quick)
        news = QWidget()
        news.setLayout(
            column(
                self.coming, self.persons, self.referrals, self.contacts, self.needs, self.goals,
                None, spacing=tokens.SPACE_L,
            )
        )  # fmt: skip
        form = QWidget()
        self._form_place = column()
        form.setLayout(column(card(self._form_place), None, spacing=0))
        self._columns = Columns(form, news)
        inside.addWidget(self._columns)
        inside.addStretch(1)
        filled(self, self._sheet)

    def _load(self) -> None:
        desk, case_id = self.room.desk, self.room.case_id

        def read() -> Brief:
            with desk.sitting.store.read() as session:
                return read_brief(session, desk.reader, case_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, brief: Brief) -> None:
        if self.brief is None:
            QTimer.singleShot(0, self, self.make_form)
        if brief == self.brief:
            return
        self.brief = brief
        self.coming.fill(
            [self._due(item) for item in brief.coming[:_FEW]],
            more=len(brief.coming) - _FEW,
            go=lambda: self.room.show("actions"),
            empty=_(record_class("action").record.empty),
        )
        self.persons.fill(
            [
                LinkRow(
                    "shield" if part.shielded else "user",
                    part.name,
                    partial(self.room.show, "people", PERSON, part.person_id),
                    meta=part.parts_played,
                    chips=[chip for i, chip in brief.safety.items() if i == part.person_id],
                )
                for part in brief.persons
            ],
            go=lambda: self.room.show("people"),
            empty=_(record_class("person_role").record.empty),
        )
        self.referrals.fill(
            self._links(brief.referrals),
            more=len(brief.referrals) - _FEW,
            go=lambda: self.room.show("referrals"),
            empty=_(record_class("referral").record.empty),
        )
        self.contacts.fill(
            self._links(brief.contacts),
            more=len(brief.contacts) - _FEW,
            go=lambda: self.room.show("contacts"),
            empty=_(record_class("contact_moment").record.empty),
        )
        self.needs.fill(self._links(brief.needs), more=len(brief.needs) - _FEW)
        self.goals.fill(self._links(brief.goals), more=len(brief.goals) - _FEW)
        # What has its own place elsewhere is shown here only when there is something.
        self.needs.setVisible(bool(brief.needs))
        self.goals.setVisible(bool(brief.goals))

    def _links(self, items: Sequence[Item]) -> list[QWidget]:
        return [self._link(item) for item in items[:_FEW]]

    def _link(self, item: Item) -> LinkRow:
        return LinkRow(
            item.icon,
            item.title,
            lambda: self.room.show("", item.kind, item.id),
            meta=item.meta,
            chips=item.chips,
        )

    def _due(self, item: Item) -> QWidget:
        link = self._link(item)
        if not is_open_item(item):
            return link
        whole = QWidget()
        whole.setLayout(row(*ticks(self.room, item), link, spacing=tokens.SPACE_XS))
        return whole


class Card(QFrame):
    """A titled card of rows, with a way to all of them."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self._all = button(_("All"), self._go_on, look="quiet")
        self._all.setAccessibleName(_("All: {what}").format(what=title))
        self._go: Callable[[], None] | None = None
        head = row()
        head.addWidget(text(title, "heading", wrap=True), 1)
        head.addWidget(self._all)
        self._rows = column(spacing=2)
        self._empty = text("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addLayout(self._rows)

    def fill(
        self,
        rows: Sequence[QWidget],
        *,
        more: int = 0,
        go: Callable[[], None] | None = None,
        empty: str = "",
    ) -> None:
        """Show these rows; ``more`` says how many are not shown, ``go`` leads to them."""
        while self._rows.count():
            taken = self._rows.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in rows:
            self._rows.addWidget(each)
        self._go = go
        self._all.setVisible(go is not None)
        self._all.setText(
            ngettext("{n} more", "{n} more", more).format(n=more) if more > 0 else _("All")
        )
        self._empty.setText(empty)
        self._empty.setVisible(not rows and bool(empty))

    def _go_on(self) -> None:
        if self._go is not None:
            self._go()


class Columns(QWidget):
    """Two parts beside each other where there is room, else the second above the first."""

    def __init__(self, wide: QWidget, narrow: QWidget) -> None:
        super().__init__()
        self._wide, self._narrow = wide, narrow
        self._layout: QBoxLayout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_L)
        self._layout.addWidget(narrow, 4)
        self._layout.addWidget(wide, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        characters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        beside = characters >= _BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != way:
            self._layout.setDirection(way)
