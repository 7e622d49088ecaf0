"""The only place that opens a message box; tests answer through :class:`FakeQuestions`.

A question stands only before what cannot be undone; everything else is done at once and can be
taken back (quality.md B2).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from casedesk.kernel.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


class Questions(Protocol):
    """What may be asked of, or told to, the user in a window of its own."""

    def tell(self, sentence: str, more: str = "") -> None:
        """Something the user must know now, such as why an act was refused."""

    def warn(self, sentence: str, more: str = "") -> None:
        """Something went wrong; ``more`` says what is safe and what to do."""

    def confirm(self, sentence: str, act: str, more: str = "") -> bool:
        """Whether to do what cannot be undone; ``act`` is the word on the button."""

    def choose(self, sentence: str, ways: Iterable[tuple[str, str]], more: str = "") -> str:
        """One of some ways, as (key, word on the button); empty when given up."""

    def text(self, sentence: str, start: str = "") -> str | None:
        """A short text, such as a reason; None when given up."""

    def file_to_save(self, title: str, name: str, kinds: str) -> Path | None:
        """Where to write a file; the dialog of the system asks about overwriting."""

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        """Which file to read."""

    def folder(self, title: str, start: Path | None = None) -> Path | None:
        """Which folder."""


class WindowQuestions:
    """Asks through real windows, above ``parent``.

    Qt makes its classes when they are first named; these are not needed for the first window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def tell(self, sentence: str, more: str = "") -> None:
        self._box("Information", sentence, more).exec()

    def warn(self, sentence: str, more: str = "") -> None:
        self._box("Warning", sentence, more).exec()

    def confirm(self, sentence: str, act: str, more: str = "") -> bool:
        return self.choose(sentence, [("yes", act)], more) == "yes"

    def choose(self, sentence: str, ways: Iterable[tuple[str, str]], more: str = "") -> str:
        from PySide6.QtWidgets import QMessageBox

        box = self._box("Question", sentence, more)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons = {box.addButton(text, QMessageBox.ButtonRole.AcceptRole): k for k, text in ways}
        # Enter must not do what cannot be undone.
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((key for button, key in buttons.items() if button is clicked), "")

    def text(self, sentence: str, start: str = "") -> str | None:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self.parent)
        dialog.setWindowTitle("CaseDesk")
        dialog.setLabelText(sentence)
        dialog.setTextValue(start)
        dialog.setOkButtonText(_("OK"))
        dialog.setCancelButtonText(_("Cancel"))
        return dialog.textValue().strip() if dialog.exec() else None

    def file_to_save(self, title: str, name: str, kinds: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        path, _kind = QFileDialog.getSaveFileName(self.parent, title, name, kinds)
        return Path(path) if path else None

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        path, _kind = QFileDialog.getOpenFileName(self.parent, title, "", kinds)
        return Path(path) if path else None

    def folder(self, title: str, start: Path | None = None) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        path = QFileDialog.getExistingDirectory(self.parent, title, str(start or ""))
        return Path(path) if path else None

    def _box(self, icon: str, sentence: str, more: str) -> "QMessageBox":
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self.parent)
        box.setIcon(QMessageBox.Icon[icon])
        box.setWindowTitle("CaseDesk")
        box.setText(sentence)
        box.setInformativeText(more)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        return box


class FakeQuestions:
    """Answers from a list and remembers what was said; for tests."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def tell(self, sentence: str, more: str = "") -> None:
        self.said.append(f"{sentence} {more}".strip())

    warn = tell

    def confirm(self, sentence: str, act: str, more: str = "") -> bool:
        del act
        return bool(self._answer(sentence, more))

    def choose(self, sentence: str, ways: Iterable[tuple[str, str]], more: str = "") -> str:
        del ways
        return str(self._answer(sentence, more) or "")

    def text(self, sentence: str, start: str = "") -> str | None:
        del start
        answer = self._answer(sentence, "")
        return None if answer is None else str(answer)

    def file_to_save(self, title: str, name: str, kinds: str) -> Path | None:
        del name, kinds
        return self._path(title)

    def file_to_open(self, title: str, kinds: str) -> Path | None:
        del kinds
        return self._path(title)

    def folder(self, title: str, start: Path | None = None) -> Path | None:
        del start
        return self._path(title)

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title, "")
        return answer if isinstance(answer, Path) else None

    def _answer(self, sentence: str, more: str) -> object:
        self.tell(sentence, more)
        if not self.answers:
            raise AssertionError(f"nobody answers: {sentence}")
        return self.answers.pop(0)
