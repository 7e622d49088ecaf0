"""A desk for tests of pages: everything at once on one thread, and a way that is remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.desk import Desk, Place
from casedesk.desktop.notices import Notices
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme.appearance import Appearance
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import set_language
from casedesk.records.reading import Reader


class Way:
    """Stands for the window's navigation: remembers where one was sent."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def go(self, place: Place) -> None:
        self.places.append(place)

    def replace(self, place: Place) -> None:
        self.places[-1:] = [place]

    def back(self) -> None:
        self.places.pop()


class TestRunner(InlineRunner):
    """Does everything at once, until the desk is cleared."""

    __test__ = False
    closed = False

    def close(self) -> None:
        self.closed = True

    def _at_once(self, *arguments: Any) -> None:
        if not self.closed:
            super()._at_once(*arguments)


class TestDesk(Desk):
    """A desk whose ears can be asked what they heard."""

    __test__ = False
    __slots__ = ("refusals", "said", "saves", "way")

    way: Way
    said: list[str]
    saves: list[int]
    refusals: list[Refused]


def a_desk(sitting: Sitting, folder: Path) -> TestDesk:
    """Somebody's desk in an open store."""
    way = Way()
    said: list[str] = []
    saves: list[int] = []
    refusals: list[Refused] = []
    notices = Notices()
    runner = TestRunner(on_refused=refusals.append)
    desk = TestDesk(
        sitting=sitting,
        reader=Reader(sitting.actor, sitting.labels, sitting.clock),
        runner=runner,
        notices=notices,
        navigation=way,
        questions=FakeQuestions(),
        settings=Settings(folder / "settings.ini"),
        announce=said.append,
        saved=lambda: saves.append(1),
    )
    desk.way, desk.said, desk.saves, desk.refusals = way, said, saves, refusals
    sitting.store.listen(notices.pass_on)
    return desk


@contextmanager
def dressed(
    folder: Path, theme: str = "light", language: str = "nl", size: int = 100
) -> Iterator[Appearance]:
    """The whole program in a theme, a language and a text size, for as long as the block lasts."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(folder / "look.ini")
    settings.theme, settings.text_size = theme, size
    set_language(language)
    font = application.font()
    appearance = Appearance(application, settings)
    appearance.put_on()
    try:
        yield appearance
    finally:
        set_language("nl")
        application.setStyleSheet("")
        application.setFont(font)
