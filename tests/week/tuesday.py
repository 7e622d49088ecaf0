"""Tuesday: a report and a case out of the signal, triage, two victims and a suspect."""

from __future__ import annotations

from casedesk.deadlines.rules import rule_name
from casedesk.desktop.case.actions import ActionsTab
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.signals.case_tab import IntakeTab
from casedesk.desktop.signals.report_page import ReportPage
from casedesk.desktop.signals.signal_page import SignalPage
from casedesk.kernel.words import _
from tests.week.monday import MEN, VANS
from tests.week.office import CTRL_SHIFT, K, Office

VICTIM, CHILD, SUSPECT = "Mirella Popesku", "Andrei Verzonnen", "Karel Verdacht"


def a_report_becomes_a_case(office: Office, first: int, second: int) -> None:
    """Nothing that the signal says is typed again."""
    office.window.desk.open_record("signal", first)
    office.rest()
    office.press(_("Make a report"))
    report = office.at(ReportPage)
    office.sees(MEN)
    assert report.form.view is not None
    assert report.form.view.values["person_id"] is None  # apart from any person
    office.picture("melding-uit-signaal")
    _triage(office)
    assert report.follow_up is not None
    number = office.views("case_file")[-1].title
    office.sees(number, inside=report.follow_up)
    office.picture("melding-en-dossier")

    case_id = office.views("notification")[0].case_id
    assert case_id is not None
    office.press(f"{_('Case')}: {number}", report.follow_up)
    case = office.at(CasePage)
    office.sees(office.label("case_urgency", "acute"), inside=case.header)
    intake = office.tab("intake", IntakeTab)
    office.sees(MEN, "Ede", office.label("triage_decision", "open_case"), inside=intake)
    office.picture("dossier-melding-en-triage")

    office.window.desk.open_record("signal", second)
    office.rest()
    signal = office.at(SignalPage)
    office.press(_("Link to a case"))
    assert signal.outcome is not None
    office.answer(signal.outcome.asking.panel, case_id=case_id)
    office.sees(number, inside=signal.outcome)
    office.picture("tweede-signaal-bij-het-dossier")

    office.window.desk.open_case(case_id)
    office.rest()
    office.sees(VANS, inside=office.tab("intake", IntakeTab))
    _persons(office)
    _a_minor_comes_of_age(office)


def _triage(office: Office) -> None:
    office.key(K.Key_T, CTRL_SHIFT)
    report = office.at(ReportPage)
    assert report.follow_up is not None
    office.picture("triage")
    office.answer(
        report.follow_up.asking.panel,
        trafficking="possible", responsibility="found_in", gemeente="0228", urgency="acute",
        decision="open_case", reasons="Gezien door twee toezichthouders",
        next_step="Vandaag naar het park",
    )  # fmt: skip


def _persons(office: Office) -> None:
    office.key(K.Key_P, CTRL_SHIFT)
    office.keys(VICTIM)
    people = office.tab("people", PeopleTab)
    adding = people.adding
    assert adding is not None
    office.until(lambda: bool(adding.found))
    office.sees("Popescu, Mirela", "2025-0004", inside=adding)  # of a case of last year
    office.picture("zoeken-voor-toevoegen", adding)
    office.key(K.Key_F4)  # none of these
    office.is_here()
    office.sees(VICTIM, inside=people)

    office.key(K.Key_P, CTRL_SHIFT)
    office.keys(f"{CHILD} 14-12-2010")
    office.key(K.Key_F4)
    office.sees(CHILD, inside=people)

    office.press(_("Add a suspect"), people)
    office.keys(SUSPECT)
    office.key(K.Key_F4)
    office.sees(SUSPECT, inside=people)
    office.picture("personen-en-verdachte")
    roles = [view.values["role"] for view in office.views("person_role")]
    assert sorted(roles[1:]) == ["suspect", "victim", "victim"]


def _a_minor_comes_of_age(office: Office) -> None:
    """Sixteen and eighteen; by the passport eighteen comes in two weeks."""
    case = office.at(CasePage)
    office.sees("14-12-2026", "14-12-2028", inside=office.tab("actions", ActionsTab))
    office.picture("verjaardagen", None)
    people = office.tab("people", PeopleTab)
    child = next(i for i, part in people.parts.items() if part.name == CHILD)
    people.buttons[child].click()
    office.rest()
    assert people.panel is not None
    row = people.panel.who.rows[0]
    row.open()
    office.rest()
    assert row.form is not None
    office.write(row.form, "birth", "14-12-2008")
    office.picture("geboortedatum")
    actions = office.tab("actions", ActionsTab)
    office.sees("14-12-2026", rule_name("eighteen"), inside=actions)
    office.sees_not("14-12-2028", rule_name("sixteen"), inside=actions)
    office.picture("bijna-achttien")
    assert case is office.page
