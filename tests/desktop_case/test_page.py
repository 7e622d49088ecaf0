"""The workspace of a case: its head, its tabs, and who sees what on them."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.case.row import ItemRow
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.desk import Place
from casedesk.kernel.changes import Changes
from casedesk.records.use_cases import ChangeField
from casedesk.records.use_cases import change as change_field
from casedesk.store.journal import Act
from tests.builders import a_partner, a_person, a_record, a_referral, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.looking import answer, press, texts


def acts(sitting: Sitting, case_id: int) -> list[tuple[Act, str]]:
    with sitting.store.read() as session:
        found = history(session, sitting.reader, case_id=case_id)
    return [(line.act, line.sentence) for line in found]


def test_opening_a_case_leaves_one_line_that_it_was_read(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    open_case()
    open_case()

    assert [act for act, _said in acts(sitting, case_id)].count(Act.READ) == 1


def test_title_names_the_case_and_no_person(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_victim(sitting, case_id, given="Mirela", family="Popescu")

    assert open_case().title() == "Case 2026-0007"


def test_head_says_who_where_danger_and_how_late(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    person_id = a_person(sitting, case_id)
    a_record(
        sitting, "victim_details", case_id=case_id, person_id=person_id,
        contact_rules=("no_voicemail",), safe_times="10 tot 12", code_word="zonnebloem",
    )  # fmt: skip
    a_record(
        sitting, "deadline", case_id=case_id, what="Bedenktijd eindigt", due_on=_days(sitting, -2)
    )
    page = open_case()
    change(sitting, "case_file", case_id, danger="De oom zoekt haar.")

    said = texts(page.header)
    assert "Amsterdam" in said
    assert "Anna Verzonnen" in said
    assert "De oom zoekt haar." in said
    assert "No voicemail" in said
    assert "10 tot 12" in said
    assert "2 days late" in said
    assert "zonnebloem" not in said  # whoever looks over a shoulder must not learn it


def test_head_stays_on_every_tab(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    a_victim(sitting, case_id)
    page = open_case()

    for tab in TABS:
        page.show_tab(tab.key)
        assert page.header.isVisible()
        assert page.header.warnings.isVisible()
        assert page.part is not None
        assert not page.part.isAncestorOf(page.header)


def test_tabs_are_made_when_they_are_looked_at(open_case: OpenCase) -> None:
    page = open_case("referrals")

    assert set(page._parts) == {"referrals"}


def test_a_hidden_tab_catches_up_when_it_is_seen_again(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    page = open_case("contacts")
    page.show_tab("actions")
    a_record(sitting, "note", case_id=case_id, subject="Gezien op het station")

    page.show_tab("contacts")

    assert "Gezien op het station" in texts(page)


def test_an_entry_opens_its_record_on_its_tab(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    referral_id = a_referral(sitting, case_id, a_partner(sitting))

    page = open_case("", ("referral", referral_id))

    assert page.tab == "referrals"
    assert page.part.lists["referral"].rows[0].is_open


def test_phase_moves_by_its_menu(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    page = open_case()
    menu = page.header.phase.menu()

    next(a for a in menu.actions() if a.text() == "Monitoring").trigger()

    assert page.header.phase.text() == "Phase: Monitoring"
    assert (Act.CHANGE, "Phase changed") in acts(sitting, case_id)


def test_a_case_is_closed_with_reason_and_outcome_and_opened_again(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(sitting, "action", case_id=case_id, what="Bellen")
    page = open_case()

    page.header.closeAsked.emit()
    assert "1 action is still open." in texts(page.closing)
    press(page.closing, "Close the case")
    assert page.closing.panel.rows["close_reason"].problem
    answer(asked(page), "close_reason", "goals_reached")
    answer(
        asked(page),
        "outcome",
        sitting.labels.options("case_outcome", _days(sitting))[0].code,
    )
    press(page.closing, "Close the case")
    assert "aftercare" in asked(page).rows["aftercare_on"].problem
    answer(asked(page), "aftercare_on", date(2026, 6, 2))
    press(page.closing, "Close the case")
    assert "Closed on 02-03-2026" in texts(page.header)
    assert not page.closing.isVisible()

    page.header.reopenAsked.emit()
    answer(asked(page), "why", "Nieuwe dreiging")
    press(page.closing, "Reopen the case")
    assert "Closed on" not in texts(page.header)


def test_who_may_not_see_names_sees_none_anywhere(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    full(sitting, case_id)
    supervisor = a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path)
    page = open_case(at=supervisor)

    for tab in TABS:
        page.show_tab(tab.key)
        open_all(page)
        said = texts(page)
        for canary in ("Mirela", "Popescu", "0612345678", "Verdacht", "Geheimstraat"):
            assert canary not in said, tab.key
    page.show_tab("people")
    assert "Person A" in texts(page)
    mine = open_case("people")
    assert "Popescu" in texts(mine)  # so that the proof above proves something


def test_who_may_not_change_is_offered_no_way_to(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    full(sitting, case_id)
    page = open_case(at=a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path))

    for tab in TABS:
        page.show_tab(tab.key)
        words = {b.text() for b in page.findChildren(QAbstractButton) if b.isVisibleTo(page)}
        assert not words & {"New", "Add a person", "Send", "New: action", "Handover"}, tab.key
        assert not any(word.startswith(("Add", "New")) for word in words), tab.key


def test_without_the_personal_grant_suspects_are_not_there(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    full(sitting, case_id)
    other = seen_by(sitting, Role.COORDINATOR, suspects=False, login="bert")
    page = open_case(at=a_desk(other, tmp_path))

    for tab in TABS:
        page.show_tab(tab.key)
        said = texts(page)
        assert "Verdacht" not in said, tab.key
        assert "uspect" not in said.replace("A suspect knows", ""), tab.key


def test_everything_that_takes_the_focus_has_a_name(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    full(sitting, case_id)
    page = open_case()

    for tab in TABS:
        page.show_tab(tab.key)
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(page)
            and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        ]
        assert not nameless, (tab.key, nameless)


def test_ctrl_tab_goes_from_tab_to_tab(open_case: OpenCase) -> None:
    page = open_case()
    onward = page.commands()[0]

    onward.run()

    assert page.tab == "timeline"


def test_a_case_that_is_gone_says_so(sitting: Sitting, desk: TestDesk, qtbot: QtBot) -> None:
    page = CasePage(desk, Place("case", kind="case_file", id=99))
    qtbot.addWidget(page)

    assert "This case is no longer there" in page._warning.sentence


def asked(page: CasePage) -> AskPanel:
    assert page.closing.panel is not None
    return page.closing.panel


def open_all(page: CasePage) -> None:
    """Open every group and every row of the tab in view."""
    if isinstance(page.part, PeopleTab):
        assert page.part.panel is not None
        for group in page.part.panel.groups.values():
            group.open()
    for row in page.findChildren(ItemRow):
        row.open()


def full(sitting: Sitting, case_id: int) -> None:
    """One of everything, with words that must not reach everybody."""
    person_id = a_victim(sitting, case_id, given="Mirela", family="Popescu")
    a_record(
        sitting, "identifier", person_id=person_id, identifier_kind="phone", value="0612345678"
    )
    a_record(
        sitting, "person_place", case_id=case_id, person_id=person_id, relation="lives",
        address="Geheimstraat 1",
    )  # fmt: skip
    suspect_id = a_suspect(sitting, case_id)
    a_record(sitting, "note", case_id=case_id, person_id=suspect_id, subject="Over Verdacht")
    a_record(sitting, "action", case_id=case_id, person_id=person_id, what="Bel Mirela")
    a_record(sitting, "note", case_id=case_id, person_id=person_id, subject="Mirela is moe")
    a_referral(sitting, case_id, a_partner(sitting), person_id, question="Plek voor Mirela?")
    a_record(
        sitting, "contact_moment", case_id=case_id, person_id=person_id, contact_kind="phone",
        held_at=sitting.clock.now(), subject="Mirela belt",
    )  # fmt: skip


def change(sitting: Sitting, kind: str, record_id: int, **values: object) -> None:
    for name, value in values.items():
        answer_ = change_field(
            sitting.store, ChangeField(kind, record_id, name, value, None), sitting.labels
        )
        assert isinstance(answer_, Changes), answer_


def _days(sitting: Sitting, days: int = 0) -> date:
    return sitting.clock.today() + timedelta(days=days)


def test_tab_goes_through_a_case_as_one_reads_it(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    full(sitting, case_id)
    page = open_case()
    for _round in range(3):
        QApplication.processEvents()

    stops: list[QWidget] = []
    here: QWidget = page.header.phase
    while len(stops) < 60:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisibleTo(page):
            stops.append(here)
        following = here.nextInFocusChain()
        assert following is not None
        here = following
    names = [stop.accessibleName() or getattr(stop, "text", str)() for stop in stops]

    wanted = ["Tabs of the case", "New: note", "All: What comes next", "Done: Bel Mirela"]
    wanted += ["All: Persons", "Mirela Popescu, (Possible) victim", "All: Open referrals"]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)


def test_what_was_answered_about_closing_waits_while_somebody_looks_at_a_record(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    action_id = a_record(sitting, "action", case_id=case_id, what="Bellen")
    page = open_case()
    page.header.closeAsked.emit()
    answer(asked(page), "close_reason", "goals_reached")
    assert not page.tabs.isVisible()  # the list may be long: it has the room of the tabs

    page.go_to(Place("case", kind="case_file", id=case_id, entry=("action", action_id)))
    assert page.tab == "actions"
    assert page.tabs.isVisible()
    assert not page.closing.isVisible()

    page.header.closeAsked.emit()
    assert asked(page).rows["close_reason"].editor.value() == "goals_reached"


def test_all_that_is_still_open_can_be_read_in_a_small_window(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    for number in range(4):
        a_record(sitting, "action", case_id=case_id, what=f"Taak {number}")
    page = open_case()
    page.resize(1000, 520)

    page.header.closeAsked.emit()
    QApplication.processEvents()

    for shown in [*page.closing.findChildren(QLabel), *page.closing.findChildren(LinkRow)]:
        if shown.isVisible():
            assert shown.height() >= shown.minimumSizeHint().height(), shown


def test_each_of_the_first_tabs_has_a_key(open_case: OpenCase) -> None:
    page = open_case()
    by_keys = {each.command.shortcut: each for each in page.commands()}

    for digit, tab in zip("1234567890", TABS, strict=False):
        by_keys[f"Alt+{digit}"].run()
        assert page.tab == tab.key


def test_a_tab_that_is_high_costs_the_others_nothing(open_case: OpenCase) -> None:
    page = open_case("network")
    page.resize(1000, 640)
    page.show_tab("people")
    QApplication.processEvents()

    assert page.part is not None
    assert page.part.height() == page._parts_room.viewport().height()
