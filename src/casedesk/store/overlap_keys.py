"""What records are compared by: one spelling per phone, address, plate, account or name.

Derived from the records like the search index, and kept in step in the same transaction. It
holds nothing that the records do not, and says nothing of who may see them: whoever asks holds
the ids against the narrowed records.
"""

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.store.base import Base


class OverlapKey(Base):
    """One way in which a record can be the same as another.

    ``what`` names the sort of thing that is compared, ``field`` the attribute that it comes from;
    ``spelled`` is a fuller form by which near spellings are told apart, where ``normal`` is coarse.
    """

    __tablename__ = "overlap_key"
    __table_args__ = (Index("ix_overlap_key_normal", "what", "normal"),)

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    field: Mapped[str] = mapped_column(String(60), primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    normal: Mapped[str] = mapped_column(String(200), primary_key=True)
    spelled: Mapped[str] = mapped_column(String(200), default="")
