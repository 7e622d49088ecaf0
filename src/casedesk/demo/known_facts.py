"""What is known of the invented suspects, fact by fact."""

import zlib
from datetime import date
from typing import TYPE_CHECKING

from casedesk.demo.material import material
from casedesk.suspects.model import SuspectFact

if TYPE_CHECKING:
    from casedesk.demo.case_files import CaseBook

_EACH = 3


def add_facts(book: "CaseBook", person: object, told: str, on: date, by: str) -> None:
    """Three facts about a suspect; which ones follows from what else is told of them.

    Draws nothing by lot, so that the rest of the region stays as it is.
    """
    facts = material("facts")["fact"]
    start = zlib.crc32(told.encode()) % len(facts)
    for place in range(_EACH):
        fact = facts[(start + place) % len(facts)]
        book.new(
            SuspectFact,
            on,
            by=by,
            person_id=person,
            fact_kind=fact["kind"],
            what=fact["what"],
            source=fact["source"],
            grade_source=fact["grade_source"],
            grade_content=fact["grade_content"],
        )
