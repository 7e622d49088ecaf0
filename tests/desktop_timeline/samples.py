"""Entries that nobody wrote, for the drawn timeline."""

from datetime import date, timedelta

from casedesk import features
from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.fields import Sensitivity
from casedesk.kernel.moments import Track
from casedesk.timeline.entries import Entry, When

TODAY = date(2026, 3, 2)

features.load_records()  # an entry is named by its kind


def an_entry(
    start: When | str,
    title: str = "Iets",
    *,
    end: When | None = None,
    track: Track = Track.CARE,
    due: str = "",
    kind: str = "note",
    record_id: int = 1,
) -> Entry:
    """An entry on a day, or on a vague date in words."""
    if isinstance(start, str):
        read = parse_vague(start, TODAY, "nl")
        assert isinstance(read, VagueDate), read
        start = read
    if isinstance(start, VagueDate):
        first = start.anchor or date.max
        sort = (first, start.latest or date.max, "")
    else:
        sort = (start, start, "")
    return Entry(
        kind, record_id, "about", start, end, sort, title, "note", track,
        isinstance(start, VagueDate), due, frozenset({Sensitivity.ORDINARY}),
    )  # fmt: skip


def many(number: int) -> tuple[Entry, ...]:
    """So many entries over ten years, earliest first; every tenth a period."""
    tracks = tuple(Track)
    found = [
        an_entry(
            TODAY - timedelta(days=3650 * (number - n) // number),
            f"Gebeurtenis {n}",
            end=TODAY - timedelta(days=3650 * (number - n) // number - 200)
            if n % 10 == 0
            else None,
            track=tracks[n % len(tracks)],
            record_id=n + 1,
        )
        for n in range(number)
    ]
    return tuple(sorted(found, key=lambda entry: entry.sort))
