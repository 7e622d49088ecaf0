"""Commands that copy a store and put a copy back: ``backup`` and ``restore``."""

from pathlib import Path
from typing import Any

import click

from casedesk.access.rights import Right
from casedesk.commands.asking import need, say, sit_down, store_argument, target, who
from casedesk.kernel.words import N_, _
from casedesk.store import backup as backups
from casedesk.store.journal import Act


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
        need(sitting, Right.BACKUP)
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
