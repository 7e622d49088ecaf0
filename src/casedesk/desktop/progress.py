"""How far long work is, and the wish to stop it."""

import threading

from PySide6.QtCore import QObject, Signal


class CancelledError(Exception):
    """The user asked to stop, and the work stopped at a safe point."""


class Progress(QObject):
    """Handed to long work, which calls it now and then with how much is done.

    Calling it raises :class:`CancelledError` after the user asked to stop; work that must not be
    broken off at that point does not call it there. Safe from any thread.
    """

    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        self.check()
        self.moved.emit(done, total)

    def check(self) -> None:
        """Stop here if the user asked for it."""
        if self._stop.is_set():
            raise CancelledError

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._stop.set()
