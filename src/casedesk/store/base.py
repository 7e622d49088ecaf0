"""The declarative base: naming of constraints, and what every record has."""

from typing import Any, ClassVar, cast

from sqlalchemy import Integer, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from casedesk.kernel.fields import RecordKind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Everything that has a table. SQLite can only alter constraints that have a name."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A thing that users fill in: journalled, undoable, with declared fields.

    ``version`` counts the commands that changed it; it guards transitions, merges and removal.
    """

    __abstract__ = True

    record: ClassVar[RecordKind]

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__table__" in cls.__dict__:
            # An id must never be used again: trail and disclosures speak of it for ever.
            cast(Table, cls.__table__).dialect_options["sqlite"]["autoincrement"] = True

    @classmethod
    def restricted(cls) -> Any:
        """SQL condition true for rows that are about a suspect (art. 10 AVG); None if never.

        ``access.scope`` applies it inside every query, so it must not depend on the reader.
        """
        return None
