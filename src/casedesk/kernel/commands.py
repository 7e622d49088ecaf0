"""What a user can order, declared once: menu, toolbar, shortcut and palette read it.

The Qt-free half; the desktop binds a command to the function that carries it out.
"""

from dataclasses import dataclass
from enum import StrEnum


class Menu(StrEnum):
    """The menu in which a command stands; ``NONE`` is reached by shortcut and palette only."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    GO = "go"
    HELP = "help"
    PAGE = "page"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Command:
    """One order. ``text`` is the source text, marked with ``N_``; no "..." and no full stop.

    ``shortcut`` is portable text ("Ctrl+L"), or the name of a standard key of the platform
    after "std:" ("std:Undo"). ``group`` keeps neighbours together between two lines of a menu.
    """

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    menu: Menu = Menu.PAGE
    group: int = 0
    hint: str = ""
