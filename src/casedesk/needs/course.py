"""What is known of somebody's needs and safety through time, as its reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casedesk.kernel.fields import Missing
from casedesk.needs.rules import Level, Turn, turn
from casedesk.records.reading import Reader, RecordView

NEED, SAFETY = "need_assessment", "safety_assessment"
DOMAINS, NEED_LEVELS, SAFETY_LEVELS = "need_domain", "need_level", "safety_level"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One life domain in a round: what was written that day, and the last time before it."""

    domain: str
    here: RecordView | None
    last: RecordView | None


@dataclass(frozen=True, slots=True)
class SafetyNow:
    """The latest safety assessment, and how it compares with the one before."""

    latest: RecordView
    before: RecordView | None
    turn: Turn


def round_of(
    session: Session, reader: Reader, case_id: int, person_id: int, on: date
) -> tuple[RoundRow, ...]:
    """All life domains in their order, with what was assessed on a day and before it."""
    here: dict[str, RecordView] = {}
    last: dict[str, RecordView] = {}
    for view in _by_date(session, reader, NEED, case_id, person_id):
        day, domain = view.values["assessed_on"], view.values["domain"]
        if day == on:
            here[domain] = view
        elif day < on:
            last[domain] = view
    return tuple(
        RoundRow(domain, here.get(domain), last.get(domain))
        for domain in reader.labels.codes(DOMAINS)
    )


def needs_course(
    session: Session, reader: Reader, case_id: int, person_id: int
) -> Mapping[str, tuple[Level, ...]]:
    """The levels of each life domain that was ever assessed, the earliest first."""
    found: dict[str, list[Level]] = {}
    for view in _by_date(session, reader, NEED, case_id, person_id):
        found.setdefault(view.values["domain"], []).append(_level(view))
    order = [code for code in reader.labels.codes(DOMAINS) if code in found]
    return {code: tuple(found[code]) for code in order}


def safety_course(
    session: Session, reader: Reader, case_id: int, person_id: int
) -> tuple[Level, ...]:
    """The levels of safety, the earliest first."""
    return tuple(_level(view) for view in _by_date(session, reader, SAFETY, case_id, person_id))


def safety_now(session: Session, reader: Reader, case_id: int, person_id: int) -> SafetyNow | None:
    """How safe the person is by the latest assessment; None where nobody assessed it."""
    views = _by_date(session, reader, SAFETY, case_id, person_id)
    if not views:
        return None
    latest, before = views[-1], views[-2] if len(views) > 1 else None
    # Safe comes first in the list of safety levels, so the order is turned round.
    order = tuple(reader.labels.codes(SAFETY_LEVELS))[::-1]
    codes = (_level(before).code if before else None, _level(latest).code)
    return SafetyNow(latest, before, turn(*codes, order))


def dates_of(courses: Mapping[str, Sequence[Level]]) -> tuple[date, ...]:
    """The days on which something was assessed, the earliest first."""
    return tuple(sorted({level.on for course in courses.values() for level in course}))


def _by_date(
    session: Session, reader: Reader, kind: str, case_id: int, person_id: int
) -> list[RecordView]:
    views = reader.views(session, kind, case_id=case_id, person_id=person_id)
    return sorted(views, key=lambda view: (view.values["assessed_on"], view.id))


def _level(view: RecordView) -> Level:
    code = view.values["level"]
    known = isinstance(code, str) and not isinstance(code, Missing)
    return Level(view.values["assessed_on"], code if known else None, view.id)
