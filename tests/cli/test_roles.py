"""Per role: each command does just what the table of rights allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from casedesk.access.rights import RIGHTS, Right, Role
from casedesk.bootstrap import open_store
from casedesk.store.journal import Act, Trail
from tests.cli.conftest import Cli

LOGINS = {
    "zorgcoordinator": Role.COORDINATOR,
    "waarnemer": Role.DEPUTY,
    "aandachtsfunctionaris": Role.FOCAL_OFFICER,
    "leidinggevende": Role.SUPERVISOR,
    "logboek": Role.LOG_OFFICER,
    "beheerder": Role.KEEPER,
}

# Each job, the right it takes (None: all who can open the store), and words that let it begin
# without changing anything.
JOBS: dict[str, tuple[Right | None, tuple[str, ...]]] = {
    "info": (None, ()),
    "migrate": (None, ()),
    "user list": (None, ()),
    "verify": (Right.VERIFY, ()),
    "backup": (Right.BACKUP, ("--to", "{tmp}/{login}.bak")),
    "handover": (
        Right.HANDOVER,
        ("--case", "0000-0000", "--partner", "-", "--purpose", "-", "--ground", "consent",
         "--to", "{tmp}/x.pdf", "--passphrase-out", "{tmp}/x.txt"),
    ),
    "summary": (Right.SUMMARY, ("--case", "{case}", "--to", "{tmp}/{login}.pdf")),
    "calendar": (Right.SUMMARY, ("--to", "{tmp}/{login}.ics")),
    "user add": (
        Right.ACCOUNTS,
        ("waarnemer", "--name", "-", "--role", "waarnemer", "--new-passphrase-file", "{phrase}"),
    ),
    "user renew": (Right.ACCOUNTS, ("niemand", "--new-passphrase-file", "{phrase}")),
    "user revoke": (Right.ACCOUNTS, ("niemand",)),
}  # fmt: skip
REFUSAL = "Your role may not do this. Ask the administrator if you need it."


def run(
    cli: Cli, store: Path, phrase: str, job: str, login: str, case: str = "-"
) -> tuple[int, list[str]]:
    places = {"tmp": str(store.parent), "phrase": phrase, "login": login, "case": case}
    more = [word.format(**places) for word in JOBS[job][1]]
    done = cli(*job.split(), store, *more, "--user", login, "--passphrase-file", phrase)
    return done.code, done.err


@pytest.mark.parametrize("login", LOGINS)
def test_each_command_obeys_the_table(
    cli: Cli, store: Path, phrase: str, case: str, login: str
) -> None:
    for job, (right, _words) in JOBS.items():
        allowed = right is None or right in RIGHTS[LOGINS[login]]
        code, err = run(cli, store, phrase, job, login, case)
        assert (err == [REFUSAL]) is not allowed, (job, err)
        assert code == 0 or len(err) == 1, job
    assert not (store.parent / "x.pdf").exists()


def test_the_table_says_what_the_field_expects() -> None:
    """Written out once more, so that nobody widens a role unseen (domain.md 5.1 and 5.4)."""
    may = {
        job: {login for login, role in LOGINS.items() if right is None or right in RIGHTS[role]}
        for job, (right, _words) in JOBS.items()
    }
    assert may["handover"] == {"zorgcoordinator", "waarnemer"}
    assert may["summary"] == {"zorgcoordinator", "waarnemer", "leidinggevende"}
    assert may["calendar"] == may["summary"]
    assert may["verify"] == {"zorgcoordinator", "logboek", "beheerder"}
    assert may["backup"] == {"zorgcoordinator", "waarnemer", "beheerder"}
    assert may["user add"] == may["user renew"] == may["user revoke"] == {"beheerder"}


def test_what_was_refused_stands_in_the_trail(cli: Cli, store: Path, phrase: str) -> None:
    run(cli, store, phrase, "handover", "beheerder")
    with (
        open_store(store, login="logboek", passphrase="demo") as sitting,
        sitting.vault.reading() as connection,
    ):
        query = select(Trail.login, Trail.result).where(Trail.act == Act.REFUSED.value)
        assert connection.execute(query).all() == [("beheerder", "refused")]
