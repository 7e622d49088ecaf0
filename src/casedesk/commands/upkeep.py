"""Commands that make, check, copy and put back a store."""

from pathlib import Path
from typing import Any

import click

from casedesk import bootstrap
from casedesk.access.rights import Right, Role, may, refusal
from casedesk.commands.asking import Stop, passphrase_from, say, sit_down, store_argument, who
from casedesk.kernel.actor import Actor
from casedesk.kernel.words import N_, _
from casedesk.store import backup as backups
from casedesk.store import facts, upgrade
from casedesk.store.journal import Act

target = click.option("--to", "to", type=click.Path(path_type=Path), required=True)


def _need(actor: Actor, right: Right) -> None:
    if not may(actor, right):
        raise Stop(refusal(right).sentence)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--cases", type=click.IntRange(1, 50_000), default=60, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it is made.")
def demo(folder: Path, cases: int, seed: int, today: Any) -> None:
    """Make a demo store with an invented region. All passphrases are: demo."""
    from casedesk.demo.build import build_demo

    with click.progressbar(length=cases, label=_("Inventing"), file=click.get_text_stream("stderr"),
                           hidden=not click.get_text_stream("stderr").isatty()) as bar:  # fmt: skip
        made = build_demo(folder, cases=cases, seed=seed, today=today and today.date(),
                          progress=bar.update)  # fmt: skip
    say(_("Demo store made: {path}").format(path=made))


@click.command()
@store_argument
@click.option("--name", required=True, help="Your own name.")
@click.option("--organisation", default="", help="Name of the store, such as your region.")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.COORDINATOR.value,
              show_default=True)  # fmt: skip
@click.option("--recovery-out", type=click.Path(path_type=Path),
              help="Write a recovery code to this file. Print it and remove the file.")  # fmt: skip
@who
def create(
    store: Path, name: str, organisation: str, role: str, recovery_out: Path | None, login: str,
    passphrase_file: Any,
) -> None:  # fmt: skip
    """Make an empty store with a first account."""
    from casedesk.store import key_changes

    phrase = passphrase_from(passphrase_file, _("New passphrase of {login}").format(login=login))
    with bootstrap.create_store(
        store, login=login, name=name, passphrase=phrase, store_name=organisation, role=role
    ) as sitting:
        if recovery_out is not None:
            write_private(recovery_out, key_changes.new_recovery_code(sitting.vault))
    say(_("Store made: {path}").format(path=store))


@click.command()
@store_argument
@who
def info(store: Path, login: str, passphrase_file: Any) -> None:
    """Tell what a store is: name, version of its tables, size, numbers."""
    from casedesk.records.counting import counts

    with sit_down(store, login, passphrase_file) as sitting:
        with sitting.vault.reading() as connection:
            made = facts.get(connection, facts.CREATED_AT) or "?"
            is_demo = facts.get(connection, bootstrap.DEMO_FACT) == "yes"
        say(_("Name: {name}").format(name=sitting.vault.name) + ("  (DEMO)" if is_demo else ""))
        say(_("Made: {when}").format(when=made))
        say(_("Tables: {revision}").format(revision=upgrade.head() or "-"))
        size = sum(f.stat().st_size for f in store.glob("store.db*"))
        say(_("Size: {n} KiB").format(n=size // 1024))
        with sitting.store.read() as session:
            for label, number in counts(session, sitting.actor):
                say(f"{label}: {number}")


@click.command()
@store_argument
@who
def verify(store: Path, login: str, passphrase_file: Any) -> None:
    """Prove that pages, trail and values of a store are whole."""
    with sit_down(store, login, passphrase_file) as sitting:
        _need(sitting.actor, Right.VERIFY)
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


@click.command()
@store_argument
@target
@who
def backup(store: Path, to: Path, login: str, passphrase_file: Any) -> None:
    """Copy a store to one encrypted file.

    With a passphrase the store may be open, and the copy is opened and checked. Without one a
    closed store is copied as it is.
    """
    if passphrase_file is None:
        backups.copy_closed(store, to)
        say(_("Copied as it is, not opened: {path}").format(path=to))
        return
    with sit_down(store, login, passphrase_file) as sitting:
        _need(sitting.actor, Right.BACKUP)
        backups.make(sitting.vault, to)
        sitting.store.note(Act.BACKUP, N_("Backup made"))
    say(_("Copied, opened and checked: {path}").format(path=to))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@target
def restore(file: Path, to: Path) -> None:
    """Put a backup back as a store in a new folder."""
    backups.restore(file, to)
    say(_("Restored: {path}. Open it with a passphrase of that moment.").format(path=to))


def write_private(path: Path, text: str) -> None:
    """Write a secret to a new file that only its owner can read."""
    with path.open("x", encoding="utf-8") as stream:
        path.chmod(0o600)
        stream.write(text + "\n")
