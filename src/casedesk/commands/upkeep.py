"""Commands that make a store, look at it and keep it well."""

import sys
from pathlib import Path
from typing import Any

import click

from casedesk import bootstrap
from casedesk.access.rights import Right, Role
from casedesk.commands.asking import (
    Stop,
    need,
    passphrase_from,
    refuse_existing,
    say,
    sit_down,
    store_argument,
    who,
    write_private,
)
from casedesk.kernel.words import _
from casedesk.store import facts
from casedesk.store.inside import revision_of


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--cases", type=click.IntRange(1, 50_000), default=60, show_default=True,
              help="How many cases to invent.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True,
              help="Another seed invents other people.")  # fmt: skip
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it is made.")
def demo(folder: Path, cases: int, seed: int, today: Any) -> None:
    """Make a demo store with an invented region.

    DIR becomes the store if its name ends in .casedesk; any other folder gets one inside. The
    logins are zorgcoordinator, waarnemer, aandachtsfunctionaris, leidinggevende, logboek and
    beheerder; the passphrase of each is: demo.
    """
    from casedesk.demo.build import build_demo

    stream = sys.stderr
    with click.progressbar(
        length=cases, label=_("Inventing"), file=stream, hidden=not stream.isatty()
    ) as bar:
        made = build_demo(
            folder, cases=cases, seed=seed, today=today and today.date(), progress=bar.update
        )
    say(_("Demo store made: {path}").format(path=made))


@click.command()
@store_argument
@click.option("--name", required=True, help="Your own name.")
@click.option("--organisation", default="", help="Name of the store, such as your region.")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.COORDINATOR.value,
              show_default=True, help="Your own role.")  # fmt: skip
@click.option("--recovery-out", type=click.Path(path_type=Path),
              help="Write a recovery code to this file. Print it and remove the file.")  # fmt: skip
@who
def create(
    store: Path, name: str, organisation: str, role: str, recovery_out: Path | None, login: str,
    passphrase_file: Any,
) -> None:  # fmt: skip
    """Make an empty store with a first account."""
    from casedesk.store import key_changes

    refuse_existing(recovery_out)
    prompt = _("New passphrase of {login}").format(login=login)
    phrase = passphrase_from(passphrase_file, prompt, twice=True)
    with bootstrap.create_store(
        store, login=login, name=name, passphrase=phrase, store_name=organisation, role=role
    ) as sitting:
        if recovery_out is not None:
            code = key_changes.new_recovery_code(sitting.vault)
            write_private(recovery_out, f"{code}\n".encode())
    say(_("Store made: {path}").format(path=store))


@click.command()
@store_argument
@who
def info(store: Path, login: str, passphrase_file: Any) -> None:
    """Tell what a store is: name, version of its tables, size, numbers.

    Counts what the person who asks may see.
    """
    from casedesk.records.counting import counts

    with sit_down(store, login, passphrase_file) as sitting:
        with sitting.vault.reading() as connection:
            made = facts.get(connection, facts.CREATED_AT) or "?"
            first = facts.get(connection, bootstrap.DEMO_CASE_FACT)
            revision = revision_of(connection.connection.driver_connection)
        mark = "  (DEMO)" if sitting.is_demo else ""
        say(_("Name: {name}").format(name=sitting.vault.name) + mark)
        say(_("Made: {when}").format(when=made))
        say(_("Tables: {revision}").format(revision=revision or "-"))
        size = sum(file.stat().st_size for file in store.glob("store.db*"))
        say(_("Size: {n} KiB").format(n=size // 1024))
        if first:
            say(_("Case to begin with: {number}").format(number=first))
        with sitting.store.read() as session:
            for label, number in counts(session, sitting.actor):
                say(f"{label}: {number}")


@click.command()
@store_argument
@who
def verify(store: Path, login: str, passphrase_file: Any) -> None:
    """Prove that pages, trail and values of a store are whole."""
    with sit_down(store, login, passphrase_file) as sitting:
        need(sitting, Right.VERIFY)
        report = bootstrap.verify_store(sitting)
        for finding in report.findings:
            say(finding.sentence)
        if not report.whole:
            raise Stop(_("The store is not whole: {n} findings.").format(n=len(report.findings)))
        for seq, certificate in report.destroyed:
            say(_("The values of line {n} were destroyed under certificate {c}.").format(
                n=seq, c=certificate))  # fmt: skip
        say(_("The store is whole: {lines} lines in the trail, {records} records.").format(
            lines=report.lines, records=report.records))  # fmt: skip


@click.command()
@store_argument
@who
def migrate(store: Path, login: str, passphrase_file: Any) -> None:
    """Bring an older store up to date, after a checked backup."""
    phrase = passphrase_from(passphrase_file, _("Passphrase of {login}").format(login=login))
    done = bootstrap.migrate_store(store, login=login, passphrase=phrase)
    say(_("The store is up to date.") if done else _("There was nothing to do."))
