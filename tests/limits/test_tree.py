"""What must not stand in any file of the tree, and what must agree between files."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Written in parts, so that this file itself does not name them.
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org")
# A folder of the machine where something was once made: it means nothing on any other.
MACHINE_PATH = re.compile(r"(?<![\w./~$}-])/(?:work|root|home)/\w")

# What may hold a machine's path, each with its reason.
PATH_EXCEPTIONS: dict[str, str] = {}


def tracked_files() -> list[Path]:
    """Give the files that a commit of the present tree would hold."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git work tree here")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    """Give every text file of the tree by its name; binary files are left out."""
    found = {}
    for file in tracked_files():
        data = file.read_bytes()
        if b"\0" not in data:
            found[file.relative_to(ROOT).as_posix()] = data.decode("utf-8", errors="replace")
    return found


def test_no_file_names_a_package_registry() -> None:
    hits = {
        name: host
        for name, text in texts().items()
        for host in REGISTRY_HOSTS
        if host in text.casefold()
    }
    assert hits == {}


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    hits = {
        name: found.group()
        for name, text in texts().items()
        if (found := MACHINE_PATH.search(text)) and name not in PATH_EXCEPTIONS
    }
    assert hits == {}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("open('/ro" + "ot/x')", True),
        ("see /wo" + "rk/main", True),
        ("src/work/x, ~/home/x and .../ro" + "ot/x", False),
        ("/home", False),
    ],
)
def test_a_machine_path_is_seen(text: str, seen: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is seen


def test_the_build_asks_for_what_the_locks_pin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    assert sorted(project["dependencies"]) == sorted(x for x in asked if x and x[0] != "#")
    extra = (ROOT / "requirements" / "signing.in").read_text(encoding="utf-8").splitlines()
    signing = [x for x in extra if x and x[0] not in "#-"]
    assert project["optional-dependencies"] == {"signing": signing}


def test_every_pin_carries_a_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert pins, lock.name
        assert [line.split()[0] for line in pins if "--hash=sha256:" not in line] == []


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    locks = (ROOT / "requirements" / f"{name}.txt" for name in ("run", "signing"))
    lock = "\n".join(each.read_text(encoding="utf-8") for each in locks)
    pinned = re.findall(r"^([A-Za-z][\w.-]*)==", lock, re.MULTILINE)
    # The spelling with - or _ differs per place.
    plain = explained.replace("_", "-")
    assert [name for name in pinned if name.casefold() not in plain] == []
