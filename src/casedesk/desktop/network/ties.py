"""The relations of one person from either side: who they are to others, and others to them."""

from dataclasses import replace

from sqlalchemy.orm import Session

from casedesk.desktop.case.items import Item, describe, items_of_person
from casedesk.kernel.kinds import PERSON
from casedesk.records.reading import Reader

RELATION = "person_relation"


def items_of_ties(
    session: Session, *, reader: Reader, kind: str, case_id: int, person_id: int
) -> list[Item]:
    """As any records of a person; those written from the other side say who is the first."""
    found = items_of_person(session, reader, kind, case_id, person_id)
    known = {item.id for item in found}
    for view in reader.views(session, kind, case_id=case_id, parent=("other_id", person_id)):
        if view.id in known:
            continue
        first = reader.title(session, PERSON, view.values["person_id"], case_id)
        item = describe(session, reader, view, case_id=case_id, whose=False)
        found.append(replace(item, title=f"{first}: {view.title}"))
    return found
