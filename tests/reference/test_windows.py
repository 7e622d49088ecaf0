"""Lists and profiles in the window of the administrator."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.pages.upkeep import UpkeepPage
from casedesk.desktop.reference.deadline_rules import DeadlineRulesPart
from casedesk.desktop.reference.profiles import ProfilesPart
from casedesk.desktop.reference.terms import TermsPart
from casedesk.kernel.fields import Topic
from casedesk.kernel.words import set_language
from tests.builders import a_store
from tests.desks import TestDesk, a_desk


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path, Role.KEEPER) as sitting:
        yield sitting


@pytest.fixture
def desk(keeper: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    made = a_desk(keeper, tmp_path)
    yield made
    made.runner.close()


def test_lists_and_profiles_are_for_the_administrator(
    desk: TestDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    page = UpkeepPage(desk, Place("upkeep", tab="terms"))
    qtbot.addWidget(page)
    tabs = page.findChild(QTabWidget)
    assert [tabs.tabText(i) for i in range(tabs.count())][2:] == [
        "Lists", "Partner profiles", "Deadline rules",
    ]  # fmt: skip
    (tmp_path / "other").mkdir()
    with a_store(tmp_path / "other") as anna:
        hers = UpkeepPage(a_desk(anna, tmp_path), Place("upkeep"))
        qtbot.addWidget(hers)
        names = hers.findChild(QTabWidget)
        assert "Lists" not in [names.tabText(i) for i in range(names.count())]


def test_a_term_is_added_ended_and_offered_again(desk: TestDesk, qtbot: QtBot) -> None:
    part = TermsPart(desk)
    qtbot.addWidget(part)
    part.choose("risk_sector")
    part.ask_add()
    assert part.panel is not None
    part.panel.rows["label_nl"].show_value("Kassenbouw")
    part.panel.rows["label_en"].show_value("Glasshouses")
    part.panel.act.click()
    assert _gone(part)
    part.choose_term("own_glasshouses")
    assert part.end.isEnabled()
    assert not part.offer.isEnabled()
    part.ask_end()
    assert part.panel is not None
    part.panel.act.click()
    assert part.offer.isEnabled()
    part.offer_again()
    assert part.end.isEnabled()


def test_a_list_of_the_program_offers_no_way_to_change_it(desk: TestDesk, qtbot: QtBot) -> None:
    part = TermsPart(desk)
    qtbot.addWidget(part)
    part.choose("case_phase")
    part.table.selectRow(0)
    assert not any(each.isEnabled() for each in (part.add, part.end, part.reword, part.offer))
    part.choose("partner_kind")
    part.choose_term("police")
    assert part.add.isEnabled()
    assert not part.end.isEnabled()


def test_a_wider_profile_says_so_and_asks(desk: TestDesk, qtbot: QtBot) -> None:
    part = ProfilesPart(desk)
    qtbot.addWidget(part)
    part.kinds.setCurrentIndex(part.kinds.findData("practical"))
    part.ask()
    sheet = part.sheet
    assert sheet is not None
    assert sheet.sure.isHidden()
    sheet.topics[Topic.EXPLOITATION].setChecked(True)
    assert not sheet.sure.isHidden()
    sheet.rows["reason"].show_value("besluit van de FG")
    _press(part)
    assert not _gone(part), "not without the tick"
    sheet.sure.setChecked(True)
    _press(part)
    assert _gone(part)
    assert part.table.item(0, 2).text() == "wider: Exploitation"
    assert "Exploitation" in part.now.text()


def test_a_rule_gets_a_new_version_from_a_day_on(desk: TestDesk, qtbot: QtBot) -> None:
    part = DeadlineRulesPart(desk)
    qtbot.addWidget(part)
    first = next(each for each in part._rows if each.length is not None and not each.variant)
    part.choose(first.key)
    part.ask()
    assert part.panel is not None
    part.panel.rows["amount"].show_value(5)
    part.panel.act.click()
    assert part.panel is not None
    assert part.panel.rows["source"].problem, "a rule without a source is refused"
    part.panel.rows["source"].show_value("Stcrt. 2026, 1234")
    part.panel.rows["valid_from"].show_value(date(2026, 3, 1))
    part.panel.act.click()
    assert part.panel.rows["valid_from"].problem, "nothing reaches back"
    part.panel.rows["valid_from"].show_value(date(2026, 3, 2))
    part.panel.act.click()
    assert _gone(part)
    changed = next(e for e in part._rows if (e.key, e.variant) == (first.key, ""))
    assert changed.texts[2] == "02-03-2026"
    assert changed.texts[1].startswith("5 ")


def _press(part: ProfilesPart) -> None:
    assert part.sheet is not None
    part.sheet.decide.click()


def _gone(part: ProfilesPart | TermsPart | DeadlineRulesPart) -> bool:
    """Whether nothing is asked any more."""
    return (part.sheet if isinstance(part, ProfilesPart) else part.panel) is None
