"""What goes, as rows per kind of record: what internal documents are laid out from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.handover.facts import Resolution
from casedesk.kernel.words import _, ngettext
from casedesk.paper.blocks import Block, Heading, Paragraph, Table

OPEN_ACTIONS = ("open", "running", "waiting")
OPEN_REFERRALS = ("draft", "sent", "received", "accepted", "started")


@dataclass(frozen=True, slots=True)
class Room:
    """How much stands in each list: rows, and characters in a cell."""

    rows: int
    cell: int


ROOMS = (Room(8, 120), Room(8, 60), Room(6, 48), Room(5, 40), Room(4, 32), Room(3, 24))
"""From roomy to tight; the first that keeps within the pages is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one record that the reader may have: as typed and as shown."""

    record_id: int
    value: Mapping[str, Any]
    text: Mapping[str, str]
    about: str

    def late(self, due: str, met: str, day: date) -> bool:
        """Whether a date has passed that was not met."""
        on = self.value.get(due)
        return on is not None and on < day and self.value.get(met) is None

    def timing(self, due: str, day: date) -> str:
        """Where a date stands, in a word."""
        on = self.value.get(due)
        if on is None:
            return _("no date")
        if on < day:
            return _("late")
        return _("today") if on == day else _("ahead")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table as long as it is; how much of it stands on the page depends on the room."""

    title: str
    head: tuple[str, ...]
    cells: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]

    def blocks(self, room: Room) -> list[Block]:
        """The rows for which there is room, and how many more there are."""
        if not self.cells:
            return []
        rows = tuple(tuple(short(c, room) for c in row) for row in self.cells[: room.rows])
        found: list[Block] = [Heading(self.title, 2), Table(self.head, rows, self.widths)]
        more = len(self.cells) - room.rows
        if more > 0:
            said = ngettext("and {n} more", "and {n} more", more).format(n=more)
            found.append(Paragraph(said, "small"))
        return found


def rows_of(resolution: Resolution) -> dict[str, list[Row]]:
    """All that goes, by kind of record and in the order of making."""
    found: dict[tuple[str, int], tuple[dict[str, Any], dict[str, str], str]] = {}
    for decision in resolution.going():
        fact = decision.fact
        value, text, _about = found.setdefault(
            (fact.kind, fact.record_id), ({}, {}, resolution.label(fact.about))
        )
        value[fact.field.name] = fact.value
        text[fact.field.name] = decision.text
    rows: dict[str, list[Row]] = {}
    for (kind, record_id), parts in found.items():
        rows.setdefault(kind, []).append(Row(record_id, *parts))
    return rows


def short(text: str, room: Room) -> str:
    """A text cut to what a cell of this room holds."""
    return text if len(text) <= room.cell else text[: room.cell - 1] + "…"
