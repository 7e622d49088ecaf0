"""The jobs of this project, the same on every system; ``make`` is a short way to say them.

    python -m tools.jobs JOB [WORDS]

Each job sets up what it needs first (``tools/setup.py``). Words after the job are passed on to the
program that does it: ``python -m tools.jobs test tests/store -x``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.setup import ROOT, SetupFailedError, say, set_up, set_up_packaging

DEMO = ROOT / "build" / "demo.casedesk"
TOUR = ROOT / "build" / "tour"

NO_TESTS_COLLECTED = 5  # pytest's exit code


def start(*command: str | Path, **environment: str) -> int:
    """Run a program from the top of the tree; give its exit code."""
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def has_display() -> bool:
    """Say whether a window could be seen here. Windows and macOS always have a screen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ------------------------------------------------------------------------------------------- jobs


def run(words: Sequence[str]) -> int:
    """Open CaseDesk on a demo store, or show it offscreen where there is no display."""
    python = set_up()
    if not DEMO.exists():
        say("Making a demo store in build/demo.casedesk (invented people; passphrase: demo) ...")
        DEMO.parent.mkdir(exist_ok=True)
        made = start(python, "-m", "casedesk", "demo", DEMO)
        if made:
            return made
    if has_display():
        say("Opening CaseDesk on the demo store. The passphrase is: demo")
        person = ("--user", "zorgcoordinator")
        return start(python, "-m", "casedesk", "open", DEMO, *person, *words)
    say("There is no display here: CaseDesk runs offscreen and photographs its own windows.")
    tour: list[str | Path] = ["-m", "casedesk", "tour", "--store", DEMO, "--to", TOUR]
    return start(python, *tour, *words, QT_QPA_PLATFORM="offscreen")


def _pytest(python: Path, words: Sequence[str], **environment: str) -> int:
    code = start(python, "-m", "pytest", *words, **environment)
    if code == NO_TESTS_COLLECTED:
        say("No test ran. That is a failure: a suite that runs nothing proves nothing.")
        return 1
    return code


def test(words: Sequence[str]) -> int:
    """Run the everyday suite on two processes."""
    return _pytest(set_up(dev=True), ["-n", "2", *words])


def proof(words: Sequence[str]) -> int:
    """Run what is too long for every day; its figures go to docs/quality.md."""
    return _pytest(set_up(dev=True), ["-m", "proof", *words], CASEDESK_TEST_PROFILE="proof")


def check(words: Sequence[str]) -> int:
    """Lint, format, types, layers and translations: all of them, and then say which failed."""
    python = set_up(dev=True)
    lint_imports = python.with_name("lint-imports" + python.suffix)
    checks: dict[str, list[str | Path]] = {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "layers": [lint_imports],
        "translations": [python, "tools/translations.py", "check"],
    }
    chosen = {name: checks[name] for name in words or checks}
    failed = []
    for name, command in chosen.items():
        say(f"--- {name}")
        if start(*command):
            failed.append(name)
    say(f"--- failed: {', '.join(failed)}" if failed else f"--- all well: {', '.join(chosen)}")
    return 1 if failed else 0


def bench(words: Sequence[str]) -> int:
    """Measure the speeds that the project set itself, against floors of the same run."""
    return start(set_up(dev=True), "-m", "benchmarks", *words)


def package(words: Sequence[str]) -> int:
    """Build the one-folder application and, on Debian and its kin, the .deb."""
    return start(set_up_packaging(), "packaging/build.py", *words)


def package_check(words: Sequence[str]) -> int:
    """Install the .deb in a clean Debian, use it there, and take it away again."""
    return start(set_up(), "packaging/check_installed.py", *words)


def setup(_words: Sequence[str]) -> int:
    """Set up for work on CaseDesk: everything that running, tests and checks need."""
    set_up(dev=True)
    return 0


def clean(_words: Sequence[str]) -> int:
    """Remove what was built; the environment in .venv stays."""
    for name in ("build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


JOBS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "proof": proof,
    "check": check,
    "bench": bench,
    "package": package,
    "package-check": package_check,
    "setup": setup,
    "clean": clean,
}


def main(words: Sequence[str]) -> int:
    """Do the job that the first word names."""
    if not words or words[0] not in JOBS:
        print(f"{(__doc__ or '').strip()}\n\nThe jobs:")
        for name, job in JOBS.items():
            print(f"  {name:15}{(job.__doc__ or '').partition(chr(10))[0]}")
        return 0 if words[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        return JOBS[words[0]](words[1:])
    except SetupFailedError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
