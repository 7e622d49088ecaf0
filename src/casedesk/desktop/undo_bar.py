"""Undo and redo in the store's words, over all screens, in the order in which things were done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from casedesk.desktop.background import Runner
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.store.store import Store
    from casedesk.store.undo import Reversible


LATER_MS = 1000


class UndoBar(QObject):
    """Knows what could be taken back or done again, and does it; ``changed`` when that differs."""

    changed = Signal()

    def __init__(
        self,
        store: "Store",
        runner: Runner,
        say: Callable[[str], None],
        word: Callable[["Reversible"], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._runner, self._say, self._word = store, runner, say, word
        self._undo: Reversible | None = None
        self._redo: Reversible | None = None
        # Many changes in a row ask the store once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    def look_again(self, _changes: Changes | None = None) -> None:
        """Something was changed: ask the store what can be taken back now."""
        self._soon.start(0)

    def look_later(self) -> None:
        """Ask the store in a while: at the start the list has the processor first."""
        self._soon.start(LATER_MS)

    def stop(self) -> None:
        """The sitting ends: ask nothing more."""
        self._soon.stop()

    def can_undo(self) -> bool:
        """Whether there is something of mine to take back."""
        return self._undo is not None

    def can_redo(self) -> bool:
        """Whether I took something back and did nothing else since."""
        return self._redo is not None

    def undo_text(self) -> str:
        """What the menu says."""
        if self._undo is None:
            return _("&Undo")
        return _("&Undo: {act}").format(act=self._word(self._undo))

    def redo_text(self) -> str:
        """What the menu says."""
        if self._redo is None:
            return _("&Redo")
        return _("&Redo: {act}").format(act=self._word(self._redo))

    def undo(self) -> None:
        """Take back my latest act of this sitting."""
        from casedesk.store import undo

        if self._undo is not None:
            done = _("Undone: {act}").format(act=self._word(self._undo))
            self._do(lambda: undo.undo(self._store), done)

    def redo(self) -> None:
        """Do again what I took back."""
        from casedesk.store import undo

        if self._redo is not None:
            done = _("Done again: {act}").format(act=self._word(self._redo))
            self._do(lambda: undo.redo(self._store), done)

    def _do(self, work: Callable[[], Changes | Refused], done: str) -> None:
        def after(_answer: Changes | Refused) -> None:
            self._say(done)
            self.look_again()

        self._runner.change(work, after, owner=self)

    def _ask(self) -> None:
        from casedesk.store import undo

        store = self._store

        def both() -> "tuple[Reversible | None, Reversible | None]":
            return undo.undoable(store), undo.redoable(store)

        def answered(found: "tuple[Reversible | None, Reversible | None]") -> None:
            self._undo, self._redo = found
            self.changed.emit()

        self._runner.run(both, answered, owner=self)
