"""The vocabulary in which a field of a record is declared, once.

Form, check, list column, search index, history label, PDF row, export column and data
minimisation all read this declaration (docs/decisions/0001). It knows neither Qt nor SQL.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from casedesk.kernel.changes import Refused


class Kind(StrEnum):
    """What sort of value a field holds; decides editor, column type and how it reads."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    VAGUE_DATE = "vague_date"
    MOMENT = "moment"
    REFERENCE = "reference"


class Sensitivity(StrEnum):
    """Why a value must be handled with care; a field may have several (design.md, Joints)."""

    ORDINARY = "ordinary"
    IDENTIFYING = "identifying"
    CONTACT = "contact"
    ART9 = "art9"
    ART10 = "art10"
    LOCATION_SECRET = "location_secret"  # noqa: S105 - a class of data
    FREE_TEXT = "free_text"


class Topic(StrEnum):
    """What a value is about; partner profiles name the topics that a partner may have."""

    CASE = "case"
    IDENTITY = "identity"
    CONTACT = "contact"
    SAFE_CONTACT = "safe_contact"
    SAFETY = "safety"
    NEEDS = "needs"
    PLAN = "plan"
    HEALTH = "health"
    RESIDENCE = "residence"
    CRIMINAL = "criminal"
    EXPLOITATION = "exploitation"
    PARTNERS = "partners"
    REFERRAL = "referral"
    DATES = "dates"
    NARRATIVE = "narrative"
    FILE_NOTES = "file_notes"
    MELDCODE = "meldcode"
    DOCUMENTS = "documents"
    CHILDREN = "children"
    WORK_MONEY = "work_money"
    HOUSING = "housing"
    REPORTER = "reporter"
    SHELTER_ADDRESS = "shelter_address"
    SUSPECT = "suspect"
    SIGNAL = "signal"
    LOCATIONS = "locations"
    ADMINISTRATION = "administration"


class Level(IntEnum):
    """How much of a person's identity a reader gets (domain.md 9.2: P, N, F)."""

    PSEUDONYM = 0
    NAME = 1
    FULL = 2


class Missing(StrEnum):
    """Why a value is not there; kept per field, beside the value, never as a magic code."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class Find(StrEnum):
    """How the search box finds a value."""

    NOT = "not"
    WORDS = "words"
    NAMES = "names"


class Realm(StrEnum):
    """To which part of the store a record belongs; rights are given per realm."""

    CASES = "cases"
    SUSPECTS = "suspects"
    SIGNALS = "signals"
    DIRECTORY = "directory"
    ADMINISTRATION = "administration"


Check = Callable[[Any], Refused | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a record kind.

    ``key`` is stable and never reused, also when the attribute is renamed: trail, exports and
    disclosure records speak in keys. ``level`` is the least level at which a partner may read
    an identifying value. ``classes`` is never empty.
    """

    key: str
    name: str
    kind: Kind
    label: str
    help: str = ""
    choices: str = ""
    target: str = ""
    required: bool = False
    classes: frozenset[Sensitivity] = frozenset({Sensitivity.ORDINARY})
    topic: Topic = Topic.CASE
    level: Level = Level.PSEUDONYM
    find: Find = Find.NOT
    may_be_missing: bool = False
    max_length: int = 200
    hidden: bool = False
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What the program knows about a kind of record beside its fields.

    ``owner`` names the attribute that leads to the case, ``person`` the one that leads to the
    person it is about; empty where there is none. ``title`` names the attributes whose values
    make up the one-line title of a record. ``guarded`` fields change only by use cases of the
    feature, ``rules`` look at several fields at once, ``empty`` is what an empty list says.
    ``derived`` fields follow from the others by a function of the values; the unit of work
    keeps them in step, so nobody else sets them. ``defaults`` are the values of a new record
    where none are given. ``doubts`` are rules that warn and never block.
    """

    name: str
    label: str
    plural: str
    realm: Realm
    topic: Topic
    icon: str
    title: tuple[str, ...]
    owner: str = ""
    person: str = ""
    empty: str = ""
    guarded: tuple[str, ...] = ()
    rules: tuple[Callable[[Mapping[str, Any]], Refused | None], ...] = field(default=())
    derived: tuple[tuple[str, Callable[[Mapping[str, Any]], Any]], ...] = ()
    defaults: tuple[tuple[str, Any], ...] = ()
    doubts: tuple[Callable[[Mapping[str, Any]], Refused | None], ...] = ()
