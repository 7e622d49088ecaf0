"""Records of a case in one look each: what a row of a list says before it is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from casedesk import features
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Kind, Missing
from casedesk.kernel.words import _, ngettext
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import fields_of, record_class

_ZONE = ZoneInfo(AMSTERDAM)

_EXCERPT = 220
"""How many signs of a long text stand on a row."""

_FAR_OFF = 14
"""A date that is so many days away needs no reminder yet."""

_TONES = {"raised": "warning", "high": "warning", "acute": "danger", "serious": "warning"}
"""Levels that are more than a word; the word stands there all the same."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A word or two in a coloured frame; ``icon`` goes before words that warn."""

    words: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row: ``meta`` is quiet and stands below the title, ``text`` is an excerpt.

    ``sort`` is what the newest comes first by. ``state`` is the code of the record's state.
    """

    kind: str
    id: int
    version: int
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    chips: tuple[Chip, ...] = ()
    sort: tuple[date, str] = (date.min, "")
    state: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What names the record."""
        return (self.kind, self.id)

    @property
    def spoken(self) -> str:
        """The whole row for somebody who hears it."""
        said = (self.title, *(chip.words for chip in self.chips), self.meta, self.text)
        return ", ".join(part for part in said if part)


def describe(
    session: Session, reader: Reader, view: RecordView, *, case_id: int, whose: bool = True
) -> Item:
    """A record of any kind, told from its declaration; ``whose`` names the person it is about."""
    cls = record_class(view.kind)
    declared = fields_of(cls)

    def show(name: str) -> str:
        value = view.values.get(name)
        if value is None or isinstance(value, Missing):
            return ""
        return reader.show(session, declared[name], value, case_id=case_id)

    when = _dated_by(view.kind)
    about = [show(when)] if when and when not in cls.record.title else []
    person = cls.record.person
    if whose and person and person not in cls.record.title:
        about.append(show(person))
    if "nature" in declared and "nature" not in cls.record.title:
        about.append(show("nature"))
    texts = (n for n, f in declared.items() if f.kind is Kind.LONG_TEXT)
    said = next((found for name in texts if (found := show(name))), "")
    chips = [
        toned(found, view.values.get(name))
        for name in ("state", "level")
        if name in declared and name not in cls.record.title and (found := show(name))
    ]
    state = view.values.get("state")
    return Item(
        kind=view.kind,
        id=view.id,
        version=view.version,
        icon=cls.record.icon,
        title=view.title,
        meta=" · ".join(part for part in about if part),
        text=excerpt(said),
        chips=tuple(chips),
        sort=_sort(view.values.get(when)) if when else (date.min, ""),
        state=state if isinstance(state, str) else "",
    )


def told(
    session: Session, reader: Reader, view: RecordView, names: Iterable[str], case_id: int
) -> str:
    """What is filled in, with its labels, as far as it fits on a row."""
    declared = fields_of(record_class(view.kind))
    parts = []
    for name in names:
        value = view.values[name]
        if (
            value is None
            or isinstance(value, Missing)
            or name in record_class(view.kind).record.title
        ):
            continue
        words = reader.show(session, declared[name], value, case_id=case_id)
        parts.append(f"{_(declared[name].label)}: {words}")
    return excerpt(" · ".join(parts))


def newest_first(items: Iterable[Item]) -> list[Item]:
    """In the order in which a case is read back."""
    return sorted(items, key=lambda item: (item.sort, item.id), reverse=True)


def items_of_case(
    session: Session, reader: Reader, kind: str, case_id: int, most: int | None = None
) -> list[Item]:
    """The records of a kind in a case, the newest first, all or so many."""
    when = _dated_by(kind)
    views = sorted(
        reader.views(session, kind, case_id=case_id),
        key=lambda view: (_sort(view.values.get(when)), view.id),
        reverse=True,
    )[:most]
    return newest_first(describe(session, reader, v, case_id=case_id) for v in views)


def items_of_person(
    session: Session,
    reader: Reader,
    kind: str,
    case_id: int,
    person_id: int,
    tell: Sequence[str] = (),
) -> list[Item]:
    """Those about one person, in this case where the kind has one; ``tell`` shows fields, too."""
    cls = record_class(kind)
    views: Sequence[RecordView] = reader.views(
        session, kind, person_id=person_id, case_id=case_id if cls.record.owner else None
    )
    found = []
    for view in views:
        item = describe(session, reader, view, case_id=case_id, whose=False)
        if tell:
            item = replace(item, text=told(session, reader, view, tell, case_id))
        found.append(item)
    return newest_first(found)


def toned(words: str, code: Any) -> Chip:
    """A level or state as a chip; what warns has an icon, too."""
    tone = _TONES.get(str(code), "")
    return Chip(words, tone, "alert-triangle" if tone else "")


def level_chip(reader: Reader, list_name: str, code: Any) -> Chip | None:
    """The label of a level; None where nothing is known."""
    if not isinstance(code, str) or not reader.labels.knows(list_name, code):
        return None
    return toned(reader.labels.label(list_name, code), code)


def excerpt(text: str) -> str:
    """The beginning of a long text, on word boundaries, in one line."""
    plain = " ".join(text.split())
    if len(plain) <= _EXCERPT:
        return plain
    return plain[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def days_chip(on: date, today: date, *, always: bool = False) -> Chip | None:
    """How late a date is, or how many days are left; none for a date that is far off."""
    days = (on - today).days
    if days < 0:
        words = ngettext("{n} day late", "{n} days late", -days).format(n=-days)
        return Chip(words, "danger", "alert-triangle")
    if days == 0:
        return Chip(_("today"), "warning", "alarm")
    if days > _FAR_OFF and not always:
        return None
    words = ngettext("{n} day left", "{n} days left", days).format(n=days)
    return Chip(words, "info", "alarm")


@cache
def _dated_by(kind: str) -> str:
    """The field whose date says when a record of this kind was or is to be."""
    names = fields_of(record_class(kind))
    rules = (rule.when for rule in features.moment_rules() if rule.kind == kind)
    return next((name for name in rules if name in names), "")


def _sort(value: Any) -> tuple[date, str]:
    if isinstance(value, datetime):
        local = value.astimezone(_ZONE)
        return (local.date(), f"{local:%H:%M}")
    if isinstance(value, VagueDate):
        return (value.anchor or date.min, "")
    return (value, "") if isinstance(value, date) else (date.min, "")
