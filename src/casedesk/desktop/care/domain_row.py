"""One life domain in a round of assessment: what it was, its level, what is needed and wanted."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from casedesk.desktop.care.level_box import LevelBox
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.kernel.words import _
from casedesk.records.showing import SHIELDED

TEXTS = ("need", "wish")
_BESIDE = 110
"""From this width on, in characters, everything of a domain stands on one line."""


class DomainRow(QWidget):
    """Shows one domain; knows what is stored and what is typed, and saves nothing itself."""

    decided = Signal(str)
    """The user chose or left something; carries the names of what is to be saved."""
    edited = Signal()
    unchanged = Signal()
    moved = Signal(int)

    def __init__(self, name: str, levels: Sequence[tuple[str, str]], longest: int) -> None:
        super().__init__()
        self.seen: dict[str, Any] = dict.fromkeys(("level", *TEXTS))
        self._wide: bool | None = None
        self._name = text(name, "strong", wrap=True)
        self._last = text("", "small", wrap=True)
        self.level = LevelBox(levels)
        self.level.setAccessibleName(_("How it goes: {domain}").format(domain=name))
        self.level.decided.connect(lambda: self.decided.emit("level"))
        self.level.unchanged.connect(self.unchanged)
        self.level.moved.connect(self.moved)
        self.texts = {
            "need": self._line(_("What is needed"), name, longest),
            "wish": self._line(_("What the person wants"), name, longest),
        }
        self._problem = text("", "problem", wrap=True)
        self._problem.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, tokens.SPACE_XS, 0, tokens.SPACE_XS)
        self._grid.setHorizontalSpacing(tokens.SPACE_M)
        self._grid.setVerticalSpacing(tokens.SPACE_XS)
        self._arrange(wide=False)

    def show_last(self, words: str) -> None:
        """What was written the last time."""
        self._last.setText(words)
        self._last.setVisible(bool(words))
        self.level.setAccessibleDescription(words)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """What is stored now; what is being typed stays."""
        for name in TEXTS:
            stored, box = values.get(name), self.texts[name]
            if stored is SHIELDED:
                box.setEnabled(False)
                stored = None
            if not self._typed(name) or box.text() == (stored or ""):
                box.setText(stored or "")
            self.seen[name] = stored
        level = values.get("level")
        if level is SHIELDED:
            self.level.setEnabled(False)
            level = None
        if self.level.value() == self.seen["level"]:
            self.level.show_value(level)
        self.seen["level"] = level

    def take_back(self) -> None:
        """Show what is stored, whatever was chosen; after a refusal."""
        self.level.show_value(self.seen["level"])

    def value(self, name: str) -> Any:
        """What a part says now."""
        return self.level.value() if name == "level" else self.texts[name].text().strip() or None

    def typed(self) -> dict[str, str]:
        """Texts that are not stored yet."""
        return {name: self.texts[name].text() for name in TEXTS if self._typed(name)}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Take up a draft again."""
        for name, words in typed.items():
            if name in self.texts:
                self.texts[name].setText(words)

    def show_problem(self, sentence: str) -> None:
        """Say what could not be saved."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        set_look(self._problem, "problem")

    def set_changeable(self, changeable: bool) -> None:
        """Whether this reader may write."""
        for control in (self.level, *self.texts.values()):
            control.setEnabled(changeable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            for name, box in self.texts.items():
                if watched is box and self._typed(name):
                    self.decided.emit(name)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        characters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        wide = characters >= _BESIDE
        if wide != self._wide:
            self._arrange(wide=wide)

    def _typed(self, name: str) -> bool:
        return bool((self.texts[name].text().strip() or None) != self.seen[name])

    def _line(self, label: str, domain: str, longest: int) -> QLineEdit:
        made = QLineEdit()
        made.setMaxLength(longest)
        made.setPlaceholderText(label)
        made.setAccessibleName(f"{label}: {domain}")
        made.textEdited.connect(lambda _words: self.edited.emit())
        made.returnPressed.connect(lambda: self.moved.emit(1))
        made.installEventFilter(self)
        return made

    def _arrange(self, *, wide: bool) -> None:
        self._wide = wide
        grid = self._grid
        for part in (self._name, self._last, self.level, *self.texts.values(), self._problem):
            grid.removeWidget(part)
        for column in range(4):
            grid.setColumnStretch(column, 0)
        need, wish = self.texts.values()
        if wide:
            grid.addWidget(self._name, 0, 0)
            grid.addWidget(self._last, 1, 0)
            grid.addWidget(self.level, 0, 1)
            grid.addWidget(need, 0, 2)
            grid.addWidget(wish, 0, 3)
            grid.addWidget(self._problem, 1, 1, 1, 3)
            for column, share in enumerate((5, 4, 6, 6)):
                grid.setColumnStretch(column, share)
            return
        for line, part in enumerate(
            (self._name, self._last, self.level, need, wish, self._problem)
        ):
            grid.addWidget(part, line, 0)
        grid.setColumnStretch(0, 1)
