"""A store, a desk, and the whole window around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.opening import opened
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.kernel.words import set_language
from casedesk.store import kdf
from tests.builders import CHEAP, a_store
from tests.desks import TestDesk, a_desk

MakeWindow = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    set_language("nl")
    yield
    set_language("nl")


@pytest.fixture(autouse=True)
def cheap_keys() -> Iterator[None]:
    """Keys that cost nothing, accepted for as long as a test lasts."""
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        yield


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> TestDesk:
    return a_desk(sitting, tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def make_window(settings: Settings, qtbot: QtBot) -> Iterator[MakeWindow]:
    """The window of a sitting; everything in it happens at once."""
    made: list[MainWindow] = []

    def make(sitting: Sitting, *answers: object) -> MainWindow:
        window = MainWindow(opened(sitting), InlineRunner(), FakeQuestions(*answers), settings)
        made.append(window)
        window.start()
        window.show()
        return window

    yield make
    for window in made:
        window.leave()
        window.hide()
        window.deleteLater()
