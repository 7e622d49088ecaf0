"""What the author decided differently about single values."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from casedesk.handover.facts import FactId, Verdict


class Ticks(QObject):
    """Additions with their reason, what is left out, and what happens to texts with names."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.added: dict[FactId, str] = {}
        self.left_out: set[FactId] = set()
        self.verdicts: dict[FactId, Verdict] = {}

    def clear(self) -> None:
        """Another reader: begin anew."""
        self.added.clear()
        self.left_out.clear()
        self.verdicts.clear()

    def leave_out(self, ids: Iterable[FactId]) -> None:
        """These values stay; one that was added is simply no longer added."""
        for fact_id in ids:
            self.verdicts.pop(fact_id, None)
            if self.added.pop(fact_id, None) is None:
                self.left_out.add(fact_id)
        self.changed.emit()

    def take(self, ids: Iterable[FactId]) -> None:
        """These values go after all."""
        self.left_out.difference_update(ids)
        self.changed.emit()

    def add(self, ids: Iterable[FactId], because: str) -> None:
        """Let values go, for this reason."""
        self.added |= dict.fromkeys(ids, because)
        self.changed.emit()

    def settle(self, fact_id: FactId, verdict: Verdict) -> None:
        """What happens to a text with a name in it."""
        self.verdicts[fact_id] = verdict
        self.changed.emit()
