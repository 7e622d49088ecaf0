"""Find the data that travels with the program: ``resources/`` and ``migrations/``.

In a source tree both stand at the top; in an installed package the build maps them to
``casedesk/_resources`` and ``casedesk/_migrations``. Nothing else may know the difference.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    if installed.is_dir():
        return installed
    tree = _PACKAGE.parent.parent / name
    if tree.is_dir():
        return tree
    raise FileNotFoundError(f"CaseDesk is incomplete: its folder {name!r} is missing")


def resource_path(*parts: str) -> Path:
    """Path of a shipped data file or folder, such as ``("code_lists",)``."""
    return _folder("resources").joinpath(*parts)


def migrations_path() -> Path:
    """Folder with the migration scripts that bring an older store up to date."""
    return _folder("migrations")
