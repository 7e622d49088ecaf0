"""The timeline as it is seen, heard and driven by keys."""

import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.timeline.lines import ZOOMS
from casedesk.desktop.timeline.model import TimelineModel
from casedesk.desktop.timeline.panel import TimelinePanel
from casedesk.desktop.timeline.view import TimelineView
from casedesk.desktop.timeline.words import due_word, spoken
from casedesk.kernel.moments import Track
from casedesk.records.use_cases import ChangeField, change
from casedesk.timeline.entries import AHEAD, LATE
from tests.builders import a_case, a_record, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_timeline.samples import TODAY, an_entry, many


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    case = a_case(sitting, opened_on=date(2026, 1, 5))
    person = a_victim(sitting, case)
    a_record(sitting, "deadline", case_id=case, person_id=person, what="Einde bedenktijd",
             due_on=date(2026, 3, 16), track="residence")  # fmt: skip
    a_record(sitting, "deadline", case_id=case, what="Indicatie", due_on=date(2026, 2, 27))
    a_record(sitting, "note", case_id=case, subject="Begon te werken")
    return case


@pytest.fixture
def panel(desk: TestDesk, case_id: int, qtbot: QtBot) -> TimelinePanel:
    made = TimelinePanel(desk, case_id)
    qtbot.addWidget(made)
    desk.notices.changed.connect(made.refresh)
    made.resize(900, 700)
    made.show()
    return made


def titles(panel: TimelinePanel) -> list[str]:
    model = panel.model
    lines = [model.line(row) for row in range(model.rowCount())]
    return [line.entry.title for line in lines if line.entry]


def test_deadlines_ahead_say_days_left_and_late_ones_say_so(panel: TimelinePanel) -> None:
    ahead, late = (next(e for e in panel.model.entries if e.due == due) for due in (AHEAD, LATE))
    assert "14" in due_word(ahead, TODAY)
    assert "3" in due_word(late, TODAY)
    assert panel.model.row_of_entry(ahead) < panel.model.today_row()
    assert panel.model.row_of_entry(late) > panel.model.today_row()
    today = panel.model.line(panel.model.today_row())
    assert "1" in panel.model.text(today).rpartition("·")[2]


def test_each_line_is_heard_with_date_kind_and_track(panel: TimelinePanel) -> None:
    entry = next(e for e in panel.model.entries if e.due == AHEAD)
    index = panel.model.index(panel.model.row_of_entry(entry))
    heard = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("16-03-2026", "14", "Termijn", "Einde bedenktijd"):
        assert part in heard
    assert panel.view.accessibleName()


def test_a_vague_date_is_heard_with_what_it_spans() -> None:
    heard = spoken(an_entry("zomer 2022", "Begon te werken"), TODAY)
    assert "zomer 2022" in heard
    assert "01-06-2022" in heard


def test_arrows_pass_over_headings_and_enter_opens(panel: TimelinePanel, qtbot: QtBot) -> None:
    opened: list[tuple[str, int]] = []
    panel.opened.connect(lambda kind, record_id: opened.append((kind, record_id)))
    panel.view.setFocus()
    panel.view.show_row(1, choose=True)
    QTest.keyClick(panel.view, Qt.Key.Key_Home)
    seen = []
    for _step in range(6):
        entry = panel.view.entry()
        if entry is not None:
            seen.append(entry.title)
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert list(dict.fromkeys(seen)) == titles(panel)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    last = panel.model.entries[0]
    assert opened == [(last.kind, last.record_id)]


def test_zoom_by_keys_keeps_what_is_chosen(panel: TimelinePanel) -> None:
    panel.show_record("deadline", 2)
    chosen = panel.view.entry()
    assert chosen is not None
    names = {panel.model.zoom.name}
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, *[Qt.Key.Key_Minus] * 6):
        QTest.keyClick(panel.view, key, Qt.KeyboardModifier.ControlModifier)
        names.add(panel.model.zoom.name)
        assert panel.view.entry() == chosen
    assert names == {"Years", "Quarters", "Months", "Weeks", "Days"}


def test_time_takes_more_room_the_closer_one_looks(panel: TimelinePanel) -> None:
    heights = []
    for _step in range(5):
        panel.view.zoom_by(-1)
    for _step in range(5):
        rows = range(panel.model.rowCount())
        heights.append(sum(panel.view.sizeHintForRow(row) for row in rows))
        panel.view.zoom_by(1)
    assert heights == sorted(heights)
    assert heights[-1] > 1.5 * heights[1]


def test_a_track_and_a_kind_can_be_left_out(panel: TimelinePanel) -> None:
    everything = titles(panel)
    panel.filters.tracks[Track.RESIDENCE].setChecked(False)
    assert any("Einde bedenktijd" in title for title in everything)
    assert not any("Einde bedenktijd" in title for title in titles(panel))
    panel.filters.kinds["deadline"].setChecked(False)
    assert not any("Indicatie" in title for title in titles(panel))
    assert "1" in panel.filters.menu_button.text()


def test_the_timeline_follows_the_records(sitting: Sitting, panel: TimelinePanel) -> None:
    command = ChangeField("deadline", 2, "what", "Indicatie aanvragen", "Indicatie")
    change(sitting.store, command, sitting.labels)
    assert any("Indicatie aanvragen" in title for title in titles(panel))


def test_nobody_sees_a_suspect_on_it_without_the_right(
    sitting: Sitting, case_id: int, tmp_path: Path, qtbot: QtBot, desk: TestDesk
) -> None:
    suspect = a_suspect(sitting, case_id, given="Karel", family="Kanarie")
    a_record(sitting, "note", case_id=case_id, person_id=suspect, subject="Kanarie gezien")
    other = a_desk(seen_by(sitting, Role.DEPUTY, suspects=False), tmp_path)
    panel = TimelinePanel(other, case_id)
    qtbot.addWidget(panel)
    assert not any("Karel" in title for title in titles(panel))
    other.runner.close()


def test_an_empty_case_says_what_belongs_here(desk: TestDesk, qtbot: QtBot) -> None:
    panel = TimelinePanel(desk, 999)
    qtbot.addWidget(panel)
    assert panel._middle.currentIndex() == 1


def paint_seconds(number: int, qtbot: QtBot) -> tuple[float, float]:
    """Processor seconds to build and lay out, and to paint three pages, for so many entries."""
    entries = many(number)
    model = TimelineModel(TODAY)
    view = TimelineView(model)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.grab()
    # At this zoom both show equally many lines at a time.
    view.zoom_by(-len(ZOOMS))
    begun = time.process_time()
    model.show_entries(entries)
    view.grab()
    built = time.process_time() - begun
    best = float("inf")
    for _round in range(5):
        begun = time.process_time()
        for place in (0.3, 0.6, 0.9):
            view.verticalScrollBar().setValue(round(view.verticalScrollBar().maximum() * place))
            view.grab()
        best = min(best, time.process_time() - begun)
    return built, best


@pytest.mark.proof
def test_a_hundred_times_the_entries_scroll_as_smoothly(qtbot: QtBot) -> None:
    few_built, few = paint_seconds(50, qtbot)
    many_built, lots = paint_seconds(5000, qtbot)
    # Painting must not depend on the number; building may, but no worse than in step with it.
    assert lots / few < 3
    assert many_built / few_built < 200
