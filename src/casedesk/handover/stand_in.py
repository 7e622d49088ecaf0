"""One page for a colleague who takes over a case: danger first, then what cannot wait.

Suspects and addresses stand in CaseDesk only; the page says where to look (domain.md 11, 57).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

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
from casedesk.kernel.words import _, current_language
from casedesk.paper.blocks import Block, Heading, KeyValues, Notice, Paragraph, Sheet
from casedesk.paper.render import page_texts

MOST_PAGES = 1
_CARD = ("contact_rules", "safe_channels", "safe_times", "never_tell", "code_word")
_CASE = ("phase", "urgency", "gemeente", "opened_on")

Rows = Mapping[str, Sequence[Row]]


def stand_in_sheet(
    resolution: Resolution, *, maker: str, coordinator: str, day: date, demo: bool,
    roles: Mapping[str, str], labels: Mapping[str, str],
) -> Sheet:  # fmt: skip
    """The sheet, in the current language.

    ``roles`` gives the words for codes of roles, ``labels`` those of the fields of the
    safe-contact card by attribute.
    """
    rows = rows_of(resolution)
    around = Sheet(
        title=_("Standing in {number}").format(number=resolution.number),
        language="en" if current_language() == "en" else "nl",
        running_head=_("Strictly confidential · case {number}").format(number=resolution.number),
        running_foot=_("{day} · {maker} · page {{page}} of {{pages}}").format(
            day=show_date(day), maker=maker.replace("{", "").replace("}", "")
        ),
        watermark="DEMO" if demo else None,
        blocks=(),
    )
    listings = (
        _dates(rows, day), _actions(rows, day), _referrals(rows, day), _contacts(rows),
        _tracks(rows),
    )  # fmt: skip
    sheet = around
    for room in ROOMS:
        blocks: list[Block] = [
            Heading(_("Standing in: case {number}").format(number=resolution.number), 1),
            *_danger(rows),
            *_cards(rows, labels),
            _head(rows, coordinator, room),
            *_persons(resolution, rows, roles).blocks(room),
            *(block for listing in listings for block in listing.blocks(room)),
            Paragraph(
                _(
                    "Suspects, addresses and phone numbers stand in CaseDesk only. "
                    "Read the safe-contact card before you call or write."
                ),
                "small",
            ),
        ]
        sheet = replace(around, blocks=tuple(blocks))
        if len(page_texts(sheet)) <= MOST_PAGES:
            break
    return sheet


def _danger(rows: Rows) -> list[Block]:
    """What threatens; never cut, however long."""
    case = rows["case_file"][0].text if rows.get("case_file") else {}
    lines = [case["danger"]] if case.get("danger") else []
    latest: dict[str, Row] = {}
    for row in sorted(rows.get("safety_assessment", ()), key=lambda r: _day(r, "assessed_on")):
        latest[row.about] = row
    for about, row in latest.items():
        said = [row.text.get(name, "") for name in ("level", "assessed_on", "risks", "threat")]
        lines.append(f"{about}: " + " · ".join(part for part in said if part))
    return [Notice(_("Danger now"), tuple(lines), "warning")] if lines else []


def _cards(rows: Rows, labels: Mapping[str, str]) -> list[Block]:
    """How each victim can safely be reached; never cut. That nothing is known is said, too."""
    lines = []
    for row in rows.get("victim_details", ()):
        known = [f"{labels[name]}: {row.text[name]}" for name in _CARD if row.text.get(name)]
        nothing = _("Nothing is written down. Ask how you can reach this person safely.")
        lines.append(f"{row.about}: " + (" · ".join(known) or nothing))
    return [Notice(_("Safe contact"), tuple(lines), "warning")] if lines else []


def _head(rows: Rows, coordinator: str, room: Room) -> Block:
    case = rows["case_file"][0].text if rows.get("case_file") else {}
    titles = (_("Phase"), _("Urgency"), _("Responsible gemeente"), _("Opened on"))
    pairs = [(title, case.get(name, "")) for title, name in zip(titles, _CASE, strict=True)]
    pairs.append((_("Coordinator"), coordinator))
    pairs.append((_("Situation"), short(case.get("summary", ""), _wide(room))))
    return KeyValues(tuple((title, text) for title, text in pairs if text))


def _persons(resolution: Resolution, rows: Rows, roles: Mapping[str, str]) -> Listing:
    languages = {r.about: r.text for r in rows.get("person", ())}
    cells = []
    for subject in resolution.subjects:
        name = subject.label(resolution.level)
        part = ", ".join(roles.get(role, role) for role in sorted(subject.roles))
        mine = languages.get(name, {})
        talk = ", ".join(filter(None, (mine.get("languages", ""), mine.get("interpreter", ""))))
        cells.append((name, part, talk))
    return Listing(
        _("Persons"), (_("Person"), _("Role"), _("Language and interpreter")), cells, (26, 26, 40)
    )


def _dates(rows: Rows, day: date) -> Listing:
    running = sorted(
        (r for r in rows.get("deadline", ()) if r.value.get("met_on") is None),
        key=lambda r: _day(r, "due_on"),
    )
    cells = [
        (r.text.get("due_on", ""), r.timing("due_on", day), r.text.get("what", ""), r.about)
        for r in running
    ]
    head = (_("At the latest on"), _("Timing"), _("Deadline"), _("For whom"))
    return Listing(_("Running dates"), head, cells, (14, 10, 44, 20))


def _actions(rows: Rows, day: date) -> Listing:
    found = [r for r in rows.get("action", ()) if r.value.get("state") in OPEN_ACTIONS]
    found.sort(key=lambda r: r.value.get("due_on") or date.max)
    cells = [
        (r.text.get("due_on", ""), r.timing("due_on", day), r.text.get("what", _("not shown")),
         r.text.get("owner", ""))
        for r in found
    ]  # fmt: skip
    head = (_("Due on"), _("Timing"), _("What must be done"), _("Who does it"))
    return Listing(_("Open actions"), head, cells, (14, 10, 44, 20))


def _referrals(rows: Rows, day: date) -> Listing:
    found = [r for r in rows.get("referral", ()) if r.value.get("state") in OPEN_REFERRALS]
    found.sort(key=lambda r: r.value.get("answer_by") or date.max)
    cells = [
        (r.text.get("partner_id", _("not shown")), r.text.get("service", ""),
         r.text.get("state", ""), r.text.get("answer_by", ""), r.timing("answer_by", day))
        for r in found
    ]  # fmt: skip
    head = (_("Partner"), _("What is asked"), _("State"), _("Answer needed by"), _("Timing"))
    return Listing(_("Open referrals"), head, cells, (30, 24, 14, 14, 10))


def _contacts(rows: Rows) -> Listing:
    latest = sorted(rows.get("contact_moment", ()), key=_held, reverse=True)
    cells = [
        (r.text.get("held_at", ""), r.text.get("contact_kind", ""), r.about,
         r.text.get("subject", ""), r.text.get("next_step", ""))
        for r in latest
    ]  # fmt: skip
    head = (_("When"), _("Kind of contact"), _("With whom"), _("Subject"), _("Next step"))
    return Listing(_("Latest contacts"), head, cells, (14, 14, 18, 26, 22))


def _tracks(rows: Rows) -> Listing:
    cells = []
    for kind, track in (("residence_event", _("Residence")), ("criminal_event", _("Criminal"))):
        last: dict[str, Row] = {}
        for row in sorted(rows.get(kind, ()), key=_happened):
            last[row.about] = row
        for about, row in last.items():
            names = ("event", "happened", "state")
            cells.append((track, *(row.text.get(name, "") for name in names), about))
    head = (_("Track"), _("Last step"), _("When"), _("Where it stands since"), _("For whom"))
    return Listing(_("Tracks"), head, cells, (12, 28, 14, 26, 18))


def _day(row: Row, name: str) -> date:
    value = row.value.get(name)
    return value if isinstance(value, date) else date.max


def _held(row: Row) -> Any:
    value = row.value.get("held_at")
    return value.timestamp() if value is not None else 0.0


def _happened(row: Row) -> date:
    value = row.value.get("happened")
    return (value.anchor or value.earliest or date.min) if value is not None else date.min


def _wide(room: Room) -> Room:
    """Lines that stand across the whole page hold more than a cell."""
    return replace(room, cell=room.cell * 3)
