"""The overview of a case and its history: what is going on, and who did what."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.access.trail import record_read
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.history import AT_ONCE, HistoryTab
from casedesk.desktop.case.overview import Overview
from casedesk.desktop.case.page import CasePage
from casedesk.kernel.changes import Changes
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.undo import undo
from tests.builders import a_partner, a_person, a_record, a_referral, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.looking import press, texts


def overview(page: CasePage) -> Overview:
    assert isinstance(page.part, Overview)
    return page.part


def test_overview_says_what_comes_next_earliest_first(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    today = sitting.clock.today()
    a_record(sitting, "action", case_id=case_id, what="Later", due_on=today + timedelta(days=9))
    a_record(sitting, "deadline", case_id=case_id, what="Te laat", due_on=today - timedelta(days=1))
    a_record(sitting, "action", case_id=case_id, what="Zonder datum")

    brief = overview(open_case()).brief

    assert brief is not None
    assert [item.title for item in brief.coming] == ["Te laat", "Later", "Zonder datum"]
    assert brief.coming[0].chips[0].words == "1 day late"


def test_overview_shows_how_safe_each_person_was_last(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    person_id = a_victim(sitting, case_id)
    today = sitting.clock.today()
    for days, level in ((0, "high"), (-30, "safe")):
        a_record(
            sitting, "safety_assessment", case_id=case_id, person_id=person_id, level=level,
            assessed_on=today + timedelta(days=days),
        )  # fmt: skip

    brief = overview(open_case()).brief

    assert brief is not None
    assert brief.safety[person_id].words == "High risk"
    assert brief.safety[person_id].icon


def test_overview_shows_needs_only_where_it_goes_badly_now(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    person_id = a_victim(sitting, case_id)
    today = sitting.clock.today()
    for domain, days, level in (
        ("housing", -30, "acute"), ("housing", 0, "good"), ("safety", 0, "serious"),
    ):  # fmt: skip
        a_record(
            sitting, "need_assessment", case_id=case_id, person_id=person_id, domain=domain,
            level=level, assessed_on=today + timedelta(days=days),
        )  # fmt: skip

    brief = overview(open_case()).brief

    assert brief is not None
    assert [item.chips[0].words for item in brief.needs] == ["Serious problem"]


def test_an_action_is_ticked_off_on_the_overview(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(sitting, "action", case_id=case_id, what="Bellen")
    page = open_case()

    press(page, "Done: Bellen")

    brief = overview(page).brief
    assert brief is not None
    assert brief.coming == ()


def test_overview_leads_to_the_tab_of_what_is_pressed(
    sitting: Sitting, case_id: int, desk: TestDesk, open_case: OpenCase
) -> None:
    referral_id = a_referral(sitting, case_id, a_partner(sitting))
    page = open_case()

    press(page, "Shelter, Opvang De Haven, Draft")

    assert desk.way.places[-1].entry == ("referral", referral_id)


def test_quick_buttons_start_a_record_on_its_tab(open_case: OpenCase) -> None:
    page = open_case()

    press(page, "New: note")

    assert page.tab == "contacts"


def test_the_form_of_the_case_comes_after_what_is_going_on(
    open_case: OpenCase, qtbot: QtBot
) -> None:
    page = open_case()
    qtbot.waitUntil(lambda: overview(page).form is not None)

    assert "Summary of the situation" in texts(page)


# History.


def tell(page: CasePage) -> HistoryTab:
    assert isinstance(page.part, HistoryTab)
    return page.part


def test_history_shows_a_value_before_and_after(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    done = change(
        sitting.store, ChangeField("case_file", case_id, "urgency", "acute", None), sitting.labels
    )
    assert isinstance(done, Changes)

    said = texts(open_case("history"))

    assert "(empty) → Acute: immediate danger" in said
    assert "Anna Verzonnen" in said


def test_what_was_undone_says_so(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    a_record(sitting, "note", case_id=case_id, subject="Vergissing")
    undo(sitting.store)

    said = texts(open_case("history"))

    assert "New: Note (undone since)" in said
    assert "New: Note (undone)" in said


def test_who_looked_is_shown_when_asked_for(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    record_read(sitting.store, "case_file", case_id, case_id)
    page = open_case("history")
    assert "Read: Case" not in texts(page)

    tell(page).reads.click()

    assert "Read: Case" in texts(page)


def test_history_goes_on_further_back_when_asked(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    for number in range(AT_ONCE + 2):
        a_record(sitting, "note", case_id=case_id, subject=f"Notitie {number}")
    page = open_case("history")
    assert len(tell(page).lines) == AT_ONCE

    press(page, "Show earlier lines")

    seqs = [line.seq for line in tell(page).lines]
    assert len(seqs) == AT_ONCE + 3  # and the case itself
    assert seqs == sorted(set(seqs), reverse=True)


def test_a_new_line_comes_in_by_itself_on_top(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    page = open_case("history")

    a_record(sitting, "note", case_id=case_id, subject="Net gebeurd")

    assert "Net gebeurd" in texts(page)
    assert tell(page).lines[0].sentence == "New: Note"


def test_history_of_others_keeps_suspects_out(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    a_suspect(sitting, case_id)
    a_person(sitting, case_id, "witness", given="Olha", family="Bondar")
    other = seen_by(sitting, Role.COORDINATOR, suspects=False, login="bert")

    said = texts(open_case("history", at=a_desk(other, tmp_path)))

    assert "Bondar" in said
    assert "Verdacht" not in said
