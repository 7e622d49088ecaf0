"""Which page stands for which place. Pages are imported when they are first shown."""

from importlib import import_module

from casedesk.desktop.desk import Desk, Page, Place

PAGES = {
    "today": "casedesk.desktop.today.page:TodayPage",
    "cases": "casedesk.desktop.pages.directory:cases",
    "people": "casedesk.desktop.people.directory:PersonsPage",
    "new_person": "casedesk.desktop.people.new_person:NewPersonPage",
    "duplicates": "casedesk.desktop.people.duplicates:DuplicatesPage",
    "compare": "casedesk.desktop.people.compare:ComparePage",
    "referrals": "casedesk.desktop.pages.directory:referrals",
    "partners": "casedesk.desktop.pages.directory:partners",
    "suspects": "casedesk.desktop.suspects.pages:suspects",
    "suspect": "casedesk.desktop.suspects.pages:suspect",
    "document": "casedesk.desktop.documents.page:DocumentPage",
    "places": "casedesk.desktop.places.page:PlacesPage",
    "comensha": "casedesk.desktop.comensha.page:victims",
    "signals": "casedesk.desktop.signals.desk_page:SignalsPage",
    "record": "casedesk.desktop.pages.record:RecordPage",
    "record:person": "casedesk.desktop.signals.person_page:PersonPage",
    "record:signal": "casedesk.desktop.signals.signal_page:SignalPage",
    "record:notification": "casedesk.desktop.signals.report_page:ReportPage",
    "record:advice_request": "casedesk.desktop.signals.advice_page:AdvicePage",
    "record:location": "casedesk.desktop.places.place_page:PlacePage",
    "record:organisation": "casedesk.desktop.places.partner_page:PartnerPage",
    "case": "casedesk.desktop.case.page:CasePage",
    "handover": "casedesk.desktop.handover.page:HandoverPage",
    "partner_view": "casedesk.desktop.handover.looking:LookPage",
    "archive_copy": "casedesk.desktop.handover.archive_page:ArchivePage",
    "summary": "casedesk.desktop.handover.paper_page:SummaryPage",
    "stand_in": "casedesk.desktop.case.stand_in:StandInPage",
    "stand_in_paper": "casedesk.desktop.handover.paper_page:StandInPaperPage",
    "consult_paper": "casedesk.desktop.handover.paper_page:ConsultPaperPage",
    "upkeep": "casedesk.desktop.pages.upkeep:UpkeepPage",
    "contact": "casedesk.desktop.pages.quick_contact:QuickContactPage",
    "settings": "casedesk.desktop.pages.preferences:PreferencesPage",
}
"""Name of a place's page, and who makes it: called with the desk and the place.

Records of some kinds have a page of their own, under ``record:KIND``.
"""


def make_page(desk: Desk, place: Place) -> Page:
    """A new page for a place. KeyError for a page that does not exist."""
    maker = PAGES.get(f"{place.page}:{place.kind}") or PAGES[place.page]
    module, _colon, name = maker.partition(":")
    page = getattr(import_module(module), name)(desk, place)
    if not isinstance(page, Page):
        raise TypeError(f"{maker} made no page")
    return page
