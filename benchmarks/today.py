"""(t) Vandaag over 20,000 cases: unlock to painted list, a new page, and the number on the rail."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.rows import Row

TIMES = 9


def measure(_work: Path) -> list[Row]:
    """Three rows, in a fresh process."""
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.today"],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return [Row(**row) for row in json.loads(child.stdout)]


def main() -> None:
    """Print the rows as JSON."""
    import gc
    import statistics
    import tempfile
    import time

    from benchmarks.big_store import LOGIN, PASSPHRASE, big_store, cheap_keys
    from benchmarks.window import Bench
    from casedesk.desktop import opening
    from casedesk.desktop.desk import Place

    cheap_keys()
    store = big_store(Path("build"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(store, Path(folder))
        bench.desk.start(store, LOGIN)
        bench.desk._runner.wait()
        opening.warm_up()
        gc.collect()
        start = time.perf_counter()
        bench.desk.opened(opening.unlock(store, LOGIN, PASSPHRASE))
        bench.until(lambda: bench.page.chosen() is not None)
        unlocked = (time.perf_counter() - start) * 1000
        bench.settle()
        window = bench.desk.window
        pages, numbers = [], []
        for _time in range(TIMES):
            start = time.perf_counter()
            window.navigator.replace(Place("today"))
            bench.until(lambda: bench.page.chosen() is not None)
            pages.append((time.perf_counter() - start) * 1000)
            bench.settle()
            told: list[int] = []
            connection = window.counter.counted.connect(lambda _count, told=told: told.append(1))
            start = time.perf_counter()
            window.counter.count()
            bench.until(lambda told=told: bool(told))
            numbers.append((time.perf_counter() - start) * 1000)
            window.counter.counted.disconnect(connection)
        dates = sum(len(each.ids) for each in bench.page.model.work.dates.values())
        bench.desk.end()
    page, number = statistics.median(pages), statistics.median(numbers)
    what = f"Vandaag, 20,000 cases, {dates:,} dates: "
    rows = [
        Row("t", what + "unlock to painted", unlocked, None, "< 400 ms", unlocked < 400),
        Row("t", what + "page asked to painted", page, None, "< 200 ms", page < 200),
        Row("t", what + "number on the rail", number, None, "stated", True),
    ]
    print(json.dumps([{slot: getattr(row, slot) for slot in Row.__slots__} for row in rows]))


if __name__ == "__main__":
    main()
