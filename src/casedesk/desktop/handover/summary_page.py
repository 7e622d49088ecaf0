"""The summary of a case for the supervisor, as it will be printed."""

from casedesk.desktop.desk import Desk, Page, Place
from casedesk.kernel.words import _


class SummaryPage(Page):
    """One summary."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._arrived = desk, place

    def title(self) -> str:
        return _("Case summary")
