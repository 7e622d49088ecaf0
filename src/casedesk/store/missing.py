"""Why a value is not there, for all record kinds in one table (design.md, Declaration)."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.store.base import Base


class MissingReason(Base):
    """The field of this record has no value because of ``reason`` (``kernel.fields.Missing``)."""

    __tablename__ = "missing_reason"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    field: Mapped[str] = mapped_column(String(60), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
