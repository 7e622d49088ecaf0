"""A handover that left, for tests of what happens to it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Purpose
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import new_number
from casedesk.handover.use_cases import Made, make_handover
from tests.builders import a_case, a_partner, a_victim


@dataclass
class Left:
    """A handover, and what it is about."""

    id: int
    case_id: int
    person_id: int
    partner_id: int
    number: str
    made: Made


def a_handover(
    sitting: Sitting,
    *,
    case_id: int | None = None,
    partner_id: int | None = None,
    number: str = "",
    **more: Any,
) -> Left:
    """A handover to a shelter about Mirela Popescu."""
    case_id = a_case(sitting) if case_id is None else case_id
    person_id = a_victim(sitting, case_id)
    partner_id = a_partner(sitting) if partner_id is None else partner_id
    number = number or new_number()
    more.setdefault("informed", "yes")
    request = Request(case_id, partner_id, Purpose("Opvang", "public_task"), number=number, **more)
    made = make_handover(author(sitting), request)
    assert isinstance(made, Made), made
    return Left(made.disclosure_id, case_id, person_id, partner_id, number, made)


def the_row(sitting: Sitting, disclosure_id: int) -> Disclosure:
    """The row of the register as it stands now."""
    with sitting.store.read() as session:
        row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).one()
        session.expunge(row)
        return row
