"""The documents of a case as lines of a list, for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casedesk.documents import media
from casedesk.documents.intake import size_words
from casedesk.kernel.dates import show_date
from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import fields_of, record_class

KIND = "document"
COLUMNS = ("title", "document_kind", "received_on", "from_id", "person_id", "file")


@dataclass(frozen=True, slots=True)
class Line:
    """One document; ``texts`` are its columns, ``searched`` what the filter looks in."""

    id: int
    version: int
    title: str
    kind: str
    kind_words: str
    name: str
    media_type: str
    has_file: bool
    texts: tuple[str, ...]
    searched: str


def read_lines(session: Session, reader: Reader, case_id: int) -> tuple[Line, ...]:
    """The documents of a case, the newest first."""
    views = sorted(
        reader.views(session, KIND, case_id=case_id),
        key=lambda view: (_day(view), view.id),
        reverse=True,
    )
    return tuple(_line(session, reader, view, case_id) for view in views)


def matching(lines: Sequence[Line], words: str, kind: str) -> list[Line]:
    """Those with all typed words and of this kind; an empty kind is every kind."""
    wanted = fold(words).split()
    return [
        line
        for line in lines
        if (not kind or line.kind == kind) and all(word in line.searched for word in wanted)
    ]


def _day(view: RecordView) -> date:
    for name in ("received_on", "dated"):
        value = view.values[name]
        if isinstance(value, date):
            return value
    return date.min


def _line(session: Session, reader: Reader, view: RecordView, case_id: int) -> Line:
    declared = fields_of(record_class(KIND))

    def show(name: str) -> str:
        value = view.values[name]
        if value is None:
            return ""
        return reader.show(session, declared[name], value, case_id=case_id)

    day = view.values["received_on"] or view.values["dated"]
    media_type = _plain(view, "media_type")
    size = view.values["size"]
    has_file = view.values["blob"] is not None
    file = _("no file")
    if has_file and isinstance(size, int):
        label = _(media.KINDS.get(media_type, media.KINDS[media.UNKNOWN]).label)
        file = f"{label}, {size_words(size)}"
    texts = (
        view.title,
        show("document_kind"),
        show_date(day) if isinstance(day, date) else "",
        show("from_id"),
        show("person_id"),
        file,
    )
    name = _plain(view, "file_name")
    return Line(
        view.id, view.version, view.title, _plain(view, "document_kind"), texts[1], name,
        media_type, has_file, texts, fold(" ".join((*texts, name, show("description")))),
    )  # fmt: skip


def _plain(view: RecordView, name: str) -> str:
    value = view.values[name]
    return value if type(value) is str else ""
