"""Search before create: who may be meant appears while one types, and one key says "none".

Down goes to the persons who were found, Enter chooses one, F4 says that it is none of these.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from casedesk.desktop.accessible import announce, labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, column, row, show_if, text
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.names import split_name
from casedesk.kernel.words import _, current_language, ngettext
from casedesk.people.likeness import Probable, probable
from casedesk.people.sounds import Typed, read_typed

NONE_KEY = Qt.Key.Key_F4
_PAUSE_MS = 60
"""Fast typing asks once for some letters; the answer is there before the next pause."""


class PersonFinder(QWidget):
    """One line to type a name, a date of birth and numbers; below it the persons who may be meant.

    ``chosen`` carries the person; ``none`` says that it is somebody new.
    """

    chosen = Signal(int)
    none = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        known_here: frozenset[int] = frozenset(),
        without: frozenset[int] = frozenset(),
        may_make: bool = True,
    ) -> None:
        super().__init__()
        self._desk, self._known_here, self._without = desk, known_here, without
        self.typed = Typed(without=without)
        self.found: tuple[Probable, ...] = ()
        self.choices: list[QPushButton] = []
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Name, date of birth, phone or other number"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self.none_button = button("", self.none.emit, icon="user-plus")
        self._name_none("")
        show_if(self.none_button, may_make)
        self.none_button.installEventFilter(self)
        self.read_as = text("", "muted", wrap=True)
        self.said = text(_start(), "muted", wrap=True)
        self._list = column(spacing=tokens.SPACE_S)
        self._lay_out()

    def start(self) -> None:
        """Put the focus where one types."""
        self.line.setFocus()

    @property
    def words(self) -> str:
        """What was searched for."""
        return self._asked

    def values(self) -> dict[str, object]:
        """The first values of a new person, from what was typed."""
        given, prefix, family = split_name(self.typed.name)
        values: dict[str, object] = {
            "given_names": given, "name_prefix": prefix, "family_name": family,
            "birth": self.typed.birth,
        }  # fmt: skip
        return {name: value for name, value in values.items() if value}

    def look(self) -> None:
        """Search for what was typed."""
        self._pause.stop()
        words = self.line.text().strip()
        if words == self._asked:
            return
        self._asked = words
        today = self._desk.sitting.clock.today()
        read = read_typed(words, today)
        self.typed = Typed(read.name, read.birth, read.numbers, self._without)
        self._name_none(words)
        self.read_as.setText(_read_as(self.typed) if words else "")
        self.read_as.setVisible(bool(self.typed.birth or self.typed.numbers))
        if not words:
            self._show(words, ())
            return
        desk, typed = self._desk, self.typed

        def read_store() -> tuple[Probable, ...]:
            with desk.sitting.store.read() as session:
                return probable(session, desk.reader, typed)

        desk.runner.run(read_store, lambda found: self._show(words, found), owner=self)

    def say(self, sentence: str) -> None:
        """Say why something was not done."""
        self.said.setText(sentence)
        announce(self, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == NONE_KEY and self.none_button.isVisibleTo(self):
                self.look()
                self.none.emit()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._go(watched, step):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
                watched, QPushButton
            ):
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        layout.addLayout(column(labelled(_("Who is it?"), self.line), self.line, spacing=4))
        layout.addWidget(self.read_as)
        layout.addWidget(self.said)
        layout.addLayout(self._list)
        self.read_as.hide()

    def _name_none(self, typed: str) -> None:
        words = _("None of these: new person") if typed else _("New person without a name")
        self.none_button.setText(f"{words} (F4)")
        self.none_button.setAccessibleName(words)

    def _go(self, watched: QObject, step: int) -> bool:
        """Up and down between the line, the persons who were found, and "none of these"."""
        stops: list[QWidget] = [self.line, *self.choices]
        if self.none_button.isVisibleTo(self):
            stops.append(self.none_button)
        if watched not in stops:
            return False
        place = stops.index(watched) + step
        if 0 <= place < len(stops):
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _enter(self) -> None:
        """Enter goes to the first who was found; if nobody fits, it makes the new person."""
        self.look()
        if self.choices:
            self.choices[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._asked and self.none_button.isVisibleTo(self):
            self.none_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, words: str, found: Sequence[Probable]) -> None:
        if words != self._asked:
            return
        if tuple(found) == self.found and self.choices:
            return
        focused = next((place for place, b in enumerate(self.choices) if b.hasFocus()), None)
        self.found = tuple(found)
        self.choices = []
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for known in found:
            self._list.addWidget(self._row(known))
        if not words:
            self.said.setText(_start())
        elif found:
            self.said.setText(
                ngettext("Is it this person?", "Is it one of these {n}?", len(found)).format(
                    n=len(found)
                )
            )
        else:
            self.said.setText(_("CaseDesk knows nobody who fits."))
        announce(self, self.said.text())
        if focused is not None:
            (self.choices[min(focused, len(self.choices) - 1)] if found else self.line).setFocus()

    def _row(self, known: Probable) -> QWidget:
        choose = button(_("This one"), lambda: self.chosen.emit(known.person_id))
        choose.setAccessibleName(_("This one: {name}").format(name=f"{known.name}, {known.about}"))
        choose.setAccessibleDescription("; ".join((*known.why, known.cases)))
        choose.installEventFilter(self)
        self.choices.append(choose)
        here = _("in this case") if known.person_id in self._known_here else ""
        return person_row(known, choose, chip=here)


def person_row(known: Probable, *buttons: QPushButton, chip: str = "") -> QWidget:
    """A person who looks alike: who it is, why, in which cases, and what can be done."""
    frame = QFrame()
    frame.setProperty("look", "row")
    about = known.about
    if known.cases:
        about = " · ".join(part for part in (about, known.cases) if part)
    words = column(text(known.name, "strong", wrap=True), spacing=2)
    if about:
        words.addWidget(text(about, "muted", wrap=True))
    reasons = Flow()
    for reason in known.why:
        reasons.addWidget(text(reason, "chip"))
    words.addLayout(reasons)
    inside = row(Picture("user", 20, "muted"), spacing=tokens.SPACE_M)
    inside.addLayout(words, 1)
    inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
    if chip:
        inside.addWidget(text(chip, "chip"))
    for each in buttons:
        inside.addWidget(each)
    frame.setLayout(inside)
    return frame


def _start() -> str:
    return _("Look first whether CaseDesk knows this person already.")


def _read_as(typed: Typed) -> str:
    """How CaseDesk takes what was typed apart."""
    parts: list[str] = []
    if typed.name:
        parts.append(_("Name: {name}").format(name=typed.name))
    if isinstance(typed.birth, VagueDate):
        parts.append(_("Born: {date}").format(date=typed.birth.show(current_language())))
    if typed.numbers:
        parts.append(_("Number: {number}").format(number=", ".join(typed.numbers)))
    return " · ".join(parts)
