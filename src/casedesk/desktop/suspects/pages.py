"""Who is suspected, and all that is known of one of them."""

from casedesk import features
from casedesk.access.rights import Right, may
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import column
from casedesk.kernel.words import N_, _


class NothingThere(Page):
    """What a place shows that is not there for this person; it does not say what it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(column(EmptyState("search", _("There is nothing here for your role."))))

    def title(self) -> str:
        return _("Nothing here")


def suspects(desk: Desk, _place: Place) -> Page:
    """The list over all cases. That it was read leaves a line of its own."""
    from casedesk.access.trail import record_list

    if not may(desk.sitting.actor, Right.SUSPECTS):
        return NothingThere()
    shape = ListShape(
        name="suspects",
        title=N_("Suspects"),
        icon="shield",
        empty=N_("Nobody is suspected in your cases. Suspects are added in a case."),
        open=lambda person_id: desk.navigation.go(Place("suspect", kind="person", id=person_id)),
    )
    store = desk.sitting.store
    page = ListPage(desk, features.lists()["suspects"], shape)
    desk.runner.change(lambda: record_list(store, "suspect_fact"), owner=page)
    return page


def suspect(desk: Desk, place: Place) -> Page:
    """One suspect."""
    from casedesk.desktop.suspects.page import SuspectPage

    if place.id is None or not may(desk.sitting.actor, Right.SUSPECTS):
        return NothingThere()
    return SuspectPage(desk, place.id)
