"""Places, inspections and numbers, as somebody at work sees them."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import Page, Place
from casedesk.desktop.pages.registry import make_page
from casedesk.desktop.places.bars import Bar, BarPicture
from casedesk.desktop.places.counts import CountsPart
from casedesk.desktop.places.page import PlacesPage
from casedesk.desktop.places.partner_page import PartnerPage
from casedesk.desktop.places.place_page import PlacePage
from casedesk.desktop.rail import stops_for
from tests.builders import a_case, a_partner, a_record, a_referral, a_victim, seen_by
from tests.desks import TestDesk, dressed
from tests.desktop_case.looking import fill


def opened(desk: TestDesk, place: Place, qtbot: QtBot) -> Page:
    page = make_page(desk, place)
    desk.notices.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    return page


def a_place(sitting: Sitting, name: str = "Park Bedacht", kind: str = "holiday_park") -> int:
    return a_record(sitting, "location", name=name, location_kind=kind, gemeente="0363")


@pytest.mark.parametrize(
    ("role", "there"),
    [
        (Role.COORDINATOR, True),
        (Role.FOCAL_OFFICER, True),
        (Role.SUPERVISOR, False),
        (Role.KEEPER, False),
    ],
)
def test_the_rail_shows_places_to_who_works_with_signals(
    sitting: Sitting, role: str, there: bool
) -> None:
    actor = seen_by(sitting, role, login=f"x-{role}").actor
    assert ("places" in {stop.page for stop in stops_for(actor)}) == there


def test_an_inspection_is_written_down_from_the_page_of_its_place(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    place = a_place(sitting)
    page = opened(desk, Place("record", kind="location", id=place), qtbot)
    assert isinstance(page, PlacePage)
    part = page.inspections
    assert part is not None
    part.add()
    assert part.new_form is not None
    fill(part.new_form, "inspection_kind", "municipal")
    with sitting.store.read() as session:
        made = sitting.reader.views(session, "inspection", parent=("location_id", place))
    assert [view.values["inspection_kind"] for view in made] == ["municipal"]
    assert "Municipal inspection" in next(iter(part.rows.values())).head.text()


def test_the_page_of_a_place_leads_to_its_signals_and_cases(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    place, case_id = a_place(sitting), a_case(sitting)
    victim = a_victim(sitting, case_id)
    a_record(sitting, "exploitation_episode", case_id=case_id, person_id=victim,
             main_form="labour", location_id=place)  # fmt: skip
    signal = a_record(sitting, "signal", subject="Busjes in de nacht", location_id=place,
                      received_on=date(2026, 2, 1))  # fmt: skip
    page = opened(desk, Place("record", kind="location", id=place), qtbot)
    links = {each.accessibleName().split(",")[0]: each for each in _links(page)}
    qtbot.mouseClick(links["Busjes in de nacht"], Qt.MouseButton.LeftButton)
    assert desk.way.places[-1] == Place("record", kind="signal", id=signal)
    qtbot.mouseClick(links["2026-0001"], Qt.MouseButton.LeftButton)
    assert desk.way.places[-1].id == case_id


def test_the_page_of_a_shelter_ties_nobody_to_it(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    place = a_place(sitting, "Geheim Huis", "shelter")
    a_record(sitting, "signal", subject="Bij de opvang", location_id=place,
             received_on=date(2026, 2, 1))  # fmt: skip
    page = opened(desk, Place("record", kind="location", id=place), qtbot)
    assert _links(page) == []


def test_numbers_can_be_read_without_seeing_the_picture(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    place = a_place(sitting)
    for day in (1, 2):
        a_record(sitting, "signal", subject="Signaal", location_id=place,
                 received_on=date(2026, 2, day))  # fmt: skip
    page = opened(desk, Place("places", tab="numbers"), qtbot)
    assert isinstance(page, PlacesPage)
    part = page.part()
    assert isinstance(part, CountsPart)
    assert part.picture.accessibleDescription() == "Holiday park or camp site: 2"
    assert "Counted on 02-03-2026." in part.rule.text()
    assert part.table.item(0, 1).text() == "2"
    part.measure.setCurrentIndex(part.measure.findData("cases"))
    assert not part.picture.isVisible()
    assert part.empty.isVisible()


def test_new_signals_change_the_numbers_at_once(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    place = a_place(sitting)
    page = opened(desk, Place("places", tab="numbers"), qtbot)
    assert isinstance(page, PlacesPage)
    a_record(sitting, "signal", subject="Signaal", location_id=place,
             received_on=date(2026, 2, 1))  # fmt: skip
    part = page.part()
    assert isinstance(part, CountsPart)
    assert [bar.number for bar in part.picture.bars] == [1]


@pytest.mark.parametrize("size", [100, 200])
def test_a_picture_keeps_every_line_at_any_width(tmp_path: Path, qtbot: QtBot, size: int) -> None:
    with dressed(tmp_path, size=size):
        picture = BarPicture()
        qtbot.addWidget(picture)
        picture.show_bars("Proef", [Bar("Een heel lange naam van een soort plek", 3), Bar("B", 1)])
        for width in (260, 900):
            picture.resize(width, 10)
            picture.show()
            assert picture.height() >= 2 * picture.fontMetrics().height()
            assert not picture.grab().isNull()


def test_a_partner_shows_what_is_open_and_late(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    case_id, partner = a_case(sitting), a_partner(sitting)
    a_referral(sitting, case_id, partner, state="sent", answer_by=date(2026, 2, 1))
    a_referral(sitting, case_id, partner)
    a_referral(sitting, case_id, partner, state="completed")
    page = opened(desk, Place("record", kind="organisation", id=partner), qtbot)
    assert isinstance(page, PartnerPage)
    assert page.referrals is not None
    assert page.referrals.count.text() == "2 are open, 1 answer is late, 1 is closed."
    first = page.referrals.rows[0]
    assert "was due on 01-02-2026" in first.accessibleName()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert desk.way.places[-1].tab == "referrals"


def _links(page: Page) -> list[LinkRow]:
    return page.findChildren(LinkRow)
