"""The list of indicators in its groups; one key answers the one in view."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.signals.parts import Part
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_, _, current_language
from casedesk.records.reading import RecordView
from casedesk.signals.indicators import Answer, answer_indicator, caution

KIND = "signal_indicator"
ANSWERS = ("yes", "no", "suspected", "unknown")
_CODE = Qt.ItemDataRole.UserRole
_LINES = 14

_DETAILS = FormSpec(KIND, (Section(N_("About this answer"), ("seen", "source", "note")),))


class _Roomy(QStyledItemDelegate):
    """Rows high enough for their words over several lines, and for a finger."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        if index.column() != 0:
            return hint
        depth = 2 if index.parent().isValid() else 1
        width = self._tree.columnWidth(0) - depth * self._tree.indentation() - 2 * tokens.SPACE_M
        words = str(index.data() or "")
        font = index.data(Qt.ItemDataRole.FontRole)
        metrics = QFontMetrics(font if isinstance(font, QFont) else self._tree.font())
        wraps = Qt.TextFlag.TextWordWrap.value
        needed = metrics.boundingRect(0, 0, max(width, 1), 10_000, wraps, words).height()
        return QSize(hint.width(), max(tokens.TARGET, needed + tokens.SPACE_S))


class IndicatorTree(QTreeWidget):
    """Groups that fold, and in each its indicators with their answers."""

    answered = Signal(str, object)
    """A key answered an indicator: its code, and the code of the answer or None."""

    def __init__(self, keys: dict[str, str | None]) -> None:
        super().__init__()
        self._keys = keys
        self.setColumnCount(2)
        self.setHeaderLabels([_("Indicator"), _("Answer")])
        self.setItemDelegate(_Roomy(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Indicators"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_sizes: self.scheduleDelayedItemsLayout())

    def code(self) -> str:
        """The indicator in view; empty on a group."""
        item = self.currentItem()
        return str(item.data(0, _CODE) or "") if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.text().casefold()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            pressed = "\b"
        if pressed in self._keys and self.code():
            self.answered.emit(self.code(), self._keys[pressed])
            now = self.currentItem()
            below = self.itemBelow(now) if now is not None else None
            if below is not None and pressed != "\b":
                self.setCurrentItem(below)
            event.accept()
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class _Read:
    answers: dict[str, RecordView]
    words: dict[str, tuple[str, str, str]]


class IndicatorPart(Part):
    """The checklist of one signal. There is no sum and no verdict."""

    kinds = (KIND,)

    def __init__(self, desk: Desk, signal_id: int, *, changeable: bool) -> None:
        super().__init__(desk, _("Indicators"))
        self._signal_id, self._changeable = signal_id, changeable
        self._answers: dict[str, RecordView] = {}
        self.source = ""
        self.seen: VagueDate | None = None
        self._form: RecordForm | None = None
        sitting = desk.sitting
        today = sitting.clock.today()
        self.caution = Banner()
        self.caution.say(caution(today), "warning")
        self._labels = {o.code: o.label for o in sitting.labels.options("indicator_answer", today)}
        keys: dict[str, str | None] = {
            label[0].casefold(): code for code, label in self._labels.items()
        }
        keys["\b"] = None
        self.tree = IndicatorTree(keys if changeable else {})
        self.tree.setMinimumHeight(self.fontMetrics().height() * _LINES * 3 // 2)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._count = text("", "muted", wrap=True)
        self.sheet.addWidget(self.caution)
        self.sheet.addWidget(self._count)
        self.sheet.addWidget(self.tree)
        if changeable:
            self.sheet.addWidget(self._bar())
        self._fill()
        self.tree.answered.connect(self.answer)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_details())
        self.load()

    def answer(self, code: str, answer: str | None) -> None:
        """Answer an indicator, with the source and day of the signal."""
        sitting = self.desk.sitting
        known = code in self._answers
        command = Answer(
            self._signal_id,
            code,
            answer,
            None if known else self.seen,
            None if known else (self.source or None),
        )
        self.desk.runner.change(
            lambda: answer_indicator(sitting.store, command, sitting.labels), owner=self
        )

    def load(self) -> None:
        desk, parent = self.desk, ("signal_id", self._signal_id)

        def read() -> _Read:
            reader = desk.reader
            with desk.sitting.store.read() as session:
                views = reader.views(session, KIND, parent=parent)
            found = {str(view.values["indicator"]): view for view in views}
            words = {}
            for code, view in found.items():
                seen = view.values["seen"]
                words[code] = (
                    desk.sitting.labels.label("indicator_answer", view.values["answer"]),
                    seen.show(current_language()) if isinstance(seen, VagueDate) else "",
                    str(view.values["source"] or ""),
                )
            return _Read(found, words)

        desk.runner.run(read, self._show, owner=self)

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()

    def _bar(self) -> QWidget:
        bar = QWidget()
        flow = Flow(space=tokens.SPACE_S)
        flow.addWidget(text(_("With the keyboard: the first letter."), "small"))
        for code in ANSWERS:
            label = self._labels.get(code, code)
            press = button(f"{label} ({label[0]})", partial(self._press, code))
            flow.addWidget(press)
        flow.addWidget(button(_("Clear the answer"), partial(self._press, None), look="quiet"))
        bar.setLayout(flow)
        return bar

    def _press(self, answer: str | None) -> None:
        if self.tree.code():
            self.answer(self.tree.code(), answer)
        self.tree.setFocus()

    def _fill(self) -> None:
        sitting = self.desk.sitting
        today = sitting.clock.today()
        bold = QFont(self.tree.font())
        bold.setBold(True)
        groups: dict[str, QTreeWidgetItem] = {}
        for option in sitting.labels.options("indicator_group", today):
            item = QTreeWidgetItem([f"{option.code.upper()}. {option.label}"])
            item.setFont(0, bold)
            self.tree.addTopLevelItem(item)
            groups[option.code] = item
        for option in sitting.labels.options("indicator", today):
            group = groups.get(option.code.partition("_")[0])
            item = QTreeWidgetItem([option.label])
            item.setData(0, _CODE, option.code)
            if group is not None:
                group.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            self._items[option.code] = item
        first = self.tree.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)
            self.tree.setCurrentItem(first)

    def _show(self, read: _Read) -> None:
        self._answers = read.answers
        for code, item in self._items.items():
            words = read.words.get(code, ("", "", ""))
            item.setText(1, words[0])
            item.setData(
                0,
                Qt.ItemDataRole.AccessibleTextRole,
                ", ".join(part for part in (item.text(0), *words) if part),
            )
            parent = item.parent()
            if words[0] and parent is not None:
                parent.setExpanded(True)
        answered = len(read.answers)
        self._count.setText(_("{n} of {all} answered").format(n=answered, all=len(self._items)))
        self._show_details()

    def _show_details(self) -> None:
        """Below the list: source, day and remark of the answer in view."""
        view = self._answers.get(self.tree.code())
        known = self._form.record_id if self._form is not None else None
        if view is not None and view.id == known:
            return
        if self._form is not None:
            self._form.flush()
            self.sheet.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if view is not None:
            self._form = RecordForm(self.desk, KIND, view.id, spec=_DETAILS)
            self.sheet.addWidget(self._form)
