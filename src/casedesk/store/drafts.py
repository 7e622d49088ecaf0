"""Unfinished typing, kept encrypted in the store until the field is left or the form given up.

A draft belongs to one person and is no part of the record or the trail (design.md, Values and
versions). A new record lives here, too, until its required fields are valid.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, String, Text, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.store.base import Base
from casedesk.store.types import MomentType


class Draft(Base):
    """What one person has typed into one form and not yet left. ``body`` is JSON."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("login", "kind", "record_id", "place"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    login: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column(Integer, default=0)
    place: Mapped[str] = mapped_column(String(60), default="")
    case_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(MomentType)
    body: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft as a form takes it up again: texts as typed, by attribute name.

    ``record_id`` is 0 for a record that does not exist yet; ``place`` tells forms of one kind
    apart, for example a new note in each of two cases.
    """

    kind: str
    record_id: int
    place: str
    case_id: int | None
    at: datetime
    typed: Mapping[str, Any]


def keep(connection: Connection, login: str, unfinished: Unfinished) -> None:
    """Write the draft, in place of an earlier one of the same form."""
    forget(connection, login, unfinished.kind, unfinished.record_id, unfinished.place)
    connection.execute(
        insert(Draft),
        {
            "login": login,
            "kind": unfinished.kind,
            "record_id": unfinished.record_id,
            "place": unfinished.place,
            "case_id": unfinished.case_id,
            "at": unfinished.at,
            "body": json.dumps(dict(unfinished.typed), ensure_ascii=False),
        },
    )


def forget(connection: Connection, login: str, kind: str, record_id: int, place: str) -> None:
    """The form was saved or given up: its draft is gone."""
    connection.execute(
        delete(Draft).where(
            Draft.login == login,
            Draft.kind == kind,
            Draft.record_id == record_id,
            Draft.place == place,
        )
    )


def drafts_of(connection: Connection, login: str) -> tuple[Unfinished, ...]:
    """All that this person has not finished, newest first."""
    rows = connection.execute(
        select(Draft.__table__).where(Draft.login == login).order_by(Draft.at.desc())
    )
    return tuple(
        Unfinished(r.kind, r.record_id, r.place, r.case_id, r.at, json.loads(r.body)) for r in rows
    )
