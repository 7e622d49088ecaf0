"""Settling texts with names in the window, and looking through the eyes of a partner."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.looking import LookPage
from casedesk.desktop.handover.page import HandoverPage
from casedesk.desktop.pages.registry import make_page
from casedesk.handover.model import Disclosure
from casedesk.store.journal import Act, Trail
from tests.builders import a_case, a_partner, a_person, a_record, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop.test_handover_page import Scene, fill, items, opened, pages_text


@pytest.fixture
def scene(desk: TestDesk, sitting: Sitting) -> Scene:
    case_id = a_case(sitting, danger="Roos stond voor de deur.")
    victim = a_victim(sitting, case_id, given="Mirela", family="Popescu")
    a_person(sitting, case_id, "network", given="Roos", family="Ionescu")
    a_suspect(sitting, case_id)
    for text in ("Belt met Roos.", "Bang voor Karel."):
        a_record(sitting, "safety_assessment", case_id=case_id, person_id=victim,
                 assessed_on=sitting.clock.today(), level="high", threat=text)  # fmt: skip
    return Scene(desk, case_id, victim, a_partner(sitting))


def reading(scene: Scene, qtbot: QtBot) -> HandoverPage:
    page = opened(scene, qtbot)
    fill(page)
    page.ask.read.click()
    page._prepare()
    return page


def test_each_text_is_settled_before_it_can_be_made(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    panel = page.settling
    assert panel.isVisible()
    assert not page.make.isEnabled()
    assert "Roos" in panel.remark.text()
    assert panel.text.extraSelections()
    panel.shorten.click()
    panel.text.setPlainText("Iemand stond voor de deur.")
    panel.send.click()
    assert "Iemand stond voor de deur." in pages_text(page)
    panel.out.click()
    assert not panel.isVisible()
    assert page.make.isEnabled()
    assert "Roos" not in pages_text(page)
    assert "Karel" not in pages_text(page)


def test_a_shorter_text_that_still_names_somebody_comes_back(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    panel = page.settling
    panel.shorten.click()
    panel.text.setPlainText("Ionescu stond voor de deur.")
    panel.send.click()
    assert panel.isVisible()
    assert "Ionescu" in panel.remark.text()
    assert panel.text.toPlainText() == "Ionescu stond voor de deur."


def test_that_it_is_no_name_needs_a_reason(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    scene.desk.questions.answers = [" ", "Het is een bloem."]  # type: ignore[attr-defined]
    page.settling.no_name.click()
    assert page._prepared is not None
    before = len(page._prepared.resolution.to_settle())
    page.settling.no_name.click()
    assert len(page._prepared.resolution.to_settle()) == before - 1
    assert "Roos stond" in pages_text(page)


def test_of_a_suspect_nobody_can_say_that_it_is_no_name(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    page.settling.out.click()
    assert "Karel" in page.settling.text.toPlainText()
    assert not page.settling.no_name.isEnabled()


def test_all_can_be_left_out_at_once_and_one_taken_back(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    page.settling.all_out.click()
    assert page.make.isEnabled()
    assert page._prepared is not None
    (first, *_rest) = [d.fact.id for d in page._prepared.resolution.decisions
                       if d.reason == "left_out"]  # fmt: skip
    page.ask.ticks.take([first])
    assert page.settling.isVisible()


def test_typing_above_the_list_leaves_what_fits(scene: Scene, qtbot: QtBot) -> None:
    page = reading(scene, qtbot)
    page.list.search.setText("achternaam popescu")
    shown = [i for i in _all(page) if not i.isHidden()]
    assert [i.text(1) for i in shown] == ["Popescu"]
    page.list.search.setText("")
    assert len([i for i in _all(page) if not i.isHidden()]) > 5


def _all(page: HandoverPage) -> list[QTreeWidgetItem]:
    fields = {i.text(0) for g in page.list._groups() for i, _d in page.list._children(g)}
    return [item for field in sorted(fields) for item in items(page.list, field)]


def acts(sitting: Sitting) -> int:
    with sitting.store.read() as session:
        query = select(func.count()).select_from(Trail).where(Trail.act == Act.READ)
        return session.scalar(query) or 0


def look(desk: TestDesk, qtbot: QtBot, case_id: int | None = None) -> LookPage:
    page = make_page(desk, Place("partner_view", case_id=case_id))
    assert isinstance(page, LookPage)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    return page


def choose(page: LookPage, kind: str) -> None:
    assert page.ask.look is not None
    page.ask.look.kind.setCurrentIndex(page.ask.look.kind.findData(kind))
    page.ask.look.changed.emit()
    page._timer.stop()
    page._prepare()
    page._prepare()


def test_what_any_partner_of_a_kind_would_see_without_sending(scene: Scene, qtbot: QtBot) -> None:
    page = look(scene.desk, qtbot, scene.case_id)
    choose(page, "police")
    assert "Popescu" in pages_text(page)
    assert page.make.isHidden()
    assert not page.commands()
    assert not page.ready()
    choose(page, "practical")
    page.ask.persons[scene.victim].setChecked(True)
    page._prepare()
    assert "Hoog" not in pages_text(page)
    with scene.desk.sitting.store.read() as session:
        assert not session.scalars(select(Disclosure)).all()


def test_looking_leaves_a_line_for_each_case(scene: Scene, qtbot: QtBot) -> None:
    other = a_case(scene.desk.sitting)
    before = acts(scene.desk.sitting)
    page = look(scene.desk, qtbot)
    assert acts(scene.desk.sitting) == before
    assert page.ask.look is not None
    assert page.ask.look.case is not None
    for case_id in (scene.case_id, other, scene.case_id):
        page.ask.look.case.editor.show_value(case_id)
        choose(page, "police")
    assert acts(scene.desk.sitting) == before + 2


def test_who_may_not_hand_over_may_not_look(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(seen_by(scene.desk.sitting, Role.SUPERVISOR), tmp_path)
    page = make_page(desk, Place("partner_view", case_id=scene.case_id))
    qtbot.addWidget(page)
    assert not hasattr(page, "ask")
