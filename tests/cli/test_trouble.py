"""Trouble is one clear line on stderr and exit code 1; wrong usage is exit code 2."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy import text

from casedesk.bootstrap import Sitting, open_store
from casedesk.commands.group import COMMANDS, casedesk
from tests.cli.conftest import Cli


def test_a_wrong_passphrase_is_one_line(cli: Cli, store: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "fout.txt"
    wrong.write_text("niet deze\n", encoding="utf-8")
    for login in ("zorgcoordinator", "niemand"):
        done = cli("verify", store, "--user", login, "--passphrase-file", wrong)
        assert (done.code, done.out) == (1, [])
        assert done.err == ["The login name or the passphrase is not right."]


def test_what_is_no_store_is_one_line(cli: Cli, tmp_path: Path, phrase: str) -> None:
    for place in (tmp_path, tmp_path / "nergens"):
        done = cli("info", place, "--passphrase-file", phrase)
        assert (done.code, done.err) == (1, ["This folder is not a CaseDesk store."])


def test_a_damaged_database_is_one_line(cli: Cli, store: Path, phrase: str) -> None:
    database = store / "store.db"
    content = bytearray(database.read_bytes())
    content[60] ^= 1
    database.write_bytes(content)
    done = cli("info", store, "--passphrase-file", phrase)
    assert done.code == 1
    assert len(done.err) == 1
    assert done.err[0].startswith("The database of this store is damaged.")


def test_nothing_is_overwritten(cli: Cli, store: Path, tmp_path: Path, phrase: str) -> None:
    there = tmp_path / "er-al.bak"
    there.write_bytes(b"van een ander")
    for words in (
        ("demo", store),
        ("create", store, "--name", "Anna", "--passphrase-file", phrase),
        ("backup", store, "--to", there),
        ("summary", store, "--case", "2026-0001", "--to", there, "--passphrase-file", phrase),
    ):
        done = cli(*words)
        assert (done.code, len(done.err)) == (1, 1), words
    assert there.read_bytes() == b"van een ander"
    assert cli("verify", store, "--passphrase-file", phrase).code == 0


def test_a_folder_that_is_missing_is_said_before_any_work(
    cli: Cli, store: Path, tmp_path: Path, phrase: str
) -> None:
    to = tmp_path / "geen" / "map.pdf"
    words = ("summary", store, "--case", "2026-0001", "--to", to, "--passphrase-file", phrase)
    assert cli(*words).err == [f"There is no folder for {to}. Make it first."]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_one_line(cli: Cli, tmp_path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir(mode=0o500)
    done = cli("demo", closed, "--cases", "1")
    assert (done.code, len(done.err)) == (1, 1)


def test_a_mistake_of_the_program_is_one_line_without_values(
    cli: Cli, store: Path, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("Mirela Popescu")

    monkeypatch.setattr("casedesk.bootstrap.open_store", fail)
    done = cli("info", store, "--passphrase-file", phrase)
    assert (done.code, done.err) == (1, ["CaseDesk made a mistake and stopped: RuntimeError."])


# ------------------------------------------------------------------------------ wrong usage


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("verify",),
        ("verify", "store", "--nothing"),
        ("verify", "store", "--passphrase", "demo"),
        ("verify", "store", "--passphrase-file", "/nowhere/at/all"),
        ("demo", "folder", "--cases", "0"),
        ("demo", "folder", "--cases", "many"),
        ("restore", "nowhere.bak", "--to", "x"),
        ("user",),
        ("user", "add", "store", "nieuw", "--name", "N", "--role", "koning"),
        ("--language", "fr", "info", "store"),
    ],
)
def test_wrong_usage_is_exit_code_2(cli: Cli, words: tuple[str, ...]) -> None:
    done = cli(*words)
    assert done.code == 2
    assert done.err


def commands(
    group: click.Group, before: tuple[str, ...] = ()
) -> dict[tuple[str, ...], click.Command]:
    """Every command with the words that call it."""
    found: dict[tuple[str, ...], click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found[*before, name] = command
        if isinstance(command, click.Group):
            found |= commands(command, (*before, name))
    return found


ALL = commands(casedesk)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_explains_itself(cli: Cli, words: tuple[str, ...]) -> None:
    done = cli(*words, "--help")
    assert (done.code, done.err) == (0, [])
    assert done.out[0].startswith("Usage: casedesk")
    command = ALL[words]
    assert all(option.help for option in command.params if isinstance(option, click.Option)), (
        "an option without explanation"
    )


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    for name, (_module, line) in COMMANDS.items():
        own = (ALL[name,].help or "").split("\n\n")[0].replace("\n", " ")
        assert own.startswith(line.rstrip(".").split(":")[0]), name


def test_no_command_takes_a_passphrase_from_arguments_or_environment() -> None:
    secret = ("passphrase", "password", "wachtzin", "code", "key", "secret")
    for words, command in ALL.items():
        for param in command.params:
            assert param.envvar is None, words
            if any(word in (param.name or "") for word in secret):
                assert isinstance(param.type, click.File | click.Path), (words, param.name)


# -------------------------------------------------------------------------------- tampering


def _alter(sitting: Sitting, *statements: str) -> None:
    """What somebody with the keys could do past the program."""
    with sitting.vault.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trail%'"
        triggers = connection.execute(text(query)).all()
        for trigger in triggers:
            connection.execute(text(f"DROP TRIGGER {trigger.name}"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount
        for trigger in triggers:
            connection.execute(text(trigger.sql))


TAMPERINGS: dict[str, tuple[str, ...]] = {
    "a line altered": ("UPDATE trail SET login = 'iemand' WHERE seq = 30",),
    "a line removed": (
        "DELETE FROM trail_touch WHERE seq = 30",
        "DELETE FROM trail_values WHERE seq = 30",
        "DELETE FROM trail WHERE seq = 30",
    ),
    "two lines swapped": (
        "UPDATE trail SET seq = -1 WHERE seq = 30",
        "UPDATE trail SET seq = 30 WHERE seq = 31",
        "UPDATE trail SET seq = 31 WHERE seq = -1",
    ),
    "a record altered": ("UPDATE referral SET question = 'Niets meer' WHERE id = 1",),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_verify_reports_tampering(cli: Cli, store: Path, phrase: str, name: str) -> None:
    with open_store(store, login="beheerder", passphrase="demo") as sitting:
        _alter(sitting, *TAMPERINGS[name])
    done = cli("verify", store, "--user", "logboek", "--passphrase-file", phrase)
    assert done.code == 1
    assert done.out
    assert done.err == [f"The store is not whole: {len(done.out)} findings."]
    if name == "a line altered":
        assert done.out == ["Line 30 of the trail was altered or moved."]


def test_the_program_runs_as_a_module_and_tells_its_version(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "casedesk", "--version"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith("casedesk, version ")


def test_help_does_not_import_the_program(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    check = (
        "import sys; from casedesk.cli import main; code = main(['--help']); "
        "heavy = [m for m in ('sqlalchemy', 'cryptography', 'PySide6', 'sqlcipher3', 'reportlab')"
        " if m in sys.modules]; sys.exit(str(heavy) if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", check],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_manual_names_every_command_and_no_other() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
    rows = [line for line in manual.splitlines() if line.startswith("| `")]
    assert {row.removeprefix("| `").split()[0] for row in rows} == set(COMMANDS)
    for option in set(re.findall(r"--[a-z][a-z-]*", manual)) - {"--user", "--help", "--language"}:
        options = {name for c in ALL.values() for param in c.params for name in param.opts}
        assert option in options, option
