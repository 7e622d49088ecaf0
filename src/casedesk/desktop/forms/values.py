"""What a form reads of the store in one go, off the window's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from casedesk.access.accounts import Account
from casedesk.desktop.desk import Desk
from casedesk.kernel.changes import Conflict
from casedesk.kernel.fields import Field, Kind
from casedesk.records.reading import Choice, RecordView
from casedesk.store.drafts import Unfinished, drafts_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A record as the form shows it, with its values in words, choices and unfinished typing."""

    view: RecordView | None
    words: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    draft: Unfinished | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed one value: both values in words, and who was first."""

    conflict: Conflict
    mine: str
    theirs: str
    by: str


def read(
    desk: Desk,
    kind: str,
    record_id: int | None,
    fields: Mapping[str, Field],
    case_id: int | None,
    place: str,
) -> Reading:
    """Everything that the form of a record needs."""
    sitting, reader = desk.sitting, desk.reader
    with sitting.store.read() as session:
        view = reader.view(session, kind, record_id) if record_id is not None else None
        case_id = view.case_id if view is not None and view.case_id is not None else case_id
        choices = {
            name: reader.choices(session, declared, case_id)
            for name, declared in fields.items()
            if declared.kind is Kind.REFERENCE and not declared.hidden
        }
        words = {
            name: reader.show(session, declared, view.values[name], case_id=case_id)
            for name, declared in fields.items()
            if view is not None
        }
        drafts = drafts_of(session.connection(), sitting.actor.login)
    key = (kind, record_id or 0, place)
    draft = next((d for d in drafts if (d.kind, d.record_id, d.place) == key), None)
    return Reading(view, words, choices, draft)


def explain(
    session: Session, desk: Desk, declared: Field, conflict: Conflict, case_id: int | None
) -> Clash:
    """A conflict in words."""

    def say(value: Any) -> str:
        return desk.reader.show(session, declared, value, case_id=case_id)

    account = session.query(Account.name).where(Account.login == conflict.by).first()
    return Clash(
        conflict, say(conflict.wanted), say(conflict.now), account[0] if account else conflict.by
    )
