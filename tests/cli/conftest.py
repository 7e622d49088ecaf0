"""A demo store that opens at once, copied for each test, and the command line in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from casedesk.bootstrap import DEMO_CASE_FACT
from casedesk.cli import main
from casedesk.demo.build import PASSPHRASE, build_demo
from casedesk.kernel.words import current_language, set_language
from casedesk.store import facts, kdf, vault
from tests.builders import CHEAP

TODAY = date(2026, 3, 2)


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


@pytest.fixture(scope="session")
def case(made_once: Path) -> str:
    """The number of the case to look at first."""
    with (
        vault.open_vault(made_once, login="zorgcoordinator", passphrase=PASSPHRASE) as opened,
        opened.reading() as connection,
    ):
        return facts.get(connection, DEMO_CASE_FACT) or ""


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
