"""Read a file that somebody drags in: only a plain file, as a whole, and not while it changes.

Nothing is copied anywhere on the way: the bytes go from the file into memory and from there into
the encrypted store.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casedesk.documents.file_names import plain_name
from casedesk.documents.limits import Limits
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _, current_language

_STEP = 1 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was read; ``name`` is safe to show and to keep."""

    name: str
    data: bytes


def silent(_done: int, _total: int) -> None:
    """Nobody follows the progress."""


def take_file(path: Path, limits: Limits, progress: Progress = silent) -> Taken | Refused:
    """Read a file. ``progress`` hears bytes done and in all; it may raise to stop."""
    name = plain_name(path.name)
    try:
        about = path.lstat()
        problem = _strange(about.st_mode) or _size_problem(about.st_size, limits)
        if problem:
            return Refused(problem)
        # Never wait for the other end of a pipe, never follow a link put there meanwhile.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as stream:
            before = os.fstat(stream.fileno())
            problem = _strange(before.st_mode) or _size_problem(before.st_size, limits)
            if problem:
                return Refused(problem)
            data = bytearray()
            # One byte more than it should be: so a file that grows is seen.
            while len(data) <= before.st_size and (piece := stream.read(_STEP)):
                data += piece
                progress(min(len(data), before.st_size), before.st_size)
            after = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return Refused(_("This file cannot be read. Check that it is there and that you may."))
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed or len(data) != before.st_size:
        return Refused(_("This file changed while it was read. Close it elsewhere and try again."))
    return Taken(name, bytes(data))


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1000:
        return _("{n} bytes").format(n=size)
    for unit, word in ((1_000_000, _("{n} kB")), (1_000_000_000, _("{n} MB"))):
        if size < unit:
            return word.format(n=_number(size / (unit / 1000)))
    return _("{n} GB").format(n=_number(size / 1_000_000_000))


def _number(value: float) -> str:
    from babel.numbers import format_decimal

    pattern = "0.#" if value < 10 else "0"
    return str(format_decimal(value, pattern, locale=current_language()))


def _strange(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return _("This is a folder. Add the files in it one by one.")
    if stat.S_ISLNK(mode):
        return _("This is a link to another place. Add the file itself.")
    if not stat.S_ISREG(mode):
        return _("This is no plain file. Only files can be added.")
    return ""


def _size_problem(size: int, limits: Limits) -> str:
    if size == 0:
        return _("This file is empty.")
    if size > limits.file_bytes:
        return _("This file is {size}. At most {most} fits. Make it smaller or split it.").format(
            size=size_words(size), most=size_words(limits.file_bytes)
        )
    return ""
