"""Write down the residence and criminal tracks of a case, and the dates that follow from them."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from casedesk.demo.diary import local
from casedesk.demo.outline import TrackEventOutline
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
    for step in book.outline.track_events:
        if step.track == "residence":
            _residence(book, step)
        else:
            _criminal(book, step)
    for told in book.outline.deadlines:
        noted = min(max(told.starts_on, book.outline.opened_on), book.end)
        made = book.new(
            Deadline,
            noted,
            person_id=book.person(told.person),
            what=told.what,
            track=told.track,
            starts_on=told.starts_on,
            due_on=told.due_on,
            rule=told.rule,
        )
        if told.met_on is not None:
            book.change(made, told.met_on, met_on=told.met_on)


def _residence(book: "CaseBook", step: TrackEventOutline) -> None:
    book.new(
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
