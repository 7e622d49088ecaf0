"""The pages of a handover, built from the resolver's answer and from nothing else."""

from dataclasses import dataclass, replace
from datetime import date

from casedesk.handover.chapters import Chapter, chapter_blocks, chapter_of
from casedesk.handover.facts import Outcome, Resolution
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Level
from casedesk.kernel.words import N_, _, current_language
from casedesk.paper.blocks import (
    Block,
    Bullets,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Paragraph,
    ReceiptLine,
    Sheet,
    Signature,
)

LEVEL_NAMES = {
    Level.PSEUDONYM: N_("Pseudonym: no names"),
    Level.NAME: N_("Name and date of birth"),
    Level.FULL: N_("Full identity"),
}
# Why something stayed may be told, but never in a way that tells that there is a suspect, a
# reporter or a shelter: those reasons are one sentence in every document.
_TOLD = ("not_in_profile", "level", "sensitive", "free_text", "left_out")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the values: sender, day, what is asked. All texts as shown."""

    sender: str
    organisation: str
    day: date
    classification: str
    ground: str
    informed: str
    request: str
    answer_by: date | None
    version: int
    demo: bool
    reasons: dict[str, str]


def handover_sheet(resolution: Resolution, frame: Frame) -> Sheet:
    """The whole handover, in the current language."""
    blocks: list[Block] = [
        Heading(_("Handover"), 1),
        _head(resolution, frame),
        *_purpose(resolution, frame),
        *_safety(resolution),
    ]
    for chapter in Chapter:
        if chapter is not Chapter.SAFETY:
            blocks += chapter_blocks(resolution, chapter)
    blocks += [*_request(frame), *_left_out(resolution, frame), *_end(resolution)]
    return Sheet(
        title=_("Handover {number}").format(number=resolution.number),
        language="en" if current_language() == "en" else "nl",
        running_head=_("{classification} · case {number} · version {version}").format(
            classification=frame.classification, number=resolution.number, version=frame.version
        ),
        running_foot=_("For {partner} · {day} · page {{page}} of {{pages}}").format(
            partner=_plain(resolution.recipient.name), day=show_date(frame.day)
        ),
        watermark="DEMO" if frame.demo else None,
        blocks=tuple(blocks),
    )


def _plain(text: str) -> str:
    """Braces of data are no placeholders of a foot line."""
    return text.replace("{", "(").replace("}", ")")


def _head(resolution: Resolution, frame: Frame) -> Block:
    return KeyValues(
        (
            (_("From"), ", ".join(filter(None, (frame.sender, frame.organisation)))),
            (_("To"), resolution.recipient.name),
            (_("Date"), show_date(frame.day)),
            (_("Case"), resolution.number),
            (_("Classification"), frame.classification),
            (_("Identity of persons"), _(LEVEL_NAMES[resolution.level])),
        )
    )


def _purpose(resolution: Resolution, frame: Frame) -> list[Block]:
    rows = [(_("Purpose"), resolution.purpose.text), (_("Legal ground"), frame.ground)]
    if resolution.purpose.ground_reason:
        rows.append((_("Reason for this ground"), resolution.purpose.ground_reason))
    if frame.informed:
        rows.append((_("Person informed"), frame.informed))
    rows.append((_("Concerns"), _names(resolution)))
    return [Heading(_("Purpose and legal ground"), 2), KeyValues(tuple(rows))]


def _names(resolution: Resolution) -> str:
    names = [subject.label(resolution.level) for subject in resolution.subjects]
    return ", ".join(names) or _("no persons")


def _safety(resolution: Resolution) -> list[Block]:
    lines: list[str] = []
    for decision in resolution.going():
        if decision.fact.kind in _CARDS and chapter_of(decision) is Chapter.SAFETY:
            label = _(decision.fact.field.label)
            whom = resolution.label(decision.fact.about)
            prefix = f"{whom}: {label}" if whom and len(resolution.subjects) > 1 else label
            lines.append(f"{prefix}: {decision.text}")
    rest = [
        block
        for block in chapter_blocks(_without_cards(resolution), Chapter.SAFETY)
        if not isinstance(block, Heading) or block.level > 2
    ]
    if not lines and not rest:
        lines = [_("Nothing about safety is given in this document. Ask before you make contact.")]
    return [
        Heading(_("Safety first"), 2),
        *([Notice(_("Read before you make contact"), tuple(lines), "warning")] if lines else []),
        *rest,
    ]


_CARDS = ("case_file", "victim_details")


def _without_cards(resolution: Resolution) -> Resolution:
    kept = tuple(d for d in resolution.decisions if d.fact.kind not in _CARDS)
    return replace(resolution, decisions=kept)


def _request(frame: Frame) -> list[Block]:
    if not frame.request and frame.answer_by is None:
        return []
    rows = []
    if frame.request:
        rows.append((_("We ask you"), frame.request))
    if frame.answer_by:
        rows.append((_("Answer needed by"), show_date(frame.answer_by)))
    return [KeepTogether((Heading(_("What we ask"), 2), KeyValues(tuple(rows))))]


def _left_out(resolution: Resolution, frame: Frame) -> list[Block]:
    found: dict[str, list[str]] = {}
    for decision in resolution.decisions:
        if decision.outcome is not Outcome.GOES and decision.reason in _TOLD:
            label = _(decision.fact.field.label)
            if label not in found.setdefault(decision.reason, []):
                found[decision.reason].append(label)
    items = [f"{frame.reasons[reason]}: {', '.join(found[reason])}" for reason in _TOLD
             if reason in found]  # fmt: skip
    return [
        Heading(_("What was left out and why"), 2),
        *([Bullets(tuple(items))] if items else []),
        Paragraph(
            _(
                "A handover never holds data about suspects, reporters, shelter addresses or "
                "persons outside its purpose. So this says nothing about whether there are any."
            ),
            "small",
        ),
    ]


def _end(resolution: Resolution) -> list[Block]:
    after = resolution.recipient.profile.after_use.in_language(current_language())
    return [
        KeepTogether(
            (
                Heading(_("Receipt"), 2),
                Paragraph(after),
                ReceiptLine(_("Received on")),
                Signature((_("Name"), _("Signature"))),
            )
        )
    ]
