"""Make a handover or a summary: ask, look at the page, make the file, keep the register.

``prepare`` gives the very sheet that will be printed; nothing is written until
``make_handover``. The file is built in memory and never stands in the clear on disk.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.cases.model import CaseFile
from casedesk.handover.facts import (
    NOTHING_ELSE,
    Overrides,
    Purpose,
    Recipient,
    Resolution,
    Snapshot,
    Subject,
)
from casedesk.handover.model import Disclosure
from casedesk.handover.own_profiles import profile_on
from casedesk.handover.profiles import (
    SUPERVISOR,
    FreeText,
    Profile,
    profile_for,
    suspect_profile_for,
)
from casedesk.handover.register import Circumstances, disclosure_of
from casedesk.handover.resolve import candidates, gives_away, resolve
from casedesk.handover.sheets import Frame, handover_sheet
from casedesk.handover.snapshot import snapshot
from casedesk.handover.summary import summary_sheet
from casedesk.handover.suspect_report import suspect_sheet
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Topic
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.paper.blocks import Sheet
from casedesk.records.reading import Reader
from casedesk.store.journal import Act
from casedesk.store.store import Store

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses on the phone or on paper."""
_GROUPS, _GROUP_LENGTH = 5, 4


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

    ``suspect_id`` makes it a report about that suspect and nobody else.
    """

    case_id: int
    partner_id: int
    purpose: Purpose
    overrides: Overrides = NOTHING_ELSE
    informed: str = ""
    informed_not_reason: str = ""
    request: str = ""
    answer_by: date | None = None
    referral_id: int | None = None
    suspect_id: int | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """The resolver's answer and the page as it will be.

    ``candidates`` are all whom a handover to this partner may be about. ``refused`` says what
    is still in the way of making it.
    """

    request: Request
    resolution: Resolution
    sheet: Sheet
    candidates: tuple[Subject, ...]
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Made:
    """The finished file, its passphrase (shown once) and its row in the register."""

    file: bytes
    passphrase: str
    disclosure_id: int
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Summary:
    """The finished summary; not encrypted, for it holds no names."""

    file: bytes
    sheet: Sheet
    resolution: Resolution


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
    """A request in words: case number, name of the partner, names of the persons."""
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
    overrides = Overrides(persons=chosen, texts_read=texts_read)
    return Request(case_id, partner_id, purpose, overrides, informed, "", request, answer_by)


def _partner_by_name(session: Session, name: str) -> int | None:
    wanted = fold(name)
    rows = session.execute(select(Organisation.id, Organisation.name))
    found = [row.id for row in rows if fold(row.name) == wanted]
    return found[0] if len(found) == 1 else None


def _person_by_name(content: Snapshot, name: str) -> int | None:
    wanted = fold(name)
    found = [s.person_id for s in content.subjects if not s.restricted and fold(s.name) == wanted]
    return found[0] if len(found) == 1 else None


def prepare(author: Author, request: Request) -> Prepared | Refused:
    """Decide and lay out, without writing anything: what the preview shows."""
    if not may(author.store.actor, Right.HANDOVER):
        return refusal(Right.HANDOVER)
    today = author.reader.clock.today()
    with author.store.read() as session:
        partner = session.scalars(
            select(Organisation).where(Organisation.id == request.partner_id)
        ).first()
        if partner is None:
            return Refused(_("Choose the partner again: it is no longer there."), "partner_id")
        profile = _profile(author, session, request, partner.partner_kind)
        if isinstance(profile, Refused):
            return profile
        recipient = Recipient(partner.name, profile, partner.id)
        try:
            content = snapshot(session, author.reader, request.case_id)
        except LookupError:
            return Refused(_("This case is no longer there."))
        resolution = resolve(content, recipient, request.purpose, _overrides(request))
        version = _version(session, request)
    frame = _frame(author, request, recipient, today, version)
    about_suspect = request.suspect_id is not None
    sheet = (suspect_sheet if about_suspect else handover_sheet)(resolution, frame)
    refused = _why_not(content, request, resolution)
    return Prepared(request, resolution, sheet, candidates(content, recipient.profile), refused)


def _profile(
    author: Author, session: Session, request: Request, partner_kind: str
) -> Profile | Refused:
    """What this partner may have; of a suspect only some kinds of partner, from who may know."""
    today = author.reader.clock.today()
    if request.suspect_id is None:
        return profile_on(session, partner_kind, today)
    if not may(author.store.actor, Right.SUSPECTS):
        return refusal(Right.SUSPECTS)
    found = suspect_profile_for(partner_kind, today)
    sentence = _("A report about a suspect goes to police, Labour Inspectorate or RIEC only.")
    return found or Refused(sentence, "partner_id")


def _overrides(request: Request) -> Overrides:
    """A report is about its suspect, whoever else was ticked."""
    if request.suspect_id is None:
        return request.overrides
    return replace(request.overrides, persons=frozenset({request.suspect_id}), level=None)


def _version(session: Session, request: Request) -> int:
    """Handovers of one case to one partner are numbered."""
    query = select(func.count(Disclosure.id)).where(
        Disclosure.case_id == request.case_id, Disclosure.partner_id == request.partner_id
    )
    return 1 + (session.scalar(query) or 0)


def _frame(
    author: Author, request: Request, recipient: Recipient, today: date, version: int
) -> Frame:
    label, profile = author.reader.labels.label, recipient.profile
    return Frame(
        sender=author.store.actor.name,
        # The name of an office of care coordination tells what the case is about.
        organisation="" if profile.discreet else author.office,
        day=today,
        classification=label("document_classification", profile.classification),
        ground=label("ground", request.purpose.ground) if request.purpose.ground else "",
        informed=_informed(author, request, profile),
        request=request.request,
        answer_by=request.answer_by,
        version=version,
        demo=author.demo,
        texts=profile.free_text is FreeText.REVIEWED and request.overrides.texts_read,
        chosen=bool(request.overrides.left_out),
    )


def _informed(author: Author, request: Request, profile: Profile) -> str:
    """Whether the person knows; why not only to those who may know of what it points to."""
    if not request.informed:
        return ""
    label = author.reader.labels.label
    informed = label("informed", request.informed)
    why = request.informed_not_reason
    telling = why == "criminal_inquiry" and Topic.CRIMINAL not in profile.topics
    if why and not telling and not profile.discreet:
        informed = f"{informed}: {label('informed_not_reason', why)}"
    return informed


def make_handover(
    author: Author, request: Request, *, seen: Resolution | None = None, channel: str = ""
) -> Made | Refused:
    """Make the encrypted file and write it into the register, as one act.

    ``seen`` is what the author looked at; if the case changed since, the answer is a refusal.
    Refused, too, without purpose or ground, or when nothing would go.
    """
    prepared = prepare(author, request)
    if isinstance(prepared, Refused):
        return prepared
    if prepared.refused is not None:
        return prepared.refused
    if seen is not None and seen != prepared.resolution:
        return Refused(_("The case has changed since you looked. Look at the page again."))
    from casedesk.paper.render import render
    from casedesk.paper.seal import encrypt

    passphrase = new_passphrase()
    file = encrypt(render(prepared.sheet), passphrase)
    with author.store.write(N_("Handover made"), act=Act.HANDOVER) as writing:
        around = _circumstances(author, request, channel)
        writing.unit.add(disclosure_of(prepared.resolution, file, around))
    if writing.refused is not None:
        return writing.refused
    return Made(file, passphrase, writing.changes.created or 0, prepared)


def _why_not(content: Snapshot, request: Request, resolution: Resolution) -> Refused | None:
    """What is in the way: something not said, a name that must stay, or nothing to hand over."""
    purpose = resolution.purpose
    if not purpose.text.strip():
        return Refused(_("Say what the handover is for."), "purpose")
    if not purpose.ground:
        return Refused(_("Choose the legal ground."), "ground")
    if purpose.ground == "other" and not purpose.ground_reason.strip():
        return Refused(_("Give the reason for this legal ground."), "ground_reason")
    typed = (
        ("purpose", purpose.text),
        ("ground_reason", purpose.ground_reason),
        ("request", request.request),
    )
    for name, text in typed:
        if gives_away(content, resolution.recipient, _overrides(request), text):
            return Refused(
                _("This text names somebody or some place that must stay. Say it otherwise."), name
            )
    profile = resolution.recipient.profile
    if request.suspect_id is not None and not resolution.subjects:
        return Refused(
            _("No report can be made about this person: they play another part in this case, too.")
        )
    if not resolution.subjects and candidates(content, profile):
        return Refused(_("Choose whom the handover is about."), "persons")
    if not resolution.going():
        return Refused(_("Nothing may go to this partner. Look at the list to see why."))
    return None


def _circumstances(author: Author, request: Request, channel: str) -> Circumstances:
    return Circumstances(
        request.partner_id,
        author.reader.clock.now(),
        author.store.actor.login,
        request.informed,
        request.informed_not_reason,
        request.request,
        request.answer_by,
        channel,
        request.referral_id,
        request.suspect_id,
    )


def new_passphrase() -> str:
    """About 99 bits in groups that can be read out on the phone."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _letter in range(_GROUP_LENGTH))
        for _group in range(_GROUPS)
    )
    return "-".join(groups)


def make_summary(author: Author, case_id: int) -> Summary | Refused:
    """The summary of a case for the supervisor, and its line in the trail."""
    summary = prepare_summary(author, case_id)
    if isinstance(summary, Summary):
        author.store.note(
            Act.PRINT, N_("Summary made"), kind="case_file", record_id=case_id, case_id=case_id
        )
    return summary


def prepare_summary(author: Author, case_id: int) -> Summary | Refused:
    """The summary to look at: at most two pages, without names."""
    if not may(author.store.actor, Right.SUMMARY):
        return refusal(Right.SUMMARY)
    today = author.reader.clock.today()
    from casedesk.paper.render import render

    with author.store.read() as session:
        try:
            content = snapshot(session, author.reader, case_id)
        except LookupError:
            return Refused(_("This case is no longer there."))
        recipient = Recipient(_("Supervisor"), profile_for(SUPERVISOR, today))
        resolution = resolve(content, recipient, Purpose(_("Supervision"), "public_task"))
    labels = author.reader.labels
    sheet = summary_sheet(
        resolution,
        office=author.office,
        maker=author.store.actor.name,
        day=today,
        roles={code: labels.label("person_role", code) for code in labels.codes("person_role")},
        demo=author.demo,
    )
    return Summary(render(sheet), sheet, resolution)


def case_by_number(author: Author, number: str) -> int | None:
    """The case with this number, if it exists for this person."""
    with author.store.read() as session:
        return session.scalar(select(CaseFile.id).where(CaseFile.number == number))
