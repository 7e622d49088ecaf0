"""The logo of the organisation: one picture, kept inside the store."""

import base64
from io import BytesIO

from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _
from casedesk.store import facts
from casedesk.store.journal import Act
from casedesk.store.store import Store

LARGEST = 300_000
"""In bytes: a logo is small, and each document carries it."""
WIDEST = 3000
_FACT = "logo_png"


def logo(session: Session) -> bytes:
    """The picture (PNG), or nothing."""
    kept = facts.get(session.connection(), _FACT)
    return base64.b64decode(kept) if kept else b""


def set_logo(store: Store, picture: bytes) -> Refused | None:
    """Keep another logo, or none. Documents that were made keep the one they had."""
    if picture and (problem := _problem_with(picture)) is not None:
        return problem
    if not may(store.actor, Right.CODE_LISTS):
        return refusal(Right.CODE_LISTS)
    # The line first: no line, no logo.
    store.note(Act.CODE_LISTS, N_("Logo of the organisation changed"))
    with store.derive() as connection:
        facts.put(connection, _FACT, base64.b64encode(picture).decode("ascii"))
    return None


def _problem_with(picture: bytes) -> Refused | None:
    from PIL import Image

    if len(picture) > LARGEST:
        return Refused(_("This picture is too large. Use one of at most 300 kB."))
    try:
        with Image.open(BytesIO(picture), formats=("PNG",)) as found:
            wide, high = found.size
            if max(wide, high) > WIDEST:
                return Refused(_("This picture has too many dots. Make it smaller."))
            found.load()
    except (OSError, SyntaxError, ValueError):
        return Refused(_("Choose a picture of the kind PNG."))
    return None
