"""Install the package in a clean Debian, use it there as a person would, and take it away.

    python packaging/check_installed.py [--keep FOLDER]

Takes the newest .deb in ``dist/``. Fails when a command fails, when the program writes outside the
folders of its user, or when anything of it stays behind after removal. Reports size and start-up
beside those of the source. Needs root (it makes a clean root, see clean_root.py).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clean_root import CannotBeMadeError, CleanRoot, clean_root
from first_paint import median_first_paint, screen

ROOT = Path(__file__).resolve().parent.parent
USER = "tester"
HOME = f"/home/{USER}"
STORE = f"{HOME}/demo.casedesk"

# What the system itself writes while packages come and go.
SYSTEM_WRITES = ("/etc/ld.so.cache", "/var/cache", "/var/lib", "/var/log")


class CheckFailedError(Exception):
    """The package does not do what it must; the message says what and shows the output."""


@dataclass
class Finding:
    """One line of the report."""

    what: str
    value: str


def expect(done: subprocess.CompletedProcess[str], what: str) -> str:
    """Give what a command printed; raise when it failed."""
    if done.returncode:
        raise CheckFailedError(f"{what} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def newest_package() -> Path:
    """Give the .deb that was built last."""
    built = sorted((ROOT / "dist").glob("*.deb"), key=lambda file: file.stat().st_mtime)
    if not built:
        raise CheckFailedError("There is no package in dist/: run make package first.")
    return built[-1]


def use(root: CleanRoot) -> None:
    """Make a demo store, verify it and photograph the windows, as an ordinary user."""
    faults = root.folder / HOME[1:] / ".local/state/casedesk/log/faults.log"

    def casedesk(*words: str, said: str = "") -> str:
        offscreen = {"QT_QPA_PLATFORM": "offscreen"}
        done = root.run("casedesk", *words, user=USER, said=said, environment=offscreen)
        if done.returncode and faults.exists():
            done.stdout += faults.read_text(encoding="utf-8")
        return expect(done, f"casedesk {words[0]}")

    casedesk("--help")
    casedesk("demo", STORE, "--cases", "20")
    casedesk("verify", STORE, "--passphrase-file", "-", said="demo\n")
    casedesk("tour", "--store", STORE, "--to", f"{HOME}/tour")
    made = sorted(file.name for file in (root.folder / HOME[1:] / "tour").iterdir())
    for kind in (".png", ".pdf"):
        if not any(name.endswith(kind) for name in made):
            raise CheckFailedError(f"The tour made no {kind} file, only: {made}")


def megabytes(folder: Path) -> float:
    """Give the size of all files below a folder, in millions of bytes."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6


def check(root: CleanRoot, package: Path) -> list[Finding]:
    """Install, use and remove the package in a clean root; give what was seen."""
    findings = [Finding("package", f"{package.name}, {package.stat().st_size / 1e6:.1f} MB")]
    expect(root.run("useradd", "--create-home", USER), "useradd")
    shutil.copy(package, root.folder / "package.deb")
    before = root.files(["home"])

    started = time.monotonic()
    expect(root.install("/package.deb"), "apt-get install")
    findings.append(Finding("installed in", f"{time.monotonic() - started:.0f} s"))
    findings.append(Finding("installed size", f"{megabytes(root.folder / 'opt/casedesk'):.1f} MB"))

    installed = root.files(["home"])
    use(root)
    used = root.files(["home"])
    written = sorted(path for path in used if used[path] != installed.get(path))
    if written:
        raise CheckFailedError(f"Written outside the user's folders: {written}")
    findings.append(Finding("written outside the user's folders", "nothing"))

    findings += start_up(root)

    expect(root.run("apt-get", "purge", "-y", "-qq", "casedesk"), "apt-get purge")
    expect(root.run("apt-get", "autoremove", "--purge", "-y", "-qq"), "apt-get autoremove")
    after = root.files(["home"])
    left = sorted(p for p in set(after) - set(before) if not p.startswith(SYSTEM_WRITES))
    named = sorted(path for path in after if "casedesk" in path.lower())
    if left or named:
        raise CheckFailedError(f"Left behind after removal: {sorted({*left, *named})}")
    if not (root.folder / STORE[1:]).is_dir():
        raise CheckFailedError("The user's store went away with the package.")
    findings.append(Finding("left behind after removal", "nothing; the user's store is untouched"))
    return findings


def start_up(root: CleanRoot) -> list[Finding]:
    """Measure the start of the package and of the source, to the first painted window."""

    def package(shown_on: Mapping[str, str]) -> subprocess.Popen[bytes]:
        return root.start("casedesk", "open", STORE, user=USER, environment=shown_on)

    def source(shown_on: Mapping[str, str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "casedesk", "open", str(root.folder / STORE[1:])]
        return subprocess.Popen(command, env=os.environ | shown_on, stderr=subprocess.DEVNULL)

    with screen() as on:
        if on is None:
            return [Finding("first paint", "not measured: Xvfb is not installed")]
        return [
            Finding("first paint, package", f"{median_first_paint(on, package):.0f} ms"),
            Finding("first paint, source", f"{median_first_paint(on, source):.0f} ms"),
        ]


def main() -> int:
    """Check the newest package; 1 with the reason when it does not do what it must."""
    parser = argparse.ArgumentParser(description="Check the package in a clean Debian.")
    parser.add_argument("--keep", type=Path, help="copy the tour's pictures to this folder")
    asked = parser.parse_args()
    try:
        with clean_root("installed") as root:
            findings = check(root, newest_package())
            if asked.keep:
                tour = root.folder / HOME[1:] / "tour"
                shutil.copytree(tour, asked.keep, dirs_exist_ok=True)
    except (CheckFailedError, CannotBeMadeError) as problem:
        print(problem, file=sys.stderr)
        return 1
    for finding in findings:
        print(f"{finding.what:36}{finding.value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
