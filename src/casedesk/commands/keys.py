"""``casedesk user``: who can open the store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from casedesk import bootstrap
from casedesk.access.accounts import active_accounts
from casedesk.access.administration import (
    NewAccount,
    add_account,
    renew_account,
    revoke_account,
)
from casedesk.access.rights import ROLE_NAMES, Right, Role
from casedesk.bootstrap import Sitting
from casedesk.commands.asking import (
    Stop,
    need,
    passphrase_from,
    say,
    sit_down,
    store_argument,
    who,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _

F = TypeVar("F", bound=Callable[..., Any])


def who_or_code(command: F) -> F:
    """Who works in the store, or the recovery code where nobody can: it may give accounts."""
    command = click.option(
        "--recovery-code-file",
        type=click.File("rb"),
        help="File with the recovery code, in place of a login; - is standard input.",
    )(command)
    return who(command)


new_passphrase = click.option(
    "--new-passphrase-file",
    type=click.File("rb"),
    help="File with the passphrase for that person; - is the next line of standard input.",
)


@click.group()
def user() -> None:
    """Add, list, renew or revoke the persons who can open a store."""


@user.command("add")
@store_argument
@click.argument("new_login", metavar="NEW_LOGIN")
@click.option("--name", required=True, help="Name of the new person.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True,
              help="What the new person does here.")  # fmt: skip
@click.option("--suspects", is_flag=True, help="May see suspect data, if the role may hold it.")
@new_passphrase
@who_or_code
def add(
    store: Path, new_login: str, name: str, role: str, suspects: bool,
    new_passphrase_file: Any, login: str, passphrase_file: Any, recovery_code_file: Any,
) -> None:  # fmt: skip
    """Give a person an account and a key of their own."""
    with _sit_down(store, login, passphrase_file, recovery_code_file) as sitting:
        need(sitting, Right.ACCOUNTS)
        prompt = _("First passphrase of {login}").format(login=new_login)
        phrase = passphrase_from(new_passphrase_file, prompt, twice=True)
        command = NewAccount(new_login, name, role, suspects)
        _stop_if_refused(add_account(sitting.store, sitting.vault, command, phrase))
    say(_("{login} can now open the store.").format(login=new_login))


@user.command("list")
@store_argument
@who_or_code
def list_(store: Path, login: str, passphrase_file: Any, recovery_code_file: Any) -> None:
    """List who can open the store; everybody who works in it may know."""
    with (
        _sit_down(store, login, passphrase_file, recovery_code_file) as sitting,
        sitting.store.read() as session,
    ):
        for actor in active_accounts(session):
            suspects = _("suspect data") if actor.suspects else ""
            row = (actor.login, _(ROLE_NAMES[actor.role]), actor.name, suspects)
            say("\t".join(row).rstrip())


@user.command("renew")
@store_argument
@click.argument("whose", metavar="LOGIN_TO_RENEW")
@new_passphrase
@who_or_code
def renew(
    store: Path, whose: str, new_passphrase_file: Any, login: str, passphrase_file: Any,
    recovery_code_file: Any,
) -> None:  # fmt: skip
    """Give a person who forgot the passphrase another one."""
    with _sit_down(store, login, passphrase_file, recovery_code_file) as sitting:
        need(sitting, Right.ACCOUNTS)
        prompt = _("New passphrase of {login}").format(login=whose)
        phrase = passphrase_from(new_passphrase_file, prompt, twice=True)
        _stop_if_refused(renew_account(sitting.store, sitting.vault, whose, phrase))
    say(_("{login} can open the store with the new passphrase.").format(login=whose))


@user.command("revoke")
@store_argument
@click.argument("gone", metavar="LOGIN_TO_REVOKE")
@who_or_code
def revoke(
    store: Path, gone: str, login: str, passphrase_file: Any, recovery_code_file: Any
) -> None:
    """Take a person's key away and rotate the keys of the store."""
    with _sit_down(store, login, passphrase_file, recovery_code_file) as sitting:
        need(sitting, Right.ACCOUNTS)
        _stop_if_refused(revoke_account(sitting.store, sitting.vault, gone))
    say(_("{login} can no longer open the store. Old backups stay readable to them.").format(
        login=gone))  # fmt: skip


def _sit_down(store: Path, login: str, file: Any, code_file: Any) -> Sitting:
    if code_file is None:
        return sit_down(store, login, file)
    if file is not None:
        raise click.UsageError("Give a passphrase or the recovery code, not both.")
    return bootstrap.open_with_recovery_code(store, code=passphrase_from(code_file, ""))


def _stop_if_refused(answer: Changes | Refused) -> None:
    if isinstance(answer, Refused):
        raise Stop(answer.sentence)
