"""Idle time, and the two keys that work in every window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from casedesk.desktop.locking import Watch


class Wall:
    """A clock on the wall that is moved by hand."""

    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def watch(qtbot: QtBot, wall: Wall) -> Iterator[Watch]:
    watching = Watch(lambda: 5, wall)
    watching.start()
    yield watching
    watching.stop()


def test_it_locks_after_the_minutes_of_the_setting(watch: Watch, wall: Wall, qtbot: QtBot) -> None:
    heard: list[str] = []
    watch.idle.connect(lambda: heard.append("idle"))
    wall.time += 5 * 60 - 1
    watch.tick()
    assert heard == []
    wall.time += 1
    watch.tick()
    assert heard == ["idle"]


def test_it_warns_twenty_seconds_before(watch: Watch, wall: Wall) -> None:
    left: list[int] = []
    watch.idleSoon.connect(left.append)
    wall.time += 5 * 60 - 21
    watch.tick()
    wall.time += 1
    watch.tick()
    assert left == [20]


def test_a_computer_that_slept_was_idle(watch: Watch, wall: Wall, qtbot: QtBot) -> None:
    wall.time += 8 * 3600
    with qtbot.waitSignal(watch.idle):
        watch.tick()


def test_a_key_in_any_window_is_a_sign_of_life(watch: Watch, wall: Wall, qtbot: QtBot) -> None:
    dialog = QDialog()
    field = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(field)
    qtbot.addWidget(dialog)
    dialog.show()
    watch._watch(dialog.windowHandle())
    wall.time += 299
    qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    wall.time += 299
    heard: list[str] = []
    watch.idle.connect(lambda: heard.append("idle"))
    watch.tick()
    assert heard == []


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "blankPressed"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lockPressed"),
    ],
)
def test_the_two_keys_work_in_a_dialog_too(
    watch: Watch,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    signal: str,
) -> None:
    dialog = QDialog()
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    dialog.show()
    watch._watch(dialog.windowHandle())
    with qtbot.waitSignal(getattr(watch, signal)):
        qtbot.keyClick(dialog.windowHandle(), key, modifier)
