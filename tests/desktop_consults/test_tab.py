"""Consults with participants and agreements, the reporting code, and who takes a case over."""

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting, author
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.stand_in import StandInPage
from casedesk.desktop.consults.form import ConsultForm
from casedesk.desktop.consults.tab import ConsultsTab
from casedesk.desktop.desk import Place
from casedesk.handover.papers import ConsultPaper, Paper, prepare_consult, prepare_stand_in
from casedesk.kernel.changes import Refused
from casedesk.paper.render import page_texts
from casedesk.records.use_cases import ChangeField, change
from tests.at_a_desk import desk, english, sitting
from tests.builders import a_case, a_partner, a_record, a_referral, a_suspect, a_victim
from tests.desks import TestDesk
from tests.desktop_case.looking import fill, press, texts

__all__ = ["desk", "english", "sitting"]


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007", gemeente="0363")


def a_consult(sitting: Sitting, case_id: int, **values: object) -> int:
    held = datetime(2026, 3, 5, 9, tzinfo=UTC)
    return a_record(
        sitting, "case_consult", case_id=case_id, held_at=held, consult_kind="care_table", **values
    )


def tab_of(desk: TestDesk, case_id: int, qtbot: QtBot) -> ConsultsTab:
    page = CasePage(desk, Place("case", kind="case_file", id=case_id, tab="consults"))
    desk.notices.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    assert isinstance(page.part, ConsultsTab)
    return page.part


def opened(tab: ConsultsTab) -> ConsultForm:
    row = tab.lists["case_consult"].rows[0]
    row.open()
    assert isinstance(row.form, ConsultForm)
    return row.form


def test_an_agreement_made_at_a_consult_is_an_action_with_a_name_and_a_date(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    consult = a_consult(sitting, case_id, goal="Veilige plek")
    tab = tab_of(desk, case_id, qtbot)
    form = opened(tab)
    agreements = form.agreements.open()
    agreements.add()
    new = agreements.new_form
    assert new is not None
    fill(new, "due_on", date(2026, 3, 12))
    fill(new, "owner", "Zorgaanbieder")
    fill(new, "what", "Kamer regelen")

    with sitting.store.read() as session:
        [action] = sitting.reader.views(session, "action", parent=("consult_id", consult))
    assert (action.values["what"], action.values["owner"]) == ("Kamer regelen", "Zorgaanbieder")
    assert action.case_id == case_id
    assert "1 agreement" in tab.lists["case_consult"].rows[0].item.meta


def test_participants_stand_on_the_row_of_the_consult(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    a_consult(sitting, case_id)
    partner = a_partner(sitting, "Wijkteam Verzonnen", "health")
    tab = tab_of(desk, case_id, qtbot)
    participants = opened(tab).participants.open()
    participants.add()
    new = participants.new_form
    assert new is not None
    fill(new, "organisation_id", partner)
    assert "Wijkteam Verzonnen" in tab.lists["case_consult"].rows[0].item.meta


def test_a_step_of_the_reporting_code_is_taken_with_one_press(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    tab = tab_of(desk, case_id, qtbot)
    assert len(tab.road.buttons) == 5
    press(tab, "Step 1: map the signals")
    with sitting.store.read() as session:
        [step] = sitting.reader.views(session, "meldcode_step", case_id=case_id)
    assert step.values["taken_on"] == sitting.clock.today()
    assert step.values["taken_by"] == sitting.actor.name
    assert len(tab.road.buttons) == 4
    assert "Step 1: map the signals: " in texts(tab)


def words(paper: Paper | Refused) -> str:
    assert isinstance(paper, Paper), paper
    with pikepdf.open(BytesIO(paper.file)) as pdf:
        assert str(pdf.Root.Lang).startswith("en")
    return "\n".join(page_texts(paper.sheet))


def test_the_agenda_names_nobody_and_the_minutes_name_whom_they_are_about(
    sitting: Sitting, case_id: int
) -> None:
    a_victim(sitting, case_id, given="Mirela", family="Verzonnen")
    consult = a_consult(
        sitting, case_id, goal="Plan voor de zomer", agenda="School\nGeld", report="Mirela wil werk"
    )
    other = a_consult(sitting, case_id, goal="Iets anders")
    a_record(sitting, "action", case_id=case_id, what="Bellen met school", consult_id=consult)
    a_record(sitting, "action", case_id=case_id, what="Hoort er niet bij", consult_id=other)
    agenda = words(prepare_consult(author(sitting), consult, ConsultPaper.AGENDA))
    assert "School" in agenda
    assert "Person A" in agenda
    assert "Mirela" not in agenda
    minutes = words(prepare_consult(author(sitting), consult, ConsultPaper.MINUTES))
    assert "Mirela wil werk" in minutes
    assert "Bellen met school" in minutes
    assert "Hoort er niet bij" not in minutes
    assert "Iets anders" not in minutes


def test_minutes_that_name_a_suspect_stay_and_the_page_says_so(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    from casedesk.desktop.handover.paper_page import ConsultPaperPage

    a_victim(sitting, case_id, given="Mirela", family="Verzonnen")
    a_suspect(sitting, case_id)
    consult = a_consult(sitting, case_id, report="Karel Verdacht belde weer", agreements="Bellen")
    paper = prepare_consult(author(sitting), consult, ConsultPaper.MINUTES)
    assert isinstance(paper, Paper)
    assert "Karel" not in words(paper)
    assert paper.left_out == ("What was said",)
    place = Place("consult_paper", "case_consult", consult, "minutes", case_id=case_id)
    page = ConsultPaperPage(desk, place)
    qtbot.addWidget(page)
    page.show()
    assert "What was said" in texts(page)


def test_a_stand_in_reads_danger_and_safe_contact_first(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    victim = a_victim(sitting, case_id, given="Mirela", family="Verzonnen")
    a_suspect(sitting, case_id)
    now = ChangeField("case_file", case_id, "danger", "De oom zoekt haar.", None)
    change(sitting.store, now, sitting.labels)
    with sitting.store.read() as session:
        [details] = sitting.reader.views(session, "victim_details", case_id=case_id)
    for name, value in (("safe_times", "na tien uur"), ("shelter_address", "Geheimlaan 3")):
        change(
            sitting.store,
            ChangeField("victim_details", details.id, name, value, None),
            sitting.labels,
        )
    a_record(sitting, "action", case_id=case_id, what="Slot vervangen", due_on=date(2026, 2, 1))
    a_record(sitting, "deadline", case_id=case_id, what="Bedenktijd", due_on=date(2026, 4, 1))
    a_referral(sitting, case_id, a_partner(sitting, "Advocatenkantoor Bedacht", "lawyer"))
    a_record(
        sitting, "contact_moment", case_id=case_id, person_id=victim, contact_kind="phone",
        held_at=datetime(2026, 3, 1, 9, tzinfo=UTC), subject="Sliep slecht",
    )  # fmt: skip

    page = StandInPage(desk, Place("stand_in", id=case_id, case_id=case_id))
    qtbot.addWidget(page)
    page.show()
    said = texts(page)
    for expected in ("De oom zoekt haar.", "na tien uur", "Slot vervangen", "Bedenktijd",
                     "Advocatenkantoor Bedacht", "Sliep slecht"):  # fmt: skip
        assert expected in said
    paper = prepare_stand_in(author(sitting), case_id)
    printed = words(paper)
    for expected in ("De oom zoekt haar.", "na tien uur", "Slot vervangen", "Bedenktijd",
                     "Advocatenkantoor Bedacht", "Sliep slecht", "Mirela"):  # fmt: skip
        assert expected in printed
    assert "Geheimlaan" not in printed
    assert "Karel" not in printed
    assert printed.index("na tien uur") < printed.index("Slot vervangen")


def test_a_next_step_becomes_an_action_in_one_press(
    sitting: Sitting, desk: TestDesk, case_id: int, qtbot: QtBot
) -> None:
    contact = a_record(
        sitting, "contact_moment", case_id=case_id, contact_kind="phone",
        held_at=datetime(2026, 3, 1, 9, tzinfo=UTC), next_step="Terugbellen",
    )  # fmt: skip
    page = CasePage(
        desk, Place("case", kind="case_file", id=case_id, entry=("contact_moment", contact))
    )
    desk.notices.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.show()
    press(page, "Make an action of the next step")
    with sitting.store.read() as session:
        [action] = sitting.reader.views(session, "action", parent=("contact_id", contact))
    assert action.values["what"] == "Terugbellen"
    assert "Action that came of this contact" in texts(page)
