"""The text of a file, for reading in the window and for the search: plain text, mail, Word.

No engine that draws is needed for these. The text of a PDF comes from the engine that shows it,
in the desktop (docs/decisions/0032).
"""

import io
import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesFeedParser
from email.policy import EmailPolicy
from html import unescape
from typing import Any

from casedesk.documents import media
from casedesk.documents.guards import packed_part
from casedesk.documents.limits import Limits
from casedesk.kernel.words import N_, _
from casedesk.records.showing import show_moment

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_HEADERS = (("From", N_("From")), ("To", N_("To")), ("Cc", N_("Copy to")), ("Date", N_("Sent")),
            ("Subject", N_("Subject")))  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_RAW = ("script", "style")
_HIDDEN = (*_RAW, "head", "title")
_LINES = ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "blockquote")
_MOST_OF_CONTENT, _MOST_OF_HEADER = 2000, 20_000
_MAIL_STEP = 4096
_PAGE = 3000
"""Signs on a page of a text that knows no pages."""

UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ValueError, KeyError, LookupError, TypeError, OSError,
    RuntimeError, NotImplementedError, EOFError, AttributeError, SyntaxError,
)  # fmt: skip
"""What the readers of foreign files raise for files that are not what they say."""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail message as it is shown: header lines, text, and the names of what came with it."""

    headers: tuple[tuple[str, str], ...]
    body: str
    attachments: tuple[str, ...]


def text_of(data: bytes, kind: str, limits: Limits) -> str:
    """The text of a file; empty for kinds whose text is not known here or cannot be read."""
    try:
        if kind == media.TEXT:
            return decoded(data[: limits.text_signs * 4])[: limits.text_signs]
        if kind == media.DOCX:
            return docx_text(data, limits)
        if kind == media.MAIL:
            return mail_text(read_mail(data, limits))[: limits.text_signs]
    except UNREADABLE:
        return ""
    return ""


def pages_of(text: str) -> tuple[str, ...]:
    """A text without pages in portions, so that a hit tells where about it stands."""
    pages: list[str] = []
    page, size = [], 0
    for line in text.splitlines():
        page.append(line)
        size += len(line) + 1
        if size >= _PAGE:
            pages.append("\n".join(page))
            page, size = [], 0
    if page:
        pages.append("\n".join(page))
    return tuple(pages)


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, else as UTF-8, else as Windows wrote Western text."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _tidy(data.decode(name, "replace"))
    for cut in range(4):  # a letter may be cut in two where a long text was cut
        try:
            return _tidy(data[: len(data) - cut].decode("utf-8"))
        except UnicodeDecodeError:
            continue
    return _tidy(data.decode("cp1252", "replace"))


def docx_text(data: bytes, limits: Limits) -> str:
    """The paragraphs of a Word document, its notes after them."""
    found: list[str] = []
    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        for name in _PARTS:
            if name not in names:
                continue
            for paragraph in _paragraphs(packed_part(parts, name, limits)):
                found.append(paragraph)
                size += len(paragraph) + 1
                if size > limits.text_signs:
                    return "\n".join(found)[: limits.text_signs]
    return "\n".join(found)


def read_mail(data: bytes, limits: Limits) -> Message:
    """A mail message; nothing in it is fetched, run or opened.

    ValueError for one that is made to hold up its reader: parts in parts in parts.
    """
    feed, until = BytesFeedParser(policy=_ShortHeaders()), time.monotonic() + limits.text_seconds
    for start in range(0, len(data), _MAIL_STEP):
        feed.feed(data[start : start + _MAIL_STEP])
        if time.monotonic() > until:
            raise ValueError("this mail does not come to an end")
    parsed = feed.close()
    if not isinstance(parsed, EmailMessage):
        raise TypeError("no mail")
    headers = tuple(
        (label, _tidy(" ".join(str(value).split())))
        for name, label in _HEADERS
        if (value := _header(parsed, name))
    )
    body = parsed.get_body(("plain", "html"))
    text = _content(body) if body is not None else ""
    if body is not None and body.get_content_type() == "text/html":
        text = plain_html(text)
    names = tuple(
        part.get_filename() or part.get_content_type() for part in parsed.iter_attachments()
    )
    return Message(headers, _tidy(text), tuple(_tidy(name) for name in names))


class _ShortHeaders(EmailPolicy):
    """Reads the beginning of a header; the time for one grows with the square of its length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        most = _MOST_OF_CONTENT if name.lower().startswith("content-") else _MOST_OF_HEADER
        return super().header_fetch_parse(name, value[:most])


def mail_text(message: Message) -> str:
    """A mail as one text: headers, body, names of attachments."""
    lines = [f"{_(label)}: {value}" for label, value in message.headers]
    lines += ["", message.body]
    if message.attachments:
        lines += ["", _("Came with it:"), *message.attachments]
    return "\n".join(lines).strip()


def plain_html(source: str) -> str:
    """The words of a page of HTML, without scripts, styles and pictures.

    Read in one go from front to back, whatever stands there: the parser of the standard library
    needs hours for some hundred thousand signs that are made to hold it up.
    """
    found: list[str] = []
    place, hidden = 0, 0
    while (start := source.find("<", place)) >= 0:
        if not hidden:
            found.append(unescape(source[place:start]))
        tag = _TAG.match(source, start)
        place = _after(source, start, tag is not None)
        if place == start:
            break
        if tag is None:
            found.append(source[start:place] if place == start + 1 and not hidden else "")
            continue
        name = tag[2].lower()
        if name in _LINES:
            found.append("\n")
        if name in _HIDDEN:
            hidden = max(0, hidden + (-1 if tag[1] else 1))
        if name in _RAW and not tag[1]:
            end = re.compile(f"</{name}", re.IGNORECASE).search(source, place)
            place = end.start() if end is not None else len(source)
    if not hidden:
        found.append(unescape(source[place:]))
    lines = (" ".join(line.split()) for line in "".join(found).splitlines())
    return "\n".join(line for line in lines if line)


def _after(source: str, start: int, tag: bool) -> int:
    """Where it goes on after the sign ``<`` at ``start``; the same place where nothing ends it."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return end + 3 if end >= 0 else len(source)
    if not tag and source[start + 1 : start + 2] not in ("!", "?", "/"):
        return start + 1  # a plain sign in a text
    end = source.find(">", start)
    return end + 1 if end >= 0 else start


def _header(parsed: EmailMessage, name: str) -> str:
    try:
        value = parsed.get(name, "")
        sent = getattr(value, "datetime", None)
        if isinstance(sent, datetime):
            return show_moment(sent if sent.tzinfo is not None else sent.replace(tzinfo=UTC))
        return str(value)
    except UNREADABLE:  # a header that breaks its own rules
        return ""


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    try:
        return str(part.get_content())
    except UNREADABLE:
        payload = part.get_payload(decode=True)
        return decoded(payload) if isinstance(payload, bytes) else ""


def _paragraphs(xml: bytes) -> Iterator[str]:
    from defusedxml.ElementTree import iterparse

    words: list[str] = []
    for _event, element in iterparse(io.BytesIO(xml), forbid_dtd=True):
        if element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}tc"):
            words.append("\t")
        elif element.tag == f"{_W}br":
            words.append("\n")
        elif element.tag == f"{_W}p":
            yield _tidy("".join(words))
            words = []
            element.clear()


def _tidy(text: str) -> str:
    """Without signs that nobody sees, or that turn the order of letters round."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in even if c in "\n\t" or (c >= " " and c not in _UNSEEN))


_UNSEEN = frozenset("\x7f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
