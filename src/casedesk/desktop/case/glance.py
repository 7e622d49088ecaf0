"""What the head of a case says: where it stands, who guards it, what is dangerous, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from casedesk import features
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import _
from casedesk.records.listing import colleagues
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import fields_of, record_class
from casedesk.timeline.coming import NextDate, next_date_of_case

SAFE_CONTACT = ("contact_rules", "safe_channels", "safe_times", "never_tell", "address_secret")
"""What everybody must know before they call, write or visit; most forbidding first."""
CODE_WORD = "code_word"
_VICTIM = "victim_details"

Line = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SafeContact:
    """The safe-contact card of one victim, in words; ``lines`` are (field, label, value).

    A rule that is only yes or no has no value. ``asked`` is False when nothing was written
    """

    person_id: int
    case_id: int | None
    details_id: int
    name: str
    lines: tuple[Line, ...]
    code_word: str = ""

    @property
    def asked(self) -> bool:
        """Whether anything is known about safe contact."""
        return bool(self.lines or self.code_word)


@dataclass(frozen=True, slots=True)
class Glance:
    """The head of one case."""

    case: RecordView
    number: str
    phase: str
    urgency: str
    gemeente: str
    coordinator: str
    danger: str
    closed_on: str
    contacts: tuple[SafeContact, ...]
    next: NextDate | None


@cache
def head_kinds() -> frozenset[str]:
    """The kinds of record of which the head says something."""
    due = {rule.kind for rule in features.moment_rules() if rule.due}
    return frozenset({CASE, _VICTIM, "person", "person_role", *due})


def read_glance(session: Session, reader: Reader, case_id: int) -> Glance | None:
    """All of it in a few queries; None when the case is gone or not for this reader."""
    case = reader.view(session, CASE, case_id)
    if case is None:
        return None
    declared = fields_of(record_class(CASE))

    def show(name: str) -> str:
        return reader.show(session, declared[name], case.values[name], case_id=case_id)

    login = case.values["coordinator"] or ""
    return Glance(
        case=case,
        number=show("number"),
        phase=show("phase"),
        urgency=show("urgency"),
        gemeente=show("gemeente"),
        coordinator=colleagues(session).get(login, login),
        danger=show("danger"),
        closed_on=show("closed_on"),
        contacts=safe_contacts(session, reader, case_id=case_id),
        next=next_date_of_case(session, reader, case_id),
    )


def safe_contacts(
    session: Session,
    reader: Reader,
    *,
    case_id: int | None = None,
    person_id: int | None = None,
) -> tuple[SafeContact, ...]:
    """The cards of the victims in a case, or of one person in all cases."""
    views = reader.views(session, _VICTIM, case_id=case_id, person_id=person_id)
    return tuple(_card(session, reader, view) for view in views)


def _card(session: Session, reader: Reader, view: RecordView) -> SafeContact:
    declared = fields_of(record_class(_VICTIM))
    person_id = view.person_id or 0
    return SafeContact(
        person_id=person_id,
        case_id=view.case_id,
        details_id=view.id,
        name=reader.title(session, "person", person_id, view.case_id),
        lines=tuple(_lines(session, reader, view, SAFE_CONTACT)),
        code_word=reader.show(session, declared[CODE_WORD], view.values[CODE_WORD]),
    )


def _lines(session: Session, reader: Reader, view: RecordView, names: Sequence[str]) -> list[Line]:
    declared = fields_of(record_class(_VICTIM))
    found = []
    for name in names:
        value = view.values[name]
        if value is None or value is False:
            continue
        words = "" if value is True else reader.show(session, declared[name], value)
        found.append((name, _(declared[name].label), words))
    return found
