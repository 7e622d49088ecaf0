"""How a deadline was counted, in words: "3 maanden na 2 december 2026 (Bedenktijd ingegaan)"."""

from collections.abc import Callable
from datetime import date

from casedesk.deadlines.following import Due
from casedesk.deadlines.reckoning import Length, Unit
from casedesk.deadlines.rules import readings
from casedesk.kernel.calendar_words import MONTHS
from casedesk.kernel.words import _, current_language, ngettext, speaking

LabelOf = Callable[[str, str, str], str]
"""The label of a code: kind of record, code, language."""


def basis(due: Due, label_of: LabelOf, language: str) -> str:
    """What a deadline was counted from and how, with what to know about it."""
    with speaking(language):
        said = [_counted(due, _start_words(due, label_of))]
        if due.variant is not None:
            said.append(str(due.variant.name))
        if due.extended:
            said.append(
                ngettext("extended {n} time", "extended {n} times", len(due.extended)).format(
                    n=len(due.extended)
                )
            )
        if due.end is not None and due.end.moved:
            said.append(_("moved to a working day"))
        if due.began.estimated:
            said.append(_("an estimate, counted from the first possible day"))
        return "; ".join(said) + "." + "".join(f" {note}" for note in due.notes)


def length_words(length: Length) -> str:
    """A length of time in the present language."""
    n = length.amount
    match length.unit:
        case Unit.HOURS:
            return ngettext("{n} hour", "{n} hours", n).format(n=n)
        case Unit.DAYS:
            return ngettext("{n} day", "{n} days", n).format(n=n)
        case Unit.WORKING_DAYS:
            return ngettext("{n} working day", "{n} working days", n).format(n=n)
        case Unit.WEEKS:
            return ngettext("{n} week", "{n} weeks", n).format(n=n)
        case Unit.MONTHS:
            return ngettext("{n} month", "{n} months", n).format(n=n)
        case Unit.YEARS:
            return ngettext("{n} year", "{n} years", n).format(n=n)


def long_date(day: date) -> str:
    """A day with its month in words, in the present language."""
    return f"{day.day} {MONTHS[current_language()][day.month - 1]} {day.year}"


def _counted(due: Due, start: str) -> str:
    if due.from_letter:
        return _("the date in the letter about {start}").format(start=start)
    if due.length is None:
        return _("set by hand after {start}").format(start=start)
    if due.length.amount == 0:
        return _("at once on {start}").format(start=start)
    length = length_words(due.length)
    return _("{length} after {start}").format(length=length, start=start)


def _start_words(due: Due, label_of: LabelOf) -> str:
    reading, language = readings()[due.start.kind], current_language()
    name = reading.name
    named = str(name) if name is not None else label_of(due.start.kind, due.start.code, language)
    return f"{long_date(due.began.day)} ({named})"
