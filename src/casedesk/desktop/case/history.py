"""Who did what in a case, the newest first, with each value before and after."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.access.trail import HistoryLine, ValueChange, history
from casedesk.desktop.case.gate import CaseCards
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _, ngettext
from casedesk.records.showing import show_moment
from casedesk.store.journal import Act

AT_ONCE = 25
_FEW = 6

_ICONS = {
    Act.CREATE: "plus",
    Act.CHANGE: "note",
    Act.REMOVE: "trash",
    Act.UNDO: "arrow-back-up",
    Act.REDO: "arrow-forward-up",
    Act.READ: "eye",
}


class HistoryTab(CasePart):
    """Lines of the trail about this case and its persons, some at a time."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.lines: list[HistoryLine] = []
        self._sheet = Sheet()
        self._hint = text(
            _("Every change stays here. Ctrl+Z takes back your own latest change."),
            "muted",
            wrap=True,
        )
        self.reads = QCheckBox(_("Also show who looked"))
        self.reads.toggled.connect(self._again)
        self._reach = CaseCards(room.desk, room.case_id, _("Show phones, e-mail and addresses"))
        self._reach.revealed.connect(self._show_reach)
        self._reach.setVisible(False)
        self._shows_reach = False
        self._list = column(spacing=tokens.SPACE_S)
        self._more = button(_("Show earlier lines"), self._load, look="quiet")
        self._more.hide()
        inside = self._sheet.column
        inside.addWidget(self._hint)
        inside.addWidget(self.reads)
        inside.addWidget(self._reach)
        inside.addLayout(self._list)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        filled(self, self._sheet)
        self._load()

    def refresh(self, changes: Changes) -> None:
        if changes:
            self._again()

    def start(self) -> None:
        self.reads.setFocus()

    def _again(self, _on: bool = False) -> None:
        self._read(limit=max(AT_ONCE, len(self.lines)), before=None)

    def _load(self) -> None:
        self._read(AT_ONCE, self.lines[-1].seq if self.lines else None)

    def _read(self, limit: int, before: int | None) -> None:
        desk, case_id = self._room.desk, self._room.case_id
        with_reads = self.reads.isChecked()

        def work() -> tuple[HistoryLine, ...]:
            with desk.sitting.store.read() as session:
                return history(
                    session,
                    desk.reader,
                    case_id=case_id,
                    limit=limit,
                    before=before,
                    changes_only=not with_reads,
                )

        def show(found: tuple[HistoryLine, ...]) -> None:
            if before is None:
                self._clear()
            self.lines += found
            for line in found:
                self._list.addWidget(LineRow(line, shows_reach=self._shows_reach))
            held = any(change.reach for line in self.lines for change in line.changes)
            self._reach.setVisible(
                held and not self._shows_reach and may(desk.sitting.actor, Right.IDENTITIES)
            )
            self._more.setVisible(len(found) == limit)

        desk.runner.run(work, show, owner=self)

    def _show_reach(self) -> None:
        self._shows_reach = True
        self._again()

    def _clear(self) -> None:
        self.lines = []
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class LineRow(QFrame):
    """One act: when, who, what, why, and each value before and after."""

    def __init__(self, line: HistoryLine, *, shows_reach: bool = True) -> None:
        super().__init__()
        self.setProperty("look", "row")
        about = " · ".join(
            part for part in (show_moment(line.at), line.who, line.role, line.machine) if part
        )
        sentence = line.sentence
        if line.undone:
            sentence = _("{what} (undone since)").format(what=sentence)
        self.setAccessibleName(f"{sentence}, {about}")
        words = column(text(sentence, "strong", wrap=True), text(about, "muted", wrap=True),
                       spacing=2)  # fmt: skip
        if line.why:
            words.addWidget(text(_("Reason: {why}").format(why=line.why), wrap=True))
        if line.certificate:
            gone = _("The values were destroyed under certificate {number}.")
            words.addWidget(text(gone.format(number=line.certificate), "muted", wrap=True))
        if line.changes:
            words.addWidget(Values(line, shows_reach=shows_reach))
        picture = Picture(_ICONS.get(line.act, "info-circle"), 20, "muted")
        inside = row(picture, spacing=tokens.SPACE_M)
        inside.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        self.setLayout(inside)


class Values(QWidget):
    """Each value before and after; of many the first few, until the others are asked for."""

    def __init__(self, line: HistoryLine, *, shows_reach: bool) -> None:
        super().__init__()
        self._line, self._shows_reach = line, shows_reach
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, tokens.SPACE_XS, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_L)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        for place, change in enumerate(line.changes[:_FEW]):
            self._add(place, change)
        rest = len(line.changes) - _FEW
        if rest > 0:
            words = ngettext("{n} more value", "{n} more values", rest).format(n=rest)
            self._more = button(words, self._show_all, look="link")
            self._grid.addWidget(self._more, _FEW, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._more.hide()
        for place, change in enumerate(self._line.changes[_FEW:], start=_FEW + 1):
            self._add(place, change)

    def _add(self, place: int, change: ValueChange) -> None:
        empty = _("(empty)")
        before, after = change.before or empty, change.after or empty
        if change.reach and not self._shows_reach:
            before = after = _("held back")
        said = after
        if self._line.act is not Act.CREATE and before != after:
            said = f"{before} → {after}"
        label = text(change.label, "muted", wrap=True)
        value = text(said, wrap=True)
        value.setAccessibleName(
            _("{field}: from {before} to {after}").format(
                field=change.label, before=before, after=after
            )
        )
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, place, 0, top)
        self._grid.addWidget(value, place, 1, top)
