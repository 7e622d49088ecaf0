"""Column types and the one way in which a value is written into trail, drafts and exports."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Dialect, String, Text, TypeDecorator

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Missing


class CodesType(TypeDecorator[tuple[str, ...]]):
    """Several codes of one list, kept in the order chosen, as a small JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class VagueDateType(TypeDecorator[VagueDate]):
    """A vague date as one text that sorts by its earliest day."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: VagueDate | None, dialect: Dialect) -> str | None:
        return None if value is None else value.encode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> VagueDate | None:
        return None if value is None else VagueDate.decode(value)


class MomentType(TypeDecorator[datetime]):
    """A moment in UTC as ISO text, so that both backends order it alike."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value)
        if self.process_bind_param(moment, dialect) != value:
            raise ValueError("a moment in a spelling that is not ours")
        return moment


def to_plain(value: Any) -> Any:
    """A value as JSON can hold it and as :func:`from_plain` gives it back."""
    match value:
        case None | bool() | int():
            return value
        case Missing():
            return {"missing": value.value}
        case str():
            return value
        case VagueDate():
            return {"vague": value.encode()}
        case datetime():
            return {"moment": value.astimezone(UTC).isoformat(timespec="microseconds")}
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return {"codes": list(value)}
        case bytes():
            return {"hex": value.hex()}
    raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(value: Any) -> Any:
    """The value that :func:`to_plain` wrote."""
    if not isinstance(value, dict):
        return value
    ((form, inner),) = value.items()
    match form:
        case "missing":
            return Missing(inner)
        case "vague":
            return VagueDate.decode(inner)
        case "moment":
            return datetime.fromisoformat(inner)
        case "date":
            return date.fromisoformat(inner)
        case "codes":
            return tuple(inner)
        case "hex":
            return bytes.fromhex(inner)
    raise ValueError(f"unknown plain form {form!r}")


def canonical(value: Any) -> bytes:
    """JSON in one fixed spelling, for hashes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
