"""Everything that somebody could read out of a file, by whatever way."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from tests.handover.canaries import Canary
from tests.paper.reader import Document


def all_in_file(data: bytes, passphrase: str, folder: Path) -> str:
    """What eyes see, screen readers say, and tools dig up, in one text without white space."""
    path = folder / "handover.pdf"
    # pdftotext reads no more than 32 signs of a passphrase.
    with pikepdf.open(BytesIO(data), password=passphrase) as pdf:
        pdf.save(path)
    logical = [
        subprocess.run(
            ["pdftotext", *order, "-enc", "UTF-8", str(path), "-"],
            capture_output=True, check=True,
        ).stdout.decode()
        for order in ((), ("-layout",), ("-raw",))
    ]  # fmt: skip
    path.unlink()
    read = Document(data, passphrase)
    parts = [
        *logical,
        read.reading,
        "".join(drawn.text for drawn in read.drawn),
        *(str(element.alternative or "") for element in read.elements),
        *_objects(data, passphrase),
    ]
    return squeezed("\n".join(parts))


def squeezed(text: str) -> str:
    """Without white space and hyphens at line ends, so that a broken line hides nothing."""
    return re.sub(r"\s+", "", text)


def _objects(data: bytes, passphrase: str) -> Iterator[str]:
    """Every string, name and decoded stream of the file: structure, metadata, forms, files."""
    with pikepdf.open(BytesIO(data), password=passphrase) as pdf:
        assert not pdf.attachments
        assert "/AcroForm" not in pdf.Root
        yield str(dict(pdf.docinfo)) if "/Info" in pdf.trailer else ""
        yield from _strings(pdf.trailer, set())
        for found in pdf.objects:
            yield from _strings(found, set())


def _strings(found: Any, seen: set[Any]) -> Iterator[str]:
    if isinstance(found, pikepdf.Stream):
        data = found.read_bytes()
        yield data.decode("latin-1")
        yield data.decode("utf-16-be", errors="ignore")
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in found.items():
            yield str(key)
            yield from _plain(value, seen)
    elif isinstance(found, pikepdf.Array):
        for value in found:
            yield from _plain(value, seen)
    elif isinstance(found, pikepdf.String | pikepdf.Name):
        yield str(found)


def _plain(value: Any, seen: set[Any]) -> Iterator[str]:
    """What stands in an object itself; what it refers to is read on its own."""
    if isinstance(value, pikepdf.String | pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _strings(value, seen)


def found_in(planted: Iterable[Canary], text: str) -> set[Canary]:
    """The canaries whose value is in a text, in whatever case."""
    plain = squeezed(text).casefold()
    return {canary for canary in planted if canary.text.casefold() in plain}
