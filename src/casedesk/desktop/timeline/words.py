"""How an entry reads: its date, its period, how far ahead or how late it is."""

from datetime import date, datetime

from casedesk.kernel.dates import VagueDate, show_date
from casedesk.kernel.moments import Track
from casedesk.kernel.words import N_, _, current_language, ngettext
from casedesk.records.showing import show_moment
from casedesk.store.declare import record_class
from casedesk.timeline.entries import AHEAD, LATE, MET, TODAY, Entry, When

TRACK_WORDS = {
    Track.CARE: N_("Care"),
    Track.CRIMINAL: N_("Criminal"),
    Track.RESIDENCE: N_("Residence"),
    Track.NONE: N_("General"),
}
TRACK_ICONS = {
    Track.CARE: "heart-handshake",
    Track.CRIMINAL: "scale",
    Track.RESIDENCE: "id-badge",
    Track.NONE: "folder",
}
TRACK_TOKENS = {
    Track.CARE: "care",
    Track.CRIMINAL: "criminal",
    Track.RESIDENCE: "residence",
    Track.NONE: "neutral",
}


def kind_word(entry: Entry) -> str:
    """The kind of record that the entry stands for."""
    return _(record_class(entry.kind).record.label)


def day_word(entry: Entry) -> str:
    """The date as far as it is known."""
    return _when(entry.start)


def range_word(entry: Entry) -> str:
    """The days that a vague date spans, or the end of a period; empty for a plain day."""
    if entry.end is not None:
        return _("until {date}").format(date=_when(entry.end))
    start = entry.start
    if not isinstance(start, VagueDate) or not entry.vague:
        return ""
    if start.earliest and start.latest:
        return f"{show_date(start.earliest)} – {show_date(start.latest)}"
    return ""


def due_word(entry: Entry, today: date) -> str:
    """How many days are left, or how late it is; empty where nobody must meet the date."""
    days = (entry.sort[1] - today).days
    if entry.due == AHEAD:
        return ngettext("{n} day left", "{n} days left", days).format(n=days)
    if entry.due == LATE:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if entry.due == TODAY:
        return _("today")
    return _("met") if entry.due == MET else ""


def spoken(entry: Entry, today: date) -> str:
    """The whole entry for somebody who hears it."""
    parts = (
        day_word(entry),
        range_word(entry),
        due_word(entry, today),
        kind_word(entry),
        entry.title,
        _("track: {track}").format(track=_(TRACK_WORDS[entry.track]).lower())
        if entry.track is not Track.NONE
        else "",
    )
    return ", ".join(part for part in parts if part)


def _when(when: When) -> str:
    if isinstance(when, VagueDate):
        return when.show(current_language())
    return show_moment(when) if isinstance(when, datetime) else show_date(when)
