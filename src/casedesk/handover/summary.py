"""The summary of a case for the supervisor: how it goes, not who it is about.

At most two pages: where there is more, lists are cut and say how many more there are. Built from
the answer of the resolver alone, at the level of pseudonyms (domain.md 9.2, row of the
leidinggevende).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casedesk.handover.facts import Resolution
from casedesk.handover.rows import (
    OPEN_ACTIONS,
    OPEN_REFERRALS,
    ROOMS,
    Listing,
    Room,
    Row,
    rows_of,
    short,
)
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _, current_language, ngettext
from casedesk.paper.blocks import (
    Block,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Sheet,
)
from casedesk.paper.render import page_texts

MOST_PAGES = 2


REACHED_GOALS = ("reached", "partly_reached")


def summary_sheet(
    resolution: Resolution, *, office: str, maker: str, day: date, roles: Mapping[str, str],
    demo: bool,
) -> Sheet:  # fmt: skip
    """The sheet, in the current language. ``roles`` gives the words for codes of roles."""
    rows = rows_of(resolution)
    around = Sheet(
        title=_("Case summary {number}").format(number=resolution.number),
        language="en" if current_language() == "en" else "nl",
        running_head=_("For the supervisor · case {number}").format(number=resolution.number),
        running_foot=_("{day} · page {{page}} of {{pages}}").format(day=show_date(day)),
        watermark="DEMO" if demo else None,
        blocks=(),
    )
    listings = (
        _persons(resolution, rows, roles), _dates(rows, day), _actions(rows, day),
        _referrals(rows), _tracks(rows),
    )  # fmt: skip
    sheet = around
    for room in ROOMS:
        persons, *others = (listing.blocks(room) for listing in listings)
        blocks = [
            Heading(_("Case summary"), 1),
            _head(resolution, rows, office, maker, day, room),
            *persons,
            *_stuck(rows, day),
            *(block for found in others for block in found),
            Paragraph(
                _("Persons are called Person A, B and so on. Free text is left out."), "small"
            ),
        ]
        sheet = replace(around, blocks=tuple(blocks))
        if len(page_texts(sheet)) <= MOST_PAGES:
            break
    return sheet


def _head(
    resolution: Resolution,
    rows: Mapping[str, list[Row]],
    office: str,
    maker: str,
    day: date,
    room: Room,
) -> Block:
    case = rows["case_file"][0].text if rows.get("case_file") else {}
    pairs = [
        (_("Case"), resolution.number),
        (_("Phase"), case.get("phase", "")),
        (_("Urgency"), case.get("urgency", "")),
        (_("Responsible gemeente"), case.get("gemeente", "")),
        (_("Opened on"), case.get("opened_on", "")),
        (_("Closed on"), case.get("closed_on", "")),
        (_("Made by"), ", ".join(filter(None, (maker, office)))),
        (_("Date"), show_date(day)),
    ]
    return KeyValues(tuple((label, short(text, room)) for label, text in pairs if text))


def _persons(
    resolution: Resolution, rows: Mapping[str, list[Row]], roles: Mapping[str, str]
) -> Listing:
    """Per person: the part in the case, how safe, and how many goals were reached."""
    cells = []
    for subject in resolution.subjects:
        about = subject.pseudonym
        mine = {kind: [r for r in found if r.about == about] for kind, found in rows.items()}
        goals = mine.get("goal", [])
        reached = sum(r.value.get("state") in REACHED_GOALS for r in goals)
        progress = _("{n} of {m}").format(n=reached, m=len(goals)) if goals else ""
        part = ", ".join(roles.get(role, role) for role in sorted(subject.roles))
        cells.append((about, part, _safety(mine.get("safety_assessment", [])), progress))
    head = (_("Person"), _("Role"), _("Safety"), _("Goals reached"))
    return Listing(_("Persons"), head, cells, (16, 26, 30, 16))


def _safety(found: list[Row]) -> str:
    """The latest level, and since when."""
    if not found:
        return ""
    last = max(found, key=lambda row: row.value.get("assessed_on") or date.min)
    return ", ".join(filter(None, (last.text.get("level"), last.text.get("assessed_on"))))


def _stuck(rows: Mapping[str, list[Row]], day: date) -> list[Block]:
    """Where things get stuck: dates gone by and answers that did not come."""
    lines = []
    late = [r for r in rows.get("deadline", ()) if r.late("due_on", "met_on", day)]
    if late:
        lines.append(
            ngettext("{n} deadline has passed", "{n} deadlines have passed", len(late)).format(
                n=len(late)
            )
        )
    actions = [r for r in _open_actions(rows) if r.late("due_on", "done_on", day)]
    if actions:
        lines.append(
            ngettext("{n} action is late", "{n} actions are late", len(actions)).format(
                n=len(actions)
            )
        )
    waiting = [r for r in rows.get("referral", ()) if r.late("answer_by", "answered_on", day)]
    if waiting:
        lines.append(
            ngettext(
                "{n} referral waits for an answer", "{n} referrals wait for an answer", len(waiting)
            ).format(n=len(waiting))
        )
    return [Notice(_("Stuck"), tuple(lines), "warning")] if lines else []


def _dates(rows: Mapping[str, list[Row]], day: date) -> Listing:
    open_rows = [r for r in rows.get("deadline", ()) if r.value.get("met_on") is None]
    open_rows.sort(key=lambda row: row.value.get("due_on") or date.max)
    cells = [
        (r.text.get("due_on", ""), r.timing("due_on", day), r.text.get("what", ""), r.about)
        for r in open_rows
    ]
    head = (_("At the latest on"), _("Timing"), _("Deadline"), _("For whom"))
    return Listing(_("Running dates"), head, cells, (14, 12, 40, 16))


def _actions(rows: Mapping[str, list[Row]], day: date) -> Listing:
    actions = sorted(_open_actions(rows), key=lambda row: row.value.get("due_on") or date.max)
    cells = [
        (r.text.get("due_on", ""), r.timing("due_on", day), r.text.get("state", ""),
         r.text.get("owner", ""), r.about)
        for r in actions
    ]  # fmt: skip
    head = (_("Due on"), _("Timing"), _("State"), _("Who does it"), _("For whom"))
    return Listing(_("Open actions"), head, cells, (14, 12, 18, 24, 16))


def _open_actions(rows: Mapping[str, list[Row]]) -> list[Row]:
    return [r for r in rows.get("action", ()) if r.value.get("state") in OPEN_ACTIONS]


def _referrals(rows: Mapping[str, list[Row]]) -> Listing:
    open_rows = [r for r in rows.get("referral", ()) if r.value.get("state") in OPEN_REFERRALS]
    open_rows.sort(key=lambda row: row.value.get("answer_by") or date.max)
    names = ("service", "state", "answer_by")
    cells = [
        (r.text.get("partner_id", _("not shown")), *(r.text.get(name, "") for name in names))
        for r in open_rows
    ]
    head = (_("Partner"), _("What is asked"), _("State"), _("Answer needed by"))
    return Listing(_("Open referrals"), head, cells, (30, 24, 14, 16))


def _tracks(rows: Mapping[str, list[Row]]) -> Listing:
    """Where each person stands on the tracks of residence and criminal law."""
    cells = []
    for kind, track in (("residence_event", _("Residence")), ("criminal_event", _("Criminal"))):
        last: dict[str, Row] = {}
        for row in sorted(rows.get(kind, ()), key=_happened):
            last[row.about] = row
        for about, row in last.items():
            names = ("event", "happened", "state", "term_ends_on")
            cells.append((track, *(row.text.get(name, "") for name in names), about))
    head = (
        _("Track"), _("Last step"), _("When"), _("Where it stands since"), _("Term ends on"),
        _("For whom"),
    )  # fmt: skip
    return Listing(_("Tracks"), head, cells, (12, 24, 13, 24, 13, 14))


def _happened(row: Row) -> date:
    value = row.value.get("happened")
    return (value.anchor or value.earliest or date.min) if value is not None else date.min
