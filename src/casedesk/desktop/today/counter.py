"""Counts what is late and due today, and counts again after every change and at midnight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from casedesk.desktop.desk import Desk
from casedesk.desktop.today.filters import whose_at_first
from casedesk.kernel.changes import Changes
from casedesk.worklist.reading import WorkQuery, read_work

LOOK_MS = 60_000
DAYS_AHEAD = 31

_NEW_DAY = Changes("", {"": frozenset()})
"""No record changed, and yet what is late and due did."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much is late or due today, and how many dates fall on each of the next days."""

    today: date
    urgent: int
    on_days: Mapping[date, int]


class WorkCounter(QObject):
    """Speaks when the numbers were read; the newest question is always answered."""

    counted = Signal(object)
    """Carries a :class:`Count`."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._query = WorkQuery(whose_at_first(desk.sitting.actor))
        self._day = desk.sitting.clock.today()
        self._asking = self._again = self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        desk.notices.changed.connect(self._heard)

    def look(self) -> None:
        """Look whether a new day began: then every page must reckon its dates again."""
        today = self._desk.sitting.clock.today()
        if today != self._day:
            self._day = today
            self._desk.notices.pass_on(_NEW_DAY)

    def count(self) -> None:
        """Read the numbers now, or right after those that are being read."""
        if self._stopped:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        store, reader, query = self._desk.sitting.store, self._desk.reader, self._query

        def read() -> Count:
            with store.read() as session:
                work = read_work(session, reader, query)
            return Count(work.today, work.urgent, work.on_days(DAYS_AHEAD))

        self._desk.runner.run(read, self._answered, failed=self._failed, owner=self)

    def stop(self) -> None:
        """The store is being closed."""
        self._stopped = True
        self._timer.stop()

    def _heard(self, changes: Changes) -> None:
        if changes:
            self.count()

    def _answered(self, count: Count) -> None:
        self._asking = False
        if not self._stopped:
            self.counted.emit(count)
        if self._again:
            self.count()

    def _failed(self, fault: Exception) -> None:
        self._asking = False
        raise fault
