"""Signals through the windows: two with one phone, linked, and a case of them without retyping."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.desktop.rail import stops_for
from casedesk.desktop.signals.advice_page import AdvicePage
from casedesk.desktop.signals.case_tab import IntakeTab
from casedesk.desktop.signals.desk_page import SignalsPage
from casedesk.desktop.signals.report_page import ReportPage
from casedesk.desktop.signals.signal_page import SignalPage
from casedesk.records.steps import Step
from casedesk.signals.carry import report_from_signal
from tests.builders import a_case, a_partner, a_record, a_suspect, a_victim, made, seen_by
from tests.desks import TestDesk, a_desk, dressed
from tests.desktop_case.looking import answer, fill, press, texts
from tests.desktop_signals.conftest import OpenPage
from tests.signals.conftest import a_signal, a_trace, view


def a_signal_page(open_page: OpenPage, signal_id: int | None = None) -> SignalPage:
    page = open_page(Place("record", kind="signal", id=signal_id))
    assert isinstance(page, SignalPage)
    return page


def type_trace(page: SignalPage, kind: str, value: str) -> None:
    page.traces.list.add()
    form = page.traces.list.new_form
    assert form is not None
    fill(form, "trace_kind", kind)
    fill(form, "value", value)
    page.traces.list.finish()


def test_a_holiday_park_twice_with_one_phone_linked_and_a_case_of_both(
    sitting: Sitting, desk: TestDesk, open_page: OpenPage, qtbot: QtBot
) -> None:
    first = a_signal_page(open_page)
    fill(first.form, "subject", "Men locked in on a holiday park")
    assert first.form.record_id is not None  # one line was enough: the day stands there already
    fill(first.form, "place", "Camping De Wilgen")
    fill(first.form, "gemeente", "0228")
    fill(first.form, "source_kind", "enforcement")
    type_trace(first, "phone", "06-12345678")
    assert not first.overlap.isVisibleTo(first)

    second = a_signal_page(open_page)
    fill(second.form, "subject", "White vans at the chalets")
    type_trace(second, "phone", "+31 6 1234 5678")

    # Both show each other at once, without a search.
    assert [match.id for match in second.overlap.matches] == [first.form.record_id]
    assert [match.id for match in first.overlap.matches] == [second.form.record_id]
    said = texts(second.overlap)
    assert "Signal of 02-03-2026: Men locked in on a holiday park" in said
    assert "+31 6 1234 5678, there written as 06-12345678" in said

    press(second.overlap, "Link to: Men locked in on a holiday park")
    assert "linked" in texts(second.overlap)
    assert "White vans at the chalets" in texts(first.links)

    press(first, "Open a case")
    place = desk.way.places[-1]
    assert place.page == "case"
    assert place.id is not None
    values = view(sitting, "case_file", place.id).values
    assert values["gemeente"] == "0228"
    assert "Camping De Wilgen" in values["summary"]
    assert values["reporter_kind"] == "municipality"
    for page, outcome in ((first, "Case opened"), (second, "Linked to a case")):
        assert page.outcome is not None
        assert outcome in page.outcome.says.text()

    case = CasePage(desk, Place("case", kind="case_file", id=place.id, tab="intake"))
    qtbot.addWidget(case)
    case.show()
    assert "White vans at the chalets" in texts(case)


def test_the_rail_leads_who_sees_signals_to_the_lists(
    sitting: Sitting, open_page: OpenPage, tmp_path: Path
) -> None:
    a_signal(sitting)
    page = open_page(Place("signals"))
    assert isinstance(page, SignalsPage)
    assert [page.tabs.tabText(i) for i in range(page.tabs.count())] == [
        "Signals", "Reports", "Requests for advice",
    ]  # fmt: skip
    assert page.list.model.rowCount() == 1
    officer = a_desk(seen_by(sitting, Role.FOCAL_OFFICER), tmp_path)
    hers = open_page(Place("signals"), officer)
    assert isinstance(hers, SignalsPage)
    # Reports are about persons in cases, which are not for her.
    assert hers.tabs.count() == 2
    for role, there in ((Role.FOCAL_OFFICER, True), (Role.SUPERVISOR, False)):
        stops = {stop.page for stop in stops_for(seen_by(sitting, role).actor)}
        assert ("signals" in stops) == there


def test_a_new_signal_is_there_after_its_first_line(
    sitting: Sitting, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = a_signal_page(open_page)
    with qtbot.waitActive(page):
        page.activateWindow()
    control = page.form.rows["subject"].editor.control()
    control.setFocus()
    qtbot.keyClicks(control, "Busje bij camping")
    qtbot.keyClick(control, Qt.Key.Key_Tab)
    assert page.form.record_id is not None
    assert view(sitting, "signal", page.form.record_id).values["received_on"] == date(2026, 3, 2)


def test_one_key_answers_an_indicator_and_there_is_no_score(
    sitting: Sitting, open_page: OpenPage, qtbot: QtBot
) -> None:
    signal = a_signal(sitting, source_kind="police")
    page = a_signal_page(open_page, signal)
    tree = page.indicators.tree
    first = tree.topLevelItem(0)
    assert first is not None
    child = first.child(0)
    assert child is not None
    tree.setCurrentItem(child)
    for key in (Qt.Key.Key_Y, Qt.Key.Key_S, Qt.Key.Key_N):
        qtbot.keyClick(tree, key)
    with sitting.store.read() as session:
        views = sitting.reader.views(session, "signal_indicator", parent=("signal_id", signal))
    assert [each.values["answer"] for each in views] == ["yes", "suspected", "no"]
    assert {each.values["source"] for each in views} == {"Police"}
    said = texts(page.indicators)
    assert "Look at the combination" in page.indicators.caution.sentence
    assert "3 of" in said
    tree.setCurrentItem(child)
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    with sitting.store.read() as session:
        left = sitting.reader.views(session, "signal_indicator", parent=("signal_id", signal))
    assert len(left) == 2
    for word in ("score", "points", "risk:", "%"):
        assert word not in said.casefold()


@pytest.mark.parametrize(
    ("button", "answers", "outcome"),
    [
        ("Drop", {"reason": "A film crew"}, "dropped"),
        ("Keep watching", {"until": date(2026, 6, 1), "reason": "Summer"}, "watch"),
        ("Inspection follows", {"reason": "With the fire service"}, "inspection"),
    ],
)
def test_each_outcome_is_asked_in_place(
    sitting: Sitting, open_page: OpenPage, button: str, answers: dict[str, object], outcome: str
) -> None:
    signal = a_signal(sitting)
    page = a_signal_page(open_page, signal)
    assert page.outcome is not None
    press(page.outcome, button)
    panel = page.outcome.asking.panel
    assert panel is not None
    panel.act.click()  # nothing was answered
    if outcome != "inspection":
        assert view(sitting, "signal", signal).values["outcome"] is None
        for name, value in answers.items():
            answer(panel, name, value)
        panel.act.click()
    assert view(sitting, "signal", signal).values["outcome"] == outcome


def test_passing_on_asks_for_the_partner(sitting: Sitting, open_page: OpenPage) -> None:
    signal, police = a_signal(sitting), a_partner(sitting, "Politie", "police")
    page = a_signal_page(open_page, signal)
    assert page.outcome is not None
    press(page.outcome, "Pass on")
    panel = page.outcome.asking.panel
    assert panel is not None
    answer(panel, "partner_id", police)
    panel.act.click()
    assert "Passed on to a partner · Politie" in page.outcome.says.text()
    assert "Take the outcome back" in texts(page.outcome)


def test_a_report_leads_to_triage_and_to_a_case(
    sitting: Sitting, desk: TestDesk, open_page: OpenPage
) -> None:
    signal = a_signal(sitting, description="Locked in", gemeente="0344")
    report = made(report_from_signal(sitting.store, Step(signal, 1), sitting.labels))
    page = open_page(Place("record", kind="notification", id=report))
    assert isinstance(page, ReportPage)
    assert page.follow_up is not None
    assert "Signal: Chalets on a holiday park" in texts(page.follow_up)
    press(page.follow_up, "Triage")
    panel = page.follow_up.asking.panel
    assert panel is not None
    for name, value in {
        "trafficking": "possible", "responsibility": "found_in", "gemeente": "0344",
        "urgency": "acute", "decision": "open_case", "reasons": "Seen by two inspectors.",
    }.items():  # fmt: skip
        answer(panel, name, value)
    panel.act.click()
    case = view(sitting, "notification", report).case_id
    assert case is not None
    assert view(sitting, "case_file", case).values["urgency"] == "acute"
    assert "Triage: 02-03-2026, Take on the case" in texts(page.follow_up)
    press(page.follow_up, "Feedback given")
    asked = page.follow_up.asking.panel
    assert asked is not None
    answer(asked, "told", "We are on it")
    asked.act.click()
    assert view(sitting, "case_file", case).values["feedback_on"] == date(2026, 3, 2)
    # The signal says what came of it, too.
    assert "Report:" in texts(a_signal_page(open_page, signal).links)


def test_advice_warns_for_a_name_a_phone_and_a_birth_date_and_blocks_nothing(
    sitting: Sitting, desk: TestDesk, open_page: OpenPage
) -> None:
    a_partner(sitting, "Stichting De Brug", "ngo")
    page = open_page(Place("record", kind="advice_request"))
    assert isinstance(page, AdvicePage)
    fill(page.form, "subject", "School in Amsterdam asks about a pupil")
    assert page.warning.sentence == ""
    assert page.form.record_id is not None
    fill(page.form, "question", "Her name is Mirela van der Poel, 06-12345678, born 12-03-2009")
    said = page.warning.sentence
    for seen in ("Mirela van der Poel", "a phone number", "a date of birth"):
        assert seen in said
    kept = view(sitting, "advice_request", page.form.record_id).values["question"]
    assert "Mirela" in kept
    fill(page.form, "question", "What can the school do? Stichting De Brug gave no answer.")
    assert page.warning.sentence == ""
    press(page, "Make a signal of it")
    place = desk.way.places[-1]
    assert (place.page, place.kind) == ("record", "signal")


def test_a_known_name_is_warned_of_without_telling_which(
    sitting: Sitting, open_page: OpenPage, tmp_path: Path
) -> None:
    a_victim(sitting, a_case(sitting), given="Mirela", family="Popescu")
    a_suspect(sitting, a_case(sitting, "2026-0002"), given="Karel", family="Verdacht")
    asked = a_record(
        sitting, "advice_request", subject="Mirela came again", asked_on=date(2026, 3, 1)
    )
    page = open_page(Place("record", kind="advice_request", id=asked))
    assert isinstance(page, AdvicePage)
    assert page.warning.sentence == (
        "This looks like the name of a person who is known here. Leave out who it is about."
    )
    officer = a_desk(seen_by(sitting, Role.FOCAL_OFFICER), tmp_path)
    hers = open_page(Place("record", kind="advice_request", id=asked), officer)
    assert isinstance(hers, AdvicePage)
    assert hers.warning.sentence == ""  # persons do not exist for her


def intake(case_page: CasePage) -> IntakeTab:
    assert isinstance(case_page.part, IntakeTab)
    return case_page.part


def test_triage_in_a_case_and_a_minimal_record_after_closing(
    sitting: Sitting, open_page: OpenPage
) -> None:
    case = a_case(sitting, "2026-0031", phase="triage")
    person = a_victim(sitting, case)
    page = open_page(Place("case", kind="case_file", id=case, tab="intake"))
    assert isinstance(page, CasePage)
    tab = intake(page)
    assert not tab.reducing.isVisibleTo(tab)
    page.add("triage")
    panel = tab.triage.asking.panel
    assert panel is not None
    for name, value in {
        "trafficking": "no", "decision": "no_trafficking", "reasons": "A quarrel about rent.",
    }.items():  # fmt: skip
        answer(panel, name, value)
    panel.act.click()
    assert "No human trafficking" in tab.triage.says.text()
    with sitting.store.write("Closed") as writing:
        from casedesk.cases.model import CaseFile

        found = writing.unit.get(CaseFile, case)
        writing.unit.set(
            found, phase="closed", closed_on=date(2026, 3, 1), close_reason="no_trafficking",
            outcome="not_a_victim",
        )  # fmt: skip
    assert tab.reducing.isVisibleTo(tab)
    tab.reducing.look()
    asked = tab.reducing.asking.panel
    assert asked is not None
    assert "1 person" in texts(asked)
    answer(asked, "why", "No trafficking")
    answer(asked, "typed", "2026-0030")
    asked.act.click()
    assert "Type the number of the case" in texts(asked)
    answer(asked, "typed", "2026-0031")
    asked.act.click()
    with sitting.store.read() as session:
        assert sitting.reader.view(session, "person", person) is None
        assert sitting.reader.view(session, "case_file", case) is not None


def test_a_focal_officer_sees_no_case_and_is_offered_none(
    sitting: Sitting, open_page: OpenPage, tmp_path: Path
) -> None:
    signal = a_signal(sitting)
    a_trace(sitting, signal, "plate", "12-AB-34")
    officer = a_desk(seen_by(sitting, Role.FOCAL_OFFICER), tmp_path)
    page = open_page(Place("record", kind="signal", id=signal), officer)
    assert isinstance(page, SignalPage)
    said = texts(page)
    assert "Open a case" not in said
    assert "Make a report" not in said
    assert "Pass on" in said
    assert "12-AB-34" in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut_off_at_twice_the_text_size_in_a_narrow_window(
    sitting: Sitting, open_page: OpenPage, tmp_path: Path, language: str
) -> None:
    one, two = a_signal(sitting), a_signal(sitting, "b")
    for signal in (one, two):
        a_trace(sitting, signal, "phone", "0612345678")
    with dressed(tmp_path, language=language, size=200):
        page = a_signal_page(open_page, one)
        page.resize(800, 700)
        texts(page)
        inside = page.form.parentWidget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= 800
