"""Which page stands for which place. Pages are imported when they are first shown."""

from importlib import import_module

from casedesk.desktop.desk import Desk, Page, Place

PAGES = {
    "cases": "casedesk.desktop.pages.directory:cases",
    "people": "casedesk.desktop.pages.directory:people",
    "referrals": "casedesk.desktop.pages.directory:referrals",
    "partners": "casedesk.desktop.pages.directory:partners",
    "record": "casedesk.desktop.pages.record:RecordPage",
    "case": "casedesk.desktop.case.page:CasePage",
    "handover": "casedesk.desktop.handover.page:HandoverPage",
    "summary": "casedesk.desktop.handover.paper_page:SummaryPage",
    "stand_in": "casedesk.desktop.case.stand_in:StandInPage",
    "stand_in_paper": "casedesk.desktop.handover.paper_page:StandInPaperPage",
    "consult_paper": "casedesk.desktop.handover.paper_page:ConsultPaperPage",
    "upkeep": "casedesk.desktop.pages.upkeep:UpkeepPage",
    "contact": "casedesk.desktop.pages.quick_contact:QuickContactPage",
    "settings": "casedesk.desktop.pages.preferences:PreferencesPage",
}
"""Name of a place's page, and who makes it: called with the desk and the place."""


def make_page(desk: Desk, place: Place) -> Page:
    """A new page for a place. KeyError for a page that does not exist."""
    module, _colon, name = PAGES[place.page].partition(":")
    page = getattr(import_module(module), name)(desk, place)
    if not isinstance(page, Page):
        raise TypeError(f"{PAGES[place.page]} made no page")
    return page
