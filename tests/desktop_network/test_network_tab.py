"""The diagram as it is walked through, heard, added to, and taken out of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.network.tab import NetworkTab
from casedesk.desktop.network.ties import items_of_ties
from casedesk.network.graph import Sort
from casedesk.relations.model import PersonOrganisation, PersonRelation
from casedesk.store.journal import Act, Trail
from tests.builders import seen_by
from tests.desks import TestDesk, a_desk, dressed
from tests.desktop_case.looking import texts
from tests.desktop_network.conftest import OpenTab, World


@pytest.fixture
def deputy(sitting: Sitting, tmp_path: Path) -> Iterator[TestDesk]:
    """Somebody without the right to suspects."""
    made = a_desk(seen_by(sitting, Role.DEPUTY, suspects=False), tmp_path)
    yield made
    made.runner.close()


def labels(tab: NetworkTab) -> set[str]:
    return {thing.label for thing in tab.view.network.things}


def heard(tab: NetworkTab) -> str:
    """What a screen reader says of the whole list."""
    found = []
    for row in range(tab.list.topLevelItemCount()):
        item = tab.list.topLevelItem(row)
        assert item is not None
        said = Qt.ItemDataRole.AccessibleTextRole
        found.append(str(item.data(0, said)))
        for number in range(item.childCount()):
            child = item.child(number)
            assert child is not None
            found.append(str(child.data(0, said)))
    return "\n".join(found)


def exports(sitting: Sitting) -> list[Trail]:
    with sitting.store.read() as session:
        return list(session.scalars(select(Trail).where(Trail.act == Act.EXPORT.value)))


def test_arrows_walk_along_ties_and_enter_opens(
    open_tab: OpenTab, desk: TestDesk, world: World
) -> None:
    tab = open_tab()
    QTest.keyClick(tab.view, Qt.Key.Key_Home)
    assert tab.view.picture.chosen == f"person:{world.mirela}"
    assert "Mirela Popescu" in desk.said[-1]
    assert "Recruited: Karel Verdacht" in desk.said[-1]
    tied = {key for key, _tie in tab.view.network.around(tab.view.picture.chosen)}
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(tab.view, Qt.Key.Key_Home)
        QTest.keyClick(tab.view, key)
        assert tab.view.picture.chosen in {*tied, f"person:{world.mirela}"}
    seen = set()
    for _each in tab.view.network.things:
        QTest.keyClick(tab.view, Qt.Key.Key_PageDown)
        seen.add(tab.view.picture.chosen)
    assert seen == {thing.key for thing in tab.view.network.things}, "every thing can be reached"
    QTest.keyClick(tab.view, Qt.Key.Key_Home)
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert desk.way.places[-1].entry == ("person", world.mirela)
    QTest.keyClick(tab.view, Qt.Key.Key_Escape)
    assert tab.view.picture.chosen == ""


def test_plus_minus_and_nought_zoom(open_tab: OpenTab) -> None:
    tab = open_tab()
    before = tab.view.scale_now
    QTest.keyClick(tab.view, Qt.Key.Key_Plus)
    QTest.keyClick(tab.view, Qt.Key.Key_Plus)
    assert tab.view.scale_now > before * 1.4
    QTest.keyClick(tab.view, Qt.Key.Key_Minus)
    QTest.keyClick(tab.view, Qt.Key.Key_0)
    whole = tab.view.mapFromScene(tab.view.picture.whole()).boundingRect()
    assert tab.view.viewport().rect().adjusted(-3, -3, 3, 3).contains(whole)


def test_the_list_says_each_thing_and_each_tie_and_leads_on(
    open_tab: OpenTab, world: World
) -> None:
    tab = open_tab()
    said = heard(tab)
    assert "Mirela Popescu, (Possible) victim, 3 ties" in said
    assert "Karel Verdacht, Recruited, Mirela Popescu, shielded" in said
    assert "Ana Lima, Friend or acquaintance of, Mirela Popescu" in said
    tab.list.setCurrentItem(tab.list._items[f"person:{world.ana}"])
    assert tab.view.picture.chosen == f"person:{world.ana}"
    QTest.keyClick(tab.list, Qt.Key.Key_Right)
    QTest.keyClick(tab.list, Qt.Key.Key_Down)
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    assert tab.view.picture.chosen == f"person:{world.mirela}"


def test_suspects_are_not_there_for_others(open_tab: OpenTab, deputy: TestDesk) -> None:
    tab = open_tab(deputy)
    assert labels(tab) == {"Mirela Popescu", "Ana Lima", "Herberg, Zandoord"}
    assert "Karel" not in heard(tab)
    page = tab.window()
    assert "uspect" not in texts(page)
    tab.ask_picture()
    assert tab.asking is not None
    assert not tab.asking.suspects.isVisibleTo(tab)


def test_a_sort_can_be_left_out(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.filters.sorts[Sort.SUSPECT].click()
    assert "Karel Verdacht" not in labels(tab)
    assert tab.filters.sorts[Sort.SUSPECT].isVisibleTo(tab), "else nobody could bring them back"
    tab.filters.sorts[Sort.SUSPECT].click()
    assert "Karel Verdacht" in labels(tab)


def test_letters_instead_of_names(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.filters.names.click()
    assert "Person A" in labels(tab)
    assert "Mirela" not in heard(tab)


def type_into(tab: NetworkTab, *answers: str) -> int:
    """Type the answers, Enter after each; the number of keys."""
    keys = 0
    for answer in answers:
        box = tab.window().focusWidget()
        line = box.lineEdit() if isinstance(box, QComboBox) else box
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, answer)
        QTest.keyClick(line, Qt.Key.Key_Return)
        keys += len(answer) + 1
    return keys


def test_a_tie_takes_three_answers_and_few_keys(
    open_tab: OpenTab, sitting: Sitting, world: World
) -> None:
    tab = open_tab()
    tab.new_tie()
    assert tab.quick is not None
    tab.quick.who.setFocus()
    keys = type_into(tab, "an", "tr", "ka")
    assert keys == 9
    with sitting.store.read() as session:
        tie = session.scalars(
            select(PersonRelation).where(PersonRelation.relation == "transports")
        ).one()
        assert (tie.person_id, tie.other_id, tie.case_id) == (world.ana, world.karel, world.case)
    assert any(t.words == "Transports" for t in tab.view.network.ties), "drawn at once"
    type_into(tab, "works for", "Vlug B.V.")
    with sitting.store.read() as session:
        firm = session.scalars(select(PersonOrganisation)).one()
        assert (firm.person_id, firm.firm) == (world.ana, "Vlug B.V.")


def test_a_tie_to_nobody_is_refused_in_place(
    open_tab: OpenTab, sitting: Sitting, world: World
) -> None:
    tab = open_tab()
    tab.new_tie()
    assert tab.quick is not None
    tab.quick.who.setEditText("Ana Lima")
    tab.quick.what.setEditText("Friend or acquaintance of")
    tab.quick._offer_whom()
    for whom in ("Niemand", "Ana Lima"):
        tab.quick.whom.setEditText(whom)
        tab.quick.save.click()
        assert tab.quick._problem.isVisibleTo(tab)
    with sitting.store.read() as session:
        assert len(session.scalars(select(PersonRelation)).all()) == 2


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_holds_letters_and_no_suspect_unless_asked(
    open_tab: OpenTab, desk: TestDesk, sitting: Sitting, tmp_path: Path, kind: str
) -> None:
    tab = open_tab()
    tab.ask_picture()
    assert tab.asking is not None
    tab.asking.form.setCurrentIndex(tab.asking.form.findData(kind))
    tab.asking.make.click()
    assert exports(sitting) == [], "without a reason nothing leaves"
    path = tmp_path / f"netwerk.{kind}"
    tab.asking.why.setText("Voor het casusoverleg")
    desk.questions.answers = [path]  # type: ignore[attr-defined]
    tab.asking.make.click()
    (line,) = exports(sitting)
    assert line.why == "Voor het casusoverleg"
    if kind == "png":
        assert not QImage(str(path)).isNull()
        return
    written = path.read_text("utf-8")
    assert "Person A" in written
    for secret in ("Mirela", "Popescu", "Karel", "Verdacht", "Herberg", "Shielded", "Recruited"):
        assert secret not in written, secret


def test_a_picture_with_names_and_suspects_when_asked(
    open_tab: OpenTab, desk: TestDesk, sitting: Sitting, tmp_path: Path
) -> None:
    tab = open_tab()
    tab.ask_picture()
    assert tab.asking is not None
    tab.asking.why.setText("Voor de politie")
    tab.asking.names.setChecked(True)
    tab.asking.suspects.setChecked(True)
    tab.asking.form.setCurrentIndex(1)
    path = tmp_path / "netwerk.svg"
    desk.questions.answers = [path]  # type: ignore[attr-defined]
    tab.asking.make.click()
    written = path.read_text("utf-8")
    assert "Mirela Popescu" in written
    assert "Karel Verdacht" in written
    assert [line.restricted for line in exports(sitting)] == [True]


def test_looking_into_other_cases_leaves_a_line_for_each(
    open_tab: OpenTab, sitting: Sitting, world: World
) -> None:
    from tests.builders import a_case, a_record

    other = a_case(sitting, "2026-0012")
    a_record(sitting, "person_role", case_id=other, person_id=world.ana, role="witness")
    tab = open_tab()
    assert "2026-0012" not in labels(tab)
    tab.filters.wide.click()
    assert "2026-0012" in labels(tab)
    with sitting.store.read() as session:
        read = session.scalars(
            select(Trail.object_id).where(
                Trail.act == Act.READ.value, Trail.object_kind == "case_file"
            )
        ).all()
    assert other in read


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_large_text_stays_apart_and_in_the_window(
    open_tab: OpenTab, tmp_path: Path, theme: str
) -> None:
    with dressed(tmp_path, theme, "nl", 200):
        tab = open_tab()
        boxes = [item.box.translated(item.pos()) for item in tab.view.picture.items_by_key.values()]
        for number, one in enumerate(boxes):
            assert not any(one.intersects(other) for other in boxes[number + 1 :])
        for item in tab.view.picture.items_by_key.values():
            words = item._fonts.of_label.horizontalAdvance(item._fonts.short(item.thing.label))
            assert words < item.box.width()


def test_a_relation_stands_with_both_persons(sitting: Sitting, world: World) -> None:
    with sitting.store.read() as session:
        with_mirela = items_of_ties(
            session, reader=sitting.reader, kind="person_relation", case_id=world.case,
            person_id=world.mirela,
        )  # fmt: skip
    assert {item.title for item in with_mirela} == {
        "Karel Verdacht: Recruited, Mirela Popescu",
        "Ana Lima: Friend or acquaintance of, Mirela Popescu",
    }
    deputy = seen_by(sitting, Role.DEPUTY, suspects=False)
    with deputy.store.read() as session:
        without = items_of_ties(
            session, reader=deputy.reader, kind="person_relation", case_id=world.case,
            person_id=world.mirela,
        )  # fmt: skip
    assert len(without) == 1
