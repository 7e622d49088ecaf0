"""Thursday: intake, needs, safety, plan, consult, referral, a document, ties and the suspect."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

from casedesk.desktop.care.tab import CareTab, PersonCare
from casedesk.desktop.case.actions import ActionsTab
from casedesk.desktop.case.contacts import ContactsTab
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.case.referrals import ReferralsTab, Steps
from casedesk.desktop.consults.form import ConsultForm
from casedesk.desktop.consults.tab import ConsultsTab
from casedesk.desktop.documents.tab import DocumentsTab
from casedesk.desktop.network.tab import NetworkTab
from casedesk.desktop.suspects.page import SuspectPage
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.words import _
from casedesk.referrals.rules import Act
from tests.documents import files
from tests.week.office import CTRL_SHIFT, K, Office
from tests.week.tuesday import SUSPECT, VICTIM

ROOM, SAFE_PLACE = "Kamer regelen", "Een veilige plek"
VAN = "Zwarte bus 12-ABC-3"


def care_begins(office: Office, outside: Path) -> None:
    """All that is begun for the first victim in one day."""
    _talk_and_needs(office)
    _safety_and_plan(office)
    _contact(office)
    _consult(office)
    _referral(office)
    _document(office, outside)
    _ties(office)
    _suspect(office)


def _care(office: Office) -> PersonCare:
    tab = office.tab("care", CareTab)
    office.choose(tab.chooser, VICTIM)
    assert tab.care is not None
    return tab.care


def _talk_and_needs(office: Office) -> None:
    care = _care(office)
    office.picture("zorg-nog-leeg")
    office.at(CasePage).add("intake")
    office.rest()
    talks = care.groups["intake"].list
    assert talks is not None
    assert talks.new_form is not None
    office.write(talks.new_form, "held_on", "3-12-2026")
    office.write(talks.new_form, "wishes", "Werken en een eigen kamer")
    office.picture("intake", talks)
    talks.finish()
    office.rest()
    office.sees("03-12-2026", inside=talks)

    office.press(_("New round"), care.needs)
    here = care.needs.round
    assert here is not None
    for key in "1234":  # safety, housing, money, work
        office.keys(key)
        office.key(K.Key_Down)
    need = here.rows["housing"].texts["need"]
    need.setFocus()
    office.keys(SAFE_PLACE)
    here.rows["housing"].level.setFocus()
    office.rest()
    office.picture("behoeften-ronde", care.needs)
    care.needs.close_round()
    office.rest()
    office.sees(office.label("need_level", "acute"), inside=care.needs)
    found = {
        view.values["domain"]: view.values["level"] for view in office.views("need_assessment")
    }
    assert found == {
        "safety": "acute", "housing": "serious", "money": "some", "work_school": "managing",
    }  # fmt: skip


def _safety_and_plan(office: Office) -> None:
    care = _care(office)
    office.press(_("Assess safety again"), care.safety)
    levels = care.groups["safety_assessment"].list
    assert levels is not None
    assert levels.new_form is not None
    office.write(levels.new_form, "assessed_on", "3-12-2026")
    office.write(levels.new_form, "level", "high")
    office.write(levels.new_form, "next_on", "17-12-2026")
    levels.finish()
    office.rest()
    office.sees(office.label("safety_level", "high"), "17-12-2026", inside=care.safety)
    office.picture("veiligheid", care.safety)

    plan = care.plan
    office.press(_("Start a plan"), plan)
    block = plan.blocks["housing"]
    block.from_need.click()  # what she needs is not typed again
    office.rest()
    block.quick.words.setFocus()
    office.key(K.Key_Return)
    (goal,) = office.views("goal")
    assert goal.values["what"] == SAFE_PLACE
    made = block.goals[goal.id]
    made.new.click()
    office.rest()
    made.quick.words.setFocus()
    office.keys("Wmo-loket bellen")
    office.key(K.Key_Return)
    office.sees(SAFE_PLACE, "Wmo-loket bellen", inside=plan)
    office.picture("zorgplan", plan)
    office.sees("Wmo-loket bellen", inside=office.tab("actions", ActionsTab))


def _contact(office: Office) -> None:
    office.key(K.Key_C, CTRL_SHIFT)
    tab = office.tab("contacts", ContactsTab)
    form = tab.lists["contact_moment"].new_form
    assert form is not None
    office.write(form, "contact_kind", "visit")
    office.write(form, "subject", "Kennismaking in het park")
    office.write(form, "next_step", "Terugbellen over de kamer")
    office.picture("contact")
    tab.lists["contact_moment"].finish()
    office.rest()
    office.sees("Kennismaking in het park", inside=tab)


def _consult(office: Office) -> None:
    tab = office.tab("consults", ConsultsTab)
    office.picture("overleggen-leeg")
    consults = tab.lists["case_consult"]
    consults.add()
    office.rest()
    assert consults.new_form is not None
    held = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo(AMSTERDAM))
    office.write(consults.new_form, "held_at", held)
    office.write(consults.new_form, "consult_kind", "care_table")
    office.write(consults.new_form, "goal", "Veilige plek vinden")
    consults.finish()
    office.rest()
    row = consults.rows[0]
    row.open()
    office.rest()
    assert isinstance(row.form, ConsultForm)
    partner = office.views("organisation")[0].id
    people = row.form.participants.open()
    people.add()
    office.rest()
    assert people.new_form is not None
    office.write(people.new_form, "organisation_id", partner)
    people.finish()
    agreed = row.form.agreements.open()
    agreed.add()
    office.rest()
    assert agreed.new_form is not None
    office.write(agreed.new_form, "what", ROOM)
    office.write(agreed.new_form, "owner", "Opvang")
    office.write(agreed.new_form, "due_on", date(2026, 12, 10))
    agreed.finish()
    office.rest()
    office.sees("Opvang De Haven", ROOM, inside=tab)
    office.picture("overleg", row)
    actions = office.tab("actions", ActionsTab)
    office.sees(ROOM, "10-12-2026", inside=actions)  # what was agreed is an action of the case
    office.picture("acties")


def _referral(office: Office) -> None:
    office.key(K.Key_V, CTRL_SHIFT)
    for words in (VICTIM[:6], "opv", office.label("referral_service", "shelter")[:6]):
        office.keys(words)
        office.key(K.Key_Tab)
    tab = office.tab("referrals", ReferralsTab)
    tab.lists["referral"].finish()
    office.rest()
    office.sees("Opvang De Haven", inside=tab)
    for act in (Act.SEND, Act.RECEIPT, Act.ACCEPT):
        steps = next(s for s in tab.findChildren(Steps) if s.isVisible() and act in s.buttons)
        steps.take(act)
        if steps.panel is not None:  # sending asks the ground, or why there is none yet
            steps.panel.rows["no_ground_reason"].editor.control().setFocus()
            office.keys("Toestemming wordt getekend")
            steps.panel.act.click()
        office.rest()
    office.sees(office.label("referral_state", "accepted"), inside=tab)
    office.picture("verwijzing-aanvaard")


def _document(office: Office, outside: Path) -> None:
    letter = outside / "Besluit IND.pdf"
    letter.write_bytes(files.pdf("Besluit", "Bedenktijd verleend"))
    tab = office.tab("documents", DocumentsTab)
    office.picture("documenten-leeg")
    office.questions.answers = [letter]
    office.key(K.Key_D, CTRL_SHIFT)
    office.until(lambda: tab.documents.table.rowCount() == 1)
    office.sees("Besluit IND", inside=tab)
    office.picture("document-toegevoegd")


def _ties(office: Office) -> None:
    tab = office.tab("network", NetworkTab)
    tab.new_tie()
    office.rest()
    assert tab.quick is not None
    tab.quick.who.setFocus()
    for words in (VICTIM, office.label("relation_kind", "exploited_by"), SUSPECT):
        office.keys(words)
        office.key(K.Key_Return)  # takes what fits, and goes on to the next
    (tie,) = office.views("person_relation")
    assert tie.values["relation"] == "exploited_by"
    office.press(_("Ready"), tab.quick)
    assert any(office.label("relation_kind", "exploited_by") in line for line in _heard(tab.list))
    office.picture("netwerk")


def _suspect(office: Office) -> None:
    people = office.tab("people", PeopleTab)
    suspect = next(i for i, part in people.parts.items() if part.name == SUSPECT)
    people.buttons[suspect].click()
    office.rest()
    office.picture("verdachte-in-dossier")
    office.press(_("All that is known of this suspect"), people)
    page = office.at(SuspectPage)
    page.new.click()
    office.rest()
    assert page.form is not None
    office.write(page.form, "fact_kind", "vehicle")
    office.write(page.form, "what", VAN)
    office.write(page.form, "source", "Wijkagent")
    office.picture("verdachte-feit")
    assert any(VAN in line for line in _heard(page.facts)), _heard(page.facts)
    office.picture("verdachte")


def _heard(tree: QTreeWidget) -> list[str]:
    """What a screen reader says of the lines that hang below others."""
    found = []
    for row in range(tree.topLevelItemCount()):
        head = tree.topLevelItem(row)
        assert head is not None
        children = (head.child(number) for number in range(head.childCount()))
        found += [str(c.data(0, Qt.ItemDataRole.AccessibleTextRole)) for c in children if c]
    return found
