"""Keep Python 3.11 alive under PySide6 6.12.

The wheel of PySide6 6.12.0 is built with headers of Python 3.12 or later, where ``None``,
``True`` and ``False`` are immortal, and returns them without counting the reference. Python
3.11 (Debian 12) does count: each call of Qt that returns nothing, and each ``emit``, takes one
reference too many, until after some thousands the interpreter ends with "none_dealloc".
Measured here: 200 calls of ``processEvents`` took 200 references of ``None``.

The cure is to give those objects more references than any program can lose. From Python 3.12
on nothing is done, since nothing is wrong.
"""

import ctypes
import sys

ENOUGH = 1 << 48


def keep_singletons() -> None:
    """Make sure that the counts of Python's own single objects never run out. Twice does no harm.

    CPython keeps the count in the first word of an object.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for thing in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(thing))
        if count.value < ENOUGH:
            count.value += ENOUGH
