"""What would this partner see? The same page for looking only: of any case, for any kind."""

from collections.abc import Sequence

from casedesk.desktop.desk import BoundCommand, Place
from casedesk.desktop.handover.page import HandoverPage
from casedesk.kernel.words import _


class LookPage(HandoverPage):
    """The handover as it would be; nothing can be made of it."""

    looking = True

    def title(self) -> str:
        return _("What a partner would see")

    def commands(self) -> Sequence[BoundCommand]:
        return []

    def place(self, arrived: Place) -> Place:
        return arrived

    def go_to(self, place: Place) -> bool:
        return place.entry == self._entry and place.case_id == self._begin.case_id
