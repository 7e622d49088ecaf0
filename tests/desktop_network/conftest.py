"""A store with one case and a small network, and a desk to work at."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.desktop.network.tab import NetworkTab
from tests.at_a_desk import desk, english, sitting
from tests.builders import a_case, a_person, a_record, a_suspect
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

OpenTab = Callable[..., NetworkTab]


@dataclass(frozen=True)
class World:
    """Mirela was recruited by Karel and works at the inn; Ana is her friend."""

    case: int
    mirela: int
    karel: int
    ana: int


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
