"""A store in which every text of every record is a word of its own, to be looked for.

A canary says whose it is: ``zqv...`` of a victim or a case, ``zqs...`` of a suspect, ``zqg...``
of a signal or place, ``zqd...`` of the directory. In the code lists and labels no word begins so.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Field, Kind, Realm
from casedesk.records.use_cases import Create, create
from casedesk.store.declare import fields_of, record_class
from tests.builders import a_case
from tests.faults.filled import PARENTS, drawn_values, made_by_forms, refuses

LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no word of a language comes out
BIRTHS = {"victim": "v", "suspect": "s"}


@dataclass(frozen=True)
class Canary:
    """Whose it is, and in which field of which kind it stands."""

    whose: str
    kind: str
    field: Field


@dataclass
class Planted:
    """The canaries by their word, and the records by kind and by whose they are."""

    words: dict[str, Canary] = field(default_factory=dict)
    records: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    case_id: int = 0

    def ids(self, kind: str) -> list[int]:
        """All planted records of a kind."""
        return [i for (of, _whose), ids in self.records.items() if of == kind for i in ids]


class Planter:
    """Makes the records, each text a new word."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._letters: Iterator[tuple[str, ...]] = product(LETTERS, repeat=4)
        self._chance = random.Random(5)
        self.planted = Planted()

    def plant(self, kind: str, whose: str, targets: Mapping[str, int], **fixed: object) -> int:
        """One record with canaries of this sort in every text; answers its id."""
        answer: object = None
        for _try in range(20):
            values = drawn_values(self._sitting, kind, targets, self._chance) | fixed
            words = {}
            for declared in fields_of(record_class(kind)).values():
                if self._takes_words(kind, declared) and declared.name not in fixed:
                    words[declared.name] = self._word(whose)
            answer = create(self._sitting.store, Create(kind, values | words), self._sitting.labels)
            if isinstance(answer, Changes) and answer.created is not None:
                fields = fields_of(record_class(kind))
                for name, word in words.items():
                    self.planted.words[word] = Canary(whose, kind, fields[name])
                self.planted.records.setdefault((kind, whose), []).append(answer.created)
                return answer.created
        raise AssertionError(f"{kind}: {answer}")

    @staticmethod
    def _takes_words(kind: str, declared: Field) -> bool:
        if declared.hidden or declared.kind not in (Kind.TEXT, Kind.LONG_TEXT):
            return False
        if refuses(declared, "zqvbbbb"):
            return False
        return declared.name not in record_class(kind).record.guarded and declared.max_length >= 8

    def _word(self, whose: str) -> str:
        return "zq" + whose + "".join(next(self._letters))


def plant_everywhere(sitting: Sitting) -> Planted:
    """A case with a victim and a suspect, and a record of each kind about each of them."""
    planter = Planter(sitting)
    case_id = planter.planted.case_id = a_case(sitting)
    persons, whole = {}, {"case_file": case_id}
    for role, whose in BIRTHS.items():
        persons[whose] = planter.plant("person", whose, whole)
        planter.plant(
            "person_role", whose, whole, case_id=case_id, person_id=persons[whose], role=role
        )
    whole["organisation"] = planter.plant("organisation", "d", whole)
    whole["location"] = planter.plant("location", "g", whole)
    planter.plant("contact_person", "d", whole)
    theirs: dict[str, int] = {"person": persons["s"]}
    for kind in kinds_to_plant():
        record = record_class(kind).record
        names = [f.name for f in fields_of(record_class(kind)).values() if f.target == "person"]
        if kind in HANGS_ON:
            plant_hanging(planter, kind, whole, theirs)
            continue
        for whose, person_id in persons.items():
            if record.realm is Realm.SIGNALS and not names:
                whole[kind] = planter.plant(kind, "g", whole)
                break
            if (whose == "s" and not names) or (record.realm is Realm.SUSPECTS and whose != "s"):
                continue
            about: dict[str, object] = dict.fromkeys(names, person_id)
            if kind == "person_relation":
                about = {"person_id": person_id, "other_id": persons["v" if whose == "s" else "s"]}
                if whose == "v":
                    continue  # between two: of the suspect
            made = planter.plant(kind, whose, {**whole, "person": person_id}, **about)
            whole.setdefault(kind, made)  # what is of the victim comes first
            if whose == "s":
                theirs[kind] = made
    return planter.planted


HANGS_ON = {
    "signal_indicator": "signal_id", "signal_link": "signal_id", "signal_trace": "signal_id",
    "triage": "notification_id",
}  # fmt: skip
"""Kinds that name nobody and are about whom their parent is about."""


def plant_hanging(
    planter: Planter, kind: str, whole: dict[str, int], theirs: Mapping[str, int]
) -> None:
    """Two that name nobody: of the parent that anybody may see, and of that about a suspect."""
    sort = "v" if record_class(kind).record.realm is Realm.CASES else "g"
    whole[kind] = planter.plant(kind, sort, whole, **another(planter, kind, whole))
    planter.plant(kind, "s", whole, **hung(kind, whole, theirs))


def hung(kind: str, whole: Mapping[str, int], theirs: Mapping[str, int]) -> dict[str, object]:
    """The fields that hang a record on what is about the suspect."""
    name = HANGS_ON[kind]
    parent = fields_of(record_class(kind))[name].target
    found: dict[str, object] = {name: theirs[parent]}
    if kind == "signal_link":
        found["other_id"] = whole[parent]
    return found


def another(planter: Planter, kind: str, whole: Mapping[str, int]) -> dict[str, object]:
    """A link ties two signals; everything else hangs on the one."""
    if kind != "signal_link":
        return {}
    return {"signal_id": whole["signal"], "other_id": planter.plant("signal", "g", {})}


def kinds_to_plant() -> list[str]:
    """Every kind that a form can make and that is not made above."""
    made = {"person", "person_role", "organisation", "location", "contact_person", "case_file"}
    rest = sorted(made_by_forms() - {*PARENTS, *made})
    return ["case_consult", "notification", "signal", *(k for k in rest if k != "notification")]
