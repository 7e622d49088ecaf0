"""Is this value good for this field? One answer for forms, imports and command line."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Field, Kind, Missing, RecordKind
from casedesk.kernel.words import _
from casedesk.store.code_lists import CodeLabels

_TYPES: Mapping[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.LONG_TEXT: str,
    Kind.CHOICE: str,
    Kind.CHOICES: tuple,
    Kind.FLAG: bool,
    Kind.NUMBER: int,
    Kind.DATE: date,
    Kind.VAGUE_DATE: VagueDate,
    Kind.MOMENT: datetime,
    Kind.REFERENCE: int,
}


def problem_with(field: Field, value: Any, labels: CodeLabels) -> Refused | None:
    """Why this value cannot stand in this field, in a sentence beside the field; None if it can."""
    if value is None:
        if field.required:
            return Refused(_("Fill in {field}.").format(field=_(field.label)), field.name)
        return None
    if isinstance(value, Missing):
        if not field.may_be_missing:
            return Refused(_("This field does not ask why a value is missing."), field.name)
        return None
    if not isinstance(value, _TYPES[field.kind]):
        raise TypeError(f"{field.key} takes {field.kind}, not {type(value).__name__}")
    return _kind_problem(field, value, labels) or (field.check(value) if field.check else None)


def doubts_about(record: RecordKind, values: Mapping[str, Any]) -> tuple[Refused, ...]:
    """What is probably wrong with these values, each with its field; never a reason to refuse."""
    return tuple(doubt for rule in record.doubts if (doubt := rule(values)) is not None)


def _kind_problem(field: Field, value: Any, labels: CodeLabels) -> Refused | None:
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        if field.required and not value.strip():
            return Refused(_("Fill in {field}.").format(field=_(field.label)), field.name)
        if len(value) > field.max_length:
            return Refused(
                _("This text is too long: at most {n} characters fit.").format(n=field.max_length),
                field.name,
            )
    if field.kind is Kind.NUMBER and not -1_000_000 <= value <= 1_000_000_000:
        return Refused(_("This number is too large. Check what you typed."), field.name)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        codes = (value,) if field.kind is Kind.CHOICE else value
        for code in codes:
            if not labels.knows(field.choices, code):
                return Refused(
                    _("“{code}” is not in the list. Choose from the list.").format(code=code),
                    field.name,
                )
    return None
