"""Whoever looks, searches, prints or exports leaves a line with the six facts of BIO2 8.15.01.

And no line says anything of a person: what was typed into a search stands apart, where it can
be destroyed (quality.md S18).
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select, text

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.gate import Gate
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.paper_page import SummaryPage
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.main_window import MainWindow
from casedesk.kernel.words import set_language
from casedesk.store.journal import Trail
from tests.builders import a_store, seen_by
from tests.faults.canaries import Planted, plant_everywhere
from tests.faults.windows import a_window, settle

Lines = Callable[[], list[Trail]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sitting, Planted]]:
    set_language("nl")
    with a_store(tmp_path_factory.mktemp("lezen")) as sitting:
        yield sitting, plant_everywhere(sitting)


@pytest.fixture
def reader(planted: tuple[Sitting, Planted], request: pytest.FixtureRequest) -> Sitting:
    """A coordinator who sits down for this test only: once a sitting is once a test."""
    login = f"c{abs(hash(request.node.name)) % 10**9}"
    return seen_by(planted[0], "zorgcoordinator", suspects=True, login=login)


@pytest.fixture
def window(
    reader: Sitting, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    with a_window(reader, tmp_path, tmp_path / "uit.pdf", True, True) as made:
        yield made


@pytest.fixture
def lines(reader: Sitting) -> Lines:
    """The lines that this reader left since it was asked the last time."""
    last = [_last(reader)]

    def since() -> list[Trail]:
        with reader.store.read() as session:
            found = list(
                session.scalars(
                    select(Trail)
                    .where(Trail.seq > last[0], Trail.sitting == reader.store.sitting)
                    .order_by(Trail.seq)
                )
            )
            session.expunge_all()
        last[0] = _last(reader)
        return found

    return since


def _last(sitting: Sitting) -> int:
    with sitting.vault.reading() as connection:
        return int(connection.scalar(text("SELECT max(seq) FROM trail")) or 0)


def told(found: list[Trail]) -> list[tuple[str, str, int | None]]:
    return [(line.act, line.object_kind, line.object_id) for line in found]


def assert_six_facts(line: Trail, reader: Sitting) -> None:
    assert line.act  # action
    assert line.label
    assert line.object_kind or line.act == "search"  # object
    assert line.result == "done"  # result
    assert line.machine  # origin
    assert line.sitting == reader.store.sitting
    assert (line.login, line.role) == (reader.actor.login, "zorgcoordinator")  # actor
    assert line.at == reader.clock.now()  # time


def test_opening_a_case_leaves_one_line_a_sitting(
    window: MainWindow, lines: Lines, reader: Sitting, planted: tuple[Sitting, Planted]
) -> None:
    case_id = planted[1].case_id
    lines()
    window.desk.open_case(case_id)
    (line,) = lines()
    assert told([line]) == [("read", "case_file", case_id)]
    assert line.case_id == case_id
    assert_six_facts(line, reader)
    for tab in ("people", "timeline", "contacts", "referrals", "actions", "history"):
        window.desk.open_case(case_id, tab)
        settle()
    window.navigator.go(Place("cases"))
    window.desk.open_case(case_id)
    assert [act for act in told(lines()) if act[1] == "case_file" and act[2]] == []


@pytest.mark.parametrize("kind", ["person", "note", "identifier", "suspect_details", "signal"])
def test_opening_a_record_leaves_a_line(
    window: MainWindow, lines: Lines, reader: Sitting, planted: tuple[Sitting, Planted], kind: str
) -> None:
    for record_id in planted[1].ids(kind):
        lines()
        window.desk.open_record(kind, record_id)
        (line,) = lines()
        assert told([line]) == [("read", kind, record_id)]
        assert_six_facts(line, reader)
        about_suspect = record_id in planted[1].records.get((kind, "s"), ())
        assert line.restricted is about_suspect


@pytest.mark.parametrize(
    ("page", "kind"), [("people", "person"), ("referrals", "referral"), ("contact", "case_file")]
)
def test_looking_at_a_list_leaves_one_line(
    window: MainWindow, lines: Lines, reader: Sitting, page: str, kind: str
) -> None:
    lines()
    for _time in range(2):
        window.navigator.go(Place(page))
        window.navigator.go(Place("settings"))
    found = [line for line in lines() if line.object_kind == kind]
    assert told(found) in ([("read", kind, None)], [])  # cases: the window began there
    for line in found:
        assert_six_facts(line, reader)
    with reader.store.read() as session:
        mine = select(Trail.seq).where(
            Trail.sitting == reader.store.sitting,
            Trail.object_kind == kind,
            Trail.label == "List read: {kind}",  # the daily list has a line of its own
        )
        assert len(list(session.scalars(mine))) == 1


def test_a_search_leaves_a_line_and_its_words_apart(
    window: MainWindow, lines: Lines, reader: Sitting, planted: tuple[Sitting, Planted]
) -> None:
    name = next(
        word for word, canary in planted[1].words.items()
        if canary.kind == "person" and canary.field.name == "family_name"
    )  # fmt: skip
    window.navigator.go(Place("people"))
    page = window.navigator.page
    assert isinstance(page, ListPage)
    lines()
    for end in range(1, len(name) + 1):
        page.search.setText(name[:end])
    page._pause.timeout.emit()
    page._pause.timeout.emit()
    (line,) = lines()
    assert line.act == "search"
    assert_six_facts(line, reader)
    with reader.vault.reading() as connection:
        body = connection.scalar(
            text("SELECT body FROM trail_values WHERE seq = :seq"), {"seq": line.seq}
        )
    assert name in str(body)


def test_showing_how_to_reach_somebody_leaves_a_line(
    window: MainWindow, lines: Lines, reader: Sitting, planted: tuple[Sitting, Planted]
) -> None:
    plants = planted[1]
    (person,) = plants.records["person", "v"]
    window.desk.open_record("person", person)
    page = window.navigator.page
    assert page is not None
    gate = next(iter(page.findChildren(Gate)))
    lines()
    gate.reveal()
    (line,) = lines()
    assert told([line]) == [("read", "person", person)]
    assert_six_facts(line, reader)


def test_a_summary_that_is_read_saved_and_printed_leaves_three_lines(
    window: MainWindow, lines: Lines, reader: Sitting, planted: tuple[Sitting, Planted],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    case_id = planted[1].case_id
    lines()
    window.desk.open_summary(case_id)
    page = window.navigator.page
    assert isinstance(page, SummaryPage)
    page._save()
    assert (tmp_path / "uit.pdf").read_bytes().startswith(b"%PDF")

    # A printer with paper, which no test machine has: it was chosen, and takes the pages.
    def chosen(*_asked: object, **_first: object) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "papier.pdf"))
        return printer

    monkeypatch.setattr("casedesk.desktop.handover.printing.ask_printer", chosen)
    page._print()
    assert (tmp_path / "papier.pdf").exists()
    found = lines()
    assert told(found) == [(act, "case_file", case_id) for act in ("read", "export", "print")]
    for line in found:
        assert_six_facts(line, reader)


def test_without_a_line_nothing_is_exported(
    window: MainWindow, planted: tuple[Sitting, Planted], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path, reader: Sitting,
) -> None:  # fmt: skip
    window.desk.open_summary(planted[1].case_id)
    page = window.navigator.page
    assert isinstance(page, SummaryPage)

    def full(*_facts: Any, **_more: Any) -> int:
        from casedesk.store.faults import DiskFull

        raise DiskFull("full")

    monkeypatch.setattr(reader.store, "note", full)
    page._save()
    assert not (tmp_path / "uit.pdf").exists()


def test_reading_the_log_leaves_a_line_too(
    planted: tuple[Sitting, Planted], tmp_path: Path, qtbot: QtBot
) -> None:
    officer = seen_by(planted[0], "functionaris_logboek", login="log")
    with a_window(officer, tmp_path) as window:
        window.navigator.go(Place("upkeep", tab="trail"))
        with officer.store.read() as session:
            mine = select(Trail.label).where(
                Trail.sitting == officer.store.sitting, Trail.act == "read"
            )
            assert list(session.scalars(mine)) == ["Log read"]


def test_no_line_says_anything_of_a_person(
    window: MainWindow, reader: Sitting, planted: tuple[Sitting, Planted]
) -> None:
    plants = planted[1]
    for kind in ("person", "note", "suspect_details"):
        for record_id in plants.ids(kind):
            window.desk.open_record(kind, record_id)
    with reader.vault.reading() as connection:
        rows = connection.execute(text("SELECT * FROM trail")).all()
        labels = {row.label for row in rows}
    assert len(rows) > 60
    everything = "\n".join(str(tuple(row)) for row in rows).lower()
    assert "zq" not in everything
    assert all(len(label) < 60 for label in labels)
