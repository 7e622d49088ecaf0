"""Where the trail ended when this machine last saw it, kept outside the store.

Encryption proves a page genuine, not newest: an older copy of the whole store opens without a
word. The anchor remembers per machine and store how far the trail had come. It is written after
a commit and without waiting for the disk, so it may lag the database; it never leads it, unless
somebody put an older database back. It holds a number and a keyed hash, nothing of a person.
"""

import contextlib
import enum
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casedesk.store.files import FOLDER_MODE, write_atomically


class AnchorState(enum.Enum):
    """How the database compares with what this machine saw before."""

    NEW = "new"
    """This machine has not seen this store before."""
    FINE = "fine"
    """The trail ends where it ended."""
    LAGS = "lags"
    """The trail has grown since, elsewhere or just before a crash."""
    OLDER = "older"
    """The trail ends earlier: an older database was put back."""
    FOREIGN = "foreign"
    """The trail says something else at that line: it was rewritten, or is another copy."""
    RESTORED = "restored"
    """As OLDER or FOREIGN, after a backup was put back on this machine."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a trail as this machine saw it: its number and its keyed hash (hex)."""

    seq: int
    mac: str
    restored: bool = False


MacAt = Callable[[int], str | None]


def _user_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("casedesk", appauthor=False) / "anchors"


class Anchor:
    """What one user on this machine remembers of one store, in a small file of its own."""

    def __init__(self, store_id: str, folder: Path | None = None) -> None:
        name = hashlib.sha256(f"casedesk/anchor/{store_id}".encode()).hexdigest()[:32]
        self._path = (folder or _user_folder()) / f"{name}.json"

    def read(self) -> Head | None:
        """What was remembered; None if nothing, or if it cannot be read."""
        try:
            told = json.loads(self._path.read_bytes())
            return Head(int(told["seq"]), str(told["mac"]), bool(told["restored"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def advance(self, seq: int, mac: str) -> None:
        """Remember where the trail ends now; called after the commit.

        Of two programs the one that wrote the later line wins. A folder that cannot be written
        is no reason to stop work: the anchor then lags.
        """
        known = self.read()
        if known is None or known.seq < seq:
            with contextlib.suppress(OSError):
                self._write(Head(seq, mac))

    def restart(self, seq: int, mac: str) -> None:
        """Remember an earlier or another end, after a recorded act: a restore or a move."""
        with contextlib.suppress(OSError):  # then it is remembered at the next opening
            self._write(Head(seq, mac))

    def note_restored(self) -> None:
        """Note that a backup was put back, so that an earlier end has its reason."""
        head = self.read()
        if head is not None:
            with contextlib.suppress(OSError):  # the store is back; at worst it seems too old
                self._write(Head(head.seq, head.mac, restored=True))

    def check(self, last: int, mac_at: MacAt) -> AnchorState:
        """Compare the trail with the anchor.

        ``last`` is the number of the trail's last line, ``mac_at`` gives the hash of a line.
        """
        head = self.read()
        if head is None:
            return AnchorState.NEW
        if head.seq <= last and (head.seq == 0 or mac_at(head.seq) == head.mac):
            return AnchorState.FINE if head.seq == last else AnchorState.LAGS
        if head.restored:
            return AnchorState.RESTORED
        return AnchorState.OLDER if head.seq > last else AnchorState.FOREIGN

    def _write(self, head: Head) -> None:
        self._path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        told = {"seq": head.seq, "mac": head.mac, "restored": head.restored}
        write_atomically(self._path, json.dumps(told).encode("ascii"), durable=False)
