"""How long to wait after wrong passphrases: 1, 2, 4 … 60 seconds, also after a restart.

This slows a person at the keyboard. Who has the files can guess outside CaseDesk; the cost of
Argon2id is what slows that.
"""

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path

from casedesk.store.files import FOLDER_MODE, write_atomically

LONGEST = 60


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row."""
    return 0 if failures < 1 else min(LONGEST, 1 << min(failures - 1, 10))


def _user_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("casedesk", appauthor=False) / "tries"


class Tries:
    """Wrong tries in a row at one store, kept in the user's own state folder."""

    def __init__(self, store: Path, folder: Path | None = None) -> None:
        name = hashlib.sha256(str(store.resolve()).encode("utf-8")).hexdigest()[:32]
        self._path = (folder or _user_folder()) / f"{name}.json"

    def remaining(self, now: datetime) -> float:
        """Seconds that are left to wait; 0 if a try may be made.

        A clock that was set back does not lengthen the wait beyond its full measure.
        """
        failures, last = self._read()
        if failures == 0 or last is None:
            return 0.0
        wait = timedelta(seconds=wait_after(failures))
        left = wait - (now - last)
        return max(0.0, min(left, wait).total_seconds())

    def failed(self, now: datetime) -> None:
        """Note a wrong try."""
        failures, _last = self._read()
        self._path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        told = {"failures": failures + 1, "last": now.isoformat()}
        write_atomically(self._path, json.dumps(told).encode("ascii"))

    def succeeded(self) -> None:
        """Start counting afresh."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, datetime | None]:
        try:
            told = json.loads(self._path.read_bytes())
            return int(told["failures"]), datetime.fromisoformat(told["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, None
