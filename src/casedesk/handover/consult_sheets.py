"""Agenda and minutes of a case consult, for those who take part.

Only what the consult itself says goes, its participants and the actions that were agreed; what
names a suspect, another person or a secret place stays out, and the sheet says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casedesk.handover.facts import Outcome, Resolution
from casedesk.handover.rows import Row, rows_of
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _, current_language
from casedesk.paper.blocks import (
    Block,
    Bullets,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Sheet,
    Table,
)


@dataclass(frozen=True, slots=True)
class Consult:
    """Which records make up one consult, and how it reads in words."""

    consult_id: int
    participants: frozenset[int]
    actions: frozenset[int]
    ground: str
    informed: str
    informed_not_reason: str
    maker: str
    day: date
    demo: bool


def agenda_sheet(resolution: Resolution, consult: Consult) -> Sheet:
    """The invitation: when, where, why, who, and what will be discussed; without names."""
    found = _of(resolution, consult)
    points = tuple(filter(None, (p.strip() for p in found.get("agenda", "").splitlines())))
    blocks: list[Block] = [
        Heading(_("Agenda of the case consult"), 1),
        _head(resolution, found, consult),
        *_participants(resolution, consult),
        Heading(_("Points to discuss"), 2),
        Bullets(points) if points else Paragraph(_("No points were written down yet.")),
        *_withheld(resolution, consult, ("goal", "agenda")),
        Paragraph(
            _("Speak only of what this consult needs. The person is called Person A, B and so on."),
            "small",
        ),
    ]
    return _around(_("Agenda {number}"), resolution, consult, blocks)


def minutes_sheet(resolution: Resolution, consult: Consult) -> Sheet:
    """The minutes: who was there, on what ground, what was said and agreed."""
    found = _of(resolution, consult)
    blocks: list[Block] = [
        Heading(_("Minutes of the case consult"), 1),
        _head(resolution, found, consult),
        *_participants(resolution, consult),
        *_text(_("What was said"), found.get("report", "")),
        *_text(_("Agreements"), found.get("agreements", "")),
        *_actions(resolution, consult),
        *_withheld(resolution, consult, ("goal", "report", "agreements")),
        Paragraph(resolution.recipient.profile.after_use.in_language(current_language()), "small"),
    ]
    return _around(_("Minutes {number}"), resolution, consult, blocks)


def withheld(resolution: Resolution, consult: Consult, names: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of the texts of this consult that are filled in and stay out."""
    return tuple(
        d.fact.field.label
        for d in resolution.decisions
        if d.outcome is not Outcome.GOES
        and d.fact.kind == "case_consult"
        and d.fact.record_id == consult.consult_id
        and d.fact.field.name in names
    )


def _of(resolution: Resolution, consult: Consult) -> Mapping[str, str]:
    rows = rows_of(resolution).get("case_consult", [])
    return next((r.text for r in rows if r.record_id == consult.consult_id), {})


def _around(title: str, resolution: Resolution, consult: Consult, blocks: list[Block]) -> Sheet:
    return Sheet(
        title=title.format(number=resolution.number),
        language="en" if current_language() == "en" else "nl",
        running_head=_("Strictly confidential · case {number}").format(number=resolution.number),
        running_foot=_("{day} · page {{page}} of {{pages}}").format(day=show_date(consult.day)),
        watermark="DEMO" if consult.demo else None,
        blocks=tuple(blocks),
    )


def _head(resolution: Resolution, found: Mapping[str, str], consult: Consult) -> Block:
    about = ", ".join(s.label(resolution.level) for s in resolution.subjects)
    pairs = (
        (_("Case"), resolution.number),
        (_("About"), about),
        (_("Kind of consult"), found.get("consult_kind", "")),
        (_("When"), found.get("held_at", "")),
        (_("Place"), found.get("place", "")),
        (_("Chair"), found.get("chair", "")),
        (_("Goal"), found.get("goal", "")),
        (_("Legal ground for sharing"), consult.ground or _("not written down")),
        (_("Person informed"), consult.informed or _("not written down")),
        (_("Why the person is not informed"), consult.informed_not_reason),
        (_("Behavioural expert present"), found.get("expert", "")),
        (_("Next consult"), found.get("next_on", "")),
        (_("Written by"), consult.maker),
    )
    return KeyValues(tuple((label, text) for label, text in pairs if text))


def _participants(resolution: Resolution, consult: Consult) -> list[Block]:
    rows = [
        r
        for r in rows_of(resolution).get("consult_participant", [])
        if r.record_id in consult.participants
    ]
    hidden = len(consult.participants) - len(rows)
    head = (_("Partner"), _("Name"), _("Was there"), _("Present for which part"))
    cells = tuple(
        (
            row.text.get("organisation_id", ""),
            row.text.get("contact_person_id", "") or row.text.get("name", ""),
            row.text.get("attended", ""),
            row.text.get("part_only", ""),
        )
        for row in rows
    )
    found: list[Block] = [Heading(_("Participants"), 2)]
    if cells:
        found.append(Table(head, cells, (30, 26, 12, 28)))
    if hidden or not cells:
        said = _("Not all participants are named.") if hidden else _("Nobody was noted yet.")
        found.append(Paragraph(said, "small"))
    return found


def _text(title: str, text: str) -> list[Block]:
    return [Heading(title, 2), Paragraph(text)] if text else []


def _actions(resolution: Resolution, consult: Consult) -> list[Block]:
    rows: list[Row] = [
        r for r in rows_of(resolution).get("action", []) if r.record_id in consult.actions
    ]
    if not rows:
        return []
    head = (_("What must be done"), _("Who does it"), _("Due on"), _("State"))
    cells = tuple(
        (
            r.text.get("what", _("not shown")),
            r.text.get("owner", "") or r.text.get("partner_id", ""),
            r.text.get("due_on", ""),
            r.text.get("state", ""),
        )
        for r in rows
    )
    return [Heading(_("Agreed actions"), 2), Table(head, cells, (44, 24, 14, 14))]


def _withheld(resolution: Resolution, consult: Consult, names: tuple[str, ...]) -> list[Block]:
    found = withheld(resolution, consult, names)
    if not found:
        return []
    return [Notice(_("Left out"), tuple(_(label) for label in found), "info")]
