"""Ask the index: names first, then words, the newest first, within what the reader may see.

Hits are taken from the index in portions and held against the narrowed records before any is
counted or shown, so neither a number nor a gap tells of a row that is not for the reader. Common
words match tens of thousands of rows; they are never ranked (feasibility.md 4).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_read
from casedesk.kernel.fields import Field, Find
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.words import _
from casedesk.records.reading import Reader
from casedesk.records.showing import show_plain
from casedesk.search.index import CONTENT, found_fields, has_content
from casedesk.store import blobs, text_index
from casedesk.store.declare import record_class
from casedesk.store.text_index import (
    SHIELDS,
    folded,
    fts_row,
    name_forms,
)

_PORTION = 200
_MOST_PORTIONS = 50
_AROUND = 40
"""How many signs of a text are shown before and after the word that was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. ``label`` names its kind, ``where`` the case it stands in.

    ``found`` is the text around the word, with the label of its field; empty when the title
    says it all. ``page`` is where in the file of a document it stands, from 1; None elsewhere.
    """

    kind: str
    id: int
    case_id: int | None
    person_id: int | None
    label: str
    title: str
    where: str = ""
    found: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    record_id: int
    case_id: int | None
    person_id: int | None


def find(session: Session, reader: Reader, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """What has all the typed words, for this reader; nothing for an empty text.

    Any text is fine: it is never read as a query language.
    """
    shields = [n for n, classes in SHIELDS.items() if may_read(reader.actor, classes)]
    seen: dict[tuple[str, int], _Row] = {}
    for names in (True, False):
        if len(seen) >= limit:
            break
        for row in _visible(session, text, shields, names=names):
            seen.setdefault(_stands_for(row), row)
            if len(seen) >= limit:
                break
    return tuple(_hits(session, reader, seen, text_index.terms(text)))


def _stands_for(row: _Row) -> tuple[str, int]:
    """Another name or a number of a person is a way to the person."""
    record = record_class(row.kind).record
    if record.person and not record.owner and row.person_id is not None:
        return (PERSON, row.person_id)
    return (row.kind, row.record_id)


def _visible(session: Session, text: str, shields: Sequence[int], *, names: bool) -> Iterator[_Row]:
    """Rows of the index whose records exist for the reader, newest first."""
    connection = session.connection()
    before: int | None = None
    for _portion in range(_MOST_PORTIONS):
        ids = text_index.newest(connection, text, names=names, before=before, limit=_PORTION)
        rows = session.execute(
            select(*fts_row.c)
            .where(fts_row.c.id.in_(ids), fts_row.c.shield.in_(shields))
            .order_by(fts_row.c.id.desc())
        ).all()
        by_kind: dict[str, list[int]] = {}
        for row in rows:
            by_kind.setdefault(row.kind, []).append(row.record_id)
        there = {kind: _existing(session, kind, found) for kind, found in by_kind.items()}
        for row in rows:
            if row.record_id in there[row.kind]:
                yield _Row(row.kind, row.record_id, row.case_id, row.person_id)
        if len(ids) < _PORTION:
            return
        before = ids[-1]


def _existing(session: Session, kind: str, ids: Sequence[int]) -> frozenset[int]:
    cls = record_class(kind)
    return frozenset(session.scalars(select(cls.id).where(cls.id.in_(ids))))


def _hits(
    session: Session, reader: Reader, seen: dict[tuple[str, int], _Row], terms: Sequence[str]
) -> Iterator[Hit]:
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in seen:
        by_kind.setdefault(kind, []).append(record_id)
    titles = {kind: reader.titles(session, kind, ids) for kind, ids in by_kind.items()}
    cases = reader.titles(
        session, CASE, [row.case_id for row in seen.values() if row.case_id is not None]
    )
    texts = _texts(session, reader, list(seen.values()), terms)
    pages = _in_files(session, reader, [r for r in seen.values() if not texts.get(_key(r))], terms)
    for (kind, record_id), row in seen.items():
        title = titles[kind].get(record_id)
        if title is None:
            continue
        page, in_file = pages.get(_key(row), (None, ""))
        found = texts.get(_key(row)) or in_file
        yield Hit(
            kind,
            record_id,
            row.case_id,
            row.person_id,
            _label(kind),
            title,
            cases.get(row.case_id, "") if row.case_id is not None and kind != CASE else "",
            "" if found and found.partition(": ")[2] in title else found,
            page,
        )


def _key(row: _Row) -> tuple[str, int]:
    return (row.kind, row.record_id)


def _in_files(
    session: Session, reader: Reader, rows: Sequence[_Row], terms: Sequence[str]
) -> dict[tuple[str, int], tuple[int, str]]:
    """Of each record with a file the first page that has one of the words, and the text there."""
    found: dict[tuple[str, int], tuple[int, str]] = {}
    if not may_read(reader.actor, CONTENT):
        return found
    words = [word for term in terms for word in re.findall(r"\w+", term)]
    for row in rows:
        cls: Any = record_class(row.kind)
        if not has_content(cls):
            continue
        blob = session.scalar(select(cls.blob).where(cls.id == row.record_id))
        pages = blobs.texts(session.connection(), [blob]).get(blob, {}) if blob else {}
        for page, text in pages.items():
            if cut := cut_around(text, words):
                said = _("On page {n}: {text}").format(n=page, text=cut)
                found[_key(row)] = (page, said)
                break
    return found


def _label(kind: str) -> str:
    return _(record_class(kind).record.label)


def _texts(
    session: Session, reader: Reader, rows: Sequence[_Row], terms: Sequence[str]
) -> dict[tuple[str, int], str]:
    """Of each record the first readable text that has one of the words, cut around it."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.record_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in by_kind.items():
        cls = record_class(kind)
        fields = [f for f in found_fields(cls) if not f.hidden and reader.may_see(f)]
        columns = [getattr(cls, field.name) for field in fields]
        if not columns:
            continue
        for record_id, *values in session.execute(select(cls.id, *columns).where(cls.id.in_(ids))):
            cut = _first_cut(reader, fields, values, terms)
            if cut:
                found[kind, record_id] = cut
    return found


def _first_cut(
    reader: Reader, fields: Sequence[Field], values: Sequence[Any], terms: Sequence[str]
) -> str:
    for field, value in zip(fields, values, strict=True):
        text = show_plain(field, value, reader.labels)
        if text and (cut := cut_around(text, terms, whole=field.find is Find.NAMES)):
            return f"{_(field.label)}: {cut}"
    return ""


def cut_around(text: str, terms: Sequence[str], *, whole: bool = False) -> str:
    """The part of a text around the first word that begins with a term; empty if none does."""
    plain = " ".join(text.split())
    for word in re.finditer(r"\w+", plain):
        spelled = folded(word.group())
        if any(spelled.startswith(term) or (whole and term in spelled) for term in terms):
            break
    else:
        there = whole and any(term.lstrip("0+") in name_forms(plain) for term in terms)
        return plain[: 2 * _AROUND] if there else ""
    start, end = max(0, word.start() - _AROUND), min(len(plain), word.end() + _AROUND)
    begin = "…" if start else ""
    return f"{begin}{plain[start:end].strip()}{'…' if end < len(plain) else ''}"
