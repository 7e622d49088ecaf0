"""Names of files that others made: what is kept of them, and what is never believed.

A name comes from outside. It may hold a way out of a folder (``../``), signs that turn the order
of letters round so that ``exe`` reads as ``pdf``, names of devices, or 300 letters.
"""

import re
import unicodedata

MOST = 120
"""Signs of a kept name; all common file systems take that many."""

_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def plain_name(given: str) -> str:
    """The name without folders and without signs that mislead; "file" if nothing is left."""
    last = re.split(r"[/\\]", given.replace("\0", ""))[-1]
    last = unicodedata.normalize("NFC", last)
    # Cc controls, Cf marks of direction, Cs halves of letters, Zl and Zp ends of lines.
    kept = (c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co"))
    name = _FORBIDDEN.sub("_", "".join(kept))
    name = " ".join(name.split()).strip(" .")
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    if len(name) > MOST:
        stem, dot, ending = name.rpartition(".")
        ending = ending if dot and len(ending) <= 10 else ""
        tail = f".{ending}" if ending else ""
        name = (stem if ending else name)[: MOST - len(tail)].rstrip(" .") + tail
    return name or "file"


def title_of(name: str) -> str:
    """A title for the document to begin with: the name without ending and underscores."""
    stem, dot, ending = name.rpartition(".")
    words = (stem if dot and stem and len(ending) <= 5 else name).replace("_", " ")
    return " ".join(words.split()) or name


def with_ending(name: str, ending: str) -> str:
    """The name with the ending that its content asks for, so that it tells no other story."""
    plain = plain_name(name)
    if not ending or plain.casefold().endswith(ending):
        return plain
    return f"{plain}{ending}"
