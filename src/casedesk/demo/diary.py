"""What happened in the invented region, kept by day and written into a store in that order.

Each act is dated on its day and belongs to the person who did it, so that trail and histories
read as if people had worked there for years.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casedesk.kernel.clock import AMSTERDAM, FixedClock
from casedesk.kernel.fields import Missing
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.bulk import Bulk
from casedesk.store.journal import Act
from casedesk.store.store import Store

_AT_ONCE = 2000
"""Acts that are written in one transaction."""

_HERE = ZoneInfo(AMSTERDAM)

Values = dict[str, Any]


@dataclass(eq=False, slots=True)
class Entry:
    """A record to come. Its values may be other entries; it has a record once it is written."""

    cls: type[Record]
    values: Values
    day: date
    page: "_Page" = field(repr=False)
    record: Record | None = None


@dataclass(eq=False, slots=True)
class _Page:
    """What one person wrote about one thing on one day: one act."""

    by: str
    day: date
    minute: int
    new: list[Entry] = field(default_factory=list)
    changes: list[tuple[Entry, Values]] = field(default_factory=list)
    written: bool = False

    @property
    def at(self) -> datetime:
        """When it was written: somewhere in the working day."""
        return local(self.day, time(8, 30)) + timedelta(minutes=self.minute)

    def leans_on(self) -> Iterator["_Page"]:
        """The pages with what this one speaks of."""
        for values in (*(e.values for e in self.new), *(v for _e, v in self.changes)):
            for value in values.values():
                if isinstance(value, Entry) and value.page is not self:
                    yield value.page
        for entry, _values in self.changes:
            if entry.page is not self:
                yield entry.page


class Diary:
    """All entries of the region up to ``today``."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._now = datetime.now(UTC)
        self._pages: dict[tuple[str, str, date], _Page] = {}

    def new(self, cls: type[Record], on: date, by: str, of: str, **values: Any) -> Entry:
        """A record made on that day by that login; ``of`` names the case or so it belongs to.

        It is never older than the entries that it refers to.
        """
        day = max([on, *(v.day for v in values.values() if isinstance(v, Entry))])
        page = self._page(day, by, of)
        entry = Entry(cls, values, day, page)
        page.new.append(entry)
        return entry

    def change(self, entry: Entry, on: date, by: str, of: str, **values: Any) -> None:
        """New values on a later day; those of the same page are as if typed at once."""
        day = max(on, entry.day)
        page = self._page(day, by, of)
        if page is entry.page:
            entry.values.update(values)
        else:
            page.changes.append((entry, values))

    def _page(self, day: date, by: str, of: str) -> _Page:
        page = self._pages.get((of, by, day))
        if page is None:
            page = self._pages[of, by, day] = _Page(by, day, len(self._pages) * 37 % 450)
        return page

    def write(
        self,
        bulk: Bulk,
        hands: Mapping[str, Store],
        clock: FixedClock,
        progress: Callable[[float], object],
    ) -> None:
        """Write all pages in order of time; ``progress`` is told the share that is done."""
        pages = sorted(self._pages.values(), key=lambda page: page.at)
        for done, page in enumerate(pages, start=1):
            self._write(page, bulk, hands, clock)
            if len(bulk) >= _AT_ONCE or done == len(pages):
                bulk.write()
                progress(done / len(pages))

    def _write(
        self, page: _Page, bulk: Bulk, hands: Mapping[str, Store], clock: FixedClock
    ) -> None:
        if page.written:
            return
        page.written = True
        for other in page.leans_on():
            self._write(other, bulk, hands, clock)
        # Never back in time, nor beyond this moment where the region goes on until today.
        clock.move_to(max(clock.now(), min(page.at, self._now)))
        if page.new:
            act = bulk.act(hands[page.by], Act.CREATE, N_("New: {kind}"))
        else:
            act = bulk.act(hands[page.by], Act.CHANGE, N_("Changed: {kind}"))
        for entry in page.new:
            values = _resolved(entry.values)
            reasons = {name: why for name, why in values.items() if isinstance(why, Missing)}
            held = {name: value for name, value in values.items() if name not in reasons}
            entry.record = act.add(entry.cls(**held), reasons)
        for entry, values in page.changes:
            if entry.record is None:
                raise LookupError(f"{entry.cls.__name__} is not written yet")
            act.set(entry.record, **_resolved(values))


def local(day: date, at: time) -> datetime:
    """A moment on the clocks of the office."""
    return datetime.combine(day, at, _HERE)


def _resolved(values: Values) -> Values:
    """The values with ids in place of entries; nothing is nothing, not an empty text."""
    found: Values = {}
    for name, value in values.items():
        if isinstance(value, Entry):
            if value.record is None:
                raise LookupError(f"{value.cls.__name__} is not written yet")
            found[name] = value.record.id
        elif value not in (None, "", ()):
            found[name] = value
    return found
