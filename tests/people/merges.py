"""A store of people who hang together in every way that the declarations allow, drawn at random."""

import random
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Kind, Missing, Realm
from casedesk.people.merging import Merge, Side, merge_persons
from casedesk.people.model import Person
from casedesk.people.references import references_to
from casedesk.store.base import Base, Record
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.drafts import Unfinished, keep
from casedesk.store.journal import Act
from tests.builders import a_case, a_partner, made
from tests.faults.filled import drawn_values

NOT_COMPARED = {
    "trail", "trail_values", "trail_touch", "destroyed_values",  # what was done stays told
    "person_key",  # derived; compared apart
}  # fmt: skip
OWN = ("person_merge", "person_difference")


def rows(sitting: Sitting) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that people fill, without the counter of its changes."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with sitting.vault.engine.connect() as connection:
        for table in Base.metadata.tables.values():
            if table.name in NOT_COMPARED:
                continue
            names = [f'"{c.name}"' for c in table.columns if c.name != "version"]
            query = text(f'SELECT {", ".join(names)} FROM "{table.name}"')
            found[table.name] = sorted((tuple(row) for row in connection.execute(query)), key=repr)
    return found


def keys(sitting: Sitting) -> list[tuple[Any, ...]]:
    """The derived keys and the rows of the search index, as sets of facts."""
    with sitting.vault.engine.connect() as connection:
        mine = connection.execute(
            text(
                "SELECT kind, record_id, person_id, restricted, what, sound, bones FROM person_key"
            )
        ).all()
        found = connection.execute(
            text("SELECT kind, record_id, shield, case_id, person_id FROM fts_row")
        ).all()
    return sorted((tuple(row) for row in (*mine, *found)), key=repr)


def people_kinds() -> list[type[Record]]:
    """The kinds with a reference to a person, this feature's own memory apart."""
    kinds = {ref.cls for ref in references_to("person") if ref.kind not in OWN}
    return sorted(kinds, key=lambda cls: cls.__tablename__)


def a_crowd(sitting: Sitting, seed: int, most: int) -> tuple[int, int, int]:
    """Two persons who will be one and a third, tied together by ``most`` records or fewer."""
    chance = random.Random(seed)
    cases = [a_case(sitting), a_case(sitting)]
    targets: dict[str, int] = {
        "organisation": a_partner(sitting, f"Opvang {seed}"), "case_file": cases[0]
    }  # fmt: skip
    persons = [_a_person(sitting, chance, targets) for _place in range(3)]
    _fill_targets(sitting, chance, targets, persons)
    kinds = people_kinds()
    for _place in range(most):
        cls = chance.choice(kinds)
        _a_record(sitting, chance, cls, targets | {"case_file": chance.choice(cases)}, persons)
    with sitting.store.engine.begin() as connection:
        at = sitting.clock.now()
        for person_id in persons:
            place = f"person_id {person_id}"
            keep(connection, "anna", Unfinished("goal", 0, place, cases[0], at, {"what": "?"}))
    return persons[0], persons[1], persons[2]


def merged(
    sitting: Sitting, kept: int, gone: int, choices: Mapping[str, Side] | None = None
) -> int:
    """The id of the merge of two persons, doubts or not."""
    return made(try_merge(sitting, kept, gone, choices or {}, despite=True))


def try_merge(
    sitting: Sitting,
    kept: int,
    gone: int,
    choices: Mapping[str, Side] | None = None,
    *,
    despite: bool = False,
    why: str = "Zelfde geboortedatum en telefoon",
) -> Changes | Refused:
    """What merging answers, as the persons are now."""
    with sitting.store.read() as session:
        query = select(Person.id, Person.version).where(Person.id.in_((kept, gone)))
        versions = dict(session.execute(query, execution_options={"unscoped": True}).all())
    command = Merge(
        kept, versions.get(kept, 0), gone, versions.get(gone, 0), why, choices or {}, despite
    )
    return merge_persons(sitting.store, command)


def _a_person(sitting: Sitting, chance: random.Random, targets: dict[str, int]) -> int:
    return _add(sitting, Person, drawn_values(sitting, "person", targets, chance))


def _fill_targets(
    sitting: Sitting, chance: random.Random, targets: dict[str, int], persons: list[int]
) -> None:
    """One record of each kind that others point at, so that every reference can be filled."""
    wanted = {f.target for cls in record_classes() for f in fields_of(cls).values() if f.target}
    left = sorted(wanted - set(targets) - {"person", *OWN})
    for _round in range(3):
        for kind in left:
            if kind not in targets:
                cls = record_class(kind)
                made_id = _a_record(sitting, chance, cls, targets, persons)
                if made_id:
                    targets[kind] = made_id


def _a_record(
    sitting: Sitting,
    chance: random.Random,
    cls: type[Record],
    targets: Mapping[str, int],
    persons: list[int],
) -> int:
    """A record of this kind about some of the persons; 0 when it may not stand there."""
    if cls.record.realm is Realm.ADMINISTRATION:
        return 0
    values = drawn_values(sitting, cls.record.name, targets, chance)
    for field in fields_of(cls).values():
        if field.target == "person":
            values[field.name] = chance.choice(persons)
            if not field.required and chance.random() < 0.3:
                values[field.name] = None
        elif field.hidden and field.required and field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            values[field.name] = "{}"
        elif field.required and values.get(field.name) is None:
            return 0
    if cls.record.name == "person_role":
        roles = [o.code for o in sitting.labels.options("person_role", sitting.clock.today())]
        values["role"] = chance.choice(roles)
    return _add(sitting, cls, values)


def _add(sitting: Sitting, cls: type[Record], values: Mapping[str, Any]) -> int:
    reasons = {n: v for n, v in values.items() if isinstance(v, Missing)}
    record = cls(**{n: v for n, v in values.items() if n not in reasons and v is not None})
    try:
        with sitting.store.write("Filled", act=Act.CREATE) as writing:
            writing.unit.add(record)
            writing.unit.set(record, **reasons)
            number = record.id
    except IntegrityError:
        return 0
    return number
