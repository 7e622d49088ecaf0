"""The list of victims over all cases by how they stand with CoMensha."""

from casedesk.comensha.lists import LISTS
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.kernel.words import N_


def victims(desk: Desk, _place: Place) -> Page:
    """Each row opens the victim in the case."""

    def open_in_case(details_id: int) -> None:
        with desk.sitting.store.read() as session:
            view = desk.reader.view(session, "victim_details", details_id)
        if view is not None and view.case_id is not None and view.person_id is not None:
            desk.open_case(view.case_id, "people", ("person", view.person_id))

    shape = ListShape(
        name="comensha",
        title=N_("Victims and CoMensha"),
        icon="speakerphone",
        empty=N_("Victims appear here when you add them to a case."),
        open=open_in_case,
    )
    return ListPage(desk, LISTS["comensha"], shape)
