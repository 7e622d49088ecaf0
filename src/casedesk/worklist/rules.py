"""Where a date stands on the work list, and how long it may be put off; pure."""

from datetime import date, timedelta
from enum import StrEnum

from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _


class Group(StrEnum):
    """The groups of the list, in the order in which they stand."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"
    PUT_OFF = "put_off"


TIMED = (Group.LATE, Group.TODAY, Group.WEEK, Group.MONTH, Group.LATER)
"""The groups that follow from the date alone."""

LAST_DAYS = 2
"""A date of law stays in view from so many days before it, whatever was put off."""

PASSED_DAYS = 14
"""A date that nobody can tick off stays on the list for so long after it passed."""

LONGEST_DAYS = 366
"""Nothing is put off for longer: a year that was mistyped would hide it for ever."""


def last_days(today: date) -> tuple[date, date, date, date]:
    """The last day of late, today, this week (Sunday) and this month; each may be the same."""
    sunday = today + timedelta(days=6 - today.weekday())
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (
        today - timedelta(days=1),
        today,
        sunday,
        max(sunday, first_of_next - timedelta(days=1)),
    )


def group_of(on: date, today: date) -> Group:
    """The group of a date that is not put off."""
    for group, last in zip(TIMED, last_days(today), strict=False):
        if on <= last:
            return group
    return Group.LATER


def is_put_off(until: date, of_day: date, on: date, today: date, *, binding: bool) -> bool:
    """Whether a date still waits, so that it stands apart from what must be done.

    It comes back on the day until which it was put off, and as soon as its date moved: what was
    put off was another day.
    """
    if until <= today or of_day != on:
        return False
    return not (binding and on - timedelta(days=LAST_DAYS) <= today)


def putting_off_problem(
    until: date | None, reason: str, on: date, today: date, *, binding: bool
) -> Refused | None:
    """Why a date may not be put off until that day, or None."""
    if until is None:
        return Refused(_("Say until which day it can wait."), "until")
    if until <= today:
        return Refused(_("Choose a day that is still to come."), "until")
    if until > today + timedelta(days=LONGEST_DAYS):
        return Refused(_("Choose a day within a year."), "until")
    latest = on - timedelta(days=LAST_DAYS)
    if binding and latest <= today:
        return Refused(_("This date binds and is near or past. It stays in view."), "until")
    if binding and until > latest:
        sentence = _("This date binds. Put it off until {date} at the latest.")
        return Refused(sentence.format(date=show_date(latest)), "until")
    if not reason.strip():
        return Refused(_("Write down why it can wait."), "reason")
    return None
