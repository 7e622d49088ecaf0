"""(a) From starting the process to the first painted unlock window, against a bare Qt window."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.rows import Row

TIMES = 15

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)

application = QApplication([])
window = Window()
window.setCentralWidget(QTableWidget(50, 6))
window.resize(820, 600)
window.show()
application.exec()
"""

OURS = """
import sys
from pathlib import Path
from casedesk.desktop.app import CaseDesk, make_application
from casedesk.desktop.settings import Settings

application = make_application()
desk = CaseDesk(application, Settings(Path(sys.argv[1])))
desk.start(Path(sys.argv[2]))
desk.unlock.painted.connect(lambda: print("painted", flush=True))
application.exec()
"""


def measure(work: Path) -> list[Row]:
    """One row; the two programs take turns, so that a slow moment hits both."""
    store = work / "none.casedesk"
    store.mkdir()
    ours_words = (OURS, str(work / "settings.ini"), str(store))
    ours, floor = [], []
    for turn in range(TIMES + 1):
        one, other = _first_paint(*ours_words), _first_paint(BARE)
        if turn:
            ours.append(one)
            floor.append(other)
    ratio = median(ours) / median(floor)
    what = "process start to painted unlock window"
    return [Row("a", what, median(ours), median(floor), "ratio ≤ 1.6", ratio <= 1.6)]


def _first_paint(*words: str) -> float:
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        if child.stdout is None or b"painted" not in child.stdout.readline():
            raise RuntimeError("the window was never painted")
        return (time.perf_counter() - start) * 1000
    finally:
        child.kill()
        child.wait()
