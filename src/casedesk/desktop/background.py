"""Work off the window's thread: a plain function goes in, its outcome comes back to the window.

Reading runs side by side; changes run one after the other, in the order in which they were
asked. A refusal, returned or raised, is an answer; anything else that is raised is a fault.
Tests use :class:`InlineRunner`, which does the same at once.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from casedesk.desktop.garbage import Collector
from casedesk.desktop.progress import CancelledError, Progress
from casedesk.kernel.changes import Refused, RefusedError

T = TypeVar("T")

OnRefused = Callable[[Refused], None]
OnFailed = Callable[[Exception], None]

PATIENCE_MS = 10_000
FOR_EVER = -1


class Runner(Protocol):
    """Runs functions and hands their outcome to the window.

    ``owner``: when this object is gone by then, nobody is told. Without ``refused`` the sentence
    is shown, without ``failed`` the fault goes to the error hook.
    """

    def run(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Read something."""

    def change(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None] | None = None,
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Change something, after all changes that were asked before."""

    def run_long(
        self,
        title: str,
        work: Callable[[Progress], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        cancelled: Callable[[], None] | None = None,
        parent: QWidget | None = None,
        may_cancel: bool = True,
    ) -> None:
        """Do something that may take long; after a second a window shows how far it is."""

    def wait(self) -> None:
        """Return when nothing runs any more and every outcome has been told."""

    def close(self) -> None:
        """Let what runs come to its end and tell nobody: the store is being closed."""


@dataclass(slots=True)
class _Job:
    """One function and whom to tell."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    refused: OnRefused
    failed: OnFailed
    owner: QObject | None = None
    cancelled: Callable[[], None] | None = None
    after: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of it: a value, a refusal or a fault."""

    value: Any = None
    fault: Exception | None = None


def _carry_out(work: Callable[[], Any]) -> _Outcome:
    try:
        return _Outcome(work())
    except RefusedError as refusal:
        return _Outcome(refusal.refused)
    except Exception as fault:  # noqa: BLE001 - every fault is told to somebody, none is lost
        return _Outcome(fault=fault)


def _tell(job: _Job, outcome: _Outcome) -> None:
    if job.after is not None:
        job.after()
    if job.owner is not None and not shiboken6.isValid(job.owner):
        return
    if isinstance(outcome.fault, CancelledError):
        if job.cancelled is not None:
            job.cancelled()
    elif outcome.fault is not None:
        job.failed(outcome.fault)
    elif isinstance(outcome.value, Refused):
        job.refused(outcome.value)
    elif job.done is not None:
        job.done(outcome.value)


class _Task(QRunnable):
    """Carries one job through a thread of a pool."""

    def __init__(self, job: _Job, arrived: Callable[[object, object], None]) -> None:
        super().__init__()
        self.setAutoDelete(True)
        self._job, self._arrived = job, arrived

    def run(self) -> None:
        outcome = _carry_out(self._job.work)
        with contextlib.suppress(RuntimeError):  # the window went away meanwhile
            self._arrived(self._job, outcome)


class ThreadRunner(QObject):
    """Runs work on threads of Qt's; see :class:`Runner`."""

    _arrived = Signal(object, object)

    def __init__(
        self, on_refused: OnRefused, on_fault: OnFailed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_refused, self._on_fault = on_refused, on_fault
        self._reading = QThreadPool(self)
        self._reading.setMaxThreadCount(2)
        self._changing = QThreadPool(self)
        self._changing.setMaxThreadCount(1)
        self._open = 0
        self._long: set[Progress] = set()
        self._closed = False
        self._collector = Collector(self)
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        self._start(self._reading, self._job(work, done, refused, failed, owner))

    def change(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None] | None = None,
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        self._start(self._changing, self._job(work, done, refused, failed, owner))

    def run_long(
        self,
        title: str,
        work: Callable[[Progress], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        cancelled: Callable[[], None] | None = None,
        parent: QWidget | None = None,
        may_cancel: bool = True,
    ) -> None:
        from casedesk.desktop.progress_window import ProgressWindow

        progress = Progress()
        window = ProgressWindow(title, progress, parent, may_cancel=may_cancel)
        job = self._job(lambda: work(progress), done, refused, failed, None)
        job.cancelled = cancelled

        def after() -> None:
            self._long.discard(progress)
            window.finish()

        job.after = after
        if may_cancel:
            self._long.add(progress)
        window.begin()
        self._start(self._changing, job)

    def wait(self) -> None:
        from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(PATIENCE_MS)
        while self._open and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def close(self) -> None:
        self._closed = True
        self._reading.clear()
        for progress in self._long:
            progress.cancel()
        # What was typed must still be written, and no store may close under a job that uses it.
        self._changing.waitForDone(FOR_EVER)
        self._reading.waitForDone(FOR_EVER)
        self._collector.stop()

    def _job(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        refused: OnRefused | None,
        failed: OnFailed | None,
        owner: QObject | None,
    ) -> _Job:
        return _Job(work, done, refused or self._on_refused, failed or self._on_fault, owner)

    def _start(self, pool: QThreadPool, job: _Job) -> None:
        if self._closed:
            return
        self._open += 1
        pool.start(_Task(job, self._arrived.emit))

    def _arrive(self, job: _Job, outcome: _Outcome) -> None:
        self._open -= 1
        if not self._closed:
            _tell(job, outcome)
        elif job.after is not None:
            job.after()


class InlineRunner:
    """Does everything at once on the calling thread; for tests and for command lines."""

    def __init__(
        self, on_refused: OnRefused | None = None, on_fault: OnFailed | None = None
    ) -> None:
        self._on_refused = on_refused or self._raise_refusal
        self._on_fault = on_fault or self._raise_fault

    def run(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        self._at_once(work, done, refused, failed, owner)

    def change(
        self,
        work: Callable[[], T | Refused],
        done: Callable[[T], None] | None = None,
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        owner: QObject | None = None,
    ) -> None:
        self._at_once(work, done, refused, failed, owner)

    def run_long(
        self,
        title: str,
        work: Callable[[Progress], T | Refused],
        done: Callable[[T], None],
        *,
        refused: OnRefused | None = None,
        failed: OnFailed | None = None,
        cancelled: Callable[[], None] | None = None,
        parent: QWidget | None = None,
        may_cancel: bool = True,
    ) -> None:
        del title, parent, may_cancel
        job = _Job(
            lambda: work(Progress()), done, refused or self._on_refused, failed or self._on_fault
        )
        job.cancelled = cancelled
        _tell(job, _carry_out(job.work))

    def wait(self) -> None:
        """Nothing is ever under way."""

    def close(self) -> None:
        """Nothing is ever under way."""

    def _at_once(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        refused: OnRefused | None,
        failed: OnFailed | None,
        owner: QObject | None,
    ) -> None:
        job = _Job(work, done, refused or self._on_refused, failed or self._on_fault, owner)
        _tell(job, _carry_out(work))

    @staticmethod
    def _raise_refusal(refused: Refused) -> None:
        raise RefusedError(refused)

    @staticmethod
    def _raise_fault(fault: Exception) -> None:
        raise fault
