"""How a dated row of any kind reads on the timeline.

The timeline is a reading of the records, never a copy: each feature says in ``moments.py``
which of its dates make an entry, and how that entry reads.
"""

from dataclasses import dataclass
from enum import StrEnum


class Track(StrEnum):
    """The three tracks that run beside each other (domain.md 1.1), and what belongs to none."""

    CARE = "care"
    CRIMINAL = "criminal"
    RESIDENCE = "residence"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MomentRule:
    """One entry per row of ``kind`` whose field ``when`` has a value.

    ``until`` names the field that ends a period; one that ``runs`` goes on for as long as that
    field has no value. ``says`` is the text with shown field values in braces; ``due`` marks
    dates ahead that somebody must meet, unless ``met`` has a value.
    With ``state`` it is due only while that field has one of ``open_states``. A due date without
    ``met`` is never late: nobody can write down that it was met.
    ``track`` is fixed, or taken from the field that ``track_field`` names. A ``binding`` date is
    set by law or a decision: it may be put off in the work list, but not past its last days.
    ``unsure`` names the flag that says that nobody confirmed the date yet.
    """

    kind: str
    when: str
    says: str
    icon: str
    until: str = ""
    runs: bool = False
    track: Track = Track.CARE
    track_field: str = ""
    due: bool = False
    met: str = ""
    state: str = ""
    open_states: tuple[str, ...] = ()
    binding: bool = False
    unsure: str = ""
