"""A line of the table, and how a time is taken."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing beside its floor. Times in milliseconds; ``goal`` as agreed."""

    letter: str
    what: str
    ours: float
    floor: float | None
    goal: str
    reached: bool
    unit: str = "ms"

    def line(self) -> str:
        """The row as Markdown."""
        floor = f"{self.floor:.2f} {self.unit}" if self.floor is not None else "–"
        ratio = f"{self.ours / self.floor:.2f}" if self.floor else "–"
        word = "yes" if self.reached else "NO"
        return (
            f"| {self.letter} | {self.what} | {self.ours:.2f} {self.unit} | {floor} | {ratio} "
            f"| {self.goal} | {word} |"
        )


HEAD = "| | what | CaseDesk | floor | ratio | goal | reached |\n|---|---|--:|--:|--:|---|---|"


def median_ms(deed: Callable[[], object], times: int = 15, warm: int = 2) -> float:
    """Median of the wall-clock time of a deed, garbage collection held off, in milliseconds."""
    for _round in range(warm):
        deed()
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _round in range(times):
            start = time.perf_counter()
            deed()
            taken.append((time.perf_counter() - start) * 1000)
    finally:
        gc.enable()
    return statistics.median(taken)
