"""Pictures of dots as a page may show them: in colour, on white, no larger than needed."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

_MOST_DOTS = 25_000_000  # of a picture that is read at all
_DOTS_PER_POINT = 300 / 72  # more than that no printer shows


@dataclass(frozen=True, slots=True)
class Image:
    """The dots of a picture: packed rows of red, green and blue, from the top."""

    width: int
    height: int
    packed: bytes
    key: str

    @property
    def shape(self) -> float:
        """Width for each unit of height."""
        return self.width / self.height


def read_image(png: bytes, height: float) -> Image:
    """Read a PNG that will stand ``height`` points high.

    Nothing but its dots is kept: no date, place, text or profile. Raises ``ValueError`` for what
    is no PNG, is damaged, or is too large to read.
    """
    from PIL import Image as Pictures

    try:
        with Pictures.open(BytesIO(png), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                raise ValueError("this picture has too many dots")
            flat = Pictures.new("RGB", opened.size, "white")
            whole = opened.convert("RGBA")
            flat.paste(whole, mask=whole.getchannel("A"))
    except (OSError, SyntaxError, EOFError, zlib.error, Pictures.DecompressionBombError) as fault:
        raise ValueError("this is no picture that can be printed") from fault
    most = max(1, round(height * _DOTS_PER_POINT))
    if flat.height > most:
        width = max(1, round(flat.width * most / flat.height))
        flat = flat.resize((width, most), Pictures.Resampling.LANCZOS)
    dots = flat.tobytes()
    key = hashlib.sha256(dots).hexdigest()
    return Image(flat.width, flat.height, zlib.compress(dots, 9), key)


def image_object(pdf: Any, image: Image) -> Any:
    """The picture as an object of a pikepdf document."""
    import pikepdf

    stream = pikepdf.Stream(pdf, image.packed)
    stream.write(image.packed, filter=pikepdf.Name.FlateDecode)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.width, image.height
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    return pdf.make_indirect(stream)
