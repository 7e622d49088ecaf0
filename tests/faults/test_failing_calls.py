"""A call to the file system that fails, the first, the second, ...: whole or absent, and told (T2).

After SQLite's own harness: once as a single failure, once as a lasting one. What the database
engine calls itself is tried on a disk that fills up (``test_full_disk``).
"""

import errno
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from casedesk.kernel.changes import RefusedError
from casedesk.store.faults import StoreFault
from tests.builders import CHEAP
from tests.faults.test_killed_at_jobs import JOBS, Tries, a_whole_store_or_none, first_run, shared

__all__ = ["shared"]

CALLS = ("open", "write", "fsync", "replace", "rename", "ftruncate", "truncate", "link", "mkdir")
CAUSES = (errno.ENOSPC, errno.EIO, errno.EACCES)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


class Failing:
    """Lets the call number ``point`` fail; ``lasting``: and all that come after it."""

    def __init__(self, cause: int, *, lasting: bool) -> None:
        self._cause, self._lasting = cause, lasting
        self.untold: list[str] = []

    def run_until(self, point: int, work: Callable[[], object]) -> bool:
        """Do the work; whether it came to its end untouched. Collects faults without words."""
        with self._armed(point) as failed:
            try:
                work()
            except (StoreFault, RefusedError):
                pass
            except OSError as bare:
                places = [frame.name for frame in traceback.extract_tb(bare.__traceback__)]
                self.untold.append(f"call {point}: {bare!r} in {' '.join(places[1:-1])}")
        return not failed

    @contextmanager
    def _armed(self, point: int) -> Iterator[list[str]]:
        left, failed = [point], []

        def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
            def stand_in(*args: Any, **more: Any) -> Any:
                left[0] -= 1
                if left[0] == -1 or (self._lasting and left[0] < 0):
                    failed.append(name)
                    raise OSError(self._cause, os.strerror(self._cause))
                return call(*args, **more)

            return stand_in

        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, counted(name, getattr(os, name)))
            yield failed


def try_all(tries: Tries, every: int, cause: int, *, lasting: bool) -> tuple[int, list[str]]:
    """Let each call fail in turn; answers how many did, and what ended without words of ours."""
    failing = Failing(cause, lasting=lasting)
    return tries.each_point(every, failing.run_until), failing.untold


@pytest.mark.parametrize("job", JOBS)
def test_some_calls_of_a_job_that_fail(shared: Path, tmp_path: Path, job: str) -> None:
    work, look = JOBS[job]
    count, untold = try_all(Tries(work, look, tmp_path, shared), 7, errno.ENOSPC, lasting=True)
    assert count > 1
    assert untold == []


@pytest.mark.proof
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("cause", CAUSES, ids=[errno.errorcode[cause] for cause in CAUSES])
def test_every_call_of_every_job_that_fails(
    shared: Path, tmp_path: Path, figure: Callable[[str], None], cause: int, lasting: bool
) -> None:
    total = 0
    untold: list[str] = []
    for number, (work, look) in enumerate(JOBS.values()):
        (room := tmp_path / str(number)).mkdir()
        count, bare = try_all(Tries(work, look, room, shared), 1, cause, lasting=lasting)
        total, untold = total + count, untold + bare
    (room := tmp_path / "eerste").mkdir()
    count, bare = try_all(Tries(first_run, a_whole_store_or_none, room), 1, cause, lasting=lasting)
    figure(
        f"{errno.errorcode[cause]}, {'lasting' if lasting else 'once'}: {total + count} calls "
        f"failed one by one, every store whole, {len(untold + bare)} without a sentence"
    )
    assert untold + bare == []
