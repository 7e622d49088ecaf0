"""Stores on disk that are opened as the program opens them, only with a cheap key.

The same helpers serve tests and the child processes that tests start and kill: a child calls
``cheap_keys`` first. A real program refuses such a store.
"""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from casedesk import bootstrap
from casedesk.bootstrap import Sitting
from casedesk.store import kdf
from tests.builders import CHEAP, PASSPHRASE
from tests.faults.filled import fill_with_every_kind

LOGIN = "anna"
_rest_of_run: list[tempfile.TemporaryDirectory[str]] = []


def cheap_keys() -> None:
    """From now on this process makes and accepts keys that cost nothing."""
    kdf.STANDARD = CHEAP


def a_closed_store(folder: Path, name: str = "regio") -> Path:
    """A new empty store with one account, made by the migrations and copied from then on."""
    return Path(shutil.copytree(_empty(), folder / f"{name}.casedesk"))


def a_filled_store(folder: Path, name: str = "regio") -> Path:
    """The same with a case and a record of every kind; opened and closed once since."""
    return Path(shutil.copytree(_filled(), folder / f"{name}.casedesk"))


def sit(path: Path, login: str = LOGIN, passphrase: str = PASSPHRASE) -> Sitting:
    """Sit down in it as a person does."""
    return bootstrap.open_store(path, login=login, passphrase=passphrase)


@cache
def _empty() -> Path:
    _rest_of_run.append(folder := tempfile.TemporaryDirectory(prefix="casedesk-faults-"))
    path = Path(folder.name) / "leeg.casedesk"
    bootstrap.create_store(
        path, login=LOGIN, name="Anna Verzonnen", passphrase=PASSPHRASE, store_name="Regio",
        kdf=CHEAP,
    ).close()  # fmt: skip
    return path


@cache
def _filled() -> Path:
    path = a_closed_store(_empty().parent, "vol")
    with sit(path) as sitting:
        fill_with_every_kind(sitting)
    return path
