"""Decide and lay out a document that leaves: the very sheet that will be printed.

Nothing is written here; :mod:`casedesk.handover.use_cases` makes the file and keeps the register.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.asking import SUSPECT_REPORT, Author, Request
from casedesk.handover.covering import covered, ground_in_the_way
from casedesk.handover.facts import Overrides, Recipient, Resolution, Snapshot, Subject
from casedesk.handover.kinds.kind import (
    Attachment,
    DocumentChoice,
    DocumentKind,
    Form,
    Settled,
    answers,
)
from casedesk.handover.kinds.registry import KINDS
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import numbered
from casedesk.handover.own_profiles import profile_on
from casedesk.handover.profiles import CLIENT, FreeText, Profile, profile_for, suspect_profile_for
from casedesk.handover.resolve import candidates, gives_away, resolve
from casedesk.handover.sheets import Frame
from casedesk.handover.snapshot import snapshot
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Topic
from casedesk.kernel.words import _
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
        purpose = covered(session, request, content, today, kind.profile_kind)
        resolution = resolve(content, recipient, purpose, _overrides(request), request.number)
        version = _version(session, request)
        choices = kind.choose(session, author, request) if kind.choose is not None else ()
        answered = _answered(request, choices)
        read = kind.read(session, author, answered) if kind.read is not None else None
    if isinstance(read, Refused):
        return read
    frame = frame_for(author, request, recipient, today, version)
    settled = Settled(resolution, read)
    if kind.settle is not None:
        settled = kind.settle(resolution, answered, read)
        choices += settled.choices
        answered = _answered(request, choices)
    return Prepared(
        request,
        settled.resolution,
        numbered(kind.lay(settled.resolution, frame, settled.read), request.number),
        candidates(content, recipient.profile),
        _why_not(content, answered, resolution, choices) or settled.refused,
        choices,
        kind.attach(settled.resolution, frame, settled.read) if kind.attach is not None else (),
    )


def _answered(request: Request, choices: tuple[DocumentChoice, ...]) -> Request:
    """The request with an answer for each choice."""
    return replace(request, options={**request.options, **answers(choices, request.options)})


def _recipient(
    author: Author, session: Session, request: Request, kind: DocumentKind, content: Snapshot
) -> Recipient | Refused:
    """Who reads it, with what that reader may have today."""
    if request.partner_id is None:
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


def _overrides(request: Request) -> Overrides:
    """A report is about its suspect, and a person's own data about that person."""
    if request.suspect_id is not None:
        return replace(request.overrides, persons=frozenset({request.suspect_id}), level=None)
    if request.person_id is not None:
        return replace(request.overrides, persons=frozenset({request.person_id}))
    return request.overrides


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
    author: Author, request: Request, recipient: Recipient, today: date, version: int
) -> Frame:
    """What stands around the values: sender, day, ground, what is asked."""
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
        number=request.number,
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


def _why_not(
    content: Snapshot,
    request: Request,
    resolution: Resolution,
    choices: tuple[DocumentChoice, ...],
) -> Refused | None:
    """What is in the way: something not said, a name that must stay, or nothing to hand over.

    ``request`` has an answer for each of ``choices``; the field of a refusal about one is its
    key behind ``option.``.
    """
    purpose = resolution.purpose
    if not purpose.text.strip():
        return Refused(_("Say what the handover is for."), "purpose")
    if not purpose.ground:
        return Refused(_("Choose the legal ground."), "ground")
    if purpose.ground == "other" and not purpose.ground_reason.strip():
        return Refused(_("Give the reason for this legal ground."), "ground_reason")
    unsaid = _why_not_words(content, request, resolution, choices)
    if unsaid is not None:
        return unsaid
    profile = resolution.recipient.profile
    if request.suspect_id is not None and not resolution.subjects:
        return Refused(
            _("No report can be made about this person: they play another part in this case, too.")
        )
    if not resolution.subjects and candidates(content, profile):
        return Refused(_("Choose whom the handover is about."), "persons")
    if not resolution.going() and (refused := ground_in_the_way(resolution)) is not None:
        return refused
    if not resolution.going():
        return Refused(_("Nothing may go to this partner. Look at the list to see why."))
    return None


def _why_not_words(
    content: Snapshot,
    request: Request,
    resolution: Resolution,
    choices: tuple[DocumentChoice, ...],
) -> Refused | None:
    """What is missing of what the author says, or names somebody who must stay."""
    for choice in choices:
        if choice.required and not request.options[choice.key]:
            sentence = _("Fill in: {field}.").format(field=choice.label)
            return Refused(sentence, f"option.{choice.key}")
    typed = (
        ("purpose", resolution.purpose.text),
        ("ground_reason", resolution.purpose.ground_reason),
        ("request", request.request),
        *((f"option.{c.key}", request.options[c.key]) for c in choices if c.form is Form.WORDS),
    )
    for name, text in typed:
        if gives_away(content, resolution.recipient, _overrides(request), text):
            return Refused(
                _("This text names somebody or some place that must stay. Say it otherwise."), name
            )
    return None
