"""A full disk, through the real window: a clear sentence, nothing committed lost (T3)."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk.bootstrap import Sitting, verify_store
from casedesk.desktop.forms.editors.choice import ChoiceEditor
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.widgets.banner import Banner
from casedesk.kernel.words import set_language
from casedesk.people.model import Person
from casedesk.store.journal import Trail
from tests.builders import CHEAP, a_case, a_person, a_record
from tests.faults.reading import all_words
from tests.faults.stores import a_filled_store, sit
from tests.faults.windows import a_window, said, settle

FULL = "De schijf is vol"
BLOCK = 4096


@pytest.fixture(autouse=True)
def dutch_and_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    set_language("nl")


class Disk:
    """A file system of a few MiB, and a file that fills it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._filler = place / "filler"

    def fill(self, leave: int = 0) -> None:
        """Leave so many blocks free."""
        with contextlib.suppress(OSError), self._filler.open("ab", buffering=0) as stream:
            while stream.write(b"x" * BLOCK):
                pass
        os.truncate(self._filler, max(0, self._filler.stat().st_size - leave * BLOCK))

    def clear(self) -> None:
        """Make room."""
        self._filler.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a small disk")
    place = tmp_path / "klein"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], check=False
    )
    if mounted.returncode:
        pytest.skip("no mount here")
    yield Disk(place)
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def sitting(disk: Disk) -> Iterator[Sitting]:
    with sit(a_filled_store(disk.place)) as made:
        yield made


def form_of(window: MainWindow) -> RecordForm:
    page = window.navigator.page
    assert page is not None
    return next(iter(page.findChildren(RecordForm)))


def type_into(form: RecordForm, name: str, text: str) -> None:
    control = form.rows[name].editor.control()
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(control, text)


def leave(form: RecordForm, name: str) -> None:
    form.rows[name].editor.left.emit()
    settle()


def lines(sitting: Sitting) -> int:
    with sitting.store.read() as session:
        return session.scalar(select(func.max(Trail.seq))) or 0


def family_name(sitting: Sitting, person: int) -> str | None:
    with sitting.store.read() as session:
        return session.get(Person, person).family_name


def test_typing_goes_on_and_is_saved_when_there_is_room(
    sitting: Sitting, disk: Disk, tmp_path: Path, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    person = a_person(sitting, case_id, family="Eerst")
    with a_window(sitting, tmp_path) as window:
        window.desk.open_record("person", person)
        form = form_of(window)
        disk.fill()
        before = lines(sitting)
        type_into(form, "family_name", "Verzonnen")
        form.flush()
        leave(form, "family_name")
        assert FULL in form.rows["family_name"].problem
        assert form.rows["family_name"].editor.value() == "Verzonnen"
        assert len([s for s in said(window) if FULL in s]) <= 1, "told once, not at each letter"
        assert (lines(sitting), family_name(sitting, person)) == (before, "Eerst")
        type_into(form, "given_names", "Mirela Ana")
        leave(form, "given_names")
        assert form.rows["given_names"].editor.value() == "Mirela Ana"

        disk.clear()
        leave(form, "given_names")
        leave(form, "family_name")
        assert family_name(sitting, person) == "Verzonnen"
        assert not form.rows["family_name"].problem
        assert form.body.touched() == []
    assert verify_store(sitting).whole


def test_a_new_record_waits_on_its_form(sitting: Sitting, disk: Disk, tmp_path: Path) -> None:
    with a_window(sitting, tmp_path) as window:
        window.desk.new_record("organisation")
        form = form_of(window)
        disk.fill()
        before = lines(sitting)
        type_into(form, "name", "Opvang Verzonnen")
        kind = form.rows["partner_kind"].editor
        assert isinstance(kind, ChoiceEditor)
        kind.box.choose("shelter")
        kind._touch()
        form.add()
        settle()
        assert FULL in form.banner.sentence
        assert lines(sitting) == before
        disk.clear()
        form.add()
        settle()
        assert lines(sitting) == before + 1
    assert verify_store(sitting).whole


def banners(window: MainWindow) -> list[str]:
    return [b.sentence for b in window.findChildren(Banner) if b.isVisible() and b.sentence]


def test_the_safe_contact_card_and_deadlines_open_all_the_same(
    sitting: Sitting, disk: Disk, tmp_path: Path
) -> None:
    case_id = a_case(sitting)
    person = a_person(sitting, case_id)
    a_record(
        sitting, "victim_details", case_id=case_id, person_id=person,
        safe_times="Alleen in de ochtend",
    )  # fmt: skip
    deadline = a_record(
        sitting, "deadline", case_id=case_id, what="Bedenktijd", due_on=sitting.clock.today()
    )
    with a_window(sitting, tmp_path) as window:
        disk.fill()
        before = lines(sitting)
        window.desk.open_case(case_id, "actions", ("deadline", deadline))
        settle()
        assert any(FULL in sentence for sentence in banners(window)), banners(window)
        assert "Bedenktijd" in words(window)
        window.desk.open_case(case_id, "people", ("person", person))
        settle()
        assert "Alleen in de ochtend" in words(window)
        assert lines(sitting) == before
        disk.clear()
        window.desk.open_record("person", person)
        settle()
        with sitting.store.read() as session:
            later = session.scalars(
                select(Trail).where(Trail.seq > before, Trail.case_id == case_id)
            ).all()
        late = [line for line in later if "disk was full" in line.label]
        assert late
        assert late[0].why
        assert late[0].why.startswith("20")
    assert verify_store(sitting).whole


def words(window: MainWindow) -> str:
    return "\n".join(all_words(window))
