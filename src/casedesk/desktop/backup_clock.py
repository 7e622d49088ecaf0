"""Makes the automatic backups while somebody works: each half hour, off the window's thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from casedesk.access.rights import Right, may
from casedesk.desktop.background import Runner
from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.bootstrap import Sitting

FIRST_MS = 60_000
LOOK_MS = 5 * 60_000


class BackupClock(QObject):
    """Asks now and then whether a backup is due (``store.backup.automatic`` knows)."""

    def __init__(
        self, sitting: "Sitting", runner: Runner, say: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._sitting, self._runner, self._say = sitting, runner, say
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, for those who may make backups."""
        if may(self._sitting.actor, Right.BACKUP):
            self._timer.start()

    def stop(self) -> None:
        """The store is being closed."""
        self._timer.stop()

    def look(self) -> None:
        """Make a backup if it is time; say so when that does not work."""
        self._timer.setInterval(LOOK_MS)
        sitting = self._sitting

        def work() -> Path | None:
            from casedesk.store import backup

            return backup.automatic(sitting.vault, sitting.clock.now())

        self._runner.run(work, lambda _made: None, failed=self._failed, owner=self)

    def _failed(self, fault: Exception) -> None:
        from casedesk.store.faults import StoreFault

        if not isinstance(fault, StoreFault):
            raise fault
        self._say(_("There is no new backup: {sentence}").format(sentence=str(fault)))
