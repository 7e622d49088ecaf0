"""How the groups and lines of the work list read."""

from datetime import date

from casedesk.desktop.case.items import Chip, days_chip
from casedesk.desktop.timeline.words import TRACK_WORDS
from casedesk.kernel.dates import show_date
from casedesk.kernel.moments import Track
from casedesk.kernel.words import N_, _, ngettext
from casedesk.worklist.rules import Group
from casedesk.worklist.telling import WorkItem

GROUP_WORDS = {
    Group.LATE: N_("Late"),
    Group.TODAY: N_("Due today"),
    Group.WEEK: N_("This week"),
    Group.MONTH: N_("This month"),
    Group.LATER: N_("Later"),
    Group.PUT_OFF: N_("Put off till later"),
}
GROUP_ICONS = {
    Group.LATE: "alert-triangle",
    Group.TODAY: "alarm",
    Group.WEEK: "calendar-event",
    Group.MONTH: "calendar",
    Group.LATER: "calendar",
    Group.PUT_OFF: "history",
}
GROUP_TOKENS = {Group.LATE: "danger", Group.TODAY: "warning"}
"""Colours of the two groups that press; the word and the icon say it, too."""


def heading_words(group: Group, count: str) -> str:
    """The group with how many things stand in it."""
    return _("{group} ({count})").format(group=_(GROUP_WORDS[group]), count=count)


def late_words(days: int) -> str:
    """How late something is; also the measure of the column in which that stands."""
    return ngettext("{n} day late", "{n} days late", days).format(n=days)


def when_chip(item: WorkItem, today: date) -> Chip:
    """How late it is, or how many days are left."""
    chip = days_chip(item.on, today, always=True)
    return chip if chip is not None else Chip("", "info", "alarm")


def what_words(item: WorkItem) -> str:
    """What must be done; an unconfirmed date says so."""
    return _("{what} · check this date").format(what=item.what) if item.unsure else item.what


def about_words(item: WorkItem) -> str:
    """Case and person."""
    return " · ".join(part for part in (item.number, item.who) if part)


def track_words(item: WorkItem) -> str:
    """The track, where it is one of the three."""
    return _(TRACK_WORDS[item.track]) if item.track is not Track.NONE else ""


def put_off_words(item: WorkItem) -> str:
    """Until when it waits, who put it off and why; empty for what does not wait."""
    if item.put_off is None:
        return ""
    return _("put off until {date} by {name}: {reason}").format(
        date=show_date(item.put_off.until), name=item.put_off.by, reason=item.put_off.reason
    )


def spoken(item: WorkItem, today: date) -> str:
    """The whole line, for a tool tip and for somebody who hears it."""
    track = track_words(item)
    parts = (
        what_words(item),
        show_date(item.on),
        when_chip(item, today).words,
        put_off_words(item),
        item.number,
        item.who,
        _("track: {track}").format(track=track.lower()) if track else "",
        item.owner,
    )
    return ", ".join(part for part in parts if part)
