"""Try a fresh clone on a new machine: a clean Debian with Python, pip and make, and nothing else.

    python packaging/check_fresh.py [JOB ...]

Clones the last commit and runs ``make JOB`` for each job in turn (``run run test`` when none is
named: the second run shows that nothing is installed twice). Needs root, see clean_root.py.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from clean_root import CannotBeMadeError, CleanRoot, clean_root

ROOT = Path(__file__).resolve().parent.parent
# git is there for the tests that ask which files a commit holds; see tools/setup.py.
GIVEN = ("python3", "python3-pip", "make", "ca-certificates")
CLONE = "/srv/casedesk"


def prepare(root: CleanRoot) -> None:
    """Give the clean root what a new machine has, and a clone of the last commit."""
    given = root.install(*GIVEN)
    if given.returncode:
        raise CannotBeMadeError(given.stdout)
    target = root.folder / CLONE[1:]
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), target], check=True)


def libraries_of_qt(root: CleanRoot) -> list[str]:
    """Give those of the libraries that Qt needs which are there before the set-up."""
    listed = root.run("/sbin/ldconfig", "-p").stdout
    return [name for name in ("libEGL.so.1", "libGL.so.1", "libxcb-cursor.so.0") if name in listed]


def main() -> int:
    """Run the jobs; 1 when one of them fails."""
    jobs = sys.argv[1:] or ["run", "run", "test"]
    try:
        with clean_root("fresh") as root:
            prepare(root)
            print(f"Libraries of Qt that are there: {libraries_of_qt(root) or 'none'}")
            for job in jobs:
                started = time.monotonic()
                print(f"$ make {job}", flush=True)
                done = root.run("make", "-C", CLONE, job)
                print(done.stdout)
                print(f"[exit {done.returncode}, {time.monotonic() - started:.0f} s]", flush=True)
                if done.returncode:
                    return 1
    except CannotBeMadeError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
