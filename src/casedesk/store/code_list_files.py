"""Read the code lists that travel with the program.

A code list is dated data: its rows say from and until which day a code may be chosen. The files
stand in ``resources/code_lists`` (its README describes them); a store takes them in when it is
made and when it is brought up to date. Nothing here touches a store.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casedesk.kernel.resources import resource_path

HEADER = ("code", "label_nl", "label_en", "valid_from", "valid_to", "parent", "source", "note")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code with its labels and the days on which it may be chosen.

    ``valid_from`` is the first day, ``valid_to`` the first day on which it is no longer valid;
    ``None`` leaves that side open. ``parent`` is a code of the list's parent list, or empty.
    ``note`` holds remarks and ``name=value`` facts such as ``inverse=child_of``.
    """

    code: str
    label_nl: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    parent: str
    source: str
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the code may be chosen on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes, its rows in the order in which people should see them."""

    name: str
    title_nl: str
    title_en: str
    source: str
    rows: tuple[CodeRow, ...]
    licence: str = ""
    parent_list: str = ""


def read_lists() -> tuple[CodeList, ...]:
    """All shipped code lists, by name. Raises ``ValueError`` for a file that breaks the rules."""
    folder = resource_path("code_lists")
    with (folder / "index.toml").open("rb") as index_file:
        index = tomllib.load(index_file)
    return tuple(
        CodeList(
            name=name,
            title_nl=entry["title_nl"],
            title_en=entry["title_en"],
            source=entry["source"],
            rows=_read_rows(folder / f"{name}.csv"),
            licence=entry["licence"],
            parent_list=entry.get("parent_list", name),
        )
        for name, entry in sorted(index.items())
    )


def _read_rows(path: Path) -> tuple[CodeRow, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        # The csv module leaves every cell as text: "NA" is Namibia and "0363" keeps its zero.
        lines = csv.reader(file)
        if tuple(next(lines, ())) != HEADER:
            raise ValueError(f"{path.name}: the first line is not the agreed header")
        return tuple(_row(path, cells) for cells in lines)


def _row(path: Path, cells: list[str]) -> CodeRow:
    if len(cells) != len(HEADER):
        raise ValueError(f"{path.name}: {cells[0]!r} has {len(cells)} cells, not {len(HEADER)}")
    code, label_nl, label_en, valid_from, valid_to, parent, source, note = cells
    try:
        first, end = _day(valid_from), _day(valid_to)
    except ValueError as error:
        raise ValueError(f"{path.name}: {code!r} has a date that is no date") from error
    return CodeRow(code, label_nl, label_en, first, end, parent, source, note)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
