"""One handover as the register shows it: to whom, why, how it went, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.handover.course import waiting_words
from casedesk.handover.forms import FORMS
from casedesk.handover.lists import to_whom
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import plain_number
from casedesk.handover.replies import made_on
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import _
from casedesk.records.reading import Reader
from casedesk.store.declare import fields_of

_NOT_SHOWN = frozenset({"ground_id"})
"""Told in other words already: ground and version."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some facts of a handover under a heading, each with its label; all as shown."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One handover for the window. ``waits`` says what is still awaited, what is late first."""

    id: int
    version: int
    case_id: int
    case: str
    partner_id: int | None
    to: str
    number: str
    made_on: date
    made_at: str
    document: str
    sent: bool
    received: bool
    replied: bool
    return_asked: bool
    returned: bool
    return_by: date | None
    referral_id: int | None
    waits: tuple[str, ...]
    parts: tuple[Part, ...]
    channel: str | None = None


def detail(session: Session, reader: Reader, disclosure_id: int) -> Detail | None:
    """The handover; None when it is gone or not for this reader."""
    row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).first()
    if row is None:
        return None
    ids = (row.partner_id,) if row.partner_id is not None else ()
    to = to_whom(session, reader, row, reader.titles(session, "organisation", ids))
    fields = fields_of(Disclosure)
    return Detail(
        row.id, row.version, row.case_id, reader.title(session, CASE, row.case_id),
        row.partner_id, to, row.number or "", made_on(row),
        reader.show(session, fields["made_at"], row.made_at),
        reader.show(session, fields["document"], row.document),
        row.sent_on is not None, row.received_on is not None, row.reply_on is not None,
        row.return_asked_on is not None, row.returned_on is not None, row.return_by,
        row.referral_id, waiting_words(row, reader.clock.today()),
        _parts(session, reader, row), row.channel,
    )  # fmt: skip


def _parts(session: Session, reader: Reader, row: Disclosure) -> tuple[Part, ...]:
    """All filled fields under the headings of the form, as far as they are for this reader."""
    fields = fields_of(Disclosure)
    found = []
    for section in FORMS[0].sections:
        facts = []
        for name in (each for each in section.fields if isinstance(each, str)):
            value = getattr(row, name)
            if value is None or name in _NOT_SHOWN or not reader.may_see(fields[name]):
                continue
            shown = reader.show(session, fields[name], value, case_id=row.case_id)
            facts.append((_(fields[name].label), shown))
        if facts:
            found.append(Part(_(section.title), tuple(facts)))
    return tuple(found)


def by_number(session: Session, text: str) -> Sequence[int]:
    """The handovers with this print number, however it was typed; of those for this reader."""
    number = plain_number(text)
    if number is None:
        return ()
    return session.scalars(select(Disclosure.id).where(Disclosure.number == number)).all()
