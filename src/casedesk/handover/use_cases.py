"""Make a handover or a summary: look at the page, make the file, keep the register.

The file is built in memory and never stands in the clear on disk.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.cases.model import CaseFile
from casedesk.handover.asking import Author, Request
from casedesk.handover.facts import Purpose, Recipient, Resolution
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import SUPERVISOR, profile_for
from casedesk.handover.register import Circumstances, disclosure_of
from casedesk.handover.resolve import resolve
from casedesk.handover.snapshot import snapshot
from casedesk.handover.summary import summary_sheet
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _
from casedesk.paper.blocks import Sheet
from casedesk.store.journal import Act

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses on the phone or on paper."""
_GROUPS, _GROUP_LENGTH = 5, 4


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
        request.person_id,
        request.kind,
        request.number,
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
