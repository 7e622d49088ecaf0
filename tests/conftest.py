"""What holds for every test: no screen, no network, no user's folders, no thread left behind."""

from __future__ import annotations

import os

# Before anything imports PySide6. CASEDESK_TEST_PLATFORM=xcb shows the windows.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("CASEDESK_TEST_PLATFORM", "offscreen")

import gc
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from casedesk.store import engine

# `make test` draws the same examples every time; `make proof` draws new ones, and many more.
settings.register_profile(
    "everyday",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("proof", deadline=None, database=None, max_examples=2000)
settings.load_profile(os.environ.get("CASEDESK_TEST_PROFILE", "everyday"))


def _refuse(*args: object, **kwargs: object) -> NoReturn:
    message = "a test tried to use the network"
    raise AssertionError(message)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine's own files (AF_UNIX may stay)."""
    true_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family is not getattr(socket, "AF_UNIX", None):
            _refuse()
        true_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Spare the tests the locking of memory: it takes a third of the time of the whole suite.

    What tests the vault itself or breaks it keeps it, and so does every program that a test
    starts. Said before any fixture opens a store. SQLCipher never leaves it off once it was on,
    so in a process in which it was on it stays on.
    """
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if folder in ("store_vault", "faults"):
        _locked.add(folder)
    engine._CIPHER["cipher_memory_security"] = "1" if _locked else "0"


_locked: set[str] = set()
"""Folders of tests that wanted memory locked in this process."""


@pytest.fixture(autouse=True)
def own_user_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any) -> Path:
    """Give every test an empty home, so that nobody's settings count or change."""
    home: Path = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Take away the windows that a test made: hundreds of them make every later test slow.

    Outside an event loop nothing that was to be deleted later ever is.
    """
    before = _windows()
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent

    for window in _windows() - before:
        if shiboken6.isValid(window) and window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _windows() -> set[Any]:
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtWidgets import QApplication

    return set(QApplication.topLevelWidgets()) if QApplication.instance() else set()


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running: it would work on in the next test."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):
            continue  # a pool thread of Qt that once ran Python; the pool is asked below
        thread.join(timeout=2)
        assert not thread.is_alive(), f"left running: {thread.name}"
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QThreadPool

        assert QThreadPool.globalInstance().waitForDone(2000), "left running: work in Qt's pool"
