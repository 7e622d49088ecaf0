"""Each command does its job, says so in one line, and leaves what it should."""

from __future__ import annotations

import io
import re
import shutil
import stat
import sys
from pathlib import Path

import pikepdf
import pytest
from icalendar import Calendar
from sqlalchemy import text

from casedesk.bootstrap import open_store
from casedesk.store import vault
from tests.cli.conftest import Cli
from tests.content import records_hash, whole_hash
from tests.handover.authorities import PASSPHRASE, an_authority

STRONG = "paard fiets maan lamp wolk"
OTHER = "tafel boot ketel regen dak"
SHELTER = "Opvanghuis De Verzonnen Haven"


def content(path: Path) -> tuple[str, str]:
    """What the store says, without leaving a line in it."""
    with (
        vault.open_vault(path, login="zorgcoordinator", passphrase="demo") as opened,
        opened.reading() as connection,
    ):
        return records_hash(connection), whole_hash(connection)


def a_file(folder: Path, name: str, line: str) -> Path:
    path = folder / name
    path.write_text(line + "\n", encoding="utf-8")
    return path


def is_private(path: Path) -> bool:
    return sys.platform == "win32" or path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("opened", [False, True], ids=["as it is", "opened and checked"])
def test_demo_verify_backup_restore_verify_gives_equal_content(
    cli: Cli, tmp_path: Path, phrase: str, opened: bool
) -> None:
    made = cli("demo", tmp_path, "--cases", "2", "--today", "2026-03-02")
    store, back = tmp_path / "demo.casedesk", tmp_path / "terug.casedesk"
    assert (made.code, made.err) == (0, [])
    assert made.out == [f"Demo store made: {store}"]
    assert cli("verify", store, "--passphrase-file", phrase).code == 0

    before = content(store)
    more = ("--passphrase-file", phrase) if opened else ()
    assert cli("backup", store, "--to", tmp_path / "kopie", *more).code == 0
    assert cli("restore", tmp_path / "kopie", "--to", back).code == 0
    after = content(back)
    assert after[0] == before[0]
    # Opening the store leaves a line in its trail, and so in the copy.
    assert (after[1] == before[1]) is not opened
    checked = cli("verify", back, "--passphrase-file", phrase)
    assert (checked.code, checked.err) == (0, [])
    assert checked.out[0].startswith("The store is whole: ")


def test_a_backup_with_a_passphrase_is_made_while_the_store_is_open(
    cli: Cli, store: Path, tmp_path: Path, phrase: str
) -> None:
    with open_store(store, login="waarnemer", passphrase="demo"):
        refused = cli("backup", store, "--to", tmp_path / "x.bak")
        assert (refused.code, len(refused.err)) == (1, 1)
        done = cli("backup", store, "--to", tmp_path / "x.bak", "--passphrase-file", phrase)
    assert done.code == 0


def test_info_counts_what_the_reader_may_see(cli: Cli, store: Path, phrase: str, case: str) -> None:
    def told(login: str) -> dict[str, str]:
        shown = cli("info", store, "--user", login, "--passphrase-file", phrase)
        assert shown.code == 0
        return dict(line.split(": ", 1) for line in shown.out)

    mine = told("zorgcoordinator")
    assert mine["Name"] == "Regio Tussen de Verzonnen Meren  (DEMO)"
    assert mine["Case to begin with"] == case
    assert mine["Cases"] == "3"
    assert int(mine["Suspect details (shielded)"]) > 0
    assert "Suspect details (shielded)" not in told("waarnemer")
    keeper = told("beheerder")
    assert "Cases" not in keeper
    assert keeper["Accounts"] == "6"


def test_a_handover_is_an_encrypted_file_with_its_passphrase_apart(
    cli: Cli, store: Path, tmp_path: Path, phrase: str, case: str
) -> None:
    file, secret = tmp_path / "overdracht.pdf", tmp_path / "wachtwoord.txt"
    done = cli(
        "handover", store, "--case", case, "--partner", SHELTER, "--purpose", "Opvang regelen",
        "--ground", "public_task", "--informed", "yes", "--request", "Plek deze week",
        "--answer-by", "2026-03-09", "--to", file, "--passphrase-out", secret,
        "--passphrase-file", phrase,
    )  # fmt: skip
    assert (done.code, done.err) == (0, [])
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(file)
    with pikepdf.open(file, password=secret.read_text("utf-8").strip()) as pdf:
        assert len(pdf.pages) >= 1
    assert is_private(file)
    assert is_private(secret)
    with (
        open_store(store, login="zorgcoordinator", passphrase="demo") as sitting,
        sitting.vault.reading() as connection,
    ):
        row = connection.execute(text("SELECT purpose, made_by FROM disclosure")).one()
    assert tuple(row) == ("Opvang regelen", "zorgcoordinator")


def test_a_handover_is_signed_with_the_certificate_that_was_given(
    cli: Cli, store: Path, tmp_path: Path, phrase: str, case: str
) -> None:
    file, secret = tmp_path / "getekend.pdf", tmp_path / "wachtwoord.txt"
    (certificate := tmp_path / "kantoor.p12").write_bytes(an_authority().seal().pkcs12)
    (opens := tmp_path / "sleutel.txt").write_text(f"{PASSPHRASE}\n", "utf-8")
    done = cli(
        "handover", store, "--case", case, "--partner", SHELTER, "--purpose", "Opvang regelen",
        "--ground", "public_task", "--informed", "yes", "--to", file, "--passphrase-out", secret,
        "--certificate", certificate, "--certificate-passphrase-file", opens,
        "--passphrase-file", phrase,
    )  # fmt: skip
    assert (done.code, done.err) == (0, [])
    with pikepdf.open(file, password=secret.read_text("utf-8").strip()) as pdf:
        assert pdf.Root.AcroForm.Fields[0].FT == "/Sig"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--case", "1999-0001"),
        ("--partner", "Bestaat Niet"),
        ("--ground", "because"),
        ("--person", "Iemand Anders"),
        ("--informed", "maybe"),
    ],
)
def test_a_handover_that_cannot_be_made_says_why_and_leaves_no_file(
    cli: Cli, store: Path, tmp_path: Path, phrase: str, case: str, option: str, value: str
) -> None:
    given = {
        "--case": case, "--partner": SHELTER, "--purpose": "Opvang", "--ground": "consent",
        "--to": str(tmp_path / "x.pdf"), "--passphrase-out": str(tmp_path / "x.txt"),
        "--passphrase-file": phrase,
    }  # fmt: skip
    given[option] = value
    done = cli("handover", store, *(word for pair in given.items() for word in pair))
    assert done.code == 1
    assert len(done.err) == 1
    assert not (tmp_path / "x.pdf").exists()
    assert not (tmp_path / "x.txt").exists()


def test_a_summary_is_a_file_without_names(
    cli: Cli, store: Path, tmp_path: Path, phrase: str, case: str
) -> None:
    file = tmp_path / "samenvatting.pdf"
    words = ("summary", store, "--case", case, "--to", file, "--passphrase-file", phrase)
    assert cli(*words).code == 0
    with pikepdf.open(file) as pdf:
        assert 1 <= len(pdf.pages) <= 2
    again = cli(*words)
    assert (again.code, again.err) == (1, [f"{file} is there already. Choose another name."])


def test_a_calendar_has_days_and_numbers_and_no_name(
    cli: Cli, store: Path, tmp_path: Path, phrase: str
) -> None:
    mine, everybodys = tmp_path / "mijn.ics", tmp_path / "alles.ics"
    words = ("calendar", store, "--passphrase-file", phrase)
    made = cli(*words, "--to", mine, "--alarm")
    assert made.code == 0
    assert made.out[0].startswith("Calendar with ")
    assert cli(*words, "--to", everybodys, "--all").code == 0
    events = Calendar.from_ical(mine.read_bytes()).walk("VEVENT")
    assert events
    assert len(events) <= len(Calendar.from_ical(everybodys.read_bytes()).walk("VEVENT"))
    for event in events:
        assert re.fullmatch(
            r"(Deadline|Action|Reminder|Date)( \d{4}-\d{4})?", str(event["SUMMARY"])
        )
    assert stat.S_IMODE(mine.stat().st_mode) == 0o600


def test_create_makes_a_store_and_the_recovery_code_lets_others_in(
    cli: Cli, tmp_path: Path
) -> None:
    store, code = tmp_path / "nieuw.casedesk", tmp_path / "code.txt"
    mine = a_file(tmp_path, "mijn.txt", STRONG)
    theirs = a_file(tmp_path, "hun.txt", OTHER)
    made = cli(
        "create", store, "--name", "Anna Verzonnen", "--organisation", "Regio Niemandsland",
        "--recovery-out", code, "--passphrase-file", mine,
    )  # fmt: skip
    assert (made.code, made.err) == (0, [])
    assert is_private(code)

    # Alone as a coordinator one may not give accounts; with the printed code one may.
    new = ("user", "add", store, "bram", "--name", "Bram", "--role", "beheerder",
           "--new-passphrase-file", theirs)  # fmt: skip
    assert cli(*new, "--passphrase-file", mine).code == 1
    assert cli(*new, "--recovery-code-file", code).code == 0
    shown = cli("user", "list", store, "--user", "bram", "--passphrase-file", theirs)
    assert [line.split("\t")[0] for line in shown.out] == ["bram", "zorgcoordinator"]

    wrong = a_file(tmp_path, "fout.txt", "00000-" * 8)
    assert cli(*new, "--recovery-code-file", wrong).code == 1
    both = cli(*new, "--recovery-code-file", code, "--passphrase-file", mine)
    assert both.code == 2


def test_a_lost_passphrase_is_renewed_and_a_revoked_person_is_out(
    cli: Cli, store: Path, tmp_path: Path, phrase: str
) -> None:
    new = a_file(tmp_path, "nieuw.txt", STRONG)
    keeper = ("--user", "beheerder", "--passphrase-file", phrase)
    assert cli("user", "renew", store, "waarnemer", "--new-passphrase-file", new, *keeper).code == 0
    as_deputy = ("info", store, "--user", "waarnemer", "--passphrase-file")
    assert cli(*as_deputy, phrase).code == 1
    assert cli(*as_deputy, new).code == 0

    revoked = cli("user", "revoke", store, "waarnemer", *keeper)
    assert (revoked.code, revoked.err) == (0, [])
    assert cli(*as_deputy, new).code == 1
    again = cli("user", "renew", store, "waarnemer", "--new-passphrase-file", new, *keeper)
    assert (again.code, len(again.err)) == (1, 1)
    assert cli("verify", store, *keeper).code == 0


def test_migrate_says_when_there_is_nothing_to_do(cli: Cli, store: Path, phrase: str) -> None:
    done = cli("migrate", store, "--passphrase-file", phrase)
    assert (done.code, done.out) == (0, ["There was nothing to do."])


def test_messages_are_dutch_unless_asked_otherwise(cli: Cli, store: Path, phrase: str) -> None:
    done = cli("migrate", store, "--passphrase-file", phrase, language="nl")
    assert done.out == ["Er was niets te doen."]


def test_passphrases_come_line_by_line_from_standard_input(
    cli: Cli, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.TextIOWrapper(io.BytesIO(f"demo\n{STRONG}\r\n".encode()))
    monkeypatch.setattr(sys, "stdin", said)
    words = (
        "user", "add", store, "nieuw", "--name", "Nieuw", "--role", "waarnemer",
        "--user", "beheerder", "--passphrase-file", "-", "--new-passphrase-file", "-",
    )  # fmt: skip
    assert cli(*words).code == 0
    open_store(store, login="nieuw", passphrase=STRONG).close()


def test_without_file_and_prompt_it_says_how_to_give_the_passphrase(
    cli: Cli, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    done = cli("verify", store)
    assert done.code == 1
    assert done.err == ["Give the passphrase with --passphrase-file FILE, or - for standard input."]


def test_a_person_at_a_terminal_is_asked(
    cli: Cli, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []

    def prompt(words: str, **_options: object) -> str:
        asked.append(words)
        return "demo"

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("click.prompt", prompt)
    assert cli("verify", store, "--user", "logboek").code == 0
    assert asked == ["Passphrase of logboek"]


def test_a_store_that_was_put_back_by_hand_is_spoken_of(
    cli: Cli, made_once: Path, store: Path, phrase: str
) -> None:
    assert cli("info", store, "--passphrase-file", phrase).err == []
    shutil.rmtree(store)
    shutil.copytree(made_once, store)
    warned = cli("info", store, "--passphrase-file", phrase)
    assert warned.code == 0
    assert len(warned.err) == 1
    assert warned.err[0].startswith("Warning: this store is older")
