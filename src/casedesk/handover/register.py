"""The register of what left: written with each handover, read back as its reader may see it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.handover.asking import HANDOVER
from casedesk.handover.facts import FactId, Outcome, Resolution
from casedesk.handover.model import Disclosure
from casedesk.handover.profiles import CLIENT
from casedesk.kernel.fields import Field
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Reader
from casedesk.store.declare import fields_of, record_class

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.GOES: N_("goes"),
    Outcome.STAYS: N_("stays"),
    Outcome.BLOCKED: N_("blocked"),
}

WENT_WORDS: Mapping[Outcome, str] = {
    Outcome.GOES: N_("went"),
    Outcome.STAYS: N_("stayed"),
    Outcome.BLOCKED: N_("was blocked"),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the register keeps beside the resolver's answer."""

    partner_id: int | None
    made_at: datetime
    login: str
    informed: str
    informed_not_reason: str
    request: str
    answer_by: date | None
    channel: str
    referral_id: int | None
    suspect_id: int | None = None
    person_id: int | None = None
    document: str = HANDOVER
    number: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One disclosure in a list, all texts as shown."""

    id: int
    made_at: str
    partner: str
    purpose: str
    ground: str
    level: str
    made_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one field: whose, which, what, and why.

    ``value`` is the text that went, for who may read such texts. ``about`` is the person.
    """

    person: str
    record: str
    field: str
    outcome: Outcome
    reason: str
    value: str = ""
    about: int | None = None


def disclosure_of(resolution: Resolution, file: bytes, around: Circumstances) -> Disclosure:
    """The row that is written with a file."""
    purpose, carried = resolution.purpose, resolution.carried_by()
    return Disclosure(
        case_id=resolution.case_id,
        partner_id=around.partner_id,
        reader="partner" if around.partner_id is not None else CLIENT,
        made_at=around.made_at,
        made_by=around.login,
        purpose=purpose.text,
        ground=purpose.ground,
        ground_reason=purpose.ground_reason or None,
        ground_id=carried[0] if carried else None,
        ground_version=carried[1] if carried else None,
        informed=around.informed or None,
        informed_not_reason=around.informed_not_reason or None,
        level=resolution.level.name.lower(),
        request=around.request or None,
        answer_by=around.answer_by,
        channel=around.channel or None,
        document=around.document,
        person_id=around.person_id,
        number=around.number or None,
        profile_from=resolution.recipient.profile.valid_from,
        fields=json.dumps(list(_decided(resolution))),
        told=json.dumps(list(_told(resolution)), ensure_ascii=False),
        sha256=hashlib.sha256(file).hexdigest(),
        referral_id=around.referral_id,
        suspect_id=around.suspect_id,
    )


def _told(resolution: Resolution) -> Iterable[list[object]]:
    """What went, word by word."""
    for decision in resolution.going():
        yield [*decision.fact.id, decision.text]


def _decided(resolution: Resolution) -> Iterable[list[object]]:
    """Every decision without its value; of suspects only what went, for others may look here."""
    for decision in resolution.decisions:
        fact = decision.fact
        if decision.outcome is not Outcome.GOES and fact.shielded:
            continue
        yield [
            fact.kind, fact.record_id, fact.field.key, decision.outcome.value, decision.reason,
            decision.because, fact.about, fact.shielded,
        ]  # fmt: skip


def lines(session: Session, reader: Reader, case_id: int) -> tuple[Line, ...]:
    """The disclosures of a case, newest first."""
    query = (
        select(Disclosure)
        .where(Disclosure.case_id == case_id)
        .order_by(Disclosure.made_at.desc(), Disclosure.id.desc())
    )
    fields = fields_of(Disclosure)

    def show(row: Disclosure, name: str) -> str:
        value = getattr(row, name)
        readable = value is not None and reader.may_see(fields[name])
        return reader.show(session, fields[name], value) if readable else ""

    return tuple(
        Line(
            row.id,
            *(
                show(row, name)
                for name in (
                    "made_at", "partner_id", "purpose", "ground", "level", "made_by", "sha256",
                )
            ),
        )
        for row in session.scalars(query)
    )  # fmt: skip


def entries(session: Session, reader: Reader, disclosure_id: int) -> tuple[Entry, ...]:
    """What went and what stayed, in the words of this reader; suspects only with that right."""
    row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).first()
    if row is None:
        return ()
    suspects = may(reader.actor, Right.SUSPECTS)
    decided = [
        (kind, record_id, key, Outcome(outcome), reason, because, about)
        for kind, record_id, key, outcome, reason, because, about, shielded in json.loads(
            row.fields
        )
        if suspects or not shielded
    ]
    values = _values(row, reader)
    persons = {about for *_rest, about in decided if about is not None}
    names = reader.titles(session, PERSON, sorted(persons), row.case_id)
    found = []
    for kind, record_id, key, outcome, reason, because, about in decided:
        declared = _declared(kind, key)
        if about is not None and about not in names:
            continue
        why = reader.labels.label("withheld_reason", reason) if reason else because
        found.append(
            Entry(
                names.get(about, "") if about is not None else "",
                _(record_class(kind).record.label),
                _(declared.label) if declared else key,
                outcome,
                why,
                values.get((kind, record_id, key), "") if outcome is Outcome.GOES else "",
                about,
            )
        )
    return tuple(found)


def _values(row: Disclosure, reader: Reader) -> Mapping[FactId, str]:
    """What went word by word, for who may read names and all that can stand in texts."""
    if row.told is None or not reader.may_see(fields_of(Disclosure)["told"]):
        return {}
    return {(kind, number, key): text for kind, number, key, text in json.loads(row.told)}


def _declared(kind: str, key: str) -> Field | None:
    return next((f for f in fields_of(record_class(kind)).values() if f.key == key), None)
