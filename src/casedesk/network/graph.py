"""What a network is made of: things, and what ties them. Plain values, without store or Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Sort(StrEnum):
    """What a thing in the network is; decides shape, icon and word, never colour alone."""

    VICTIM = "victim"
    CHILD = "child"
    SUSPECT = "suspect"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    SIGNAL = "signal"
    NUMBER = "number"
    CASE = "case"


PERSONS = frozenset({Sort.VICTIM, Sort.CHILD, Sort.SUSPECT, Sort.PERSON})
"""Sorts that are persons."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One node. ``role`` is the small line below the label, in the user's language.

    ``opens`` names the record behind it as (kind, id, case id). ``shielded`` things exist only
    for those who may see suspects. ``outside`` counts others, not drawn, who have it too.
    """

    key: str
    sort: Sort
    label: str
    role: str = ""
    opens: tuple[str, int, int | None] | None = None
    shielded: bool = False
    centre: bool = False
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two things, read from the first to the second; ``opens`` as in a thing."""

    one: str
    other: str
    words: str
    opens: tuple[str, int, int | None] | None = None
    shielded: bool = False
    period: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """All ties between two things, drawn as one line. ``one`` is the first by key."""

    one: str
    other: str
    ties: tuple[Tie, ...]

    @property
    def shielded(self) -> bool:
        """Whether any of them says that somebody is a suspect."""
        return any(tie.shielded for tie in self.ties)

    @property
    def words(self) -> str:
        """What ties them, each word once."""
        return " · ".join(dict.fromkeys(tie.words for tie in self.ties if tie.words))


@dataclass(frozen=True, slots=True)
class Network:
    """Things in a fixed order, and their ties; every tie has both its ends here."""

    things: tuple[Thing, ...] = ()
    ties: tuple[Tie, ...] = ()
    _by_key: dict[str, Thing] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_key.update((thing.key, thing) for thing in self.things)

    def thing(self, key: str) -> Thing:
        """The thing with this key; KeyError if it is not here."""
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def bundles(self) -> tuple[Bundle, ...]:
        """The lines of the drawing, in the order of their first tie."""
        found: dict[tuple[str, str], list[Tie]] = {}
        for tie in self.ties:
            one, other = sorted((tie.one, tie.other))
            found.setdefault((one, other), []).append(tie)
        return tuple(Bundle(one, other, tuple(ties)) for (one, other), ties in found.items())

    def around(self, key: str) -> tuple[tuple[str, Tie], ...]:
        """The neighbours of a thing, each with the tie that leads there."""
        return tuple(
            (tie.other if tie.one == key else tie.one, tie)
            for tie in self.ties
            if key in (tie.one, tie.other)
        )

    def without(self, sorts: Iterable[Sort], *, shielded: bool = True) -> "Network":
        """The same without things of these sorts, and without what is shielded if asked.

        What hung on them alone goes with them: a firm that nobody here works for says nothing.
        Persons stay, tied or not.
        """
        hidden = set(sorts)
        kept = [t for t in self.things if t.sort not in hidden and (shielded or not t.shielded)]
        if not shielded:
            # Who else has a number may be a suspect; better to say nothing of others at all.
            kept = [replace(thing, outside=0) for thing in kept]
        keys = {thing.key for thing in kept}
        ties = [
            tie
            for tie in self.ties
            if tie.one in keys and tie.other in keys and (shielded or not tie.shielded)
        ]
        had = _counted(self.ties)
        now = _counted(ties)
        things = [t for t in kept if _still_says(t, had.get(t.key, 0), now.get(t.key, 0))]
        left = {thing.key for thing in things}
        return Network(
            tuple(things), tuple(tie for tie in ties if tie.one in left and tie.other in left)
        )

    def renamed(self, labels: dict[str, str]) -> "Network":
        """The same with other labels, by key."""
        return Network(
            tuple(replace(t, label=labels.get(t.key, t.label)) for t in self.things), self.ties
        )


def _counted(ties: Iterable[Tie]) -> dict[str, int]:
    """How many ties each thing has."""
    found: dict[str, int] = {}
    for tie in ties:
        for end in (tie.one, tie.other):
            found[end] = found.get(end, 0) + 1
    return found


def _still_says(thing: Thing, had: int, now: int) -> bool:
    """Whether a thing that lost ties is worth drawing: a number that one has is not shared."""
    if thing.sort in PERSONS:
        return True
    if thing.sort is Sort.NUMBER:
        return now + thing.outside > 1
    return now > 0 or had == 0
