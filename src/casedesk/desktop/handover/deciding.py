"""The list beside the page: what goes, what stays, what is blocked, and why.

Grouped by person and chapter, and within those by record. Typing above it leaves what fits.

A tick says that a value goes. Taking it away leaves the value out; setting it on what stays asks
for the reason. What is blocked has no tick.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import row, text
from casedesk.handover.chapters import Chapter, chapter_of
from casedesk.handover.facts import Decision, FactId, Outcome, Resolution, Subject
from casedesk.handover.register import OUTCOME_WORDS
from casedesk.handover.snapshot import SPREAD
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _, ngettext
from casedesk.records.showing import shielded_words
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import record_class

_FACT = int(Qt.ItemDataRole.UserRole)
_GROUP = _FACT + 1
_LONGEST = 120
_ICONS = {Outcome.GOES: "check", Outcome.STAYS: "x", Outcome.BLOCKED: "lock"}
_ALL = ""

SHOWN = (
    (_ALL, N_("Everything")),
    (Outcome.GOES.value, N_("What goes")),
    (Outcome.STAYS.value, N_("What stays")),
    (Outcome.BLOCKED.value, N_("What is blocked")),
)


class DecisionList(QWidget):
    """Groups the resolver's answer by person and chapter."""

    leftOut = Signal(object)
    """Carries the ids of values that shall stay."""
    taken = Signal(object)
    """Carries the ids of values that shall go after all; they went by default."""
    addAsked = Signal(object)
    """Carries the id of a value that stays by default."""

    def __init__(
        self, labels: CodeLabels, parent: QWidget | None = None, *, fixed: bool = False
    ) -> None:
        """A list that is ``fixed`` is looked at only."""
        super().__init__(parent)
        self._labels, self._fixed = labels, fixed
        self._persons: dict[int, str] = {}
        self._decisions: dict[FactId, Decision] = {}
        self._added: frozenset[FactId] = frozenset()
        self._filling = False
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(_("What goes and what stays"))
        self.tree.setHeaderLabels([_("Field"), _("Value"), _("What happens and why")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setUniformRowHeights(True)
        unit = self.tree.fontMetrics().averageCharWidth()
        for column, characters in enumerate((26, 24, 26)):
            self.tree.setColumnWidth(column, unit * characters)
        self.tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.itemChanged.connect(self._changed)
        self.shown = QComboBox()
        self.shown.setAccessibleName(_("Show"))
        for value, words in SHOWN:
            self.shown.addItem(_(words), value)
        self.shown.currentIndexChanged.connect(lambda _row: self._filter())
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a field, a value or a reason"))
        self.search.setAccessibleName(_("Find in what goes and what stays"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _words: self._filter())
        self.search.setMinimumWidth(unit * 14)
        self._count = text("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        above = row(self.search, self.shown)
        above.setStretch(0, 1)
        layout.addLayout(above)
        layout.addWidget(self._count)
        layout.addWidget(self.tree, 1)

    def show_decisions(
        self,
        resolution: Resolution,
        candidates: Sequence[Subject],
        added: frozenset[FactId],
    ) -> None:
        """Show another answer, with the reader where they were."""
        decisions = {d.fact.id: d for d in resolution.decisions}
        if decisions == self._decisions and added == self._added:
            return
        self._persons = {subject.person_id: subject.name for subject in candidates}
        self._decisions, self._added = decisions, added
        folded, current, where = self._where()
        self._filling = True
        # The tick that led here belongs to one of these: Qt still holds it when we return.
        old = [self.tree.takeTopLevelItem(0) for _number in range(self.tree.topLevelItemCount())]
        QTimer.singleShot(0, old.clear)
        groups: dict[str, QTreeWidgetItem] = {}
        records: dict[tuple[str, str, int], QTreeWidgetItem] = {}
        for decision in sorted(resolution.decisions, key=self._place):
            group = self._record(records, self._group(groups, decision), decision)
            item = self._item(decision)
            group.addChild(item)
            if decision.fact.id == current:
                self.tree.setCurrentItem(item)
        for group in (*groups.values(), *records.values()):
            group.setExpanded(str(group.data(0, _GROUP)) not in folded)
            self._tick_group(group)
        self._filling = False
        self._filter()
        self.tree.verticalScrollBar().setValue(where)
        going = len(resolution.going())
        self._count.setText(ngettext("{n} value goes", "{n} values go", going).format(n=going))

    # Private.

    def _where(self) -> tuple[set[str], FactId | None, int]:
        folded = {str(g.data(0, _GROUP)) for g in self._groups() if not g.isExpanded()}
        item = self.tree.currentItem()
        current = self._id(item) if item is not None else None
        return folded, current, self.tree.verticalScrollBar().value()

    @staticmethod
    def _id(item: QTreeWidgetItem) -> FactId | None:
        held = item.data(0, _FACT)
        return (held[0], held[1], held[2]) if held else None

    def _place(self, decision: Decision) -> tuple[int, int, str, int]:
        people = list(self._persons)
        about = decision.fact.about
        person = people.index(about) if about in people else len(people)
        if about is None:
            person = -1
        fact = decision.fact
        return person, list(Chapter).index(chapter_of(decision)), fact.kind, fact.record_id

    def _group(self, groups: dict[str, QTreeWidgetItem], decision: Decision) -> QTreeWidgetItem:
        about = decision.fact.about
        whose = _("The case")
        if about is not None:
            whose = self._persons.get(about) or _("Other persons")
        words = f"{whose} · {_(chapter_of(decision).value)}"
        group = groups.get(words)
        if group is None:
            group = groups[words] = QTreeWidgetItem([words])
            group.setData(0, _GROUP, words)
            group.setSizeHint(0, QSize(0, max(tokens.TARGET, self.fontMetrics().height() + 6)))
            bold = self.font()
            bold.setBold(True)
            group.setFont(0, bold)
            self.tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
        return group

    def _record(
        self,
        records: dict[tuple[str, str, int], QTreeWidgetItem],
        group: QTreeWidgetItem,
        decision: Decision,
    ) -> QTreeWidgetItem:
        """The line of the record in its group, called by its kind and what its title says."""
        fact = decision.fact
        if fact.kind in SPREAD:
            return group
        key = (group.text(0), fact.kind, fact.record_id)
        found = records.get(key)
        if found is None:
            found = records[key] = QTreeWidgetItem([_(record_class(fact.kind).record.label)])
            found.setData(0, _GROUP, f"{group.text(0)} {fact.kind} {fact.record_id}")
            found.setSizeHint(0, QSize(0, max(tokens.TARGET, self.fontMetrics().height() + 6)))
            group.addChild(found)
            found.setFirstColumnSpanned(True)
        if fact.field.name in record_class(fact.kind).record.title:
            words = " ".join(self._value(decision).split())
            found.setText(0, f"{found.text(0)} · {words}"[:_LONGEST])
        return found

    def _value(self, decision: Decision) -> str:
        """What goes, or what the value says to who may read it."""
        fact = decision.fact
        if fact.refers_to is not None and not decision.text:
            return self._persons.get(fact.refers_to, shielded_words())
        return decision.text or (fact.text if fact.readable else shielded_words())

    def _item(self, decision: Decision) -> QTreeWidgetItem:
        fact = decision.fact
        value = " ".join(self._value(decision).split())
        why = self._labels.label("withheld_reason", decision.reason) if decision.reason else ""
        why = ": ".join(filter(None, (_(OUTCOME_WORDS[decision.outcome]), decision.because or why)))
        short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
        item = QTreeWidgetItem([_(fact.field.label), short, why])
        item.setSizeHint(0, QSize(0, max(tokens.TARGET, self.fontMetrics().height() + 6)))
        item.setData(0, _FACT, list(fact.id))
        item.setToolTip(1, value)
        item.setToolTip(2, why)
        colour = tokens.of(self.tree).colour(
            "text" if decision.outcome is Outcome.GOES else "muted"
        )
        for column in range(3):
            item.setForeground(column, QBrush(colour))
        icon = "alert-triangle" if decision.review else _ICONS[decision.outcome]
        item.setIcon(2, icons.icon(icon, "warning" if decision.review else "muted"))
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if decision.outcome is not Outcome.BLOCKED:
            goes = decision.outcome is Outcome.GOES
            item.setCheckState(0, Qt.CheckState.Checked if goes else Qt.CheckState.Unchecked)
            if not self._fixed:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags)
        return item

    def _groups(self) -> list[QTreeWidgetItem]:
        """Every line that holds others, from above."""
        found: list[QTreeWidgetItem] = []
        tops = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        for top in filter(None, tops):
            found.append(top)
            below = (top.child(number) for number in range(top.childCount()))
            found += [item for item in below if item is not None and self._id(item) is None]
        return found

    def _children(self, group: QTreeWidgetItem) -> list[tuple[QTreeWidgetItem, Decision]]:
        """The values below a line, those of its records too."""
        found = []
        for number in range(group.childCount()):
            item = group.child(number)
            if item is None:
                continue
            fact_id = self._id(item)
            if fact_id is None:
                found += self._children(item)
            else:
                found.append((item, self._decisions[fact_id]))
        return found

    def _tick_group(self, group: QTreeWidgetItem) -> None:
        """A group has a tick when something of it goes or was left out."""
        free = [d for _item, d in self._children(group)
                if d.outcome is Outcome.GOES or d.reason == "left_out"]  # fmt: skip
        if not free:
            return
        if self._fixed:
            group.setFlags(group.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        goes = sum(d.outcome is Outcome.GOES for d in free)
        state = Qt.CheckState.Checked if goes == len(free) else Qt.CheckState.PartiallyChecked
        group.setCheckState(0, state if goes else Qt.CheckState.Unchecked)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling or column != 0:
            return
        wanted = item.checkState(0) is Qt.CheckState.Checked
        fact_id = self._id(item)
        if fact_id is None:
            free = [d.fact.id for _child, d in self._children(item)
                    if d.outcome is Outcome.GOES or d.reason == "left_out"]  # fmt: skip
            (self.taken if wanted else self.leftOut).emit(free)
        elif not wanted:
            self.leftOut.emit([fact_id])
        elif self._decisions[fact_id].reason == "left_out":
            self.taken.emit([fact_id])
        else:
            self.addAsked.emit(fact_id)

    def untick(self, fact_id: FactId) -> None:
        """The author gave no reason: show again that the value stays."""
        self._filling = True
        for group in self._groups():
            for item, decision in self._children(group):
                if decision.fact.id == fact_id:
                    item.setCheckState(0, Qt.CheckState.Unchecked)
        self._filling = False

    def _filter(self) -> None:
        """Leave what fits the list above and the words that were typed."""
        wanted, words = self.shown.currentData(), fold(self.search.text()).split()
        for group in reversed(self._groups()):
            some = False
            parent = group.parent()
            around = " ".join((group.text(0), parent.text(0) if parent is not None else ""))
            for item, decision in self._children(group):
                said = fold(" ".join((item.text(0), item.toolTip(1), item.text(2), around)))
                fits = wanted in (_ALL, decision.outcome.value)
                fits = fits and all(word in said for word in words)
                item.setHidden(not fits)
                some = some or fits
            group.setHidden(not some)
