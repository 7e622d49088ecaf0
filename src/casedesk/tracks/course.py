"""Where the residence and the criminal track of a person stand: the state of the last step."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Missing
from casedesk.records.reading import Reader, RecordView

RESIDENCE, CRIMINAL = "residence_event", "criminal_event"
STATES = {RESIDENCE: "residence_state", CRIMINAL: "criminal_state"}


@dataclass(frozen=True, slots=True)
class StateNow:
    """A state, since when, and the step that brought it. ``dublin`` only for residence."""

    code: str
    since: VagueDate
    record_id: int
    dublin: bool = False


def state_now(
    session: Session, reader: Reader, kind: str, case_id: int, person_id: int
) -> StateNow | None:
    """The state since the last step that names one; None where no step does.

    Steps on the criminal track that name no person count for everybody in the case.
    """
    found = [
        view
        for view in reader.views(session, kind, case_id=case_id)
        if view.person_id in (None, person_id) and _known(view.values["state"])
    ]
    if not found:
        return None
    last = max(found, key=_order)
    dublin = any(view.values.get("dublin") == "yes" for view in found)
    return StateNow(last.values["state"], last.values["happened"], last.id, dublin)


def last_step(
    session: Session, reader: Reader, kind: str, case_id: int, person_id: int
) -> RecordView | None:
    """The latest step that says what happened, whether or not it names a state."""
    found = [
        view
        for view in reader.views(session, kind, case_id=case_id)
        if view.person_id in (None, person_id) and _known(view.values["event"])
    ]
    return max(found, key=_order, default=None)


def _known(value: object) -> bool:
    """Whether it is a code; what is missing or shielded is none."""
    return isinstance(value, str) and not isinstance(value, Missing)


def _order(view: RecordView) -> tuple[object, object, int]:
    happened: VagueDate = view.values["happened"]
    return (happened.earliest, happened.latest, view.id)
