"""Refuse a hostile or broken file before any engine opens it, each with a sentence.

Looked at: packed files that grow without end, XML that asks for other files, PDFs that are
broken, locked or packed without end, pictures too large to draw, programs. What is refused is
not kept at all. What is kept may still be wicked in ways that nobody foresaw: a picture or PDF is
drawn only when somebody opens it (docs/decisions/0032).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from casedesk.documents import media
from casedesk.documents.limits import Limits
from casedesk.documents.pictures import measure
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
_DEFLATE_GROWS = 1032
"""Deflate makes nothing grow more than so many times."""

_STEP = 1 << 16
_BROKEN_ZIP = (
    zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError,
    zlib.error, KeyError,
)  # fmt: skip


def problem_with(data: bytes, kind: str, limits: Limits) -> Refused | None:
    """Why this content is not taken in; None if it may come in."""
    if kind == media.PROGRAM:
        return Refused(_("This is a program, not a document. Programs are not kept."))
    if kind in media.PACKED:
        return _packed_problem(data, kind, limits)
    if kind in media.IMAGES:
        return _picture_problem(data, kind, limits)
    if kind == media.PDF:
        return _pdf_problem(data, limits)
    return None


def packed_part(parts: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """One part of a packed file. ValueError when it grows beyond the limit as it unpacks.

    What the file says of its own sizes is not believed.
    """
    found = bytearray()
    with parts.open(name) as stream:
        while piece := stream.read(_STEP):
            found += piece
            if len(found) > limits.unpacked_bytes:
                raise ValueError("a part grows without end")
    return bytes(found)


def _bomb() -> Refused:
    return Refused(_("This file unpacks to far more than it is. It may do harm and is not kept."))


def _packed_problem(data: bytes, kind: str, limits: Limits) -> Refused | None:
    broken = Refused(_("This file is damaged. Ask for a whole copy."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
            if len(infos) > limits.packed_parts:
                return _bomb()
            if any(info.flag_bits & 1 for info in infos):
                return Refused(_("This file has a password. Remove it first, or ask for a copy."))
            said = sum(info.file_size for info in infos)
            if said > limits.unpacked_bytes or said > len(data) * limits.unpacked_times:
                return _bomb()
            if _grows(parts, infos, limits, most=len(data) * limits.unpacked_times):
                return _bomb()
            if kind == media.DOCX and not _plain_xml(parts, "word/document.xml", limits):
                return Refused(_("This file asks for other files. It may do harm and is not kept."))
    except _BROKEN_ZIP:
        return broken
    return None


def _grows(
    parts: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits, *, most: int
) -> bool:
    """Unpack all, a piece at a time, keeping nothing: the sizes in the file may be a lie."""
    seen = 0
    for info in infos:
        with parts.open(info) as stream:
            while piece := stream.read(_STEP):
                seen += len(piece)
                if seen > min(limits.unpacked_bytes, most):
                    return True
    return False


def _plain_xml(parts: zipfile.ZipFile, name: str, limits: Limits) -> bool:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        stream = io.BytesIO(packed_part(parts, name, limits))
        for _event, element in iterparse(stream, forbid_dtd=True):
            element.clear()
    except DefusedXmlException:
        return False
    except ParseError as fault:
        raise ValueError("not XML") from fault
    return True


def _picture_problem(data: bytes, kind: str, limits: Limits) -> Refused | None:
    size = measure(data, kind)
    if size is None or min(size) < 1:
        return Refused(_("This picture is damaged. Ask for a whole copy."))
    width, height = size
    if max(size) > limits.image_side or width * height > limits.image_pixels:
        return Refused(
            _("This picture is {width} by {height} dots. That is too large to show.").format(
                width=width, height=height
            )
        )
    return None


def _pdf_problem(data: bytes, limits: Limits) -> Refused | None:
    if _TWICE.search(data) or any(_inflates(part, limits) for part in _long_streams(data, limits)):
        return _bomb()
    import pikepdf

    damaged = Refused(_("This PDF is damaged and does not open. Ask for a whole copy."))
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                return damaged
    except pikepdf.PasswordError:
        return Refused(_("This PDF has a password. Remove it first, or ask for a copy without."))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        return damaged
    return None


def _long_streams(data: bytes, limits: Limits) -> Iterator[memoryview]:
    """The streams of a PDF that are long enough to unpack to more than the limit."""
    least = limits.unpacked_bytes // _DEFLATE_GROWS
    starts = [match.end() for match in _STREAM.finditer(data)]
    view = memoryview(data)
    for start, end in pairwise([*starts, len(data)]):
        if end - start > least:
            yield view[start:end]


def _inflates(part: memoryview, limits: Limits) -> bool:
    """Whether a stream unpacks to more than the limit; what is not packed so does not."""
    unpack, seen = zlib.decompressobj(), 0
    try:
        for start in range(0, len(part), _STEP):
            piece: bytes = bytes(part[start : start + _STEP])
            while piece and not unpack.eof:
                seen += len(unpack.decompress(piece, 1 << 20))
                if seen > limits.unpacked_bytes:
                    return True
                piece = unpack.unconsumed_tail
            if unpack.eof:
                break
    except zlib.error:
        return False
    return False
