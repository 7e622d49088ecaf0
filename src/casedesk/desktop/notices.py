"""News for open windows: these records changed, here or in another program.

One signal. What this store changed arrives at once; what others changed is asked for every two
seconds, on a worker thread.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from casedesk.desktop.background import Runner
from casedesk.kernel.changes import Changes

if TYPE_CHECKING:
    from casedesk.store.store import Store

POLL_MS = 2000


class Notices(QObject):
    """Passes changes on to the pages, always on the thread of the window."""

    changed = Signal(object)
    """Carries ``Changes``."""

    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A store speaks from the thread that wrote; the pages live on this one.
        self._heard.connect(self._pass_on, Qt.ConnectionType.AutoConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)
        self._store: Store | None = None
        self._runner: Runner | None = None
        self._stop: Callable[[], None] | None = None
        self._asking = False

    def follow(self, store: "Store", runner: Runner) -> None:
        """Listen to this store from now on."""
        self.stop()
        self._store, self._runner = store, runner
        self._stop = store.listen(self._heard.emit)
        self._timer.start()

    def stop(self) -> None:
        """Hear nothing more: the store is being closed."""
        self._timer.stop()
        if self._stop is not None:
            self._stop()
        self._store = self._runner = self._stop = None
        self._asking = False

    def pause(self) -> None:
        """Do not ask the store for a while: a job needs it alone."""
        self._timer.stop()

    def go_on(self) -> None:
        """Ask the store again."""
        if self._store is not None:
            self._timer.start()

    def pass_on(self, changes: Changes) -> None:
        """Tell all pages, as if the store had said it."""
        self._heard.emit(changes)

    def _pass_on(self, changes: Changes) -> None:
        if changes:
            self.changed.emit(changes)

    def _ask(self) -> None:
        store, runner = self._store, self._runner
        if store is None or runner is None or self._asking:
            return
        self._asking = True

        def answered(news: Changes) -> None:
            if store is self._store:
                self._asking = False
                self._pass_on(news)

        def failed(_fault: Exception) -> None:
            # A busy or vanished disk: the next poll, or the next act, will tell.
            self._asking = False

        runner.run(store.news, answered, failed=failed)
