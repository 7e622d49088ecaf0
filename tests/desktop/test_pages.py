"""The pages of the rail in the real window, over a real store."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.pages.upkeep import UpkeepPage
from casedesk.desktop.rail import stop_of, stops_for
from casedesk.organisations.model import Organisation
from casedesk.records.use_cases import ChangeField, change
from casedesk.store import key_changes
from casedesk.store.journal import Act, Trail
from tests.builders import a_case, a_partner, a_person, a_referral, seen_by
from tests.desktop.conftest import MakeWindow

STOPS = {
    Role.COORDINATOR: [
        "today", "cases", "signals", "people", "referrals", "places", "partners", "upkeep",
        "settings",
    ],
    Role.DEPUTY: [
        "today", "cases", "signals", "people", "referrals", "places", "partners", "upkeep",
        "settings",
    ],
    Role.FOCAL_OFFICER: ["today", "signals", "places", "partners", "settings"],
    Role.SUPERVISOR: ["today", "cases", "referrals", "partners", "settings"],
    Role.LOG_OFFICER: ["upkeep", "settings"],
    Role.KEEPER: ["partners", "upkeep", "settings"],
}  # fmt: skip
TABS = {
    Role.COORDINATOR: ["safekeeping"],
    Role.LOG_OFFICER: ["safekeeping", "trail"],
    Role.KEEPER: ["accounts", "safekeeping", "terms", "profiles", "rules"],
}


def list_page(window: MainWindow, stop: str) -> ListPage:
    window.navigator.go(Place(stop))
    page = window.navigator.page
    assert isinstance(page, ListPage)
    return page


def upkeep(window: MainWindow) -> UpkeepPage:
    window.navigator.go(Place("upkeep"))
    page = window.navigator.page
    assert isinstance(page, UpkeepPage)
    return page


def rows(page: ListPage, column: int = 0) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def acts(sitting: Sitting, act: Act) -> int:
    with sitting.store.engine.connect() as connection:
        return len(connection.execute(select(Trail.seq).where(Trail.act == act)).all())


@pytest.mark.parametrize("role", list(STOPS))
def test_each_role_finds_its_places_and_no_others(
    sitting: Sitting, make_window: MakeWindow, role: Role
) -> None:
    somebody = seen_by(sitting, role)
    assert [stop.page for stop in stops_for(somebody.actor)] == STOPS[role]
    window = make_window(somebody)
    for stop in STOPS[role]:
        window.navigator.go(Place(stop))
        assert window.navigator.place is not None
        assert window.navigator.place.page == stop


@pytest.mark.parametrize("role", list(TABS))
def test_each_role_finds_its_part_of_administration(
    sitting: Sitting, make_window: MakeWindow, role: Role
) -> None:
    assert upkeep(make_window(seen_by(sitting, role)))._names == TABS[role]


def test_an_empty_list_says_what_belongs_there_and_offers_the_first_step(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(sitting)
    page = list_page(window, "partners")
    assert page._middle.currentWidget() is page._nothing
    assert "politie" in page._nothing.words.text()
    assert page._nothing.step is not None
    qtbot.mouseClick(page._nothing.step, Qt.MouseButton.LeftButton)
    assert window.navigator.place == Place("record", "organisation")


def test_who_may_not_make_one_is_offered_no_step(sitting: Sitting, make_window: MakeWindow) -> None:
    page = list_page(make_window(seen_by(sitting, Role.SUPERVISOR)), "partners")
    assert page._nothing.step is None
    assert "new-partners" not in {bound.command.id for bound in page.commands()}


def test_typing_narrows_the_list_and_counts(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    for name in ("Opvang De Haven", "Politie Oost", "Opvang Het Anker"):
        a_partner(sitting, name)
    page = list_page(make_window(sitting), "partners")
    assert page._count.text() == "3"
    qtbot.keyClicks(page.search, "opv")
    assert rows(page) == ["Opvang De Haven", "Opvang Het Anker"]
    assert page._count.text() == "2 van 3"
    qtbot.keyClicks(page.search, "xyz")
    assert page._middle.currentWidget() is page._no_hit
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(rows(page)) == 3


def test_a_search_without_a_hit_offers_the_whole_list_again(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    a_partner(sitting)
    page = list_page(make_window(sitting), "partners")
    combo, _filter = page._filters[0]
    combo.setCurrentIndex(combo.findData("police"))
    assert page._middle.currentWidget() is page._no_hit
    assert page._no_hit.step is not None
    qtbot.mouseClick(page._no_hit.step, Qt.MouseButton.LeftButton)
    assert rows(page) == ["Opvang De Haven"]


def test_a_search_leaves_one_line_in_the_trail_not_one_per_letter(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    a_partner(sitting)
    page = list_page(make_window(sitting), "partners")
    qtbot.keyClicks(page.search, "haven")
    assert acts(sitting, Act.SEARCH) == 0
    page._pause.timeout.emit()
    page._pause.timeout.emit()
    assert acts(sitting, Act.SEARCH) == 1
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert acts(sitting, Act.SEARCH) == 1


def test_enter_in_the_search_box_opens_the_only_hit(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    a_partner(sitting, "Politie Oost")
    haven = a_partner(sitting, "Opvang De Haven")
    window = make_window(sitting)
    page = list_page(window, "partners")
    before = acts(sitting, Act.READ)
    qtbot.keyClicks(page.search, "haven")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert window.navigator.place == Place("record", "organisation", haven)
    assert acts(sitting, Act.READ) == before + 1


def test_a_list_follows_what_others_change(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    partner_id = a_partner(sitting, "Opvang De Haven")
    page = list_page(make_window(sitting), "partners")
    command = ChangeField("organisation", partner_id, "name", "De Kade", "Opvang De Haven")
    change(sitting.store, command, sitting.labels)
    qtbot.waitUntil(lambda: rows(page) == ["De Kade"])


def test_a_referral_opens_in_its_case(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    referral_id = a_referral(sitting, case_id, a_partner(sitting), a_person(sitting, case_id))
    window = make_window(sitting)
    page = list_page(window, "referrals")
    with mock.patch.object(window.navigator, "go") as go:
        page._shape.open(referral_id)
    (place,) = go.call_args.args
    assert (place.page, place.id, place.entry) == ("case", case_id, ("referral", referral_id))


def test_the_title_of_a_window_never_names_a_person(
    sitting: Sitting, make_window: MakeWindow
) -> None:
    person_id = a_person(sitting, a_case(sitting), given="Mirela", family="Popescu")
    window = make_window(sitting)
    window.navigator.go(Place("record", "person", person_id))
    assert "Popescu" in " ".join(label.text() for label in window.findChildren(QLabel))
    assert window.windowTitle() == "Persoon – leeg – CaseDesk"


def test_undo_takes_back_in_the_words_of_the_store(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(sitting)
    a_partner(sitting, "Opvang De Haven")
    qtbot.waitUntil(window.undo_bar.can_undo)
    words = window.undo_bar.undo_text().replace("&", "")
    assert words.startswith("Ongedaan maken: ")
    assert words.endswith("partner")
    window.undo_bar.undo()
    with sitting.store.read() as session:
        assert session.scalars(select(Organisation.name)).all() == []
    qtbot.waitUntil(window.undo_bar.can_redo)
    assert window._status.words.startswith("Ongedaan gemaakt")
    window.undo_bar.redo()
    with sitting.store.read() as session:
        assert session.scalars(select(Organisation.name)).all() == ["Opvang De Haven"]


def test_somebody_new_gets_an_account_and_a_passphrase_that_is_shown_once(
    sitting: Sitting, make_window: MakeWindow
) -> None:
    window = make_window(seen_by(sitting, Role.KEEPER))
    part = upkeep(window)._parts[0]
    sheet = part.sheet
    sheet.name.setText("Bram Verzonnen")
    sheet.login.setText("bram")
    sheet.role.setCurrentIndex(sheet.role.findData(Role.DEPUTY.value))
    sheet._add()
    (said,) = window.desk.questions.said  # type: ignore[attr-defined]
    assert said.startswith("Eerste wachtzin van bram: ")
    assert "bram" in {entry.login for entry in key_changes.entries(sitting.vault)}
    logins = [part.table.item(row, 1).text() for row in range(part.table.rowCount())]
    assert "bram" in logins
    assert sheet.login.text() == ""


def test_suspect_data_is_offered_only_to_roles_that_may_hold_it(
    sitting: Sitting, make_window: MakeWindow
) -> None:
    sheet = upkeep(make_window(seen_by(sitting, Role.KEEPER)))._parts[0].sheet
    may_hold = {}
    for role in Role:
        sheet.role.setCurrentIndex(sheet.role.findData(role.value))
        may_hold[role] = sheet.suspects.isEnabled()
    assert {role for role, may in may_hold.items() if may} == {Role.COORDINATOR, Role.DEPUTY}


def test_access_is_taken_away_after_a_question(sitting: Sitting, make_window: MakeWindow) -> None:
    keeper = seen_by(sitting, Role.KEEPER)
    window = make_window(keeper, False, True)
    part = upkeep(window)._parts[0]
    part.sheet.name.setText("Bram Verzonnen")
    part.sheet.login.setText("bram")
    part.sheet._add()
    row = next(
        row for row in range(part.table.rowCount()) if part.table.item(row, 1).text() == "bram"
    )
    part.table.selectRow(row)
    part.revoke()
    assert "bram" in {entry.login for entry in key_changes.entries(sitting.vault)}
    part.table.selectRow(row)
    part.revoke()
    assert "bram" not in {entry.login for entry in key_changes.entries(sitting.vault)}
    assert "niet meer openen" in part.banner.sentence


def test_a_backup_is_made_where_the_user_says_and_the_store_is_checked(
    sitting: Sitting, make_window: MakeWindow, tmp_path: Path
) -> None:
    to = tmp_path / "elders.casedesk-backup"
    a_partner(sitting)
    window = make_window(sitting, to)
    part = upkeep(window)._parts[0]
    part.back_up()
    assert to.exists()
    assert "elders" in part.backup_banner.sentence
    part.check()
    assert "heel" in part.check_banner.sentence
    assert acts(sitting, Act.BACKUP) == acts(sitting, Act.VERIFY) == 1


def test_the_log_officer_reads_who_did_what_but_no_content(
    sitting: Sitting, make_window: MakeWindow
) -> None:
    a_person(sitting, a_case(sitting), given="Mirela", family="Popescu")
    window = make_window(seen_by(sitting, Role.LOG_OFFICER))
    window.navigator.go(Place("upkeep", tab="trail"))
    page = upkeep(window)
    table = page._parts[page._names.index("trail")].table
    cells = [
        table.item(row, column).text()
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    ]
    assert [cell for cell in cells if cell.endswith(": Persoon")]
    assert not [cell for cell in cells if "Popescu" in cell]
    QApplication.processEvents()


def test_the_rail_says_where_one_is_also_on_the_page_of_a_record() -> None:
    at = {
        Place("today"): "today",
        Place("case", kind="case_file", id=1): "cases",
        Place("stand_in", id=1, case_id=1): "cases",
        Place("record", kind="signal", id=1): "signals",
        Place("record", kind="location"): "places",
        Place("compare", kind="person", id=1, entry=("person", 2)): "people",
        Place("suspect", kind="person", id=1): "suspects",
    }
    assert {place: stop_of(place) for place in at} == at
