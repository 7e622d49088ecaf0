"""Read records of any kind as one reader may see them.

The session has narrowed the rows already (``access.scope``); here the values are narrowed, and
references, codes and dates become text. Few queries whatever the number of records: titles are
fetched per kind and remembered for as long as the session lasts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_read
from casedesk.kernel.actor import Actor
from casedesk.kernel.clock import Clock
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.names import fold
from casedesk.records.naming import Namer
from casedesk.records.showing import SHIELDED, shielded_words, show_plain
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of, record_class
from casedesk.store.missing import MissingReason

_MOST_CHOICES = 1000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record as its reader may see it.

    Each value is what the field holds, a :class:`Missing` that says why it holds nothing, None,
    or :data:`SHIELDED`. A person has itself as ``person_id``, a case itself as ``case_id``.
    """

    kind: str
    id: int
    version: int
    case_id: int | None
    person_id: int | None
    values: Mapping[str, Any]
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reference field offers."""

    id: int
    label: str


class Reader:
    """One person reading, for the length of a sitting; holds no session and no records."""

    def __init__(self, actor: Actor, labels: CodeLabels, clock: Clock) -> None:
        self.actor = actor
        self.labels = labels
        self.clock = clock
        self._namer = Namer(actor, labels)
        self._readable: dict[str, tuple[tuple[str, bool], ...]] = {}

    def view(self, session: Session, kind: str, record_id: int) -> RecordView | None:
        """The record; None when it is gone or not for this reader."""
        cls = record_class(kind)
        found = self._views(session, cls, _columns(cls).where(cls.id == record_id), None)
        return found[0] if found else None

    def views(
        self,
        session: Session,
        kind: str,
        *,
        case_id: int | None = None,
        person_id: int | None = None,
        parent: tuple[str, int] | None = None,
    ) -> tuple[RecordView, ...]:
        """The records of a case, of a person, or of a parent, in order of making.

        ``parent`` names the attribute that points to the parent, and its id.
        """
        cls = record_class(kind)
        query = _columns(cls).order_by(cls.id)
        if case_id is not None:
            query = query.where(of_case(cls, case_id))
        if person_id is not None:
            query = query.where(getattr(cls, _person_attribute(cls)) == person_id)
        if parent is not None:
            query = query.where(getattr(cls, parent[0]) == parent[1])
        return tuple(self._views(session, cls, query, case_id))

    def title(self, session: Session, kind: str, record_id: int, case_id: int | None = None) -> str:
        """One line that names the record; "shielded" when it is not there for this reader."""
        return self.titles(session, kind, (record_id,), case_id).get(record_id, shielded_words())

    def titles(
        self, session: Session, kind: str, ids: Iterable[int], case_id: int | None = None
    ) -> Mapping[int, str]:
        """The same for many at once; those not for this reader are left out.

        ``case_id`` is the case in which persons are spoken of; it decides their pseudonyms.
        """
        return self._namer.titles(session, kind, ids, case_id)

    def pseudonyms(self, session: Session, case_id: int) -> Mapping[int, str]:
        """What each person of a case is called where no name may stand."""
        return self._namer.pseudonyms(session, (case_id,))[case_id]

    def may_see(self, field: Field) -> bool:
        """Whether this reader may see the value of this field at all."""
        realm = record_class(field.key.partition(".")[0]).record.realm
        return may_read(self.actor, field.classes, realm)

    def show(
        self,
        session: Session,
        field: Field,
        value: Any,
        on: date | None = None,
        case_id: int | None = None,
    ) -> str:
        """The value as text in the user's language; ``on`` is the day whose labels count."""
        if field.kind is Kind.REFERENCE and isinstance(value, int):
            return self.title(session, field.target, value, case_id)
        return show_plain(field, value, self.labels, on)

    def choices(
        self, session: Session, field: Field, case_id: int | None = None
    ) -> tuple[Choice, ...]:
        """What a reference field may point at: within the case where the target has one.

        The persons of a case come in the order in which they were added, all else by title.
        """
        cls = record_class(field.target)
        query = select(cls.id).order_by(cls.id).limit(_MOST_CHOICES)
        if case_id is not None and _has_case(cls):
            query = query.where(of_case(cls, case_id))
        titles = self.titles(session, field.target, session.scalars(query).all(), case_id)
        found = [Choice(record_id, title) for record_id, title in titles.items()]
        if field.target == PERSON:
            return tuple(found)
        return tuple(sorted(found, key=lambda choice: fold(choice.label)))

    def _names(self, cls: type[Record]) -> tuple[tuple[str, bool], ...]:
        """The fields of a kind, each with whether this reader may see it."""
        found = self._readable.get(cls.record.name)
        if found is None:
            found = tuple((name, self.may_see(field)) for name, field in fields_of(cls).items())
            self._readable[cls.record.name] = found
        return found

    def _views(
        self, session: Session, cls: type[Record], query: Select[Any], spoken_in: int | None
    ) -> list[RecordView]:
        rows = session.execute(query).all()
        if not rows:
            return []
        record, kind = cls.record, cls.record.name
        ids = [row[0] for row in rows]
        reasons = reasons_of(session, kind, ids)
        names = self._names(cls)
        owner, person = record.owner, _person_attribute(cls)
        found: list[tuple[int, int, int | None, int | None, dict[str, Any]]] = []
        for row in rows:
            values = dict(zip((name for name, _may in names), row[2:], strict=True))
            case_id = row[0] if owner == "id" else values.get(owner)
            person_id = row[0] if person == "id" else values.get(person)
            values |= reasons.get(row[0], {})
            for name, readable in names:
                if not readable and values[name] is not None:
                    values[name] = SHIELDED
            found.append((row[0], row[1], case_id, person_id, values))
        self._remember_references(session, cls, found)
        by_case: dict[int | None, list[int]] = {}
        for record_id, _version, case_id, _person_id, _values in found:
            by_case.setdefault(case_id, []).append(record_id)
        titles: dict[int, str] = {}
        for case_id, record_ids in by_case.items():
            titles |= self.titles(session, kind, record_ids, case_id or spoken_in)
        return [
            RecordView(kind, i, version, case, of, MappingProxyType(values), titles.get(i, ""))
            for i, version, case, of, values in found
        ]

    def _remember_references(
        self,
        session: Session,
        cls: type[Record],
        found: Sequence[tuple[int, int, int | None, int | None, dict[str, Any]]],
    ) -> None:
        """Look up all titles that showing these records will ask for, kind by kind."""
        wanted: dict[str, set[int]] = {}
        for field in fields_of(cls).values():
            if field.kind is Kind.REFERENCE:
                values = (row[4][field.name] for row in found)
                wanted.setdefault(field.target, set()).update(
                    value for value in values if isinstance(value, int)
                )
        for target, ids in wanted.items():
            self.titles(session, target, sorted(ids), found[0][2])


def of_case(cls: type[Record], case_id: int) -> Any:
    """SQL condition: this record belongs to the case, or is about a person in it."""
    if cls.record.owner:
        return getattr(cls, cls.record.owner) == case_id
    if not _has_case(cls):
        raise ValueError(f"a {cls.record.name} belongs to no case")
    tie: Any = record_class(TIE)
    persons = select(tie.person_id).where(tie.case_id == case_id)
    return getattr(cls, _person_attribute(cls)).in_(persons)


def reasons_of(session: Session, kind: str, ids: Sequence[int]) -> dict[int, dict[str, Missing]]:
    """Why values of these records are missing: record id, then attribute name."""
    found: dict[int, dict[str, Missing]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = select(MissingReason.record_id, MissingReason.field, MissingReason.reason).where(
            MissingReason.kind == kind, MissingReason.record_id.in_(ids[start : start + _AT_ONCE])
        )
        for record_id, name, reason in session.execute(query):
            found.setdefault(record_id, {})[name] = Missing(reason)
    return found


def _columns(cls: type[Record]) -> Select[Any]:
    return select(cls.id, cls.version, *(getattr(cls, name) for name in fields_of(cls)))


def _has_case(cls: type[Record]) -> bool:
    return bool(cls.record.owner or _person_attribute(cls))


def _person_attribute(cls: type[Record]) -> str:
    return "id" if cls.record.name == PERSON else cls.record.person
