"""What only Python holds is destroyed on the window's thread, whoever works beside it."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from casedesk.desktop.background import ThreadRunner

MANY = 2000
"""So many that it is time to collect, whatever else was made or let go."""


class Knot:
    """Holds itself, and tells on which thread it was destroyed."""

    destroyed: list[int]

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.destroyed.append(threading.get_ident())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[ThreadRunner]:
    faults: list[object] = []
    made = ThreadRunner(faults.append, faults.append)
    yield made
    made.close()
    assert faults == []


def work_hard() -> int:
    """Enough that Python would collect here by itself."""
    return sum(len([[] for _each in range(2000)]) for _round in range(20))


def test_no_other_thread_collects(runner: ThreadRunner, qtbot: QtBot) -> None:
    Knot.destroyed = []
    for _each in range(MANY):
        Knot()
    for _each in range(4):
        runner.run(work_hard, lambda _sum: None)
    runner.wait()
    qtbot.waitUntil(lambda: len(Knot.destroyed) == MANY, timeout=10_000)
    assert set(Knot.destroyed) == {threading.get_ident()}


def test_python_collects_by_itself_again_afterwards(qtbot: QtBot) -> None:
    assert gc.isenabled()
    runner = ThreadRunner(lambda _refused: None, lambda _fault: None)
    assert not gc.isenabled()
    runner.close()
    assert gc.isenabled()
