"""What the overview of a case says beside its form, read in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from casedesk import features
from casedesk.desktop.case.actions import due_items, is_open_item
from casedesk.desktop.case.glance import head_kinds
from casedesk.desktop.case.items import (
    Chip,
    Item,
    days_chip,
    describe,
    items_of_case,
    level_chip,
    newest_first,
)
from casedesk.desktop.case.parts import Part, read_parts
from casedesk.desktop.case.referrals import referral_items
from casedesk.kernel.dates import show_date
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import _
from casedesk.records.reading import Reader
from casedesk.referrals.rules import OPEN_STATES as OPEN_REFERRALS
from casedesk.timeline.entries import AHEAD, LATE, TODAY, entries

_LATEST = 6
_TICKED = ("action", "deadline")
_OPEN_GOALS = ("open", "running")
_NO_WORRY = 3
"""From this place in the list of levels on a life domain goes well enough not to be shown."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A case in short. ``safety`` is the latest level per person, ``needs`` what goes badly now.

    ``coming`` are dates that must be met, the earliest first, and actions without a date last.
    """

    persons: tuple[Part, ...]
    safety: dict[int, Chip]
    coming: tuple[Item, ...]
    contacts: tuple[Item, ...]
    referrals: tuple[Item, ...]
    needs: tuple[Item, ...]
    goals: tuple[Item, ...]


@cache
def brief_kinds() -> frozenset[str]:
    """The kinds of record of which a brief tells."""
    told = ("contact_moment", "note", "referral", "goal", "need_assessment", "safety_assessment")
    return head_kinds() | {*told, "organisation"}


def read_brief(session: Session, reader: Reader, case_id: int) -> Brief:
    """All of it."""
    contacts = [
        item
        for kind in ("contact_moment", "note")
        for item in items_of_case(session, reader, kind, case_id, _LATEST)
    ]
    referrals = referral_items(session, reader, case_id)
    return Brief(
        persons=read_parts(session, reader, case_id),
        safety=_safety(session, reader, case_id),
        coming=tuple(_coming(session, reader, case_id)),
        contacts=tuple(newest_first(contacts)),
        referrals=tuple(item for item in referrals if item.state in OPEN_REFERRALS),
        needs=tuple(_needs(session, reader, case_id)),
        goals=tuple(
            item
            for item in items_of_case(session, reader, "goal", case_id)
            if item.state in _OPEN_GOALS
        ),
    )


def _coming(session: Session, reader: Reader, case_id: int) -> Iterable[Item]:
    """Dates that must be met; those that can be ticked off come with their box."""
    today = reader.clock.today()
    tickable = {
        item.key: item
        for kind in _TICKED
        for item in due_items(session, reader, kind, case_id)
        if is_open_item(item)
    }
    rules = [rule for rule in features.moment_rules() if rule.due]
    due = entries(session, reader, case_id, rules)
    whom = [entry.person_id for entry in due if entry.person_id is not None]
    names = reader.titles(session, PERSON, whom, case_id)
    for entry in due:
        if entry.due not in (LATE, TODAY, AHEAD):
            continue
        chip = days_chip(entry.sort[1], today, always=True)
        shown = tickable.pop((entry.kind, entry.record_id), None)
        if shown is None:
            shown = Item(entry.kind, entry.record_id, 0, entry.icon, entry.title)
        on, whose = show_date(entry.sort[1]), names.get(entry.person_id or 0, "")
        yield replace(
            shown,
            meta=f"{on} · {whose}" if whose else on,
            chips=(chip,) if chip is not None else (),
        )
    for item in tickable.values():
        yield replace(item, meta=_("no date"), chips=())


def _safety(session: Session, reader: Reader, case_id: int) -> dict[int, Chip]:
    """How safe each person was when that was last assessed."""
    found: dict[int, tuple[tuple[date, str], Chip]] = {}
    for view in reader.views(session, "safety_assessment", case_id=case_id):
        item = describe(session, reader, view, case_id=case_id)
        chip = level_chip(reader, "safety_level", view.values["level"])
        person_id = view.person_id
        if chip is None or person_id is None:
            continue
        if person_id not in found or item.sort >= found[person_id][0]:
            found[person_id] = (item.sort, chip)
    return {person_id: chip for person_id, (_day, chip) in found.items()}


def _needs(session: Session, reader: Reader, case_id: int) -> list[Item]:
    """Of each person and life domain how it went when last asked; what goes worst first."""
    found: dict[tuple[int | None, Any], tuple[Item, int]] = {}
    order = {code: place for place, code in enumerate(reader.labels.codes("need_level"))}
    for view in reader.views(session, "need_assessment", case_id=case_id):
        item = describe(session, reader, view, case_id=case_id)
        chip = level_chip(reader, "need_level", view.values["level"])
        domain = reader.labels.label("need_domain", str(view.values["domain"] or ""))
        item = replace(item, title=domain or item.title, chips=(chip,) if chip else ())
        place = (view.person_id, view.values["domain"])
        if place not in found or item.sort >= found[place][0].sort:
            found[place] = (item, order.get(str(view.values["level"]), len(order)))
    kept = sorted(found.values(), key=lambda row: row[1])
    return [item for item, worst in kept if worst < _NO_WORRY]
