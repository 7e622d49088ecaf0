"""Declare a field at its mapped attribute, and read the declarations back.

The column follows from the declaration: kind of value, foreign key, index for names. Adding a
field to a record kind takes one declaration, one migration and two translations
(docs/adding-a-field.md shows it).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from casedesk.kernel.fields import Check, Field, Find, Kind, Level, Sensitivity, Topic
from casedesk.store.base import Record
from casedesk.store.types import CodesType, MomentType, VagueDateType

S = Sensitivity
_DECLARED = "declared"


def field(  # noqa: PLR0913 - the vocabulary of a declaration, given by name
    kind: Kind,
    label: str,
    *classes: Sensitivity,
    help: str = "",
    choices: str = "",
    target: str = "",
    required: bool = False,
    topic: Topic | None = None,
    level: Level | None = None,
    find: Find = Find.NOT,
    may_be_missing: bool | None = None,
    max_length: int | None = None,
    hidden: bool = False,
    check: Check | None = None,
    key: str = "",
    index: bool = False,
) -> MappedColumn[Any]:
    """A mapped column that carries its whole declaration.

    Without ``classes`` the value is ordinary; long texts are free text by themselves.
    ``topic`` defaults to that of the record kind. An identifying value is for level FULL
    unless ``level`` says that a name will do.
    """
    _require(kind, choices=choices, target=target)
    found = set(classes)
    if kind is Kind.LONG_TEXT:
        found.add(S.FREE_TEXT)
    if not found:
        found.add(S.ORDINARY)
    if level is None:
        secret = {S.IDENTIFYING, S.CONTACT, S.LOCATION_SECRET}
        level = Level.FULL if found & secret else Level.PSEUDONYM
    if max_length is None:
        max_length = 20_000 if kind is Kind.LONG_TEXT else 200
    if may_be_missing is None:
        may_be_missing = kind in (Kind.CHOICE, Kind.CHOICES) and not required
    declared: dict[str, Any] = {
        "kind": kind,
        "label": label,
        "help": help,
        "choices": choices,
        "target": target,
        "required": required,
        "classes": frozenset(found),
        "topic": topic,
        "level": level,
        "find": find,
        "may_be_missing": may_be_missing,
        "max_length": max_length,
        "hidden": hidden,
        "check": check,
        "key": key,
    }
    arguments: list[Any] = [_column_type(kind, max_length)]
    if kind is Kind.REFERENCE:
        arguments.append(ForeignKey(f"{target}.id"))
        index = True
    return mapped_column(*arguments, nullable=not required, index=index, info={_DECLARED: declared})


def _require(kind: Kind, *, choices: str, target: str) -> None:
    if (kind in (Kind.CHOICE, Kind.CHOICES)) != bool(choices):
        raise ValueError("a choice field, and no other, names its code list")
    if (kind is Kind.REFERENCE) != bool(target):
        raise ValueError("a reference field, and no other, names its target")


def _column_type(kind: Kind, max_length: int) -> TypeEngine[Any]:
    match kind:
        case Kind.TEXT:
            return String(max_length)
        case Kind.LONG_TEXT:
            return Text()
        case Kind.CHOICE:
            return String(60)
        case Kind.CHOICES:
            return CodesType()
        case Kind.FLAG:
            return Boolean()
        case Kind.NUMBER | Kind.REFERENCE:
            return Integer()
        case Kind.DATE:
            return Date()
        case Kind.VAGUE_DATE:
            return VagueDateType()
        case Kind.MOMENT:
            return MomentType()


@cache
def fields_of(cls: type[Record]) -> Mapping[str, Field]:
    """The declared fields of a record kind by attribute name, in the order of declaration."""
    found: dict[str, Field] = {}
    for attribute in cls.__mapper__.column_attrs:
        declared = attribute.columns[0].info.get(_DECLARED)
        if declared is None:
            continue
        details = dict(declared)
        key = details.pop("key") or attribute.key
        details["topic"] = details["topic"] or cls.record.topic
        if cls.record.realm.value == "suspects":
            details["classes"] = (details["classes"] - {S.ORDINARY}) | {S.ART10}
        found[attribute.key] = Field(key=f"{cls.record.name}.{key}", name=attribute.key, **details)
    return found


def record_classes() -> Iterator[type[Record]]:
    """Every record kind that is loaded, by name of its table."""
    for mapper in sorted(Record.registry.mappers, key=lambda m: m.class_.__tablename__):
        if issubclass(mapper.class_, Record):
            yield mapper.class_


def record_class(name: str) -> type[Record]:
    """The mapped class of a record kind; KeyError for an unknown name."""
    found = _classes().get(name)
    if found is None:
        _classes.cache_clear()
        found = _classes()[name]
    return found


@cache
def _classes() -> dict[str, type[Record]]:
    return {cls.record.name: cls for cls in record_classes()}
