"""A demo store that opens at once, copied for each test, and the command line in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from casedesk.cli import main
from casedesk.demo.build import build_demo
from casedesk.kernel.words import current_language, set_language
from casedesk.store import kdf
from tests.builders import CHEAP

TODAY = date(2026, 3, 2)
CASE = "2026-0001"
"""The case to look at first, in the demo store of this day."""


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and its lines."""

    code: int
    out: list[str]
    err: list[str]


Cli = Callable[..., Outcome]


@pytest.fixture(scope="session")
def cheap_keys() -> Iterator[None]:
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        yield


@pytest.fixture(scope="session")
def made_once(cheap_keys: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("cli"), cases=3, today=TODAY)


@pytest.fixture
def store(made_once: Path, tmp_path: Path) -> Path:
    """The demo store, for this test alone."""
    path = tmp_path / "regio.casedesk"
    shutil.copytree(made_once, path)
    return path


@pytest.fixture
def phrase(tmp_path: Path) -> str:
    """A file with the passphrase of the demo store."""
    path = tmp_path / "wachtzin.txt"
    path.write_text("demo\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], cheap_keys: None) -> Iterator[Cli]:
    """Run a command as ``casedesk WORDS`` does, in English."""
    before = current_language()

    def run(*words: str | Path, language: str = "en") -> Outcome:
        capsys.readouterr()
        code = main(["--language", language, *map(str, words)])
        captured = capsys.readouterr()
        return Outcome(code, captured.out.splitlines(), captured.err.splitlines())

    yield run
    set_language(before)
