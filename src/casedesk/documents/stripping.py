"""Take out of a picture what it tells beside what it shows; the dots stay as they are.

Segments and chunks are left out, nothing is drawn again, so no quality is lost. How a photo is to
be turned is kept: without it a portrait would lie on its side. What stands after the end of the
picture (a short film, a second picture) goes too.
"""

import struct
import zlib

from casedesk.documents import media
from casedesk.documents.pictures import jpeg_segments, orientation, png_chunks, webp_chunks

STRIPPED = frozenset({media.JPEG, media.PNG, media.WEBP})
"""Kinds of pictures from which this can be taken."""

# JFIF, colour profile and Adobe's colour mark change how the picture looks.
_KEPT_JPEG = frozenset({0xE0, 0xE2, 0xEE})
_DROPPED_PNG = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def stripped(data: bytes, kind: str) -> bytes | None:
    """The same picture without place, camera, time and remarks; None if it is damaged."""
    try:
        if kind == media.JPEG:
            return _jpeg(data)
        if kind == media.PNG:
            return _png(data)
        if kind == media.WEBP:
            return _webp(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(data: bytes) -> bytes | None:
    kept = [b"\xff\xd8"]
    turned = orientation(data, media.JPEG)
    if turned != 1:
        kept.append(_turn(turned))
    for marker, start, end in jpeg_segments(data):
        if marker == 0xDA:
            return b"".join((*kept, data[start : _end_of_scans(data, end)], b"\xff\xd9"))
        application = 0xE0 <= marker <= 0xEF
        # A second picture may hide in APP2 under the name MPF.
        film = marker == 0xE2 and data[start + 4 : start + 8] == b"MPF\0"
        if marker != 0xFE and not film and (not application or marker in _KEPT_JPEG):
            kept.append(data[start:end])
    return None


def _end_of_scans(data: bytes, place: int) -> int:
    """Where the first end mark of the picture stands; in its data 0xFF is always escaped."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == 0xD9:
            return place
        if marker in (0x00, 0xFF, *range(0xD0, 0xD8)):
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        place += 2 + max(length, 2)
    return len(data)


def _turn(turned: int) -> bytes:
    """An Exif segment that says nothing but how the picture is turned."""
    table = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0)
    inside = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + table
    return b"\xff\xe1" + struct.pack(">H", len(inside) + 2) + inside


def _png(data: bytes) -> bytes | None:
    kept, ended = [data[:8]], False
    turned = orientation(data, media.PNG)
    for name, start, end in png_chunks(data):
        if name == b"IDAT" and turned != 1:
            kept.append(_png_turn(turned))
            turned = 1
        if name not in _DROPPED_PNG:
            kept.append(data[start:end])
        ended = name == b"IEND"
    return b"".join(kept) if ended else None


def _png_turn(turned: int) -> bytes:
    inside = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    return (
        struct.pack(">I", len(inside)) + b"eXIf" + inside
        + struct.pack(">I", zlib.crc32(b"eXIf" + inside))
    )  # fmt: skip


def _webp(data: bytes) -> bytes:
    kept = bytearray()
    for name, start, end in webp_chunks(data):
        if name in (b"EXIF", b"XMP "):
            continue
        piece = bytearray(data[start:end])
        if name == b"VP8X":
            piece[8] &= ~(_EXIF_FLAG | _XMP_FLAG) & 0xFF
        kept += piece
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + bytes(kept)
