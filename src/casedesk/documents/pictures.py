"""The size of a picture and what else it tells, read from its bytes without drawing it.

Only headers are read, each length held against what is there, so that a wicked picture costs
nothing. Layouts: PNG specification (W3C), JPEG (ITU T.81), Exif 2.32, WebP container (Google).
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casedesk.documents import media

Size = tuple[int, int]

_EXIF = b"Exif\0\0"
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_MOST_ENTRIES = 512


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture tells beside what it shows."""

    place: bool = False
    camera: str = ""
    taken_at: str = ""
    more: bool = False

    def __bool__(self) -> bool:
        return self.place or bool(self.camera) or bool(self.taken_at) or self.more


def measure(data: bytes, kind: str) -> Size | None:
    """Width and height in dots; None when the picture is damaged."""
    try:
        return _MEASURES[kind](data)
    except (struct.error, IndexError, StopIteration):
        return None


def told_by(data: bytes, kind: str) -> Told:
    """What the picture tells of place, camera and time."""
    try:
        exif, more = _found(data, kind)
    except (struct.error, IndexError):
        return Told(more=True)
    if not exif:
        return Told(more=more)
    try:
        return _read_exif(exif)
    except (struct.error, IndexError, ValueError):
        return Told(more=True)


def orientation(data: bytes, kind: str) -> int:
    """How the picture is to be turned (Exif 1 to 8); 1 when nothing is said."""
    try:
        exif, _more = _found(data, kind)
        value = _Exif(exif).first().get(0x0112, (0, b""))[1] if exif else b""
        turned = int.from_bytes(value[:2], "little" if exif[:2] == b"II" else "big")
    except (struct.error, IndexError, ValueError):
        return 1
    return turned if 1 <= turned <= 8 else 1


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment before the first scan."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return
        marker = data[place + 1]
        if marker == 0xFF or marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise struct.error("a segment ends after the file")
        yield marker, place, end
        if marker == 0xDA:
            return
        place = end


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk, up to the end of the picture."""
    place = 8
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise struct.error("a chunk ends after the file")
        yield name, place, end
        if name == b"IEND":
            return
        place = end


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk; the end counts the even padding."""
    place = 12
    while place + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, place)
        end = place + 8 + length + (length & 1)
        if place + 8 + length > len(data):
            raise struct.error("a chunk ends after the file")
        yield name, place, min(end, len(data))
        place = end


def _png(data: bytes) -> Size | None:
    name, width, height = struct.unpack_from(">4sII", data, 12)
    return (width, height) if name == b"IHDR" else None


def _jpeg(data: bytes) -> Size | None:
    for marker, start, _end in jpeg_segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = struct.unpack_from(">HH", data, start + 5)
            return (width, height)
    return None


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return (width, height)


def _bmp(data: bytes) -> Size:
    (header,) = struct.unpack_from("<I", data, 14)
    width, height = struct.unpack_from("<HH" if header == 12 else "<ii", data, 18)
    return (abs(width), abs(height))


def _webp(data: bytes) -> Size | None:
    name, start, _end = next(webp_chunks(data))
    inside = start + 8
    if name == b"VP8X":
        low = struct.unpack_from("<HBHB", data, inside + 4)
        return (low[0] + (low[1] << 16) + 1, low[2] + (low[3] << 16) + 1)
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, inside + 1)
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, inside + 6)
        return (width & 0x3FFF, height & 0x3FFF)
    return None


_MEASURES: Mapping[str, Callable[[bytes], Size | None]] = MappingProxyType(
    {media.PNG: _png, media.JPEG: _jpeg, media.GIF: _gif, media.BMP: _bmp, media.WEBP: _webp}
)


def _found(data: bytes, kind: str) -> tuple[bytes, bool]:
    """The Exif part without its head, and whether there is anything else that tells."""
    ways = {media.JPEG: _found_jpeg, media.PNG: _found_png, media.WEBP: _found_webp}
    return ways[kind](data) if kind in ways else (b"", False)


def _found_jpeg(data: bytes) -> tuple[bytes, bool]:
    exif, more = b"", False
    for marker, start, end in jpeg_segments(data):
        inside = data[start + 4 : end]
        if marker == 0xE1 and inside.startswith(_EXIF):
            exif = exif or inside[len(_EXIF) :]
        elif marker in (0xE1, 0xED, 0xFE):
            more = True
    return exif, more


def _found_png(data: bytes) -> tuple[bytes, bool]:
    exif, more = b"", False
    for name, start, end in png_chunks(data):
        if name == b"eXIf":
            exif = data[start + 8 : end - 4]
        more = more or name in (b"tEXt", b"zTXt", b"iTXt", b"tIME")
    return exif, more


def _found_webp(data: bytes) -> tuple[bytes, bool]:
    exif, more = b"", False
    for name, start, end in webp_chunks(data):
        if name == b"EXIF":
            exif = data[start + 8 : end].removeprefix(_EXIF)
        more = more or name == b"XMP "
    return exif, more


class _Exif:
    """A reader of the tables of an Exif part."""

    _SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8)

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._order = "<" if data[:2] == b"II" else ">"
        if data[:2] not in (b"II", b"MM"):
            raise ValueError("no Exif")

    def first(self) -> dict[int, tuple[int, bytes]]:
        """The first table."""
        return self.table(struct.unpack_from(f"{self._order}I", self._data, 4)[0])

    def table(self, start: int) -> dict[int, tuple[int, bytes]]:
        """Tag to type and raw value."""
        (count,) = struct.unpack_from(f"{self._order}H", self._data, start)
        found: dict[int, tuple[int, bytes]] = {}
        for number in range(min(count, _MOST_ENTRIES)):
            place = start + 2 + number * 12
            tag, type_, many = struct.unpack_from(f"{self._order}HHI", self._data, place)
            size = (self._SIZES[type_] if type_ < len(self._SIZES) else 1) * many
            at = place + 8
            if size > 4:
                (at,) = struct.unpack_from(f"{self._order}I", self._data, place + 8)
            found[tag] = (type_, self._data[at : at + min(size, 256)])
        return found

    def number(self, value: bytes) -> int:
        """A place in the file."""
        return int(struct.unpack_from(f"{self._order}I", value)[0])


def _read_exif(exif: bytes) -> Told:
    reader = _Exif(exif)
    first = reader.first()

    def words(table: Mapping[int, tuple[int, bytes]], tag: int) -> str:
        plain = table.get(tag, (0, b""))[1].split(b"\0")[0].decode("ascii", "replace")
        return "".join(sign for sign in plain if sign.isprintable()).strip()[:60]

    place = False
    if 0x8825 in first:
        gps = reader.table(reader.number(first[0x8825][1]))
        place = 2 in gps and 4 in gps  # latitude and longitude
    taken = words(first, 0x0132)
    if 0x8769 in first:
        taken = words(reader.table(reader.number(first[0x8769][1])), 0x9003) or taken
    camera = " ".join(part for part in (words(first, 0x010F), words(first, 0x0110)) if part)
    # How a picture is turned is no secret.
    return Told(place, camera, taken, bool(set(first) - {0x0112, 0x8825, 0x8769}))
