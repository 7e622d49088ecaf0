"""No part of a page is ever a window of its own, not for a blink.

A widget that is shown before it has a parent becomes a window: it flashes, and the window below
loses the keyboard to it.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.new_button import NEW_KINDS
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.desk import Place
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.rail import stops_for
from tests.builders import a_case, a_partner, a_record, a_referral, a_suspect, a_victim
from tests.desktop.conftest import MakeWindow

_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Dialog, Qt.WindowType.Sheet)


class Watch(QObject):
    """Remembers each widget that was shown as a window and is neither the window nor a popup."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            stray = watched.isWindow() and not isinstance(watched, MainWindow)
            if stray and watched.windowType() not in _POPUPS:
                at = [f"{f.filename}:{f.lineno}" for f in traceback.extract_stack()]
                ours = [place for place in at if "/casedesk/" in place]
                self.seen.append(f"{type(watched).__name__} at {ours[-1:]}")
        return False


@pytest.fixture
def watch() -> Iterator[Watch]:
    made = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(made)
    yield made
    application.removeEventFilter(made)


def test_every_stop_and_every_tab_is_made_without_a_stray_window(
    sitting: Sitting, make_window: MakeWindow, watch: Watch
) -> None:
    case_id = a_case(sitting, gemeente="0363")
    a_victim(sitting, case_id, given="Mirela", family="Verzonnen")
    a_suspect(sitting, case_id)
    a_referral(sitting, case_id, a_partner(sitting))
    window = make_window(sitting)
    for stop in stops_for(sitting.actor):
        window.navigator.go(Place(stop.page))
        QApplication.processEvents()
    for tab in TABS:
        window.navigator.go(Place("case", kind="case_file", id=case_id, tab=tab.key))
        QApplication.processEvents()
    page = window.navigator.page
    assert isinstance(page, CasePage)
    for kind in sorted(set(NEW_KINDS) - {"document"}):  # that one asks for a file
        page.add(kind)
        QApplication.processEvents()
    for name in ("stand_in", "summary", "stand_in_paper", "handover"):
        window.navigator.go(Place(name, id=case_id, case_id=case_id))
        QApplication.processEvents()
    records = {
        "location": a_record(sitting, "location", name="Hotel De Verzonnen Nacht"),
        "signal": a_record(
            sitting, "signal", subject="Busjes bij het hek", received_on=sitting.clock.today()
        ),
        "organisation": a_partner(sitting, "Loket Verzonnen"),
    }
    for kind, record_id in records.items():
        window.navigator.go(Place("record", kind=kind, id=record_id))
        QApplication.processEvents()
    assert not watch.seen, "\n".join(sorted(set(watch.seen)))
