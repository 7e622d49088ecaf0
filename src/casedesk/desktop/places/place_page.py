"""One place: its form, its inspections, and the signals and cases that are tied to it."""

from collections.abc import Sequence

from casedesk.access.rights import may_change
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.places.inspections import InspectionsPart
from casedesk.desktop.places.page import INSPECT
from casedesk.desktop.places.ties import TiesPart
from casedesk.kernel.changes import Changes
from casedesk.store.declare import record_class


class PlacePage(RecordPage):
    """The page of a location."""

    inspections: InspectionsPart | None = None
    ties: TiesPart | None = None

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.inspections is not None and self.ties is not None:
            self.inspections.refresh(changes)
            self.ties.refresh(changes)

    def flush(self) -> None:
        super().flush()
        if self.inspections is not None:
            self.inspections.flush()

    def commands(self) -> Sequence[BoundCommand]:
        found = [*super().commands()]
        if may_change(self._desk.sitting.actor, record_class("inspection").record.realm):
            found.append(BoundCommand(INSPECT, self._inspect, lambda: self._id() > 0))
        return found

    def _inspect(self) -> None:
        if self.inspections is not None:
            self.inspections.add()

    def _add_belongings(self) -> list[Belonging]:
        """Own parts instead of a form for each inspection: there may be many."""
        if self.form.record_id is None or self.inspections is not None:
            return []
        self.inspections = InspectionsPart(self._desk, self.form.record_id)
        self.ties = TiesPart(self._desk, self.form.record_id)
        for offset, part in enumerate((self.inspections, self.ties), start=1):
            self._column.insertWidget(self._column.indexOf(self.form) + offset, part)
        return []
