"""The first window is there before anything heavy is read in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
HEAVY = (
    "sqlalchemy", "alembic", "sqlcipher3", "cryptography", "reportlab", "pikepdf", "babel",
    "uharfbuzz", "rapidfuzz", "phonenumbers", "holidays", "click", "dateutil", "stdnum",
)  # fmt: skip

PAINT = """
import os, sys
from pathlib import Path
from casedesk.desktop import app

application = app.make_application()
desk = app.CaseDesk(application, app.settings_of_user())
window = desk.show_unlock(Path(sys.argv[1]))

def painted():
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
    sys.stdout.flush()
    os._exit(0)

window.painted.connect(painted)
application.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_window_is_painted(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINT, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {"PySide6", "casedesk"} <= loaded
    assert loaded & set(HEAVY) == set()
