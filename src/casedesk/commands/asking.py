"""What several commands share: which store, whose passphrase, and opening it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from casedesk.bootstrap import Sitting, open_store
from casedesk.kernel.words import _

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_LOGIN = "zorgcoordinator"


class Stop(Exception):  # noqa: N818 - not a fault: the job ends with this sentence
    """The job cannot go on; ``str()`` is the sentence for the user."""


store_argument = click.argument("store", type=click.Path(path_type=Path))


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


def passphrase_from(file: Any, prompt: str) -> str:
    """The first line of the file, or what is typed at the prompt."""
    if file is not None:
        line: bytes = file.readline()
        try:
            return line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as wrong:
            raise Stop(_("The passphrase file is not text in UTF-8.")) from wrong
    if not sys.stdin.isatty():
        raise Stop(_("Give the passphrase with --passphrase-file FILE, or - for standard input."))
    return str(click.prompt(prompt, hide_input=True, err=True))


def sit_down(store: Path, login: str, file: Any, *, exclusive: bool = False) -> Sitting:
    """Open a store for one job."""
    phrase = passphrase_from(file, _("Passphrase of {login}").format(login=login))
    return open_store(store, login=login, passphrase=phrase, exclusive=exclusive)


def say(sentence: str) -> None:
    """One line of outcome."""
    click.echo(sentence)
