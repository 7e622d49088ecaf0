"""What several commands share: which store, whose passphrase, and opening it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from casedesk.kernel.words import N_, _

if TYPE_CHECKING:
    from casedesk.access.rights import Right
    from casedesk.bootstrap import Sitting

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_LOGIN = "zorgcoordinator"


class Stop(Exception):  # noqa: N818 - not a fault: the job ends with this sentence
    """The job cannot go on; ``str()`` is the sentence for the user."""


store_argument = click.argument("store", type=click.Path(path_type=Path))
target = click.option(
    "--to", "to", type=click.Path(path_type=Path), required=True, help="What to make."
)


def who(command: F) -> F:
    """Options that say who works and where the passphrase comes from."""
    command = click.option(
        "--passphrase-file",
        type=click.File("rb"),
        help="File with the passphrase on its first line; - is standard input.",
    )(command)
    return click.option(
        "--user", "login", default=DEFAULT_LOGIN, show_default=True, metavar="LOGIN",
        help="Who works in the store.",
    )(command)  # fmt: skip


def passphrase_from(file: BinaryIO | None, prompt: str, *, twice: bool = False) -> str:
    """The first line of the file, or what is typed at the prompt; ``twice`` for a new one."""
    if file is not None:
        line = file.readline()
        try:
            return line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as wrong:
            raise Stop(_("The passphrase file is not text in UTF-8.")) from wrong
    if not sys.stdin.isatty():
        raise Stop(_("Give the passphrase with --passphrase-file FILE, or - for standard input."))
    again = _("Once more") if twice else False
    return str(click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=again))


def sit_down(
    store: Path, login: str, file: BinaryIO | None, *, exclusive: bool = False
) -> "Sitting":
    """Open a store for one job, and say so if it is older than this computer remembers."""
    from casedesk.bootstrap import open_store

    phrase = passphrase_from(file, _("Passphrase of {login}").format(login=login))
    sitting = open_store(store, login=login, passphrase=phrase, exclusive=exclusive)
    _warn(sitting)
    return sitting


def _warn(sitting: "Sitting") -> None:
    from casedesk.store.anchor import AnchorState

    if sitting.anchor_state in (AnchorState.OLDER, AnchorState.FOREIGN):
        click.echo(
            _("Warning: this store is older than this computer remembers. Was a copy put back?"),
            err=True,
        )


def need(sitting: "Sitting", right: "Right") -> None:
    """Stop unless the role of who works may do this; the trail keeps that it was tried."""
    from casedesk.access.rights import may, refusal
    from casedesk.store.journal import Act

    if not may(sitting.actor, right):
        sitting.store.note(Act.REFUSED, N_("Asked for a job without the right"), result="refused")
        raise Stop(refusal(right).sentence)


def refuse_existing(*paths: Path | None) -> None:
    """Stop if there is something already where a file is to be made, or no folder for it."""
    for path in paths:
        if path is None:
            continue
        if path.exists():
            raise Stop(_("{path} is there already. Choose another name.").format(path=path))
        if not path.absolute().parent.is_dir():
            raise Stop(_("There is no folder for {path}. Make it first.").format(path=path))


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def say(sentence: str) -> None:
    """One line of outcome."""
    click.echo(sentence)
