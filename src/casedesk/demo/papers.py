"""A few small files in the case to look at first: a letter, a mail, a photo, a note.

Made anew each time, the same for the same day; the photo tells where it was taken, so that there is
something to take out.
"""

import struct
import zlib
from datetime import date, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sqlalchemy import select

from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.demo.diary import local
from casedesk.demo.material import material
from casedesk.documents.use_cases import AddDocument, PdfPages, add_document, read_text
from casedesk.kernel.changes import Refused
from casedesk.organisations.model import Organisation
from casedesk.paper.blocks import Block, Heading, Paragraph, Sheet
from casedesk.paper.render import render

_WIDE, _HIGH = 320, 200


def add_papers(sitting: Sitting, number: str) -> None:
    """Keep the invented files in the case of this number."""
    with sitting.store.read() as session:
        case_id, opened_on = session.execute(
            select(CaseFile.id, CaseFile.opened_on).where(CaseFile.number == number)
        ).one()
        known = select(Organisation.partner_kind, Organisation.id).order_by(Organisation.id.desc())
        partners = {row.partner_kind: row.id for row in session.execute(known)}
    for told in material("papers")["paper"]:
        on = min(opened_on + timedelta(days=told["days"]), sitting.clock.today())
        values = {
            "title": told["title"],
            "document_kind": told["kind"],
            "classification": told.get("classification"),
            "received_on": on,
            "dated": on,
            "from_id": partners.get(told.get("partner")),
        }
        command = AddDocument(case_id, told["name"], _content(told, on), values)
        answer = add_document(sitting.store, command, sitting.labels)
        if isinstance(answer, Refused) or answer.created is None:
            raise ValueError(f"{told['name']} was refused")
        read_text(sitting.store, answer.created, _known_pages(told["lines"]))


def _known_pages(lines: list[str]) -> PdfPages:
    """What the engine would read in a letter of ours."""
    return lambda _data, _limits: ("\n".join(lines),)


def _content(told: dict[str, Any], on: date) -> bytes:
    lines: list[str] = told["lines"]
    if told["name"].endswith(".pdf"):
        blocks: list[Block] = [Heading(told["title"], 1), *map(Paragraph, lines)]
        return render(Sheet(told["title"], "nl", "Verzonnen brief", "", "DEMO", tuple(blocks)))
    if told["name"].endswith(".eml"):
        return _mail(told, on)
    if told["name"].endswith(".png"):
        return _photo()
    return "\r\n".join(lines).encode()


def _mail(told: dict[str, Any], on: date) -> bytes:
    made = EmailMessage()
    for name in ("from", "to", "subject"):
        made[name.capitalize()] = told[name]
    made["Date"] = format_datetime(local(on, time(9, 12)))
    made.set_content("\n\n".join(told["lines"]))
    return made.as_bytes()


def _photo() -> bytes:
    """A room with a bed and a window, drawn in a few colours, that tells a place in the sea."""
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 2, 0, 0, 0)
    rows = b"".join(
        b"\0" + b"".join(_colour(across, down) for across in range(_WIDE)) for down in range(_HIGH)
    )
    chunks = (
        (b"IHDR", head), (b"eXIf", _place(54, 3)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    )  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(inside)) + name + inside
        + struct.pack(">I", zlib.crc32(name + inside))
        for name, inside in chunks
    )  # fmt: skip


def _colour(across: int, down: int) -> bytes:
    if 130 <= down < 170 and 30 <= across < 190:
        return b"\xb0\xc4\xd8" if across >= 70 else b"\xf4\xf0\xe6"
    if 40 <= down < 100 and 220 <= across < 290:
        return b"\x8e\xb8\xc8" if (across - 255) ** 2 > 9 else b"\x6b\x5b\x4a"
    return b"\xd9\xcf\xbd" if down < 150 else b"\x9a\x84\x6c"


def _place(north: int, east: int) -> bytes:
    """An Exif part with nothing but a place in degrees."""
    gps, values = 8 + 2 + 12 + 4, 8 + 2 + 12 + 4 + 2 + 24 + 4
    first = struct.pack(">HHHIII", 1, 0x8825, 4, 1, gps, 0)
    table = struct.pack(">HHHIIHHIII", 2, 2, 5, 3, values, 4, 5, 3, values + 24, 0)
    degrees = struct.pack(">12I", north, 1, 0, 1, 0, 1, east, 1, 0, 1, 0, 1)
    return b"MM\0*" + struct.pack(">I", 8) + first + table + degrees
