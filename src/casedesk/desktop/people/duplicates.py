"""The worklist of persons who may be one: compare them, or say that they are different."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from casedesk.access.trail import record_list
from casedesk.desktop.desk import Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.people.frame import PeoplePage
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import _, ngettext
from casedesk.people.differing import SayDifferent, say_different
from casedesk.people.duplicates import Pair, possible_duplicates
from casedesk.people.merged import DIFFERENCE, MERGE

_AT_ONCE = 30


class DuplicatesPage(PeoplePage):
    """One row a pair, the likeliest first. Up and down go from pair to pair."""

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__(desk)
        self.pairs: tuple[Pair, ...] = ()
        self.compare: dict[tuple[int, int], QPushButton] = {}
        self._shown = _AT_ONCE
        self.explain(
            _(
                "CaseDesk looks for likenesses. It never merges by itself. "
                "What you call different does not come back here."
            )
        )
        self.said = text(_("CaseDesk is comparing."), "strong", wrap=True)
        self.sheet.column.addWidget(self.said)
        self._list = column(spacing=tokens.SPACE_S)
        self.sheet.column.addLayout(self._list)
        self.more = button(_("Show more"), self._show_more)
        self.more.hide()
        self.back = button(_("All persons"), self._to_persons, icon="users")
        self.back.hide()
        orders = Flow()
        for each in (self.more, self.back):
            orders.addWidget(each)
        self.sheet.column.addLayout(orders)
        self.sheet.column.addStretch(1)
        desk.runner.change(lambda: record_list(desk.sitting.store, PERSON))
        self._load()

    def title(self) -> str:
        return _("Possible duplicates")

    def refresh(self, changes: Changes) -> None:
        if changes.touches(PERSON, "person_name", "identifier", MERGE, DIFFERENCE):
            self._load()

    def start(self) -> None:
        first = next(iter(self.compare.values()), None)
        (first or (self if self.back.isHidden() else self.back)).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            stops: list[QObject] = list(self.compare.values())
            if step and watched in stops:
                place = min(max(stops.index(watched) + step, 0), len(stops) - 1)
                chosen = list(self.compare.values())[place]
                chosen.setFocus(Qt.FocusReason.TabFocusReason)
                self.sheet.ensureWidgetVisible(chosen, 0, tokens.SPACE_XL * 3)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
                watched, QPushButton
            ):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        desk = self.desk

        def read() -> tuple[Pair, ...]:
            with desk.sitting.store.read() as session:
                return possible_duplicates(session, desk.reader)

        desk.runner.run(read, self._arrived, owner=self)

    def _arrived(self, pairs: Sequence[Pair]) -> None:
        self.pairs = tuple(pairs)
        self.said.setText(
            ngettext("{n} pair to look at", "{n} pairs to look at", len(pairs)).format(n=len(pairs))
            if pairs
            else _("CaseDesk finds no persons who look alike.")
        )
        self._fill()
        focused = self.hasFocus()
        self.back.setVisible(not pairs)
        if focused:
            self.start()

    def _to_persons(self) -> None:
        self.desk.navigation.go(Place("people"))

    def _fill(self) -> None:
        places = list(self.compare)
        focused = next((key for key, b in self.compare.items() if b.hasFocus()), None)
        self.compare = {}
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pair in self.pairs[: self._shown]:
            self._list.addWidget(self._row(pair))
        self.more.setVisible(len(self.pairs) > self._shown)
        if focused is not None and self.compare:
            near = min(places.index(focused), len(self.compare) - 1)
            self.compare.get(focused, list(self.compare.values())[near]).setFocus()

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._fill()

    def _row(self, pair: Pair) -> QWidget:
        compare = button(_("Compare"), lambda: self._compare(pair), look="primary")
        compare.setAccessibleName(
            _("Compare: {one} and {other}").format(one=pair.one, other=pair.other)
        )
        compare.setAccessibleDescription("; ".join(pair.why))
        compare.installEventFilter(self)
        different = button(_("Two different persons"), lambda: self._different(pair))
        different.setAccessibleName(
            _("Two different persons: {one} and {other}").format(one=pair.one, other=pair.other)
        )
        self.compare[pair.one_id, pair.other_id] = compare
        inside = column(spacing=2)
        for name, about in ((pair.one, pair.about_one), (pair.other, pair.about_other)):
            inside.addWidget(text(name, "strong", wrap=True))
            inside.addWidget(text(about, "muted", wrap=True))
        reasons, orders = Flow(), Flow()
        for reason in pair.why:
            reasons.addWidget(text(reason, "chip"))
        for each in (compare, different):
            orders.addWidget(each)
        inside.addLayout(reasons)
        inside.addSpacing(tokens.SPACE_S)
        inside.addLayout(orders)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        frame = QFrame()
        frame.setProperty("look", "row")
        frame.setLayout(inside)
        return frame

    def _compare(self, pair: Pair) -> None:
        place = Place("compare", kind=PERSON, id=pair.one_id, entry=(PERSON, pair.other_id))
        self.desk.navigation.go(place)

    def _different(self, pair: Pair) -> None:
        store, command = self.desk.sitting.store, SayDifferent(pair.one_id, pair.other_id)
        said = _("CaseDesk remembers that these are two persons. Ctrl+Z takes it back.")
        self.desk.runner.change(
            lambda: say_different(store, command),
            lambda _changes: self.desk.announce(said),
            refused=lambda refused: self.banner.say(refused.sentence, "warning"),
            owner=self,
        )
