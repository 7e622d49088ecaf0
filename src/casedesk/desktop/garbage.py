"""Collect Python's cyclic garbage on the window's thread only.

Python collects on whichever thread happens to allocate. A widget that only Python still holds
is destroyed there and then; on a thread that reads from the store that tears Qt down from aside
and may end the program, once in many hours and without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 300


class Collector(QObject):
    """While it lives, Python collects by this clock and on this thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose turn it is, as Python would have done."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        turn = [number for number, (count, limit) in enumerate(due) if limit and count > limit]
        if turn:
            gc.collect(turn[-1])

    def stop(self) -> None:
        """From now on Python collects by itself again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
