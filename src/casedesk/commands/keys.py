"""``casedesk user``: who can open the store."""

from pathlib import Path
from typing import Any

import click

from casedesk.access.accounts import active_accounts
from casedesk.access.administration import NewAccount, add_account, revoke_account
from casedesk.access.rights import ROLE_NAMES, Role
from casedesk.commands.asking import Stop, passphrase_from, say, sit_down, store_argument, who
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


@click.group()
def user() -> None:
    """Add, list or revoke the persons who can open a store."""


@user.command("add")
@store_argument
@click.argument("new_login", metavar="NEW_LOGIN")
@click.option("--name", required=True, help="Name of the new person.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--suspects", is_flag=True, help="May see suspect data, if the role may hold it.")
@click.option("--new-passphrase-file", type=click.File("rb"),
              help="File with the new person's first passphrase.")  # fmt: skip
@who
def add(
    store: Path, new_login: str, name: str, role: str, suspects: bool,
    new_passphrase_file: Any, login: str, passphrase_file: Any,
) -> None:  # fmt: skip
    """Give a person an account and a key of their own."""
    with sit_down(store, login, passphrase_file) as sitting:
        prompt = _("First passphrase of {login}").format(login=new_login)
        phrase = passphrase_from(new_passphrase_file, prompt)
        command = NewAccount(new_login, name, role, suspects)
        answer = add_account(sitting.store, sitting.vault, command, phrase)
        if isinstance(answer, Refused):
            raise Stop(answer.sentence)
    say(_("{login} can now open the store.").format(login=new_login))


@user.command("list")
@store_argument
@who
def list_(store: Path, login: str, passphrase_file: Any) -> None:
    """List who can open the store."""
    with sit_down(store, login, passphrase_file) as sitting, sitting.store.read() as session:
        for actor in active_accounts(session):
            suspects = _("suspect data") if actor.suspects else ""
            say("\t".join((actor.login, _(ROLE_NAMES[actor.role]), actor.name, suspects)).rstrip())


@user.command("revoke")
@store_argument
@click.argument("gone", metavar="LOGIN_TO_REVOKE")
@who
def revoke(store: Path, gone: str, login: str, passphrase_file: Any) -> None:
    """Take a person's key away and rotate the keys of the store."""
    with sit_down(store, login, passphrase_file, exclusive=True) as sitting:
        answer = revoke_account(sitting.store, sitting.vault, gone)
        if isinstance(answer, Refused):
            raise Stop(answer.sentence)
    say(_("{login} can no longer open the store. Old backups stay readable to them.").format(
        login=gone))  # fmt: skip
