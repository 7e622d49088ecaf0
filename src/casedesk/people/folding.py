"""Two records that may be there only once become one: what each said is kept.

Empty takes filled, several choices are put together, a warning that one of them has counts, and
texts that differ are written below each other: nothing that somebody wrote is lost. Where only
one value fits, that of the record that stays counts; the other is in the snapshot of the merge.
"""

from collections.abc import Mapping
from typing import Any

from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.store.unit_of_work import UnitOfWork

_BETWEEN = {Kind.TEXT: " / ", Kind.LONG_TEXT: "\n\n"}


def is_filled(value: Any) -> bool:
    """Whether there is a value, and not only a reason why there is none."""
    return value is not None and not isinstance(value, Missing) and value not in ("", ())


def together(field: Field, stays: Any, goes: Any) -> Any:
    """What one record says for two."""
    if not is_filled(goes):
        return goes if stays is None else stays
    if not is_filled(stays):
        return goes
    if field.kind is Kind.CHOICES:
        return (*stays, *(code for code in goes if code not in stays))
    if field.kind is Kind.FLAG:
        return stays or goes
    if field.kind in _BETWEEN and goes not in stays:
        both = f"{stays}{_BETWEEN[field.kind]}{goes}"
        return both if len(both) <= field.max_length else stays
    return stays


def what_changes(unit: UnitOfWork, stays: Record, goes: Record) -> Mapping[str, Any]:
    """The new values of the record that stays."""
    cls = type(stays)
    derived = {name for name, _derive in cls.record.derived}
    found: dict[str, Any] = {}
    for name, field in fields_of(cls).items():
        if name in derived or field.kind is Kind.REFERENCE:
            continue
        now = unit.current(stays, name)
        new = together(field, now, unit.current(goes, name))
        if new != now:
            found[name] = new
    return found


def differing(values: Mapping[str, Any], cls: type[Record]) -> tuple[str, ...]:
    """The labels of fields of which only one of two values can stay."""
    found = []
    derived = {name for name, _derive in cls.record.derived}
    for name, field in fields_of(cls).items():
        if name in derived or field.kind is Kind.REFERENCE:
            continue
        stays, goes = values.get(name, (None, None))
        if not (is_filled(stays) and is_filled(goes)) or stays == goes:
            continue
        if together(field, stays, goes) == stays and field.kind not in (Kind.CHOICES, Kind.FLAG):
            found.append(field.label)
    return tuple(found)
