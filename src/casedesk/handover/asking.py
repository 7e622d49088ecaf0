"""Who makes documents, and what is asked: nothing is decided here yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.handover.facts import NOTHING_ELSE, Overrides, Purpose, Snapshot
from casedesk.handover.numbers import new_number
from casedesk.handover.snapshot import snapshot
from casedesk.kernel.changes import Refused
from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.organisations.model import Organisation
from casedesk.records.reading import Reader
from casedesk.store.store import Store

HANDOVER = "handover"
SUSPECT_REPORT = "suspect_report"


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes documents: the store as this person sees it, and what heads each page.

    ``office`` is the name of the store (the region), ``demo`` marks every page as invented.
    """

    store: Store
    reader: Reader
    office: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to hand over: which case, to whom, why, and how it differs.

    ``document`` is a code of the list ``disclosure_document``; ``options`` are what that kind of
    document lets its author choose. Without ``partner_id`` it is for the person ``person_id``,
    about themselves. ``suspect_id`` makes it a report about that suspect and nobody else.
    ``number`` is the print number, drawn before the first look so that the page shows it.
    ``language`` is that of the document (nl or en); empty: as the partner's profile says.
    ``partner_kind`` in place of a partner is for looking only: nothing can be made of it.
    """

    case_id: int
    partner_id: int | None
    purpose: Purpose
    overrides: Overrides = NOTHING_ELSE
    informed: str = ""
    informed_not_reason: str = ""
    request: str = ""
    answer_by: date | None = None
    referral_id: int | None = None
    suspect_id: int | None = None
    document: str = HANDOVER
    person_id: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    partner_kind: str = ""
    language: str = ""

    @property
    def kind(self) -> str:
        """Which document it is."""
        return self.document if self.suspect_id is None else SUSPECT_REPORT


def ask(  # noqa: PLR0913 - the options of the command line, by name
    author: Author,
    *,
    number: str,
    partner: str,
    purpose: Purpose,
    persons: tuple[str, ...] = (),
    informed: str = "",
    request: str = "",
    answer_by: date | None = None,
    texts_read: bool = False,
) -> Request | Refused:
    """A request in words: case number, name of the partner, names of the persons.

    Nobody sits before it to settle a text that names somebody, so such texts stay.
    """
    if purpose.ground and not author.reader.labels.knows("ground", purpose.ground):
        return Refused(_("This legal ground is not in the list: {ground}").format(
            ground=purpose.ground))  # fmt: skip
    if informed and not author.reader.labels.knows("informed", informed):
        return Refused(_("Answer yes or no to whether the person is informed."))
    with author.store.read() as session:
        case_id = session.scalar(select(CaseFile.id).where(CaseFile.number == number))
        if case_id is None:
            return Refused(_("There is no case with number {number}.").format(number=number))
        partner_id = _partner_by_name(session, partner)
        if partner_id is None:
            return Refused(_("There is no partner with the name {name}.").format(name=partner))
        chosen: frozenset[int] | None = None
        if persons:
            content = snapshot(session, author.reader, case_id)
            found = [_person_by_name(content, name) for name in persons]
            if None in found:
                return Refused(_("One of these persons is not in the case, or not by one name."))
            chosen = frozenset(person_id for person_id in found if person_id is not None)
    overrides = Overrides(persons=chosen, texts_read=texts_read, marked_stay=True)
    return Request(
        case_id, partner_id, purpose, overrides, informed, "", request, answer_by,
        number=new_number(),
    )  # fmt: skip


def _partner_by_name(session: Session, name: str) -> int | None:
    wanted = fold(name)
    rows = session.execute(select(Organisation.id, Organisation.name))
    found = [row.id for row in rows if fold(row.name) == wanted]
    return found[0] if len(found) == 1 else None


def _person_by_name(content: Snapshot, name: str) -> int | None:
    wanted = fold(name)
    found = [s.person_id for s in content.subjects if not s.restricted and fold(s.name) == wanted]
    return found[0] if len(found) == 1 else None
