"""Write down the care of a case: contacts, notes, intake, needs, safety, plan and consults."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from casedesk.consults.model import CaseConsult, ConsultParticipant
from casedesk.contacts.model import ContactMoment, Note
from casedesk.demo.diary import Entry, local
from casedesk.demo.outline import ActionOutline, ConsultOutline, GoalOutline
from casedesk.demo.region import COORDINATOR
from casedesk.kernel.clock import AMSTERDAM
from casedesk.needs.model import Intake, NeedAssessment, SafetyAssessment
from casedesk.plans.model import CarePlan, Goal
from casedesk.tasks.model import Action

if TYPE_CHECKING:
    from casedesk.demo.case_files import CaseBook

_HERE = ZoneInfo(AMSTERDAM)
_TRACKS = {"documents_residence": "residence", "justice": "criminal"}


def write_care(book: "CaseBook") -> None:
    """All that was said, seen, found and planned."""
    _contacts(book)
    _intakes(book)
    _assessments(book)
    goals = _plans(book)
    for action in book.outline.actions:
        _action(book, action, goals)
    for consult in book.outline.consults:
        _consult(book, consult)


def _contacts(book: "CaseBook") -> None:
    for told in book.outline.contacts:
        book.new(
            ContactMoment,
            told.at.date(),
            person_id=None if told.person is None else book.person(told.person),
            held_at=told.at.replace(tzinfo=_HERE),
            contact_kind=told.kind,
            minutes=told.minutes,
            subject=told.subject,
            text=told.text,
            nature=told.nature,
            next_step=told.next_step,
        )
    for note in book.outline.notes:
        book.new(
            Note,
            note.about.latest or book.end,
            person_id=None if note.person is None else book.person(note.person),
            about=note.about,
            subject=note.subject,
            text=note.text,
            nature=note.nature,
        )


def _intakes(book: "CaseBook") -> None:
    """A first talk with each victim, once the case has come so far."""
    if book.outline.phase in ("report", "triage") or not book.outline.needs:
        return
    for victim in book.outline.victims:
        key = victim.person.key
        days = [need.on for need in book.outline.needs if need.person == key]
        if not days:
            continue
        on = min(days)
        book.new(
            Intake,
            on,
            person_id=book.person(key),
            held_on=on,
            held_by=book.name,
            interpreter_used="no" if victim.interpreter == "none" else "yes",
            wishes=book.told("wishes"),
            events=book.outline.summary,
            worries=book.told("worries"),
            civil_state=book.source.one(("unmarried", "married", "divorced")),
            children=victim.children_with,
            papers=book.source.one(("yes", "no")),
            medical_need="yes" if victim.health else "no",
            addiction="no",
            debts=book.source.one(("yes", "no")),
            rights_explained="yes",
        )


def _assessments(book: "CaseBook") -> None:
    for need in book.outline.needs:
        book.new(
            NeedAssessment,
            need.on,
            person_id=book.person(need.person),
            domain=need.domain,
            assessed_on=need.on,
            level=need.level,
            situation=need.text,
            nature="according_to_client",
            assessed_by=book.name,
        )
    known = [s for s in book.outline.suspects if book.by == COORDINATOR]
    for told in book.outline.safety:
        book.new(
            SafetyAssessment,
            told.on,
            person_id=book.person(told.person),
            assessed_on=told.on,
            level=told.level,
            risks=told.risks,
            threat=told.text,
            threat_from=known[0].alias if known and told.risks else None,
            measures=told.measures,
            police_informed="yes" if told.level in ("acute", "high") else "no",
            nature="estimate",
            assessed_by=book.name,
            next_on=told.on + timedelta(days=30 if told.level in ("acute", "high") else 90),
        )


def _plans(book: "CaseBook") -> list[Entry]:
    """One plan per victim with goals; answers the goals in the order of the outline."""
    plans: dict[int, Entry] = {}
    for told in book.outline.goals:
        if told.person not in plans:
            plans[told.person] = _plan(book, told.person, told.set_on)
    return [_goal(book, told, plans[told.person]) for told in book.outline.goals]


def _plan(book: "CaseBook", key: int, made_on: date) -> Entry:
    agreed_on = made_on + timedelta(days=book.source.random.randint(2, 10))
    plan = book.new(
        CarePlan,
        made_on,
        person_id=book.person(key),
        plan_version=1,
        state="draft",
        made_on=made_on,
        purpose=book.told("plan"),
        review_on=made_on + timedelta(days=90),
    )
    if agreed_on <= book.end:
        copy = book.source.one(("yes", "yes", "no"))
        book.change(plan, agreed_on, state="agreed", agreed_on=agreed_on, copy_given=copy)
    return plan


def _goal(book: "CaseBook", told: GoalOutline, plan: Entry) -> Entry:
    goal = book.new(
        Goal,
        told.set_on,
        plan_id=plan,
        person_id=book.person(told.person),
        what=told.text,
        domain=told.domain,
        track=_TRACKS.get(told.domain, "care"),
        state="running",
        due_on=told.set_on + timedelta(days=book.source.one((60, 90, 120, 180))),
    )
    if told.reached_on is not None:
        book.change(goal, told.reached_on, state=told.state, reached_on=told.reached_on)
    elif told.state != "running":
        book.change(goal, book.end, state=told.state)
    return goal


def _action(book: "CaseBook", told: ActionOutline, goals: list[Entry]) -> None:
    goal = None if told.goal is None else goals[told.goal]
    noted = goal.day if goal else told.due_on - timedelta(days=book.source.random.randint(7, 30))
    made = book.new(
        Action,
        min(max(noted, book.outline.opened_on), told.done_on or book.end),
        person_id=book.person(told.person),
        what=told.what,
        owner=told.owner,
        due_on=told.due_on,
        state="open" if told.state in ("done", "dropped") else told.state,
        goal_id=goal,
    )
    if told.done_on is not None:
        book.change(made, told.done_on, state="done", done_on=told.done_on)
    elif told.state == "dropped":
        book.change(made, book.end, state="dropped")


def _consult(book: "CaseBook", told: ConsultOutline) -> None:
    person = min(book.grounds) if book.grounds else None
    ground = None if person is None else book.grounds[person]
    consult = book.new(
        CaseConsult,
        told.on,
        held_at=local(told.on, time(book.source.one((10, 11, 13, 15)))),
        consult_kind=told.kind,
        goal=told.goal,
        place=book.told("places"),
        chair=book.name,
        expert=book.source.one(("yes", "no")),
        informed=told.informed,
        informed_not_reason=told.informed_not_reason,
        ground_id=ground if ground and ground.day <= told.on else None,
        agreements=told.agreements,
    )
    for partner in told.partners:
        book.new(
            ConsultParticipant,
            told.on,
            consult_id=consult,
            organisation_id=book.region.partners[partner.name],
            contact_person_id=book.region.contacts.get(partner.name),
            attended="yes",
        )
