"""Remember that somebody looked before a new person was made, and who was offered then.

Whoever finds two entries later sees whether the likeness was there to be seen (peers.md,
complaint 26).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_
from casedesk.people.likeness import Probable
from casedesk.people.model import Person, only_suspect
from casedesk.store.journal import Act, Value
from casedesk.store.store import Store


def record_none_of_these(
    store: Store,
    typed: str,
    offered: Sequence[Probable],
    *,
    person_id: int,
    case_id: int | None = None,
) -> bool:
    """Leave the line: who looked, for what, whom they were offered (by number), who was made.

    It is shielded when one of them is a suspect only. False: the disk is full.
    """
    ids = [one.person_id for one in offered]
    values = [Value("", 0, "text", None, typed[:200])]
    if ids:
        values.append(Value("", 0, "offered", None, ", ".join(f"#{number}" for number in ids)))
    label = N_("Looked for a person: none of these")
    late = N_("Looked for a person while the disk was full: none of these")
    return store.note_or_wait(
        Act.SEARCH, label, late, kind=PERSON, record_id=person_id, case_id=case_id,
        values=values, restricted=_any_suspect(store, [*ids, person_id]),
    )  # fmt: skip


def _any_suspect(store: Store, ids: Sequence[int]) -> bool:
    table: Any = Person.__table__
    query = select(table.c.id).where(table.c.id.in_(ids), only_suspect(table.c.id)).limit(1)
    with store.read() as session:
        return session.scalar(query, execution_options={"unscoped": True}) is not None
