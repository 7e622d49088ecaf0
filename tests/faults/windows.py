"""The whole window over a sitting, and what somebody could read or hear in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.errors import ErrorHook, FaultLog
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.opening import opened
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings


class Questions(FakeQuestions):
    """Remembers what was said, and gives up whatever is asked beyond its answers."""

    def _answer(self, sentence: str, more: str) -> object:
        self.tell(sentence, more)
        return self.answers.pop(0) if self.answers else None


@contextmanager
def a_window(sitting: Sitting, folder: Path, *answers: object) -> Iterator[MainWindow]:
    """The window as the program makes it, where everything happens at once."""
    questions = Questions(*answers)
    errors = ErrorHook(FaultLog(lambda: folder / "faults.log"), questions.warn)
    runner = InlineRunner(lambda refused: questions.tell(refused.sentence), errors.take)
    window = MainWindow(opened(sitting), runner, questions, Settings(folder / "settings.ini"))
    window.start()
    window.show()
    settle()
    try:
        yield window
    finally:
        window.leave()
        window.hide()
        window.deleteLater()
        settle()


def settle() -> None:
    """Let timers of no time and deferred deletions have their turn."""
    for _round in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def said(window: MainWindow) -> list[str]:
    """What message boxes said since the window was made."""
    questions = window.desk.questions
    assert isinstance(questions, FakeQuestions)
    return questions.said
