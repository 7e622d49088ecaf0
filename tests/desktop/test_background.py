"""Work off the window's thread: outcomes come back to it, changes keep their order."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from casedesk.desktop.background import InlineRunner, Runner, ThreadRunner
from casedesk.desktop.progress import CancelledError, Progress
from casedesk.desktop.progress_window import ProgressWindow
from casedesk.kernel.changes import Refused, RefusedError


class Heard:
    """Keeps what a runner told."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.refused: list[str] = []
        self.failed: list[str] = []

    def runner(self, *, threads: bool) -> Runner:
        refused, failed = self.on_refused, self.on_failed
        return ThreadRunner(refused, failed) if threads else InlineRunner(refused, failed)

    def on_refused(self, refused: Refused) -> None:
        self.refused.append(refused.sentence)

    def on_failed(self, fault: Exception) -> None:
        self.failed.append(type(fault).__name__)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture(params=[True, False], ids=["threads", "inline"])
def runner(request: pytest.FixtureRequest, heard: Heard, qtbot: QtBot) -> Iterator[Runner]:
    made = heard.runner(threads=request.param)
    yield made
    made.close()


def refuse() -> None:
    raise RefusedError(Refused("Dat mag niet."))


def break_down() -> None:
    raise ValueError("geheim")


def test_a_value_a_refusal_and_a_fault_each_find_their_way(runner: Runner, heard: Heard) -> None:
    runner.run(lambda: 42, heard.done.append)
    runner.run(refuse, heard.done.append)
    runner.change(lambda: Refused("Ook niet."), heard.done.append)
    runner.run(break_down, heard.done.append)
    runner.wait()
    assert heard.done == [42]
    assert sorted(heard.refused) == ["Dat mag niet.", "Ook niet."]
    assert heard.failed == ["ValueError"]


def test_changes_are_made_in_the_order_in_which_they_were_asked(
    runner: Runner, heard: Heard
) -> None:
    order: list[int] = []
    for number in range(50):
        runner.change(partial(order.append, number))
    runner.wait()
    assert order == list(range(50))


def test_outcomes_are_told_on_the_thread_of_the_window(heard: Heard, qtbot: QtBot) -> None:
    runner = heard.runner(threads=True)
    threads: list[int] = []

    def done(worker: int) -> None:
        threads.extend((worker, threading.get_ident()))

    runner.run(threading.get_ident, done)
    runner.wait()
    assert threads[0] != threads[1] == threading.get_ident()
    runner.close()


def test_nobody_is_told_when_the_page_is_gone(runner: Runner, heard: Heard, qtbot: QtBot) -> None:
    page = QObject()
    runner.run(lambda: 1, heard.done.append, owner=page)
    runner.wait()
    import shiboken6

    shiboken6.delete(page)
    runner.run(lambda: 2, heard.done.append, owner=page)
    runner.wait()
    assert heard.done == [1]


def test_closing_carries_out_the_changes_that_wait_and_tells_nobody(
    heard: Heard, qtbot: QtBot
) -> None:
    runner = heard.runner(threads=True)
    written: list[int] = []
    gate = threading.Event()
    runner.change(gate.wait)
    for number in range(5):
        runner.change(partial(written.append, number), heard.done.append)
    gate.set()
    runner.close()
    runner.run(lambda: 1, heard.done.append)
    qtbot.wait(20)
    assert written == [0, 1, 2, 3, 4]
    assert heard.done == []


def test_long_work_stops_when_asked_and_says_so(heard: Heard, qtbot: QtBot) -> None:
    runner = heard.runner(threads=True)
    stopped: list[bool] = []
    seen: list[Progress] = []

    def work(progress: Progress) -> None:
        seen.append(progress)
        while True:
            progress(1, 10)
            time.sleep(0.001)

    runner.run_long("Lang werk", work, heard.done.append, cancelled=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: bool(seen))
    seen[0].cancel()
    runner.wait()
    assert (stopped, heard.done, heard.failed) == ([True], [], [])
    runner.close()


def test_closing_stops_long_work_at_its_next_safe_point(heard: Heard, qtbot: QtBot) -> None:
    runner = heard.runner(threads=True)
    steps: list[int] = []

    def work(progress: Progress) -> None:
        while True:
            progress(len(steps), 0)
            steps.append(1)
            time.sleep(0.001)

    runner.run_long("Lang werk", work, heard.done.append)
    qtbot.waitUntil(lambda: len(steps) > 2)
    runner.close()
    count = len(steps)
    qtbot.wait(20)
    assert len(steps) == count
    assert (heard.done, heard.failed) == ([], [])


def test_progress_is_shown_after_a_second_with_a_way_to_stop(qtbot: QtBot) -> None:
    progress = Progress()
    window = ProgressWindow("Lang werk", progress, None, may_cancel=True)
    qtbot.addWidget(window)
    window._timer.setInterval(0)
    window.begin()
    assert not window.isVisible()
    qtbot.waitUntil(window.isVisible)
    progress(3, 10)
    qtbot.waitUntil(lambda: (window.value(), window.maximum()) == (3, 10))
    window.findChildren(QPushButton)[0].click()
    assert window.isVisible()
    with pytest.raises(CancelledError):
        progress.check()
