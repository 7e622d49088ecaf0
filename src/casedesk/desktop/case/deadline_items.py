"""Deadlines of a case as rows: how late, by which rule, from what start, what people decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from casedesk.deadlines.rules import called, rule_name
from casedesk.desktop.case.items import Chip, Item, days_chip, describe
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _, current_language
from casedesk.records.reading import Reader, RecordView
from casedesk.records.showing import show_moment
from casedesk.store.declare import record_class

KIND = "deadline"

LATE, TODAY, WEEK, LATER, MET = "late", "today", "week", "later", "met"
GROUPS = {
    LATE: N_("Late"),
    TODAY: N_("Today"),
    WEEK: N_("This week"),
    LATER: N_("Later"),
    MET: N_("Met or no longer needed"),
}
"""The groups in which deadlines stand, in order, with their headings."""


@dataclass(frozen=True, slots=True)
class DeadlineItem(Item):
    """One deadline. ``source`` is where the rule is written; ``due_on`` the day that holds.

    ``by_rule``: a rule keeps it. ``computed_on``: what the rule gives. ``by_hand``: somebody set
    another date. ``ended``: a later step met it, so that it cannot be opened again here.
    """

    group: str = LATER
    due_on: date = date.max
    computed_on: date | None = None
    by_rule: bool = False
    by_hand: bool = False
    ended: bool = False
    source: str = ""


def deadline_items(session: Session, reader: Reader, case_id: int) -> list[Item]:
    """Late ones first, then by date; what was met comes last, the latest of those first."""
    today = reader.clock.today()
    found: list[tuple[tuple[int, int, int], Item]] = []
    for view in reader.views(session, KIND, case_id=case_id):
        item = _item(session, reader, view, case_id, today)
        turn = list(GROUPS).index(item.group)
        on = view.values["met_on"] if item.group == MET else item.due_on
        days = on.toordinal() if isinstance(on, date) else 0
        found.append(((turn, -days if item.group == MET else days, item.id), item))
    return [item for _order, item in sorted(found, key=lambda row: row[0])]


def group_of(due_on: date, met_on: date | None, today: date) -> str:
    """In which group a deadline stands. The week ends on Sunday."""
    if met_on is not None:
        return MET
    if due_on <= today:
        return TODAY if due_on == today else LATE
    sunday = today + timedelta(days=6 - today.weekday())
    return WEEK if due_on <= sunday else LATER


def _item(
    session: Session, reader: Reader, view: RecordView, case_id: int, today: date
) -> DeadlineItem:
    values = view.values
    plain = describe(session, reader, view, case_id=case_id)
    due_on, computed = values["due_on"], values["computed_on"]
    by_hand = values["overridden_from"] is not None or (
        computed is not None and computed != due_on and bool(values["override_reason"])
    )
    group = group_of(due_on, values["met_on"], today)
    return DeadlineItem(
        kind=plain.kind,
        id=plain.id,
        version=plain.version,
        icon=plain.icon,
        title=called(values["rule_key"] or "", values["what"]),
        meta=_meta(session, reader, view, case_id),
        text=_text(values, by_hand=by_hand),
        chips=_chips(values, group, today, by_hand=by_hand),
        sort=(due_on, ""),
        state="done" if group == MET else "open",
        group=group,
        due_on=due_on,
        computed_on=computed,
        by_rule=values["rule_key"] is not None,
        by_hand=by_hand,
        ended=values["met_kind"] is not None,
        source=values["source"] or "",
    )


def _chips(values: Any, group: str, today: date, *, by_hand: bool) -> tuple[Chip, ...]:
    found: list[Chip | None] = []
    if group != MET:
        warn_on = values["warn_on"]
        warned = warn_on is not None and warn_on <= today
        found.append(days_chip(values["due_on"], today, always=warned))
        if values["unverified"]:
            found.append(Chip(_("check"), "warning", "alert-triangle"))
    if by_hand:
        found.append(Chip(_("set by hand"), "info"))
    if values["estimated"]:
        found.append(Chip(_("estimate"), "info"))
    return tuple(chip for chip in found if chip is not None)


def _meta(session: Session, reader: Reader, view: RecordView, case_id: int) -> str:
    """The date first, then how it ended, for whom, and by which rule."""
    values = view.values
    parts = [_("due {date}").format(date=show_date(values["due_on"]))]
    if values["ends_at"] is not None and values["due_on"] == values["computed_on"]:
        parts[0] = _("due {date}").format(date=show_moment(values["ends_at"]))
    if values["met_on"] is not None:
        parts.append(_ended(session, reader, view, case_id))
    if isinstance(values["person_id"], int):
        parts.append(reader.title(session, "person", values["person_id"], case_id))
    parts.append(rule_name(values["rule_key"] or "") or values["rule"] or "")
    return " · ".join(part for part in parts if part)


def _ended(session: Session, reader: Reader, view: RecordView, case_id: int) -> str:
    values = view.values
    if values["met_kind"] is not None:
        kind, ended_by = record_class(values["met_kind"]).record.name, values["met_id"]
        title = reader.titles(session, kind, (ended_by,), case_id).get(ended_by)
        if title is not None:
            return _("ended by: {step}").format(step=title)
    # By hand, or by a step that is not there for this reader: nothing tells that there was one.
    return _("met {date}").format(date=show_date(values["met_on"]))


def _text(values: Any, *, by_hand: bool) -> str:
    """What people decided, how the date was counted, and where that is written."""
    parts = []
    if by_hand:
        parts += _decided(values)
    told = values["basis_nl"] if current_language() == "nl" else values["basis_en"]
    if told:
        parts.append(f"{told[0].upper()}{told[1:]}")
    if values["source"]:
        parts.append(_("Source: {place}.").format(place=place_of(values["source"])))
    if isinstance(values["proof"], str):
        parts.append(_("Proof: {proof}.").format(proof=values["proof"].rstrip(".")))
    return " ".join(parts)


def _decided(values: Any) -> list[str]:
    reason, computed = values["override_reason"], values["computed_on"]
    parts = []
    if isinstance(reason, str):
        parts.append(_("Set by hand: {reason}.").format(reason=reason.rstrip(".")))
    if computed is not None:
        parts.append(_("By the rule: {date}.").format(date=show_date(computed)))
    before = values["overridden_from"]
    if before is not None and computed != before:
        parts.append(
            _("The start has moved since: the rule gave {date} then. Check your date.").format(
                date=show_date(before)
            )
        )
    return parts


def place_of(source: str) -> str:
    """A source in few words: of an address the host, of a text its beginning."""
    host = urlsplit(source).hostname if source.startswith("http") else None
    return (host or source).removeprefix("www.").rstrip(".")
