"""Friday: a deputy takes over, the case is closed, comes back, and the trail is whole."""

from __future__ import annotations

from pathlib import Path

from casedesk.access.rights import Role
from casedesk.bootstrap import verify_store
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.case.stand_in import StandInPage
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.paper_page import StandInPaperPage
from casedesk.desktop.settings import Settings
from casedesk.desktop.suspects.page import SuspectPage
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.words import _
from tests.builders import seen_by
from tests.week.office import CTRL, K, Office
from tests.week.thursday import ROOM
from tests.week.tuesday import SUSPECT, VICTIM


def the_case_changes_hands_and_ends(office: Office, folder: Path) -> None:
    """What somebody reads who takes over, and how a case ends and begins again."""
    case_id = office.views("case_file")[-1].id
    office.window.desk.open_case(case_id)
    office.rest()
    office.press(_("Take over"), office.at(CasePage).header)
    page = office.at(StandInPage)
    office.sees(VICTIM, ROOM, "02-03-2027", "Opvang De Haven", "Kennismaking in het park",
                office.label("safety_level", "high"))  # fmt: skip
    office.picture("overnemen")
    page.paper.click()
    office.rest()
    office.at(StandInPaperPage)
    office.picture("overnemen-op-papier")
    _a_deputy_sees_no_suspect(office, case_id, folder)
    _close(office, case_id)
    _reopen(office, case_id)
    report = verify_store(office.sitting)
    assert report.whole, report.findings
    assert report.lines > 60


def _a_deputy_sees_no_suspect(office: Office, case_id: int, folder: Path) -> None:
    deputy = seen_by(office.sitting, Role.DEPUTY, suspects=False, login="bert")
    other = office.colleague(deputy, Settings(folder / "deputy.ini"))
    other.window.desk.open_case(case_id)
    other.rest()
    case = other.at(CasePage)
    for tab in TABS:
        case.show_tab(tab.key)
        other.rest()
        other.sees_not(SUSPECT, "Karel", _("Suspects (shielded)"))
    case.show_tab("people")
    other.rest()
    other.sees(VICTIM, inside=other.tab("people", PeopleTab))
    suspect = next(v.id for v in office.views("person") if v.values["given_names"] == "Karel")
    other.window.navigator.go(Place("suspect", kind="person", id=suspect))
    other.rest()
    assert not isinstance(other.page, SuspectPage)
    other.sees_not(SUSPECT, "Karel")
    other.leave()
    office.window.activateWindow()
    office.until(office.window.isActiveWindow)


def _close(office: Office, case_id: int) -> None:
    office.window.desk.open_case(case_id)
    office.rest()
    case = office.at(CasePage)
    _phase(office, _("Close the case"))
    office.sees(ROOM, inside=case.closing)  # still open
    office.picture("sluiten-met-wat-nog-openstaat")
    panel = case.closing.panel
    office.answer(panel, close_reason="regular_help", outcome="safe_with_help")
    assert panel is not None
    assert panel.rows["aftercare_on"].problem  # a moment for aftercare, or why not
    office.answer(panel, aftercare_on="4-1-2027")
    office.sees("04-12-2026", inside=case.header)
    assert not case.closing.isVisibleTo(case)
    office.picture("gesloten")
    office.key(K.Key_1, CTRL)
    page = office.at(TodayPage)
    model = page.model
    for row in range(model.rowCount() - 1, -1, -1):
        model.toggle(row, open_it=True)
    office.rest()
    said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert any("04-01-2027" in line for line in said), said
    office.picture("vandaag-met-nazorg")


def _reopen(office: Office, case_id: int) -> None:
    office.window.desk.open_case(case_id)
    office.rest()
    case = office.at(CasePage)
    _phase(office, _("Reopen the case"))
    office.answer(case.closing.panel, why="Nieuwe dreiging")
    office.sees_not(_("Closed on {date}").format(date="04-12-2026"), inside=case.header)
    case.show_tab("history")
    office.rest()
    office.sees("Nieuwe dreiging")
    office.picture("heropend-geschiedenis")


def _phase(office: Office, words: str) -> None:
    menu = office.at(CasePage).header.phase.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()
    office.rest()
