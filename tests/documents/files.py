"""Invented files of every kind, good and wicked, made in memory."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

import pikepdf
from reportlab.pdfgen import canvas

CANARY = "Kwartelstraat-Zeldzaam-8731"
"""A word that stands nowhere but in these files."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*pages: str, link: str = "", subject: str = "") -> bytes:
    """A PDF with one line on each page; a link lies over the first page."""
    stream = io.BytesIO()
    drawn = canvas.Canvas(stream, invariant=True)
    drawn.setSubject(subject)
    for number, words in enumerate(pages or ("Verzonnen brief",)):
        drawn.drawString(72, 720, words)
        if link and number == 0:
            drawn.linkURL(link, (0, 0, 600, 840), relative=0)
        drawn.showPage()
    drawn.save()
    return stream.getvalue()


def locked_pdf(password: str = "geheim") -> bytes:
    """A PDF that asks for a password."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Op slot"))) as made:
        made.save(stream, encryption=pikepdf.Encryption(owner=password, user=password))
    return stream.getvalue()


def png(width: int = 3, height: int = 2, *extra: tuple[bytes, bytes]) -> bytes:
    """A red picture; extra chunks go before its dots."""
    rows = b"".join(b"\0" + b"\xff\x00\x00" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), *extra, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, inside) for name, inside in chunks)


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that ask for gigabytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, inside) for name, inside in chunks)


def _chunk(name: bytes, inside: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + inside))
    return struct.pack(">I", len(inside)) + name + inside + check


def exif(*, place: bool = True, turned: int = 1, remark: str = "") -> bytes:
    """An Exif part that tells of a camera and, if asked, of a place."""
    camera = b"Verzonnen Telefoon\0"
    entries = [(0x010F, 2, camera), (0x0112, 3, struct.pack(">H", turned))]
    if remark:
        entries.append((0x010E, 2, remark.encode() + b"\0"))
    latitude = struct.pack(">6I", 52, 1, 5, 1, 0, 1)
    start = 8 + 2 + 12 * (len(entries) + place) + 4
    table, tail = b"", b""
    for tag, kind, value in sorted(entries):
        if len(value) <= 4:
            table += struct.pack(">HHI", tag, kind, 1) + value.ljust(4, b"\0")
        else:
            table += struct.pack(">HHII", tag, kind, len(value), start + len(tail))
            tail += value
    if place:
        table += struct.pack(">HHII", 0x8825, 4, 1, start + len(tail))
        here = start + len(tail) + 2 + 24 + 4
        tail += struct.pack(">H", 2)
        tail += struct.pack(">HHII", 2, 5, 3, here) + struct.pack(">HHII", 4, 5, 3, here)
        tail += struct.pack(">I", 0) + latitude
    count = struct.pack(">H", len(entries) + place)
    return b"MM\0*" + struct.pack(">I", 8) + count + table + struct.pack(">I", 0) + tail


def jpeg(part: bytes | None = None, *, after: bytes = b"", size: tuple[int, int] = (8, 8)) -> bytes:
    """A grey photo with an Exif part; ``after`` stands behind its end."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", size, 120).save(stream, "JPEG", exif=b"Exif\0\0" + part if part else b"")
    return stream.getvalue() + after


def webp(part: bytes) -> bytes:
    """A grey WebP with an Exif part."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (9, 99, 9)).save(stream, "WEBP", exif=b"Exif\0\0" + part)
    return stream.getvalue()


def docx(*paragraphs: str, xml: bytes | None = None) -> bytes:
    """A Word document with these paragraphs, or with this XML in their place."""
    inside = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    plain = f'<w:document xmlns:w="{_WORD}"><w:body>{inside}</w:body></w:document>'.encode()
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml or plain})


def xxe_docx(path: str) -> bytes:
    """A Word document that asks for a file of the reader."""
    return docx(
        xml=(
            f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{path}">]>'
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>'
            "</w:body></w:document>"
        ).encode()
    )


def bomb_docx(size: int = 400 << 20) -> bytes:
    """A Word document of some hundreds of kilobytes that unpacks to hundreds of megabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", b"<Types/>")
        with parts.open("word/document.xml", "w") as part:
            for _ in range(size >> 20):
                part.write(b" " * (1 << 20))
    return stream.getvalue()


def lying_bomb() -> bytes:
    """The same, and it says of itself that it unpacks to a few bytes."""
    true = bytearray(bomb_docx(300 << 20))
    central = true.rfind(b"PK\x01\x02")
    true[central + 24 : central + 28] = struct.pack("<I", 10)
    return bytes(true)


def packed(parts: dict[str, bytes]) -> bytes:
    """A packed file with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, inside in parts.items():
            made.writestr(zipfile.ZipInfo(name), inside, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def pdf_bomb(size: int = 400 << 20) -> bytes:
    """A PDF in which one stream unpacks to hundreds of megabytes."""
    pack, piece = zlib.compressobj(9), b"\0" * (1 << 20)
    inside = b"".join(pack.compress(piece) for _ in range(size >> 20)) + pack.flush()
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Filter/FlateDecode/Length "
    return head + str(len(inside)).encode() + b">>\nstream\n" + inside + b"\nendstream\nendobj\n"


def mail(body: str = "Verzonnen bericht", *, html: str = "", subject: str = "Afspraak") -> bytes:
    """A mail message, as a mail program saves it."""
    made = EmailMessage()
    made["From"] = "Opvang De Haven <balie@haven.example>"
    made["To"] = "Zorgcoördinatie <zorg@regio.example>"
    made["Date"] = "Mon, 02 Mar 2026 09:00:00 +0100"
    made["Subject"] = subject
    made["MIME-Version"] = "1.0"
    if html:
        made.set_content(html, subtype="html")
    else:
        made.set_content(body)
        made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="b.pdf")
    return made.as_bytes()
