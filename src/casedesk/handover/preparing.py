"""Decide and lay out a document that leaves: the very sheet that will be printed.

Nothing is written here; :mod:`casedesk.handover.use_cases` makes the file and keeps the register.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.asking import SUSPECT_REPORT, Author, Request
from casedesk.handover.covering import covered
from casedesk.handover.facts import Overrides, Recipient, Resolution, Snapshot, Subject
from casedesk.handover.in_the_way import why_not
from casedesk.handover.kinds.kind import (
    Attachment,
    DocumentChoice,
    DocumentKind,
    Settled,
    answers,
)
from casedesk.handover.kinds.registry import KINDS
from casedesk.handover.logo import logo
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import numbered
from casedesk.handover.own_profiles import profile_on
from casedesk.handover.profiles import CLIENT, FreeText, Profile, profile_for, suspect_profile_for
from casedesk.handover.resolve import candidates, resolve
from casedesk.handover.sheets import Frame
from casedesk.handover.snapshot import snapshot
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Topic
from casedesk.kernel.words import _, current_language, speaking
from casedesk.organisations.model import Organisation
from casedesk.paper.blocks import Sheet


@dataclass(frozen=True, slots=True)
class Prepared:
    """The resolver's answer and the page as it will be.

    ``candidates`` are all whom a handover to this partner may be about, ``choices`` what its
    author may choose for this kind of document. ``refused`` says what is still in the way of
    making it. ``attachments`` travel inside the copy that is sent.
    """

    request: Request
    resolution: Resolution
    sheet: Sheet
    candidates: tuple[Subject, ...]
    refused: Refused | None
    choices: tuple[DocumentChoice, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def prepare(author: Author, request: Request) -> Prepared | Refused:
    """Decide and lay out, without writing anything: what the preview shows."""
    if not may(author.store.actor, Right.HANDOVER):
        return refusal(Right.HANDOVER)
    kind = KINDS[request.kind]
    today = author.reader.clock.today()
    with author.store.read() as session:
        try:
            content = snapshot(session, author.reader, request.case_id)
        except LookupError:
            return Refused(_("This case is no longer there."))
        recipient = _recipient(author, session, request, kind, content)
        if isinstance(recipient, Refused):
            return recipient
        choices = kind.choose(session, author, request) if kind.choose is not None else ()
        answered = _answered(request, choices)
        overrides = _overrides(request, kind)
        language = request.language or recipient.profile.language or current_language()
        own = current_language()
        with speaking(language):
            if language != own:
                content = snapshot(session, author.reader, request.case_id)
            purpose = covered(session, request, content, today, kind.profile_kind)
            resolution = resolve(content, recipient, purpose, overrides, request.number)
            version = _version(session, request)
            frame = frame_for(author, request, resolution, today, version)
            frame = replace(frame, logo=_logo(session, recipient.profile))
            read = kind.read(session, author, answered) if kind.read is not None else None
    if isinstance(read, Refused):
        return read
    settled = Settled(resolution, read)
    if kind.settle is not None:
        settled = kind.settle(resolution, answered, read)
        choices += settled.choices
        answered = _answered(request, choices)
    with speaking(language):
        sheet = kind.lay(settled.resolution, frame, settled.read)
        attach = kind.attach
        files = attach(settled.resolution, frame, settled.read) if attach is not None else ()
    return Prepared(
        request,
        settled.resolution,
        numbered(sheet, request.number),
        candidates(content, recipient.profile),
        why_not(content, answered, resolution, choices, overrides) or settled.refused,
        choices,
        files,
    )


def _logo(session: Session, profile: Profile) -> bytes:
    """The logo, where the profile wants it and it tells nothing that must stay."""
    return logo(session) if profile.logo and not profile.discreet else b""


def _answered(request: Request, choices: tuple[DocumentChoice, ...]) -> Request:
    """The request with an answer for each choice."""
    return replace(request, options={**request.options, **answers(choices, request.options)})


def _recipient(
    author: Author, session: Session, request: Request, kind: DocumentKind, content: Snapshot
) -> Recipient | Refused:
    """Who reads it, with what that reader may have today."""
    if request.partner_id is None:
        if request.partner_kind:
            return _any_of_kind(author, session, request.partner_kind, kind)
        if not kind.for_the_person:
            return Refused(_("Choose the partner."), "partner_id")
        return _client(author, request, content)
    partner = session.scalars(
        select(Organisation).where(Organisation.id == request.partner_id)
    ).first()
    if partner is None:
        return Refused(_("Choose the partner again: it is no longer there."), "partner_id")
    if kind.code == SUSPECT_REPORT:
        profile = _suspect_profile(author, partner.partner_kind)
        if isinstance(profile, Refused):
            return profile
    elif not kind.fits(partner.partner_kind):
        return Refused(_("This document is not for this kind of partner."), "document")
    else:
        today = author.reader.clock.today()
        profile = profile_on(session, kind.profile_kind or partner.partner_kind, today)
    return Recipient(partner.name, profile, partner.id)


def _any_of_kind(
    author: Author, session: Session, partner_kind: str, kind: DocumentKind
) -> Recipient | Refused:
    """Whoever is of this kind: to look what such a partner would see."""
    if not kind.fits(partner_kind):
        return Refused(_("This document is not for this kind of partner."), "document")
    wanted = kind.profile_kind or partner_kind
    profile = profile_on(session, wanted, author.reader.clock.today())
    return Recipient(author.reader.labels.label("partner_kind", partner_kind), profile)


def _client(author: Author, request: Request, content: Snapshot) -> Recipient | Refused:
    """The person themselves, who may have what is about them (AVG art. 15)."""
    subject = content.subject(request.person_id) if request.person_id is not None else None
    if subject is None:
        return Refused(_("Choose the partner again: it is no longer there."), "partner_id")
    return Recipient(subject.name, profile_for(CLIENT, author.reader.clock.today()))


def _suspect_profile(author: Author, partner_kind: str) -> Profile | Refused:
    """What of a suspect may go: to some kinds of partner, from who may know."""
    if not may(author.store.actor, Right.SUSPECTS):
        return refusal(Right.SUSPECTS)
    found = suspect_profile_for(partner_kind, author.reader.clock.today())
    sentence = _("A report about a suspect goes to police, Labour Inspectorate or RIEC only.")
    return found or Refused(sentence, "partner_id")


def _overrides(request: Request, kind: DocumentKind) -> Overrides:
    """A report is about its suspect, and a person's own data about that person."""
    found = request.overrides
    if kind.settle is not None and not kind.reviews:
        # It takes few of the values, and asks itself about those that stay.
        found = replace(found, marked_stay=True)
    if request.suspect_id is not None:
        return replace(found, persons=frozenset({request.suspect_id}), level=None)
    if request.person_id is not None:
        return replace(found, persons=frozenset({request.person_id}))
    return found


def _version(session: Session, request: Request) -> int:
    """Documents of one kind, of one case, to one reader are numbered."""
    query = select(func.count(Disclosure.id)).where(
        Disclosure.case_id == request.case_id,
        Disclosure.partner_id == request.partner_id,
        Disclosure.person_id == request.person_id,
        Disclosure.document == request.kind,
    )
    return 1 + (session.scalar(query) or 0)


def frame_for(
    author: Author, request: Request, resolution: Resolution, today: date, version: int
) -> Frame:
    """What stands around the values: sender, day, ground, what is asked."""
    label, profile = author.reader.labels.label, resolution.recipient.profile
    language, keep = current_language(), profile.keep_days
    until = show_date(today + timedelta(days=keep)) if keep is not None else ""
    read = profile.texts_at(resolution.level) is FreeText.REVIEWED
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
        texts=read and request.overrides.texts_read,
        chosen=bool(request.overrides.left_out),
        number=request.number,
        header=profile.header.in_language(language) if profile.header else "",
        expiry=profile.expiry.in_language(language).replace("{day}", until)
        if profile.expiry
        else "",
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
