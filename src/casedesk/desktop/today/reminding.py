"""Set a reminder from anywhere: about the case in view, if there is one."""

from casedesk.desktop.desk import Place
from casedesk.desktop.navigation import Navigator


def remind(navigator: Navigator) -> None:
    """Ask for it on the page Vandaag itself, elsewhere on the page of a new reminder."""
    from casedesk.desktop.today.page import TodayPage

    page, place = navigator.page, navigator.place
    if isinstance(page, TodayPage):
        page.questions.ask_reminder()
        return
    case_id = place.id if place is not None and place.page == "case" else None
    navigator.go(Place("record", kind="reminder", case_id=case_id))
