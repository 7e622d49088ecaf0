"""What the page of a care plan shows, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from casedesk.desktop.case.actions import due_items
from casedesk.desktop.case.items import Chip, Item, days_chip, describe, level_chip
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.needs.course import DOMAINS, NEED, NEED_LEVELS
from casedesk.plans.rules import OPEN_GOALS, REPLACED
from casedesk.plans.versions import Difference, differences, goals_of, present_of, versions_of
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import fields_of, record_class

GOAL, PLAN, ACTION = "goal", "care_plan", "action"
NO_DOMAIN = ""
"""Where goals stand that name no life domain."""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """The latest need on a life domain, from which a goal can be made."""

    id: int
    level: Chip | None
    need: str
    wish: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its actions; ``what`` is its text, to refer with."""

    item: Item
    what: str
    actions: tuple[Item, ...]

    @property
    def open(self) -> bool:
        """Whether it is still to be reached."""
        return self.item.state in OPEN_GOALS


@dataclass(frozen=True, slots=True)
class PlanReading:
    """One version of somebody's plan. ``domains`` are in the order of their list."""

    versions: tuple[RecordView, ...]
    plan: RecordView | None
    words: Mapping[str, str]
    needs: Mapping[str, NeedLine]
    goals: Mapping[str, tuple[GoalLine, ...]]
    differences: tuple[Difference, ...]

    @property
    def old(self) -> bool:
        """Whether a newer version took the place of this one."""
        return self.plan is not None and self.plan.values["state"] == REPLACED


def read_plan(
    session: Session, reader: Reader, case_id: int, person_id: int, plan_id: int | None = None
) -> PlanReading:
    """The version that was asked for, else the present one."""
    versions = versions_of(session, reader, case_id, person_id)
    asked = next((view for view in versions if view.id == plan_id), None)
    plan = asked or present_of(versions)
    goals = goals_of(session, reader, plan, case_id, person_id)
    done = {item.id: item for item in due_items(session, reader, ACTION, case_id)}
    actions: dict[int, list[Item]] = {}
    for view in reader.views(session, ACTION, case_id=case_id):
        goal_id = view.values["goal_id"]
        if isinstance(goal_id, int) and view.id in done:
            actions.setdefault(goal_id, []).append(done[view.id])
    by_domain: dict[str, list[GoalLine]] = {}
    for view in goals:
        domain = view.values["domain"]
        line = _goal(session, reader, view, tuple(actions.get(view.id, ())))
        by_domain.setdefault(domain if isinstance(domain, str) else NO_DOMAIN, []).append(line)
    order = [*reader.labels.codes(DOMAINS), NO_DOMAIN]
    return PlanReading(
        versions=versions,
        plan=plan,
        words=_words(session, reader, plan),
        needs=_needs(session, reader, case_id, person_id),
        goals={domain: tuple(by_domain[domain]) for domain in order if domain in by_domain},
        differences=differences(session, reader, plan) if plan is not None else (),
    )


def version_words(view: RecordView, reader: Reader) -> str:
    """One version of a plan in a few words."""
    number = view.values["plan_version"] or 1
    state = reader.labels.label("plan_state", view.values["state"])
    made = show_date(view.values["made_on"])
    return _("Version {n} · {state} · {date}").format(n=number, state=state, date=made)


def _goal(
    session: Session, reader: Reader, view: RecordView, actions: tuple[Item, ...]
) -> GoalLine:
    item = describe(session, reader, view, case_id=view.case_id or 0, whose=False)
    values, declared = view.values, fields_of(record_class(GOAL))
    about = []
    due = values["due_on"]
    chips = item.chips
    if isinstance(due, date):
        about.append(_("wanted by {date}").format(date=show_date(due)))
        chip = days_chip(due, reader.clock.today())
        if chip is not None and values["state"] in OPEN_GOALS:
            chips = (chip, *chips)
    for name in ("owner", "partner_id", "result"):
        words = reader.show(session, declared[name], values[name], case_id=view.case_id)
        if words:
            about.append(words)
    what = values["what"] if isinstance(values["what"], str) else ""
    shown = replace(item, meta=" · ".join(about), chips=chips, text="", state=str(values["state"]))
    return GoalLine(shown, what, actions)


def _needs(
    session: Session, reader: Reader, case_id: int, person_id: int
) -> Mapping[str, NeedLine]:
    views = reader.views(session, NEED, case_id=case_id, person_id=person_id)
    found: dict[str, NeedLine] = {}
    for view in sorted(views, key=lambda view: (view.values["assessed_on"], view.id)):
        said = {n: v if isinstance(v := view.values[n], str) else "" for n in ("need", "wish")}
        level = level_chip(reader, NEED_LEVELS, view.values["level"])
        found[view.values["domain"]] = NeedLine(view.id, level, said["need"], said["wish"])
    return found


def _words(session: Session, reader: Reader, plan: RecordView | None) -> Mapping[str, str]:
    if plan is None:
        return {}
    declared = fields_of(record_class(PLAN))
    names = ("purpose", "agreed_on", "disagreement", "copy_safe", "copy_given", "review_on")
    return {
        name: words
        for name in names
        if (words := reader.show(session, declared[name], plan.values[name]))
    }
