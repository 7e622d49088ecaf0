"""A list reads ids once and rows by block, and shows the answer to the latest question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from casedesk.desktop.background import InlineRunner
from casedesk.desktop.lists.row_model import AT_FIRST, BLOCK, RowModel
from casedesk.desktop.lists.table import ListTable
from casedesk.desktop.settings import Settings
from casedesk.kernel.columns import Column, Filter, ListQuery


class FakeStore:
    @contextmanager
    def read(self) -> Iterator[None]:
        yield None


class FakeSource:
    """Numbers as rows; counts what it is asked."""

    kind = "number"
    columns: tuple[Column, ...] = (
        Column("id", "Nummer", 10),
        Column("name", "Naam", 20, grow=True),
    )
    sort = "id"
    descending = False

    def __init__(self, count: int) -> None:
        self.numbers = list(range(1, count + 1))
        self.asked: list[ListQuery] = []
        self.read: list[int] = []
        self.gone: set[int] = set()

    def filters(self, context: Any) -> tuple[Filter, ...]:
        return ()

    def ids(self, session: Any, query: ListQuery, context: Any) -> list[int]:
        self.asked.append(query)
        found = [n for n in self.numbers if query.text in str(n)]
        return found[::-1] if query.descending else found

    def rows(self, session: Any, ids: Sequence[int], context: Any) -> Mapping[int, tuple[str, ...]]:
        self.read.extend(ids)
        return {n: (str(n), f"rij {n}") for n in ids if n not in self.gone}


class SlowRunner(InlineRunner):
    """Keeps work until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Any, done: Any, **more: Any) -> None:
        self.waiting.append(lambda: InlineRunner.run(self, work, done, **more))

    def let_go(self) -> None:
        self.waiting.pop(0)()


def a_model(source: FakeSource, runner: InlineRunner | None = None) -> RowModel:
    return RowModel(source, FakeStore(), runner or InlineRunner(), None)  # type: ignore[arg-type]


def texts(model: RowModel, *rows: int) -> list[str]:
    return [str(model.data(model.index(row, 1))) for row in rows]


@pytest.mark.parametrize("count", [0, 1, BLOCK, 5 * BLOCK + 3])
def test_the_model_keeps_qts_rules(qtbot: QtBot, count: int) -> None:
    source = FakeSource(count)
    model = a_model(source)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.ask()
    model.ask(ListQuery(text="1", descending=True))
    source.numbers = source.numbers[1:]
    model.ask(ListQuery(), fresh=True)
    assert model.rowCount() == max(0, count - 1)
    del tester


def test_only_blocks_in_sight_are_read(qtbot: QtBot) -> None:
    source = FakeSource(100_000)
    model = a_model(source)
    model.ask()
    assert len(source.read) == AT_FIRST
    assert texts(model, 0, 99_999) == ["rij 1", "rij 100000"]
    assert len(source.read) == AT_FIRST + 100_000 % BLOCK
    assert texts(model, BLOCK - 1) == [f"rij {BLOCK}"]
    assert len(source.read) == AT_FIRST + 100_000 % BLOCK + BLOCK


def test_a_record_that_is_gone_is_an_empty_row_and_asked_once(qtbot: QtBot) -> None:
    source = FakeSource(10)
    model = a_model(source)
    model.ask()
    model._blocks.clear()
    source.gone = {3}
    assert texts(model, 2, 2, 3) == ["", "", "rij 4"]
    assert source.read.count(3) == 2


def test_while_one_question_is_answered_only_the_latest_waits(qtbot: QtBot) -> None:
    source, runner = FakeSource(300), SlowRunner()
    model = a_model(source, runner)
    for typed in ("", "1", "12", "123"):
        model.ask(ListQuery(text=typed))
    while runner.waiting:
        runner.let_go()
    assert [query.text for query in source.asked if query != ListQuery()] == ["123"]
    assert texts(model, 0) == ["rij 123"]
    assert (model.rowCount(), model.total) == (1, 300)


def test_a_failed_question_does_not_stop_the_next(qtbot: QtBot) -> None:
    source, runner = FakeSource(3), SlowRunner()
    model = a_model(source, runner)
    model.ask()
    model.ask(ListQuery(text="2"))
    source.numbers = None  # type: ignore[assignment]
    with pytest.raises(TypeError):
        runner.let_go()
    source.numbers = [2]
    runner.let_go()
    assert texts(model, 0) == ["rij 2"]


def test_the_selection_stays_with_its_record(qtbot: QtBot, settings: Settings) -> None:
    source = FakeSource(50)
    model = a_model(source)
    table = ListTable(model, "numbers", settings)
    qtbot.addWidget(table)
    model.ask()
    table.select(40)
    model.ask(ListQuery(descending=True))
    assert (table.selected(), table.currentIndex().row()) == (40, 10)
    source.numbers.remove(50)
    model.ask(fresh=True)
    assert (table.selected(), table.currentIndex().row()) == (40, 9)


def test_enter_opens_the_record_of_the_row(qtbot: QtBot, settings: Settings) -> None:
    model = a_model(FakeSource(9))
    table = ListTable(model, "numbers", settings)
    qtbot.addWidget(table)
    table.show()
    model.ask()
    table.select(7)
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [7]


def test_a_column_keeps_the_width_that_it_was_given(qtbot: QtBot, settings: Settings) -> None:
    model = a_model(FakeSource(3))
    table = ListTable(model, "numbers", settings)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.horizontalHeader().resizeSection(0, 222)
    table._keep_widths()
    again = ListTable(model, "numbers", settings)
    qtbot.addWidget(again)
    assert again.horizontalHeader().sectionSize(0) == 222


def test_all_columns_are_in_view_where_a_little_room_is_missing(
    qtbot: QtBot, settings: Settings
) -> None:
    source = FakeSource(3)
    source.columns = (
        Column("number", "Number", 12),
        Column("name", "Name", 34, grow=True),
        Column("place", "Place", 24),
        Column("day", "Day", 12),
    )
    table = ListTable(a_model(source), "numbers", settings)
    qtbot.addWidget(table)
    head = table.horizontalHeader()
    wanted = [head.sectionSize(place) for place in range(4)]

    table.resize(round(sum(wanted) * 0.85), 300)
    table.show()

    assert head.length() <= table.viewport().width()
    assert [head.sectionSize(0), head.sectionSize(3)] == [wanted[0], wanted[3]]


def test_a_click_on_a_header_asks_for_that_order(qtbot: QtBot, settings: Settings) -> None:
    model = a_model(FakeSource(3))
    table = ListTable(model, "numbers", settings)
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.sortAsked) as heard:
        table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert heard.args == ["name", True]
