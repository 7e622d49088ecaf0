"""Write down the residence and criminal tracks of a case, and the dates that follow from them."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from casedesk.demo.dated import by_rule
from casedesk.demo.diary import Entry, local
from casedesk.demo.outline import DeadlineOutline, TrackEventOutline
from casedesk.demo.region import COORDINATOR
from casedesk.kernel.vague_dates import VagueDate, add_months
from casedesk.tasks.model import Deadline
from casedesk.tracks.model import CriminalEvent, ResidenceEvent

if TYPE_CHECKING:
    from casedesk.demo.case_files import CaseBook

_PERMITS = ("b8_granted", "b8_extended")
_APPEALS = ("dismissed", "judgment")


def write_tracks(book: "CaseBook") -> None:
    """All steps of both tracks, and all deadlines of the case."""
    permits: dict[tuple[int, date], Entry] = {}
    for step in book.outline.track_events:
        if step.track == "residence":
            permits[step.person, step.on] = _residence(book, step)
        else:
            _criminal(book, step)
    for told in book.outline.deadlines:
        _deadline(book, told, permits)


def _deadline(
    book: "CaseBook", told: DeadlineOutline, permits: Mapping[tuple[int, date], Entry]
) -> None:
    noted = min(max(told.starts_on, book.outline.opened_on), book.end)
    values: dict[str, Any] = {
        "person_id": book.person(told.person),
        "what": told.what,
        "track": told.track,
        "starts_on": told.starts_on,
        "due_on": told.due_on,
        "rule": told.rule,
    }
    started = permits.get((told.person, told.starts_on))
    if told.track == "residence" and started is not None:
        start = started
        kept = by_rule(told, "residence_event", start.values)
    else:
        start = book.person(told.person)
        kept = by_rule(told, "person", start.values)
    if kept:
        values |= kept | {"person_id": book.person(told.person), "start_id": start}
    made = book.new(Deadline, noted, **values)
    if told.met_on is not None:
        met: dict[str, Any] = {"met_on": told.met_on}
        ended = permits.get((told.person, told.met_on))
        if kept and ended is not None:
            met |= {"met_kind": "residence_event", "met_id": ended}
        book.change(made, told.met_on, **met)


def _residence(book: "CaseBook", step: TrackEventOutline) -> Entry:
    return book.new(
        ResidenceEvent,
        step.on,
        person_id=book.person(step.person),
        event=step.kind,
        happened=VagueDate.on(step.on),
        state=step.state,
        valid_until=add_months(step.on, 12) if step.kind in _PERMITS else None,
        authority_id=book.region.partner("ind"),
        lawyer_id=book.region.partner("lawyer") if step.kind in _PERMITS else None,
    )


def _criminal(book: "CaseBook", step: TrackEventOutline) -> None:
    suspects = book.outline.suspects
    shielded: dict[str, Any] = {}
    if step.kind == "arrest" and suspects:
        # Once a step names a suspect it stands behind the right to suspect data.
        shielded = {"by": COORDINATOR, "suspect_id": book.person(suspects[0].person.key)}
    talk = step.kind in ("talk_planned", "talk_held", "hearing")
    book.new(
        CriminalEvent,
        step.on,
        person_id=book.person(step.person),
        event=step.kind,
        happened=VagueDate.on(step.on),
        starts_at=local(step.on, time(10)) if talk else None,
        state=step.state,
        term_ends_on=_appeal(step.on) if step.kind in _APPEALS else None,
        authority_id=book.police,
        police_number=suspects[0].police_number if suspects else None,
        **shielded,
    )


def _appeal(on: date) -> date:
    return on + timedelta(days=14)
