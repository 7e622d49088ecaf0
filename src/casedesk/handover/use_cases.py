"""Make a handover or a summary: look at the page, make the file, keep the register.

The file is built in memory and never stands in the clear on disk. How a document that leaves is
made stands in :mod:`casedesk.handover.making`.
"""

from dataclasses import dataclass

from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.cases.model import CaseFile
from casedesk.handover.asking import Author
from casedesk.handover.facts import Purpose, Recipient, Resolution
from casedesk.handover.making import Made, make_handover, note_printed, print_failed, sign_handover
from casedesk.handover.profiles import SUPERVISOR, profile_for
from casedesk.handover.resolve import resolve
from casedesk.handover.snapshot import snapshot
from casedesk.handover.summary import summary_sheet
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _
from casedesk.paper.blocks import Sheet
from casedesk.store.journal import Act

__all__ = [
    "Made",
    "Summary",
    "case_by_number",
    "make_handover",
    "make_summary",
    "note_printed",
    "prepare_summary",
    "print_failed",
    "sign_handover",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """The finished summary; not encrypted, for it holds no names."""

    file: bytes
    sheet: Sheet
    resolution: Resolution


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
