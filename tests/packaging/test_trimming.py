"""What goes into the packaged program, decided on names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import trimming

QT = "PySide6/Qt"
VENV = "build/package-env/lib/python3.11/site-packages/"


@pytest.mark.parametrize(
    ("destination", "stays"),
    [
        (f"{QT}/plugins/platforms/libqxcb.so", True),
        (f"{QT}/plugins/platforms/libqoffscreen.so", True),
        (f"{QT}/plugins/platforms/libqvnc.so", False),
        (f"{QT}/plugins/platformthemes/libqgtk3.so", False),
        (f"{QT}/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        (f"{QT}/translations/qtbase_nl.qm", True),
        (f"{QT}/translations/qtbase_fr.qm", False),
        (f"{QT}/translations/qt_help_nl.qm", False),
        ("babel/locale-data/nl_BE.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/fr.dat", False),
        ("holidays/locale/nl/LC_MESSAGES/NL.mo", True),
        ("holidays/locale/th/LC_MESSAGES/NL.mo", False),
        (f"{QT}/lib/libQt6Quick.so.6", False),
        (f"{QT}/lib/libQt6Pdf.so.6", True),
        ("reportlab/fonts/DarkGarden.sfd", False),
        ("casedesk/_resources/fonts/NotoSans-Regular.ttf", True),
        ("casedesk/_resources/translations/nl/LC_MESSAGES/casedesk.mo", True),
    ],
)
def test_only_what_the_program_uses_goes_along(destination: str, stays: bool) -> None:
    assert trimming.belongs((destination, VENV + destination, "BINARY")) is stays


def test_a_library_of_the_system_is_left_to_the_system() -> None:
    system = "/usr/lib/x86_64-linux-gnu/"
    assert not trimming.belongs(("libssl.so.3", f"{system}libssl.so.3", "BINARY"))
    # Python's own library and modules go along, wherever they were installed.
    python = "libpython3.11.so.1.0"
    assert trimming.belongs((python, system + python, "BINARY"))
    module = "python3.11/lib-dynload/_ssl.so"
    assert trimming.belongs((module, f"/usr/lib/{module}", "EXTENSION"))


@pytest.mark.parametrize("name", ["sqlite3", "_sqlite3"])
def test_no_sqlite_that_writes_plain_files_goes_along(name: str) -> None:
    assert name in trimming.EXCLUDED_MODULES
