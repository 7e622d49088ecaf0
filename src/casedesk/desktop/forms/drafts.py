"""Keeps what is being typed safe: an encrypted draft within a second of the first keystroke."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from casedesk.desktop.desk import Desk
from casedesk.store import drafts

SOON_MS = 600
"""After the first unsaved keystroke, pause or not; leaves time to write within the second."""


class DraftKeeper(QObject):
    """Writes one form's draft. ``typed`` answers what there is to keep; nothing if all is saved."""

    kept = Signal()
    notKept = Signal(object)
    """The draft could not be written; carries the fault. The next keystroke tries again."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        place: str,
        typed: Callable[[], Mapping[str, Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._typed = desk, kind, typed
        self.place = place
        self.record_id = 0
        self.case_id: int | None = None
        self._kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.write)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not in a draft yet."""
        return self._timer.isActive()

    def note(self) -> None:
        """Something was typed. The clock runs from the first keystroke, not from the last."""
        if not self._timer.isActive():
            self._timer.start()

    def found(self) -> None:
        """There is a draft of this form in the store already."""
        self._kept = True

    def write(self) -> None:
        """Write the draft now, or take it away when all is saved."""
        self._timer.stop()
        typed = dict(self._typed())
        if typed:
            self._keep(typed)
        elif self._kept:
            self.forget()

    def forget(self) -> None:
        """Everything is saved, or the user gave it up."""
        self._timer.stop()
        self._kept = False
        sitting, kind, record_id, place = (
            self._desk.sitting, self._kind, self.record_id, self.place
        )  # fmt: skip

        def work() -> None:
            with sitting.store.engine.begin() as connection:
                drafts.forget(connection, sitting.actor.login, kind, record_id, place)

        self._desk.runner.change(work)

    def _keep(self, typed: Mapping[str, Any]) -> None:
        self._kept = True
        sitting = self._desk.sitting
        unfinished = drafts.Unfinished(
            self._kind, self.record_id, self.place, self.case_id, sitting.clock.now(), typed
        )

        def work() -> None:
            with sitting.store.engine.begin() as connection:
                drafts.keep(connection, sitting.actor.login, unfinished)

        self._desk.runner.change(
            work, lambda _none: self.kept.emit(), failed=self.notKept.emit, owner=self
        )
