"""The page on which a handover is put together: what is asked, what goes, the page as it will be."""

from casedesk.desktop.desk import Desk, Page, Place
from casedesk.kernel.words import _


class HandoverPage(Page):
    """One handover in the making."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._arrived = desk, place

    def title(self) -> str:
        return _("Handover")
