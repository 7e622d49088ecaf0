"""The pages of suspects: there for those entitled, and for nobody else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Page, Place
from casedesk.desktop.handover.page import HandoverPage
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.network.episodes import items_of_episodes
from casedesk.desktop.pages.registry import make_page
from casedesk.desktop.rail import stops_for
from casedesk.desktop.suspects.page import SuspectPage
from casedesk.handover.model import Disclosure
from casedesk.kernel.dates import VagueDate
from casedesk.store.journal import Act, Trail
from casedesk.suspects.model import SuspectFact
from tests.builders import a_partner, a_record, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.looking import fill, texts
from tests.desktop_network.conftest import World


@pytest.fixture
def deputy(sitting: Sitting, tmp_path: Path) -> Iterator[TestDesk]:
    made = a_desk(seen_by(sitting, Role.DEPUTY, suspects=False), tmp_path)
    yield made
    made.runner.close()


def open_page(desk: TestDesk, qtbot: QtBot, place: Place) -> Page:
    page = make_page(desk, place)
    desk.notices.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    return page


def of_karel(world: World) -> Place:
    return Place("suspect", kind="person", id=world.karel)


def told(page: SuspectPage) -> str:
    found = []
    for row in range(page.facts.topLevelItemCount()):
        head = page.facts.topLevelItem(row)
        assert head is not None
        found.append(head.text(0))
        for number in range(head.childCount()):
            line = head.child(number)
            assert line is not None
            found.append(str(line.data(0, Qt.ItemDataRole.AccessibleTextRole)))
    return "\n".join(found)


def test_a_fact_is_written_down_and_stands_there_with_its_source(
    desk: TestDesk, sitting: Sitting, world: World, qtbot: QtBot
) -> None:
    page = open_page(desk, qtbot, of_karel(world))
    assert isinstance(page, SuspectPage)
    page.new.click()
    assert page.form is not None
    for name, value in (
        ("fact_kind", "vehicle"), ("what", "Zwarte bus 12-ABC-3"), ("source", "Wijkagent"),
        ("grade_source", "b"), ("grade_content", "2"),
    ):  # fmt: skip
        fill(page.form, name, value)
    with sitting.store.read() as session:
        fact = session.scalars(select(SuspectFact)).one()
        assert (fact.case_id, fact.person_id) == (world.case, world.karel)
    assert "Vehicle: Zwarte bus 12-ABC-3, Source: Wijkagent, Grade: B2" in told(page)


def test_enter_opens_the_record_behind_a_line(desk: TestDesk, world: World, qtbot: QtBot) -> None:
    page = open_page(desk, qtbot, of_karel(world))
    assert isinstance(page, SuspectPage)
    chapters = [page.facts.topLevelItem(row) for row in range(page.facts.topLevelItemCount())]
    cases = next(c for c in chapters if c is not None and c.text(0).startswith("Cases and"))
    line = cases.child(0)
    assert line is not None
    page.facts.setCurrentItem(line)
    QTest.keyClick(page.facts, Qt.Key.Key_Return)
    assert desk.way.places[-1] == Place("case", kind="case_file", id=world.case)


def test_reading_a_suspect_and_the_list_leave_their_lines(
    desk: TestDesk, sitting: Sitting, world: World, qtbot: QtBot
) -> None:
    assert isinstance(open_page(desk, qtbot, Place("suspects")), ListPage)
    open_page(desk, qtbot, of_karel(world))
    with sitting.store.read() as session:
        rows = session.execute(
            select(Trail.object_kind, Trail.object_id, Trail.restricted).where(
                Trail.act == Act.READ.value
            )
        ).all()
    assert ("suspect_fact", None, False) in [tuple(row) for row in rows]
    assert ("person", world.karel, True) in [tuple(row) for row in rows]


def test_for_others_no_way_leads_there(deputy: TestDesk, world: World, qtbot: QtBot) -> None:
    assert "suspects" not in [stop.page for stop in stops_for(deputy.sitting.actor)]
    for place in (Place("suspects"), of_karel(world)):
        page = open_page(deputy, qtbot, place)
        assert not isinstance(page, SuspectPage | ListPage)
        said = texts(page) + page.title()
        assert "uspect" not in said
        assert "Karel" not in said
        assert page.commands() == ()
    report = Place("handover", id=world.case, case_id=world.case, entry=("suspect", world.karel))
    page = open_page(deputy, qtbot, report)
    assert "Karel" not in texts(page)


def test_the_stop_stands_only_on_the_rail_of_those_entitled(sitting: Sitting) -> None:
    assert "suspects" in [stop.page for stop in stops_for(sitting.actor)]


def test_a_report_is_made_from_the_page_with_one_reason_for_all(
    desk: TestDesk, sitting: Sitting, world: World, qtbot: QtBot
) -> None:
    police = a_partner(sitting, "Politie Verzonnen", "police")
    a_partner(sitting, "Opvang Verzonnen", "shelter")
    a_record(sitting, "suspect_fact", case_id=world.case, person_id=world.karel,
             fact_kind="vehicle", what="Zwarte bus 12-ABC-3", source="Wijkagent")  # fmt: skip
    page = open_page(desk, qtbot, of_karel(world))
    assert isinstance(page, SuspectPage)
    page.report.click()
    made = open_page(desk, qtbot, desk.way.places[-1])
    assert isinstance(made, HandoverPage)
    assert [choice.label for choice in made.ask._known.partners] == ["Politie Verzonnen"]
    made.ask.rows["partner_id"].show_value(police)
    made._prepare()
    assert not made.ready(), "nothing goes by itself"
    made.ask.rows["ground"].show_value("public_task")
    made.ask.read.setChecked(True)
    made._prepare()
    desk.questions.answers = ["Nodig voor het onderzoek"]  # type: ignore[attr-defined]
    made.add_all.click()
    made._prepare()
    assert made._prepared is not None
    going = {d.text for d in made._prepared.resolution.going()}
    assert {"Zwarte bus 12-ABC-3", "Karel", "Verdacht"} <= going
    assert not {"Mirela", "Popescu", "Wijkagent"} & going
    assert {d.because for d in made._prepared.resolution.going()} == {"Nodig voor het onderzoek"}
    made.make.click()
    with sitting.store.read() as session:
        row = session.scalars(select(Disclosure)).one()
        assert (row.suspect_id, row.partner_id) == (world.karel, police)
    with seen_by(sitting, Role.DEPUTY, suspects=False).store.read() as session:
        assert session.scalars(select(Disclosure)).all() == []


# Exploitation, as it stands with the person.


def test_an_episode_says_the_age_then_and_who_was_involved(sitting: Sitting, world: World) -> None:
    minor = a_record(sitting, "person", given_names="Ion", birth=VagueDate.on(date(2008, 3, 12)))
    a_record(sitting, "person_role", case_id=world.case, person_id=minor, role="victim")
    episode = a_record(
        sitting, "exploitation_episode", case_id=world.case, person_id=minor,
        main_form="criminal", since=VagueDate.on(date(2023, 5, 1)),
        until=VagueDate.on(date(2024, 6, 1)), age_class="adult", platforms=("chat_app",),
    )  # fmt: skip
    a_record(sitting, "person_relation", case_id=world.case, person_id=world.karel,
             relation="recruiter_of", other_id=minor, episode_id=episode)  # fmt: skip
    for somebody, named in (
        (sitting, True), (seen_by(sitting, Role.DEPUTY, suspects=False), False)
    ):  # fmt: skip
        with somebody.store.read() as session:
            (item,) = items_of_episodes(
                session, reader=somebody.reader, kind="exploitation_episode",
                case_id=world.case, person_id=minor,
            )  # fmt: skip
        chips = [chip.words for chip in item.chips]
        assert chips == ["Minor then, 15–16 years", "Differs from the date of birth"]
        assert ("Involved: Karel Verdacht (Recruited)" in item.text) is named
