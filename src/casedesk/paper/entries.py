"""Fields of a form: what each of them is, before it has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

YES = "yes"
"""What a ticked box reads back as."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One box to fill in. Boxes with the same name and a ``code`` exclude each other.

    ``label`` is what assistive technology says at the box: for an option with its question.
    """

    kind: Literal["text", "tick", "option"]
    name: str
    label: str
    code: str = YES
    lines: int = 1
    default: str = ""
    group: str = ""  # the question of an option
