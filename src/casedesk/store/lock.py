"""Who has a store open: many programs on one computer, or one job alone.

Two things together. The operating system's lock on the file ``lock`` decides between programs
on this computer and vanishes with them, also after a crash. The file's content names the
computer, and a heartbeat keeps its date fresh; that decides between computers, whose locks do
not always reach each other over a network folder. A computer that has been silent for three
minutes no longer holds the store; if it comes back, it sees so before its next write.
"""

import contextlib
import json
import os
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from casedesk.store import machine
from casedesk.store.faults import StoreElsewhere, StoreInUse
from casedesk.store.files import beside, plain_faults
from casedesk.store.os_lock import open_lock_file, try_lock, unlock

NAME = "lock"
BEAT_SECONDS = 30.0
SILENT_SECONDS = 180.0
PATIENCE_SECONDS = 2.0  # another program may hold the lock alone for a moment while it closes
_LARGEST = 4096


class StoreLock:
    """The lock on a store's folder. ``claim`` names this computer as its user."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self._path = folder / NAME
        self._claimed = False
        self._lost = False
        self._stop = threading.Event()
        self._heart: threading.Thread | None = None
        self.alone = alone
        with plain_faults():
            self._handle = open_lock_file(self._path)
        try:
            self._take(alone)
            self._refuse_if_elsewhere()
        except BaseException:
            os.close(self._handle)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def claim(self) -> None:
        """Write this computer's name in the lock file and keep it fresh."""
        if self._mark() is None:
            mark = {"host": machine.host_id(), "machine": machine.host_name()}
            self._write(json.dumps(mark, sort_keys=True).encode("utf-8"))
        self.beat()
        self.check()
        self._claimed = True
        self._heart = threading.Thread(target=self._keep_beating, name="store lock", daemon=True)
        self._heart.start()

    def make_alone(self) -> None:
        """Have the store for one job alone. Raises StoreInUse; the shared lock is then back."""
        if self.alone:
            return
        try:
            self._take(alone=True)
        except StoreInUse:
            self._take(alone=False)
            raise
        self.alone = True

    def make_shared(self) -> None:
        """Let other programs on this computer in again."""
        if self.alone:
            self._take(alone=False)
            self.alone = False

    def check(self) -> None:
        """Raise StoreElsewhere if another computer took the store over in a long silence."""
        if self._claimed and not self._lost and time.time() - self._beaten > SILENT_SECONDS / 2:
            self.beat()
        if self._lost:
            raise StoreElsewhere("taken over", machine=self._other_name())

    def beat(self) -> None:
        """Show that this computer still has the store open."""
        mark = self._mark()
        if mark is None or mark.get("host") != machine.host_id():
            self._lost = True
            return
        with contextlib.suppress(OSError):  # the next beat tries again
            os.utime(self._path)
            self._beaten = time.time()

    def release(self) -> None:
        """Give the store up; the last program to leave wipes the computer's name."""
        self._stop.set()
        if self._heart is not None:
            self._heart.join()
        if self._handle < 0:
            return
        try:
            mine = self._claimed and not self._lost
            if mine and (self.alone or try_lock(self._handle, alone=True)):
                self._write(b"")
        except OSError:
            pass  # the folder went away; the lock goes with the handle
        finally:
            with contextlib.suppress(OSError):
                unlock(self._handle)
            os.close(self._handle)
            self._handle = -1

    _beaten: float = 0.0

    def _take(self, alone: bool) -> None:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not try_lock(self._handle, alone=alone):
            if time.monotonic() >= give_up:
                raise StoreInUse("alone" if alone else "shared")
            time.sleep(0.02)

    def _keep_beating(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            self.beat()

    def _refuse_if_elsewhere(self) -> None:
        mark = self._mark()
        if mark is None or mark.get("host") == machine.host_id():
            return
        if self._now() - self._path.stat().st_mtime <= SILENT_SECONDS:
            raise StoreElsewhere("marked", machine=self._other_name())
        with plain_faults():
            self._write(b"")

    def _now(self) -> float:
        """The time by the clock that dates the files of this folder, maybe a server's."""
        probe = beside(self._path, "clock")
        try:
            probe.touch(mode=0o600, exist_ok=False)
            return probe.stat().st_mtime
        except OSError:
            return time.time()
        finally:
            with contextlib.suppress(OSError):
                probe.unlink()

    def _mark(self) -> dict[str, object] | None:
        """What the lock file says; None if nobody; an unreadable mark is somebody unknown."""
        try:
            content = self._read()
            mark = json.loads(content) if content else None
        except (OSError, ValueError):
            return {}
        return mark if mark is None or isinstance(mark, dict) else {}

    def _other_name(self) -> str:
        return str((self._mark() or {}).get("machine", "?"))

    def _read(self) -> bytes:
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, _LARGEST)

    def _write(self, content: bytes) -> None:
        with plain_faults():
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.truncate(self._handle, 0)
            os.write(self._handle, content)
            os.fsync(self._handle)
