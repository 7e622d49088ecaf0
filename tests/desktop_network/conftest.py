"""A store with one case and a small network, and a desk to work at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.desktop.network.tab import NetworkTab
from casedesk.kernel.words import set_language
from tests.builders import a_case, a_person, a_record, a_store, a_suspect
from tests.desks import TestDesk, a_desk

OpenTab = Callable[..., NetworkTab]


@dataclass(frozen=True)
class World:
    """Mirela was recruited by Karel and works at the inn; Ana is her friend."""

    case: int
    mirela: int
    karel: int
    ana: int


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests speak the language of the source."""
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def world(sitting: Sitting) -> World:
    case = a_case(sitting, "2026-0007", gemeente="0363")
    mirela = a_person(sitting, case, given="Mirela", family="Popescu")
    karel = a_suspect(sitting, case)
    ana = a_person(sitting, case, "network", given="Ana", family="Lima")
    inn = a_record(sitting, "location", name="Herberg", town="Zandoord")
    a_record(sitting, "person_relation", case_id=case, person_id=karel, relation="recruiter_of",
             other_id=mirela)  # fmt: skip
    a_record(sitting, "person_relation", case_id=case, person_id=ana, relation="friend_of",
             other_id=mirela)  # fmt: skip
    a_record(sitting, "person_place", case_id=case, person_id=mirela, relation="works",
             location_id=inn)  # fmt: skip
    return World(case, mirela, karel, ana)


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    made = a_desk(sitting, tmp_path)
    yield made
    made.runner.close()


@pytest.fixture
def open_tab(world: World, desk: TestDesk, qtbot: QtBot) -> OpenTab:
    """The network of the case, as somebody sees it."""

    def open_(at: TestDesk | None = None) -> NetworkTab:
        mine = at or desk
        page = CasePage(mine, Place("case", kind="case_file", id=world.case, tab="network"))
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        assert isinstance(page.part, NetworkTab)
        return page.part

    return open_
