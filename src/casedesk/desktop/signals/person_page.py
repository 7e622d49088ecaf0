"""The page of a person, with what others have in common with them."""

from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.signals.overlap import OverlapPart
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import PERSON


class PersonPage(RecordPage):
    """As of any record; what overlaps stands below, where there is anything."""

    overlap: OverlapPart | None = None

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.overlap is not None:
            self.overlap.refresh(changes)

    def _add_belongings(self) -> list[Belonging]:
        parts = super()._add_belongings()
        if self.form.record_id is not None and self.overlap is None:
            self.overlap = OverlapPart(self._desk, PERSON, self.form.record_id, only_if_any=True)
            below = self._column.indexOf(self.form) + 1 + len(parts)
            self._column.insertWidget(below, self.overlap)
        return parts
