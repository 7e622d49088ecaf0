"""A case at twice the text size in a narrow window: nothing is cut off or out of reach."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.case.tabs import TABS
from tests.desks import dressed
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.test_page import full


def test_nothing_is_cut_at_twice_the_text_size(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    full(sitting, case_id)
    with dressed(tmp_path, language="nl", size=200):
        page = open_case()
        page.resize(760, 900)
        for tab in TABS:
            page.show_tab(tab.key)
            for _round in range(3):
                QApplication.processEvents()
            cut = [(type(w).__name__, words(w)) for w in page.findChildren(QWidget) if is_cut(w)]
            assert not cut, tab.key
            for sheet in page.findChildren(Sheet):
                if sheet.isVisible():
                    assert not sheet.horizontalScrollBar().isVisible(), tab.key


def is_cut(widget: QWidget) -> bool:
    """Whether a button or a line of words has less room than its words need."""
    if not widget.isVisible() or isinstance(widget.parentWidget(), QTabBar):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + 2 < widget.heightForWidth(widget.width())
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.text()):
        return widget.width() + 1 < widget.minimumSizeHint().width()
    return False


def words(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", str)())
