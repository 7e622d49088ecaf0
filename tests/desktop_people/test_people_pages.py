"""Find before making, merge side by side, and undo it: with the keyboard, as somebody sees it."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.people.compare import ComparePage
from casedesk.desktop.people.directory import PersonsPage
from casedesk.desktop.people.duplicates import DuplicatesPage
from casedesk.desktop.people.new_person import NewPersonPage
from casedesk.desktop.people.ties import PersonTies
from casedesk.kernel.dates import VagueDate
from casedesk.people.merged import PersonMerge
from casedesk.people.merging import Side
from casedesk.people.model import Identifier, Person
from casedesk.store.undo import undo
from tests.builders import a_case, a_person, a_record, a_victim, seen_by
from tests.desks import TestDesk, a_desk, dressed
from tests.desktop_case.looking import press, texts
from tests.desktop_people.conftest import Open
from tests.people.merges import merged

KEY = Qt.Key


def focused() -> QWidget:
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def keys(qtbot: QtBot, *strokes: Qt.Key) -> int:
    for stroke in strokes:
        qtbot.keyClick(focused(), stroke)
    return len(strokes)


def type_(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(focused(), words)


def count(sitting: Sitting, cls: type) -> int:
    with sitting.store.read() as session:
        return session.scalar(select(func.count()).select_from(cls)) or 0


@pytest.fixture
def pair(sitting: Sitting) -> tuple[int, int]:
    """Two entries of one person, each with a case and the same phone."""
    one = a_victim(
        sitting, a_case(sitting), given="Mohammed", family="al-Masri",
        birth=VagueDate.on(date(1999, 3, 12)),
    )  # fmt: skip
    other = a_victim(sitting, a_case(sitting), given="Muhammad", family="El Masry")
    for person_id in (one, other):
        a_record(
            sitting, "identifier", person_id=person_id, identifier_kind="phone",
            value="0612345678",
        )  # fmt: skip
    return one, other


# Search before create.


def test_two_keys_after_the_name_open_who_is_known(
    sitting: Sitting, desk: TestDesk, open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    page = open_page(Place("new_person"))
    assert isinstance(page, NewPersonPage)
    type_(qtbot, "masri 12-3-1999")
    page.finder.look()

    assert keys(qtbot, KEY.Key_Down, KEY.Key_Return) == 2

    assert desk.way.places[-1] == Place("record", kind="person", id=pair[0])
    assert count(sitting, Person) == 2


def test_one_key_says_none_of_these_and_what_was_typed_is_kept(
    sitting: Sitting, desk: TestDesk, open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    page = open_page(Place("new_person"))
    assert isinstance(page, NewPersonPage)
    type_(qtbot, "Mohamed el Masri 2001 0687654321")
    page.finder.look()
    assert [one.person_id for one in page.finder.found]

    assert keys(qtbot, KEY.Key_F4) == 1

    new = desk.way.places[-1].id
    assert new not in (None, *pair)
    with sitting.store.read() as session:
        person = session.get(Person, new)
        assert person is not None
        assert (person.given_names, person.name_prefix, person.family_name) == (
            "Mohamed", "el", "Masri",
        )  # fmt: skip
        assert person.birth is not None
        assert person.birth.show("nl") == "2001"
        numbers = session.scalars(select(Identifier.value).where(Identifier.person_id == new))
        assert list(numbers) == ["0687654321"]


def test_f4_at_once_after_fast_typing_asks_who_was_meant_first(
    sitting: Sitting, desk: TestDesk, open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    from casedesk.access.trail import history

    page = open_page(Place("new_person"))
    type_(qtbot, "Masri")
    keys(qtbot, KEY.Key_F4)
    assert isinstance(page, NewPersonPage)
    with sitting.store.read() as session:
        line = history(session, sitting.reader)[0]
    assert f"#{pair[0]}" in str(line.changes)


def test_arrows_go_down_the_list_and_back_to_the_line(
    open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    page = open_page(Place("new_person"))
    assert isinstance(page, NewPersonPage)
    type_(qtbot, "0612345678")
    page.finder.look()
    assert len(page.finder.choices) == len(pair)
    keys(qtbot, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    assert focused() is page.finder.none_button
    keys(qtbot, KEY.Key_Up, KEY.Key_Up, KEY.Key_Up)
    assert focused() is page.finder.line


def test_a_new_person_never_begins_with_an_empty_form(desk: TestDesk) -> None:
    desk.new_record("person")
    assert desk.way.places == [Place("new_person")]


def test_the_list_of_persons_leads_to_both(
    desk: TestDesk, open_page: Open, pair: tuple[int, int]
) -> None:
    assert pair
    page = open_page(Place("people"))
    assert isinstance(page, PersonsPage)
    press(page, "Possible duplicates")
    press(page, "New person")
    assert desk.way.places[-2:] == [Place("duplicates"), Place("new_person")]


# Merge.


def compare(open_page: Open, kept: int, gone: int, at: TestDesk | None = None) -> ComparePage:
    page = open_page(Place("compare", kind="person", id=kept, entry=("person", gone)), at)
    assert isinstance(page, ComparePage)
    return page


def test_a_pair_is_merged_from_the_worklist_with_the_keyboard(
    sitting: Sitting, desk: TestDesk, open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    worklist = open_page(Place("duplicates"))
    assert isinstance(worklist, DuplicatesPage)
    assert [(p.one_id, p.other_id) for p in worklist.pairs] == [pair]
    strokes = keys(qtbot, KEY.Key_Return)
    assert desk.way.places[-1].page == "compare"
    worklist.hide()

    page = compare(open_page, *pair)
    page.why.setFocus()
    type_(qtbot, "Zelfde telefoon")
    strokes += keys(qtbot, KEY.Key_Return)

    assert strokes == 2
    assert count(sitting, Person) == 1
    assert desk.way.places[-1] == Place("record", kind="person", id=pair[0])
    assert desk.said[-1].startswith("Merged.")


def test_the_value_that_was_chosen_counts(
    sitting: Sitting, open_page: Open, pair: tuple[int, int]
) -> None:
    page = compare(open_page, *pair)
    family = next(c for c in page.choices if c.pair.name == "family_name")
    assert (family.pair.kept, family.pair.gone) == ("al-Masri", "El Masry")
    assert family.side is Side.KEPT
    family.buttons[Side.GONE].click()
    page.why.setText("Zij zei het")
    press(page, "Merge into one person")
    with sitting.store.read() as session:
        assert session.scalars(select(Person.family_name)).all() == ["El Masry"]


def test_the_page_counts_what_is_moved_and_tells_what_becomes_one(
    open_page: Open, pair: tuple[int, int]
) -> None:
    said = texts(compare(open_page, *pair))
    assert "Phones, e-mail and numbers" in said
    assert "Identifier: two become one." in said
    assert "0612345678" not in said, "numbers stay behind the card of safe contact"


def test_doubts_must_be_ticked(sitting: Sitting, open_page: Open, pair: tuple[int, int]) -> None:
    for person_id, bsn in zip(pair, ("111222333", "123456782"), strict=True):
        a_record(sitting, "identifier", person_id=person_id, identifier_kind="bsn", value=bsn)
    page = compare(open_page, *pair)
    assert "Each has another BSN" in page.doubts.sentence
    page.why.setText("Toch")
    press(page, "Merge into one person")
    assert count(sitting, Person) == 2
    assert "tick" in page.banner.sentence
    page.seen.setChecked(True)
    press(page, "Merge into one person")
    assert count(sitting, Person) == 1


def test_without_a_reason_nothing_is_merged(
    sitting: Sitting, open_page: Open, pair: tuple[int, int]
) -> None:
    page = compare(open_page, *pair)
    press(page, "Merge into one person")
    assert page.banner.sentence == "Write down why this is one person."
    assert focused() is page.why
    assert count(sitting, Person) == 2


def test_swapped_the_other_entry_stays(
    sitting: Sitting, open_page: Open, pair: tuple[int, int]
) -> None:
    page = compare(open_page, *pair)
    press(page, "Keep the other entry")
    page.why.setText("Zelfde")
    page.merge()
    with sitting.store.read() as session:
        assert session.scalars(select(Person.id)).all() == [pair[1]]


def test_different_persons_leave_the_worklist_and_undo_brings_them_back(
    sitting: Sitting, open_page: Open, pair: tuple[int, int]
) -> None:
    page = open_page(Place("duplicates"))
    assert isinstance(page, DuplicatesPage)
    press(page, "Two different persons")
    assert not page.pairs
    undo(sitting.store)
    assert [(p.one_id, p.other_id) for p in page.pairs] == [pair]


def test_who_may_not_see_suspects_is_told_and_cannot_merge(
    sitting: Sitting, open_page: Open, tmp_path: Path, pair: tuple[int, int]
) -> None:
    other = a_desk(seen_by(sitting, Role.COORDINATOR, suspects=False, login="bert"), tmp_path)
    page = compare(open_page, *pair, at=other)
    page.why.setText("Zelfde")
    page.merge()
    assert not page.merge_button.isEnabled()
    assert "Ask a colleague" in texts(page)
    assert count(sitting, Person) == 2


# Unmerge.


def test_a_merge_is_undone_on_the_page_of_the_person(
    sitting: Sitting, desk: TestDesk, open_page: Open, pair: tuple[int, int]
) -> None:
    merged(sitting, *pair)
    page = open_page(Place("record", kind="person", id=pair[0]))
    assert "Muhammad El Masry went up in this person on 02-03-2026, by anna." in texts(page)
    press(page, "Make two persons again")
    assert "Nothing was changed since: all goes back." in texts(page)
    press(page, "Make two persons again")

    assert count(sitting, Person) == 2
    assert count(sitting, PersonMerge) == 0
    assert desk.way.places[-1] == Place("record", kind="person", id=pair[1])
    assert "Known to be somebody else: Muhammad El Masry" in texts(page)
    press(page, "Perhaps the same after all")
    assert "Compare with El Masry, Muhammad" in texts(page)


def test_any_other_person_can_be_looked_up_to_compare(
    sitting: Sitting, desk: TestDesk, open_page: Open, qtbot: QtBot, pair: tuple[int, int]
) -> None:
    stranger = a_person(sitting, a_case(sitting), given="Olha", family="Bondar")
    page = open_page(Place("record", kind="person", id=stranger))
    (ties,) = page.findChildren(PersonTies)
    press(page, "Compare with another person")
    assert ties.finder is not None
    type_(qtbot, "Masry")
    ties.finder.look()
    keys(qtbot, KEY.Key_Down, KEY.Key_Return)
    place = desk.way.places[-1]
    assert (place.page, place.id) == ("compare", stranger)
    assert place.entry is not None
    assert place.entry[1] in pair


@pytest.mark.parametrize(("theme", "size", "width"), [("light", 200, 1000), ("dark", 100, 800)])
@pytest.mark.parametrize("name", ["new_person", "duplicates", "compare"])
def test_nothing_is_cut_off_sideways(
    tmp_path: Path, open_page: Open, pair: tuple[int, int], name: str, theme: str, size: int,
    width: int,
) -> None:  # fmt: skip
    with dressed(tmp_path, theme, "nl", size):
        place = Place(name, kind="person", id=pair[0], entry=("person", pair[1]))
        page = open_page(place)
        page.resize(width, 900)
        QApplication.processEvents()
        inside = page.sheet.inside  # type: ignore[attr-defined]
        assert inside.width() <= width
