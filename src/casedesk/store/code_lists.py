"""Code lists inside the store: shipped rows, what the organisation added, and their labels.

Shipped rows are immutable; each upgrade brings new ones beside them. A local row is a dated row
of its own. A record keeps its code, and the row that was valid when it was filled in gives the
label, so that old records keep their old term (domain.md 3.2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, String, UniqueConstraint, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.kernel.words import current_language
from casedesk.store.base import Base
from casedesk.store.code_list_files import CodeList
from casedesk.store.own_terms import OwnTerm, TermEnding


class Code(Base):
    """One row of a code list. ``origin`` is ``shipped`` or ``local``."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("list_name", "code", "valid_from", "origin"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    list_name: Mapped[str] = mapped_column(String(60), index=True)
    code: Mapped[str] = mapped_column(String(60))
    label_nl: Mapped[str] = mapped_column(String(300))
    label_en: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    parent: Mapped[str] = mapped_column(String(60), default="")
    place: Mapped[int] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(10))


def load_shipped(connection: Connection, lists: Iterable[CodeList]) -> int:
    """Bring the shipped rows into the store; answers how many were new.

    Runs at creation and at each upgrade. A shipped row that ended since gets its end date;
    nothing that users added is touched.
    """
    table = Code.__table__
    known = {
        (r.list_name, r.code, r.valid_from): r
        for r in connection.execute(select(table).where(table.c.origin == "shipped"))
    }
    fresh: list[dict[str, Any]] = []
    for code_list in lists:
        for place, row in enumerate(code_list.rows):
            old = known.get((code_list.name, row.code, row.valid_from))
            if old is None:
                fresh.append(
                    {
                        "list_name": code_list.name,
                        "code": row.code,
                        "label_nl": row.label_nl,
                        "label_en": row.label_en,
                        "valid_from": row.valid_from,
                        "valid_to": row.valid_to,
                        "parent": row.parent,
                        "place": place,
                        "origin": "shipped",
                    }
                )
            elif old.valid_to != row.valid_to:
                connection.execute(
                    update(Code).where(Code.id == old.id).values(valid_to=row.valid_to)
                )
    if fresh:
        connection.execute(insert(Code), fresh)
    return len(fresh)


@dataclass(frozen=True, slots=True)
class Option:
    """A code as a form offers it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Term:
    """A row that the organisation added, in the shape of a shipped one."""

    list_name: str
    code: str
    label_nl: str
    label_en: str
    valid_from: date
    parent: str = ""
    valid_to: date | None = None
    origin: str = "local"


class CodeLabels:
    """The labels of all lists, read once per sitting; small enough to hold."""

    def __init__(self, connection: Connection) -> None:
        self._lists: dict[str, dict[str, list[Any]]] = {}
        self._ends: dict[tuple[str, str], date] = {}
        self._offered: dict[tuple[str, date, str], tuple[Option, ...]] = {}
        self.read(connection)

    def read(self, connection: Connection) -> None:
        """Read the lists again, after somebody changed them."""
        found: dict[str, dict[str, list[Any]]] = {}
        table = Code.__table__
        for row in connection.execute(select(table).order_by(table.c.place, table.c.id)):
            found.setdefault(row.list_name, {}).setdefault(row.code, []).append(row)
        own = OwnTerm.__table__.c
        for row in connection.execute(
            select(
                own.list_name, own.code, own.label_nl, own.label_en, own.valid_from, own.parent
            ).order_by(own.id)
        ):
            term = Term(
                row.list_name, row.code, row.label_nl, row.label_en, row.valid_from,
                row.parent or "",
            )  # fmt: skip
            found.setdefault(term.list_name, {}).setdefault(term.code, []).append(term)
        ends = TermEnding.__table__.c
        rows = connection.execute(select(ends.list_name, ends.code, ends.ends_on))
        self._ends = {(row.list_name, row.code): row.ends_on for row in rows}
        self._lists = found
        self._offered.clear()

    def label(self, list_name: str, code: str, on: date | None = None) -> str:
        """The label of a code, as it read on a day (default: the newest row)."""
        rows = self._lists.get(list_name, {}).get(code)
        if not rows:
            return code
        chosen = next((r for r in reversed(rows) if on is None or _valid(r, on)), rows[-1])
        return str(chosen.label_nl if current_language() == "nl" else chosen.label_en)

    def options(self, list_name: str, on: date) -> tuple[Option, ...]:
        """What may be chosen on a day, in the order of the list."""
        key = (list_name, on, current_language())
        offered = self._offered.get(key)
        if offered is None:
            # Forms ask for the same lists again and again, some of them hundreds of rows long.
            offered = self._offered[key] = tuple(
                Option(code, self.label(list_name, code, on))
                for code, rows in self._lists.get(list_name, {}).items()
                if any(_valid(row, on) for row in rows) and not self.ended(list_name, code, on)
            )
        return offered

    def ended(self, list_name: str, code: str, on: date) -> bool:
        """Whether the organisation ended this term on or before a day."""
        last = self._ends.get((list_name, code))
        return last is not None and last <= on

    def ends_on(self, list_name: str, code: str) -> date | None:
        """The first day on which the organisation no longer offers this term."""
        return self._ends.get((list_name, code))

    def knows(self, list_name: str, code: str) -> bool:
        """Whether the list has this code, valid now or not."""
        return code in self._lists.get(list_name, {})

    def codes(self, list_name: str) -> Mapping[str, Any]:
        """All codes of a list."""
        return self._lists.get(list_name, {})


def _valid(row: Any, on: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= on
    return begun and (row.valid_to is None or on < row.valid_to)
