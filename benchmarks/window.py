"""(b) unlock to case list, (c) opening a case, (d) search while typing, (g) memory: one program.

Everything runs through the real windows, offscreen, on a store of 20,000 cases and 60,000
persons. Key derivation is made cheap, for it is slow on purpose and the same everywhere.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.rows import Row, median_ms

TYPED = ("kaly", "zonne", "maria", "van den", "gao")


def measure(_work: Path) -> list[Row]:
    """Four rows, measured in a fresh process so that its memory is its own."""
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.window"],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return [Row(**row) for row in json.loads(child.stdout)]


class Bench:
    """The program with its windows, and the means to wait for what it paints."""

    def __init__(self, store: Path, folder: Path) -> None:
        from casedesk.desktop.app import CaseDesk, make_application
        from casedesk.desktop.questions import FakeQuestions
        from casedesk.desktop.settings import Settings

        self.application = make_application()
        self.questions = FakeQuestions()
        settings = Settings(folder / "settings.ini")
        self.desk = CaseDesk(self.application, settings, self.questions)
        self.store = store

    def until(self, ready: Callable[[], bool]) -> None:
        """Let events run until something is so, then paint what is on screen."""
        from PySide6.QtCore import QEventLoop

        # Sleeping between events: a busy loop would take the interpreter from the workers.
        wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while not ready():
            self.application.processEvents(wait)
            if self.questions.said:
                raise SystemExit("a fault was shown: " + " / ".join(self.questions.said))
        self.desk.window.repaint()

    def unlock(self) -> None:
        """From the press of the button to the painted list."""
        from benchmarks.big_store import CASES, LOGIN, PASSPHRASE
        from casedesk.desktop import opening
        from casedesk.desktop.desk import Place

        # As after a lock in the list of cases; Vandaag is measured apart.
        self.desk._return = (self.store, LOGIN, Place("cases"))
        self.desk.opened(opening.unlock(self.store, LOGIN, PASSPHRASE))
        self.until(lambda: self.page.model.rowCount() == CASES)
        self.until(lambda: self.row(0) != "")

    def row(self, number: int) -> str:
        """The text in the first column of the list, empty until it is there."""
        model = self.page.model
        return str(model.index(number, 0).data() or "") if model.rowCount() else ""

    @property
    def page(self) -> object:
        """The page that is shown."""
        return self.desk.window.navigator.page

    def go(self, page: str, **where: object) -> None:
        """Go to a place."""
        from casedesk.desktop.desk import Place

        self.desk.window.navigator.go(Place(page, **where))

    def settle(self) -> None:
        """Wait for all that was asked for, and paint."""
        self.desk.window.desk.runner.wait()
        self.desk.window.repaint()


def typing(bench: Bench) -> float:
    """Median from a keystroke to the painted result, over all letters of some words."""
    import statistics
    import time

    from PySide6.QtTest import QTest

    bench.go("people")
    bench.settle()
    search = bench.page.search
    taken = []
    for word in TYPED:
        for letter in word:
            loads: list[int] = []
            connection = bench.page.model.loaded.connect(lambda _n=0, loads=loads: loads.append(1))
            start = time.perf_counter()
            QTest.keyClick(search, letter)
            bench.until(lambda loads=loads: bool(loads))
            bench.until(lambda: bench.page.model.rowCount() == 0 or bench.row(0) != "")
            taken.append((time.perf_counter() - start) * 1000)
            bench.page.model.loaded.disconnect(connection)
        search.clear()
        bench.settle()
    return statistics.median(taken)


def raw_reading(bench: Bench) -> float:
    """The rows behind the case and its timeline, by plain SQL on the same database."""
    raw = bench.desk.window.desk.sitting.vault.engine.raw_connection()
    cursor = raw.cursor()

    def read() -> None:
        cursor.execute("SELECT * FROM case_file WHERE id = 1").fetchall()
        for table in ("person_role", "victim_details", "action", "deadline", "contact_moment"):
            cursor.execute(f"SELECT * FROM {table} WHERE case_id = 1").fetchall()

    try:
        return median_ms(read)
    finally:
        raw.close()


def opening_a_case(bench: Bench) -> float:
    """From the list to a painted case, never opened before, with its timeline of 200 entries."""
    import statistics
    import time

    from benchmarks.big_store import FULL_CASES

    taken = []
    for case in range(1, FULL_CASES + 1):
        bench.go("cases")
        bench.settle()
        start = time.perf_counter()
        bench.go("case", id=case, case_id=case, tab="timeline")
        bench.until(lambda: bench.page.part.panel.model.rowCount() >= 200)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print the four rows as JSON."""
    import gc
    import resource
    import tempfile
    import time

    from benchmarks.big_store import big_store, cheap_keys
    from casedesk.desktop.opening import warm_up

    cheap_keys()
    store = big_store(Path("build"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(store, Path(folder))
        bench.desk.start(store, "bench")
        bench.desk._runner.wait()
        warm_up()
        gc.collect()
        start = time.perf_counter()
        bench.unlock()
        unlocked = (time.perf_counter() - start) * 1000
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        typed = typing(bench)
        raw = raw_reading(bench)
        case = opening_a_case(bench)
        bench.desk.end()
    rows = [
        Row(
            "b", "unlock to painted list, 20,000 cases", unlocked, None, "< 400 ms", unlocked < 400
        ),
        Row("c", "case with 200 timeline entries, painted", case, raw, "< 100 ms", case < 100),
        Row("d", "keystroke to painted result, 60,000 persons", typed, None, "< 50 ms", typed < 50),
        Row("g", "peak memory at the case list", memory, None, "stated", True, "MiB"),
    ]
    print(json.dumps([{slot: getattr(row, slot) for slot in Row.__slots__} for row in rows]))


if __name__ == "__main__":
    main()
