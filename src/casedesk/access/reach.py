"""Which values say how to reach or find a person: before those, what is safe is read first.

A test walks through every place that could show one (domain.md 11, 47).
"""

from casedesk.kernel.fields import Field, Sensitivity, Topic
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class

_TOPICS = (Topic.CONTACT, Topic.SHELTER_ADDRESS)
_CLASSES = frozenset({Sensitivity.CONTACT, Sensitivity.LOCATION_SECRET})


def tells_reach(cls: type[Record], field: Field) -> bool:
    """Whether this value says how to reach or find a person whom a case is about."""
    about_person = bool(cls.record.person) and field.topic in _TOPICS
    return about_person and bool(field.classes & _CLASSES)


def kind_tells_reach(kind: str) -> bool:
    """Whether records of this kind hold such a value."""
    cls = record_class(kind)
    return any(tells_reach(cls, field) for field in fields_of(cls).values())
