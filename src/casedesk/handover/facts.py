"""The plain values that the resolver works on: subjects, facts, recipient, decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from casedesk.grounds.coverage import Coverage
from casedesk.handover.profiles import Profile
from casedesk.kernel.fields import Field, Level, Sensitivity, Topic

FactId = tuple[str, int, str]
"""Kind, record id and field key: names one value in one store for ever."""

Span = tuple[int, int]
"""First sign of a part of a text, and the sign behind its last."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in the case.

    ``names`` are all spellings by which texts could give them away, whole and word by word.
    ``roles`` are those outside suspicion; ``restricted`` is who has no other. ``minor`` holds
    for children of the case and for who is not yet 18, or may not be.
    """

    person_id: int
    roles: frozenset[str]
    name: str
    pseudonym: str
    names: tuple[str, ...]
    restricted: bool
    minor: bool = False

    def label(self, level: Level) -> str:
        """How a reader of this level sees the person named."""
        return self.name if level >= Level.NAME else self.pseudonym

    def unnamed(self) -> "Subject":
        """The same person, called by the pseudonym at any level."""
        return replace(self, name=self.pseudonym)


@dataclass(frozen=True, slots=True)
class Fact:
    """One filled field of one record, as it would read in a document.

    ``about`` is the person that the record is about, None for the case as such. ``refers_to``
    is the person whom the value names, ``persons`` are all whom its record names. ``classes``
    and ``topics`` are those of the field and of its record. ``superseded`` is what a newer
    record replaced, or what is done. A ``dealing`` is a referral or report, ``with_partner``
    the organisation that its record names first. ``readable`` is off when the author may see
    that there is a value, but not what it says.
    """

    kind: str
    record_id: int
    field: Field
    value: Any
    text: str
    about: int | None
    refers_to: int | None
    classes: frozenset[Sensitivity]
    restricted: bool = False
    readable: bool = True
    topics: frozenset[Topic] = frozenset()
    persons: frozenset[int] = frozenset()
    superseded: bool = False
    dealing: bool = False
    with_partner: int | None = None

    @property
    def shielded(self) -> bool:
        """Whether it is about a suspect (art. 10 AVG)."""
        return self.restricted or Sensitivity.ART10 in self.classes

    @property
    def id(self) -> FactId:
        """The name of this value."""
        return (self.kind, self.record_id, self.field.key)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a case holds at one moment, for one author.

    ``hidden_words`` are names and numbers of rows that do not exist for this author (suspects);
    they are known here only so that no text gives them away.
    """

    case_id: int
    number: str
    subjects: tuple[Subject, ...]
    facts: tuple[Fact, ...]
    hidden_words: tuple[str, ...] = ()

    def subject(self, person_id: int) -> Subject | None:
        """The person by id, if they are in the case."""
        return next((s for s in self.subjects if s.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who will read it. ``organisation_id`` is None for a supervisor or the client."""

    name: str
    profile: Profile
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why, on which ground, and what is asked.

    ``coverage`` is how the recorded grounds stand for each person of the case; empty where none
    is asked (the person's own data, a report about a suspect, colleagues). ``ground_reason`` is
    the author's reason for the whole document, where ground or policy asks one.
    """

    text: str
    ground: str
    ground_reason: str = ""
    coverage: tuple[Coverage, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the author decided about a text in which a name was found.

    With ``text`` that goes in its place, once it names nobody either. Without, the author says
    that the found words are no name here, and why.
    """

    text: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the author decided differently, each addition with its reason.

    ``texts_read`` says that the author read the free texts in the preview. ``level`` asks
    for more identity than the default, up to what the profile allows. ``verdicts`` are about
    texts that name somebody; ``marked_stay`` leaves out all of them that have none.
    """

    persons: frozenset[int] | None = None
    added: Mapping[FactId, str] = field(default_factory=dict)
    left_out: frozenset[FactId] = frozenset()
    texts_read: bool = False
    level: Level | None = None
    verdicts: Mapping[FactId, Verdict] = field(default_factory=dict)
    marked_stay: bool = False


NOTHING_ELSE = Overrides()
"""The author follows the profile."""


class Outcome(StrEnum):
    """What happens to a value."""

    GOES = "goes"
    STAYS = "stays"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one value and why; ``text`` is empty unless it goes.

    ``reason`` is a code of the list ``withheld_reason``, empty when it goes by default;
    ``because`` is the author's reason for an addition. What goes as a label or shortened has that
    as its reason. ``review`` marks a text that would go if it named nobody: the author settles
    it, with the names at ``marks``. Of a ``firm`` one the author cannot say that it is no name.
    """

    fact: Fact
    outcome: Outcome
    reason: str
    text: str = ""
    because: str = ""
    review: bool = False
    marks: tuple[Span, ...] = ()
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolver's whole answer; preview, PDF, register and export see nothing else."""

    case_id: int
    number: str
    recipient: Recipient
    purpose: Purpose
    level: Level
    subjects: tuple[Subject, ...]
    decisions: tuple[Decision, ...]

    def going(self) -> tuple[Decision, ...]:
        """What leaves."""
        return tuple(d for d in self.decisions if d.outcome is Outcome.GOES)

    def to_settle(self) -> tuple[Decision, ...]:
        """Texts that name somebody, of which the author must first say what happens."""
        return tuple(d for d in self.decisions if d.review)

    def carried_by(self) -> tuple[int, str] | None:
        """The recorded ground, and its version, that carries the document; None without one."""
        about = {subject.person_id for subject in self.subjects}
        found = (c.carried_by() for c in self.purpose.coverage if c.person_id in about)
        return next((each for each in found if each is not None), None)

    def label(self, person_id: int | None) -> str:
        """How a person is called in this document; empty for one who is not in it."""
        found = next((s for s in self.subjects if s.person_id == person_id), None)
        return found.label(self.level) if found else ""
