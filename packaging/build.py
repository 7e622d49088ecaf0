"""Build the application as one folder, and on Debian and its kin a .deb from it.

    python packaging/build.py [--fast] [--no-deb]

Needs the packages of requirements/run.txt and package.txt; ``make package`` sets them up. The
result stands in ``dist/``. Build on the oldest system that must run it: a program asks for the C
library of the machine that built it, or newer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import deb  # noqa: E402 - the path is set above
import icons  # noqa: E402
import notices  # noqa: E402

from casedesk import __version__  # noqa: E402
from tools.translations import compile_all  # noqa: E402

DIST = ROOT / "dist"
WORK = ROOT / "build" / "package"


def megabytes(path: Path) -> float:
    """Give the size of a file, or of all files below a folder, in millions of bytes."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files if not file.is_symlink()) / 1e6


def forget_builder(folder: Path) -> None:
    """Take out where libraries were looked for on the machine that built them.

    A path that exists on no other machine is useless there, and a danger where somebody else may
    make it. Paths relative to the file itself ($ORIGIN) stay.
    """
    for file in deb.elf_files(folder):
        paths = deb.search_paths(file)
        kept = [path for path in paths if path.startswith("$ORIGIN")]
        if kept != paths:
            subprocess.run(["patchelf", "--set-rpath", ":".join(kept), file], check=True)


def application(pictures: Path) -> Path:
    """Build the one-folder application with its licences; give the folder."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(DIST), "--workpath", str(WORK / "pyinstaller")]
    environment = os.environ | {"CASEDESK_ICONS": str(pictures), "CASEDESK_VERSION": __version__}
    spec = str(ROOT / "packaging" / "pyinstaller" / "casedesk.spec")
    if subprocess.run([*command, spec], env=environment, check=False).returncode:
        raise SystemExit("PyInstaller could not build the application; its words stand above.")
    built = DIST / "casedesk"
    if sys.platform.startswith("linux"):
        forget_builder(built)
    without = notices.collect(built / "licences")
    if without:
        raise RuntimeError(f"no licence text found for {', '.join(without)}")
    return built


def main() -> int:
    """Build what the command line asks; print what came of it."""
    parser = argparse.ArgumentParser(description="Build CaseDesk's package.")
    parser.add_argument("--fast", action="store_true", help="pack quicker and larger")
    parser.add_argument("--no-deb", action="store_true", help="only the one-folder application")
    asked = parser.parse_args()
    started = time.monotonic()
    compile_all()
    pictures = WORK / "icons"
    icons.draw(pictures)
    built = application(pictures)
    print(f"dist/{built.name}: {megabytes(built):.1f} MB, {time.monotonic() - started:.0f} s")
    if asked.no_deb or shutil.which("dpkg-deb") is None:
        return 0
    started = time.monotonic()
    fast = asked.fast or bool(os.environ.get("CI"))
    package = deb.build(built, pictures, WORK, DIST, fast=fast)
    print(f"dist/{package.name}: {megabytes(package):.1f} MB, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
