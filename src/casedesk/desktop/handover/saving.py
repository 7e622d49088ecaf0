"""Write a document where its author chose to keep it."""

from pathlib import Path

from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import _


def write_document(path: Path, data: bytes) -> None:
    """Write the file; refused with a sentence where the system does not let us."""
    try:
        path.write_bytes(data)
    except OSError as fault:
        sentence = _("The file could not be saved there. Choose another folder.")
        raise RefusedError(Refused(sentence)) from fault
