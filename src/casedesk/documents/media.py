"""What kind of file this is, told from its first bytes and its inside, never from its name."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casedesk.kernel.words import N_

PDF = "application/pdf"
PNG, JPEG, GIF, BMP, WEBP = "image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"
TEXT, MAIL = "text/plain", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ZIP, OLE, RTF = "application/zip", "application/x-ole-storage", "application/rtf"
TIFF, HEIC = "image/tiff", "image/heic"
PROGRAM = "application/x-executable"
UNKNOWN = "application/octet-stream"

IMAGES = frozenset({PNG, JPEG, GIF, BMP, WEBP})
SHOWN = IMAGES | {PDF, TEXT, MAIL, DOCX}
"""What opens inside the program."""

PACKED = frozenset({ZIP, DOCX, XLSX, PPTX, ODT, ODS})
"""Files that are packed by zip."""


@dataclass(frozen=True, slots=True)
class MediaKind:
    """How a kind of file reads, and the ending of its name."""

    label: str
    ending: str


KINDS: Mapping[str, MediaKind] = MappingProxyType(
    {
        PDF: MediaKind(N_("PDF"), ".pdf"),
        PNG: MediaKind(N_("Picture (PNG)"), ".png"),
        JPEG: MediaKind(N_("Photo (JPEG)"), ".jpg"),
        GIF: MediaKind(N_("Picture (GIF)"), ".gif"),
        BMP: MediaKind(N_("Picture (BMP)"), ".bmp"),
        WEBP: MediaKind(N_("Picture (WebP)"), ".webp"),
        TIFF: MediaKind(N_("Picture (TIFF)"), ".tiff"),
        HEIC: MediaKind(N_("Photo (HEIC)"), ".heic"),
        TEXT: MediaKind(N_("Text"), ".txt"),
        MAIL: MediaKind(N_("Mail message"), ".eml"),
        DOCX: MediaKind(N_("Word document"), ".docx"),
        XLSX: MediaKind(N_("Excel workbook"), ".xlsx"),
        PPTX: MediaKind(N_("PowerPoint slides"), ".pptx"),
        ODT: MediaKind(N_("OpenDocument text"), ".odt"),
        ODS: MediaKind(N_("OpenDocument workbook"), ".ods"),
        OLE: MediaKind(N_("Old Office file or Outlook message"), ""),
        RTF: MediaKind(N_("Rich text"), ".rtf"),
        ZIP: MediaKind(N_("Packed file"), ".zip"),
        UNKNOWN: MediaKind(N_("Unknown kind of file"), ""),
    }
)

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
)
_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
_BEFORE_PDF = b"\xef\xbb\xbf\0 \t\r\n"
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_MAIL_HEADERS = {b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path",
                 b"mime-version", b"delivered-to"}  # fmt: skip


def kind_of(data: bytes) -> str:
    """The media type of a content."""
    head = data[:1024]
    if b"%PDF-" in head and (head.lstrip(_BEFORE_PDF).startswith(b"%PDF-") or not _is_text(data)):
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heif"):
        return HEIC
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _packed(data)
    for beginning, media in _BEGINNINGS:
        if head.startswith(beginning) and (media != BMP or _is_bmp(data)):
            return media
    if _is_text(data):
        return MAIL if _is_mail(data) else TEXT
    return UNKNOWN


def _is_bmp(data: bytes) -> bool:
    """Two letters are too few to go by."""
    return len(data) > 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 108, 124)


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = {info.filename for info in parts.infolist()[:10_000]}
            for name, media in _PARTS:
                if name in names:
                    return media
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                said = parts.read("mimetype").decode("ascii", "replace")
                return said if said in (ODT, ODS) else ZIP
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return ZIP
    return ZIP


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    sample = data[:65536]
    if b"\0" in sample:
        return False
    controls = sum(1 for byte in sample if byte < 32 and byte not in (7, 8, 9, 10, 11, 12, 13, 27))
    return controls * 200 <= len(sample)


def _is_mail(data: bytes) -> bool:
    """At least two of the headers that every mail has, before the first empty line."""
    found = set()
    for line in data[:65536].lstrip().splitlines()[:200]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not _HEADER.match(line):
            return False
        found.add(line.partition(b":")[0].lower())
    return len(found & _MAIL_HEADERS) >= 2
