"""(n) The relationship diagram of 200 things: laid out, words placed, drawn and painted."""

import os
from pathlib import Path

from benchmarks.rows import Row, median_ms
from casedesk.network.graph import Network, Sort, Thing, Tie
from casedesk.network.layout import lay_out

THINGS, TIES = 200, 320
GOAL_MS = 300


def a_network(count: int = THINGS, ties: int = TIES) -> Network:
    """Invented: a few hubs with many ties, as in a case around a holiday park."""
    sorts = tuple(Sort)
    things = tuple(
        Thing(f"thing:{n}", sorts[n % len(sorts)], f"Verzonnen naam {n}", centre=n == 0)
        for n in range(count)
    )
    keys = [thing.key for thing in things]
    found = [Tie(keys[n], keys[(n * 7) % max(1, n // 3)], "kent") for n in range(3, count)]
    found += [
        Tie(keys[(n * 37) % count], keys[(n * 61 + 5) % count], "werkt voor")
        for n in range(ties - len(found))
    ]
    return Network(things, tuple(tie for tie in found if tie.one != tie.other))


def measure(_work: Path) -> list[Row]:
    """One row; the floor is the layout alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from casedesk.desktop.network.view import NetworkView

    application = QApplication.instance() or QApplication([])
    network = a_network()
    view = NetworkView()
    view.resize(1200, 800)

    def draw() -> None:
        view.show_network(network)
        view.grab()

    boxes = {thing.key: (170.0, 46.0) for thing in network.things}
    ends = [(tie.one, tie.other) for tie in network.ties]
    floor = median_ms(lambda: lay_out(boxes, ends, ["thing:0"]), times=7)
    ours = median_ms(draw, times=7)
    application.processEvents()
    what = f"relationship diagram of {THINGS} things and {len(network.ties)} ties, painted"
    return [Row("n", what, ours, floor, f"< {GOAL_MS} ms", ours < GOAL_MS)]
