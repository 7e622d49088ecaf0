"""A store in which something of every kind was made, changed, read, searched and undone."""

import random
import string
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from casedesk import features
from casedesk.access.trail import record_read, record_search
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.records.use_cases import ChangeField, Create, change, create
from casedesk.store.declare import fields_of, record_class
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_person, a_suspect, a_victim

Made = dict[str, list[int]]

PARENTS = ("location", "case_consult", "signal")
MADE_ELSEWHERE = frozenset({"disclosure"})
"""Made by the handover, never by a form."""


def fill_with_every_kind(sitting: Sitting, *, rounds: int = 1, seed: int = 1) -> Made:
    """One case a round, with a record of each kind that a form can make; answers the ids."""
    chance = random.Random(seed)
    made: Made = {}
    for _number in range(rounds):
        case_id = a_case(sitting)
        persons = [a_victim(sitting, case_id), a_person(sitting, case_id, "witness")]
        persons.append(a_suspect(sitting, case_id))
        targets = {
            "case_file": case_id,
            "person": persons[1],
            "organisation": a_partner(sitting, f"Opvang {_word(chance)}"),
        }
        others = {"person": persons[0]}
        for kind in PARENTS:
            made.setdefault(kind, []).append(_make(sitting, kind, targets, chance, others))
            others[kind] = made[kind][-1]
        for kind in (*PARENTS, *sorted(made_by_forms() - set(PARENTS))):
            made.setdefault(kind, []).append(_make(sitting, kind, targets, chance, others))
            targets.setdefault(kind, made[kind][-1])
        _work(sitting, made, chance)
    return made


def made_by_forms() -> set[str]:
    """Kinds of which a form can make a record: it asks for all that is required."""
    return {
        kind
        for kind in set(features.forms()) - MADE_ELSEWHERE
        if not any(f.required and f.hidden for f in fields_of(record_class(kind)).values())
    }


def _make(
    sitting: Sitting,
    kind: str,
    targets: Mapping[str, int],
    chance: random.Random,
    others: Mapping[str, int],
) -> int:
    """Values drawn at random may break a rule of their kind; then others are drawn."""
    answer: object = None
    for _try in range(9):
        command = Create(kind, drawn_values(sitting, kind, targets, chance, others))
        answer = create(sitting.store, command, sitting.labels)
        if isinstance(answer, Changes) and answer.created is not None:
            return answer.created
    raise AssertionError(f"{kind}: {answer}")


def _work(sitting: Sitting, made: Mapping[str, list[int]], chance: random.Random) -> None:
    for kind, ids in made.items():
        record_read(sitting.store, kind, ids[-1])
        texts = [
            f for f in fields_of(record_class(kind)).values()
            if f.kind is Kind.TEXT and not f.required and not f.hidden
            and f.name not in record_class(kind).record.guarded
        ]  # fmt: skip
        for field in texts[:2]:
            with sitting.store.read() as session:
                seen = getattr(session.get(record_class(kind), ids[-1]), field.name)
            command = ChangeField(kind, ids[-1], field.name, _word(chance), seen)
            change(sitting.store, command, sitting.labels)
        if chance.random() < 0.3:
            undo(sitting.store)
    record_search(sitting.store, _word(chance), 3)


def drawn_values(
    sitting: Sitting,
    kind: str,
    targets: Mapping[str, int],
    chance: random.Random,
    others: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Values for a new record of this kind, drawn at random; most fields have one.

    ``targets`` are records to point at, ``others`` those for a second field of the same target:
    what ties two things needs two.
    """
    pointed: set[str] = set()
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(300))
    values: dict[str, Any] = {}
    for place, field in enumerate(fields_of(record_class(kind)).values()):
        if not field.hidden and (field.required or chance.random() < 0.8):
            # Days in the order of the fields: what ends comes after what begins.
            on = day + timedelta(days=place)
            second = field.target in pointed and field.target in (others or {})
            pool = (others or {}) if second else targets
            pointed.add(field.target)
            values[field.name] = _value(sitting, field, pool, on, chance)
    if kind == "case_file":
        values |= {"number": f"2025-{chance.randrange(10_000):04d}", "phase": "active"}
        values.pop("closed_on", None)  # a closed case is closed by its step
    if kind == "person_role":
        values["role"] = "child"
    return values


def _value(
    sitting: Sitting, field: Field, targets: Mapping[str, int], on: date, chance: random.Random
) -> Any:
    if field.may_be_missing and not field.required and chance.random() < 0.3:
        return chance.choice(list(Missing))
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            options = sitting.labels.options(field.choices, sitting.clock.today())
            code = chance.choice(options).code
            return code if field.kind is Kind.CHOICE else (code,)
        case Kind.REFERENCE:
            return targets.get(field.target)
        case Kind.FLAG:
            return chance.random() < 0.5
        case Kind.NUMBER:
            return chance.randrange(1, 9)
        case Kind.DATE:
            return on
        case Kind.MOMENT:
            return datetime.combine(on, time(9), UTC)
        case Kind.VAGUE_DATE:
            return VagueDate.on(on)
    text = f"{_word(chance)} {_word(chance)}"[: field.max_length or None]
    return None if refuses(field, text) else text


def refuses(field: Field, text: str) -> bool:
    """Whether a field takes no words, such as the number of an address."""
    return field.check is not None and field.check(text) is not None


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=7)).capitalize()
