"""Time from starting a program to the first pixel it paints, seen from outside the program.

A virtual X server (Xvfb) keeps its screen in a file; the first change in that file is the first
paint. So the same measure serves the source, the package, and any other program, unchanged.
"""

from __future__ import annotations

import mmap
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0  # seconds
SETTLING = 0.5  # seconds in which the screen must be still before a start

Start = Callable[[Mapping[str, str]], subprocess.Popen[bytes]]


class Screen:
    """A screen that nobody sees, whose pixels can be compared."""

    def __init__(self, display: str, file: Path) -> None:
        self.display = display
        with file.open("rb") as stream:
            self._pixels = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def first_paint(self, start: Start) -> float:
        """Start a program on this screen, stop it again; give milliseconds to its first paint."""
        empty = self._still()
        begun = time.perf_counter()
        program = start({"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"})
        try:
            while time.perf_counter() - begun < PATIENCE:
                if self._pixels[:] != empty:
                    return (time.perf_counter() - begun) * 1000
                if program.poll() is not None:
                    raise RuntimeError(f"ended with {program.returncode} before it painted")
                time.sleep(0.002)  # looking costs time too
            raise RuntimeError(f"painted nothing within {PATIENCE:.0f} s")
        finally:
            program.terminate()
            program.wait()

    def _still(self) -> bytes:
        """Wait until the last program's window is gone; give the screen as it is then."""
        while True:
            seen = self._pixels[:]
            time.sleep(SETTLING)
            if self._pixels[:] == seen:
                return seen


@contextmanager
def screen() -> Iterator[Screen | None]:
    """Give a screen for a while; None where no Xvfb is installed."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    ours, theirs = os.pipe()
    with tempfile.TemporaryDirectory() as folder, os.fdopen(ours) as told:
        command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24"]
        command += ["-nolisten", "tcp", "-ac", "-fbdir", folder]
        server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        try:
            number = told.readline().strip()
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def median_first_paint(on: Screen, start: Start, times: int = 7) -> float:
    """Give the median milliseconds over several starts, after one that warms the file cache."""
    on.first_paint(start)
    return statistics.median(on.first_paint(start) for _ in range(times))
