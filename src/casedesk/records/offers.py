"""Values that were entered elsewhere and may be taken over: read as a form declares it.

Each value comes with the words in which it reads and where it stands. What the reader may not
see is not offered, nor is a reason why a value is missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.forms import FormSpec, Offer
from casedesk.kernel.words import _
from casedesk.records.reading import Reader, RecordView
from casedesk.records.showing import SHIELDED
from casedesk.store.declare import fields_of, record_class

MOST = 3
"""So many values are offered for one field; more would have to be read instead of pressed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A value for a field: how it reads, and in which record it stands."""

    value: Any
    words: str
    source: str


def offers_for(
    session: Session,
    reader: Reader,
    spec: FormSpec,
    values: Mapping[str, Any],
    *,
    case_id: int | None = None,
    record_id: int | None = None,
) -> Mapping[str, tuple[Offered, ...]]:
    """What may be taken over, by attribute name; ``values`` are those on the form now.

    The record itself, ``record_id``, is no source. Fields that have a value are left out.
    """
    found: dict[str, list[Offered]] = {}
    declared = fields_of(record_class(spec.kind))
    for offer in spec.offers:
        if values.get(offer.field) not in (None, "", ()):
            continue
        offered = found.setdefault(offer.field, [])
        for view in _sources(session, reader, spec, offer, values, case_id):
            if view.kind == spec.kind and view.id == record_id:
                continue
            for each in _values(session, reader, offer, declared[offer.field], view):
                if all(each.value != known.value for known in offered):
                    offered.append(each)
    return {name: tuple(offered[:MOST]) for name, offered in found.items() if offered}


def sources_of(spec: FormSpec) -> frozenset[str]:
    """The kinds of record whose change may change what is offered."""
    return frozenset(offer.kind for offer in spec.offers)


def _sources(
    session: Session,
    reader: Reader,
    spec: FormSpec,
    offer: Offer,
    values: Mapping[str, Any],
    case_id: int | None,
) -> Iterator[RecordView]:
    """The record that the form points at, or those about the person it points at, newest first."""
    pointed = values.get(offer.by)
    if not isinstance(pointed, int) or isinstance(pointed, bool):
        return
    target = fields_of(record_class(spec.kind))[offer.by].target
    if target == offer.kind:
        view = reader.view(session, offer.kind, pointed)
        if view is not None:
            yield view
        return
    cls = record_class(offer.kind)
    if target == "case_file":
        views = reader.views(session, offer.kind, case_id=pointed)
    else:
        within = case_id if cls.record.owner else None
        views = reader.views(session, offer.kind, person_id=pointed, case_id=within)
    yield from reversed(views)


def _values(
    session: Session, reader: Reader, offer: Offer, field: Field, view: RecordView
) -> Iterator[Offered]:
    source = fields_of(record_class(offer.kind))[offer.name]
    value = view.values[offer.name]
    if value is None or value is SHIELDED or isinstance(value, Missing) or value == "":
        return
    kind = record_class(offer.kind).record
    where = _(kind.label) if view.kind in ("person", "case_file") else view.title
    several = field.kind is not Kind.CHOICES and isinstance(value, tuple)
    for each in value if several else (value,):
        taken = each
        if offer.codes:
            taken = dict(offer.codes).get(each)
            if taken is None:
                continue
        words = reader.show(session, field, taken, case_id=view.case_id)
        if offer.codes:
            words = f"{words} ({reader.show(session, source, each, case_id=view.case_id)})"
        yield Offered(taken, words, where)
