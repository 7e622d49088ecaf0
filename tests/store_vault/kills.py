"""Stop a child process at its n-th call to the file system, for n upward until it ends.

The technique is SQLite's: the interesting moments of a job lie just before it touches a file.
Random moments in between are for the tests that kill by the clock.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

_CALLS = ("open", "write", "fsync", "replace", "rename", "unlink", "ftruncate", "truncate", "link")


def run_until(point: int, work: Callable[[], None]) -> bool:
    """Run ``work`` in a child that is killed at call number ``point``; whether it ended first."""
    child = os.fork()
    if child == 0:
        try:
            _arm(point)
            work()
            os._exit(0)
        finally:
            os._exit(9)  # only reached when the work itself failed
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), f"the job failed by itself: {status}"
    return status == 0


def _arm(point: int) -> None:
    left = [point]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def stand_in(*args: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **more)

        return stand_in

    for name in _CALLS:
        setattr(os, name, counted(getattr(os, name)))


def kill_now(*_args: object, **_more: object) -> None:
    """A stand-in for a step that is not survived."""
    os.kill(os.getpid(), signal.SIGKILL)


def points(stop: int = 400) -> Iterator[int]:
    """Call numbers to stop at: all of them, in order."""
    yield from range(stop)


def killed_after(seconds: float, work: Callable[[], None]) -> bool:
    """Run ``work`` in a child that is killed after a while; whether it ended first."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == 0


def moments(count: int, longest: float, seed: int) -> list[float]:
    """Random moments within ``longest`` seconds."""
    chance = random.Random(seed)
    return [chance.uniform(0, longest) for _ in range(count)]
