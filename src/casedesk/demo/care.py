"""Invent the care of a case: contacts, notes, needs, safety, plan, actions and consults."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from casedesk.demo.course import weekday
from casedesk.demo.material import codes, material
from casedesk.demo.outline import (
    ActionOutline,
    ConsultOutline,
    ContactOutline,
    GoalOutline,
    InventedPerson,
    NeedOutline,
    NoteOutline,
    SafetyOutline,
    VictimOutline,
)
from casedesk.kernel.vague_dates import VagueDate

if TYPE_CHECKING:
    from casedesk.demo.course import Frame
    from casedesk.demo.invention import Invention

_LEVELS = ("acute", "serious", "some", "managing", "good")
_SAFETY = ("acute", "high", "raised", "safe")
_MEASURES = ("secret_address", "new_phone", "accounts_secured", "aware", "safety_plan")
_RISKS = (
    "suspect_searches",
    "threats_person",
    "threats_family",
    "digital_tracking",
    "blackmail",
    "debt_collecting",
    "own_network",
    "return_pull",
)
_PARTNER_KINDS = ("shelter", "police", "health", "municipality", "lawyer", "ngo")
_TABLE_KINDS = ("police", "shelter", "health", "care_safety_house", "municipality")
_MOST_CONTACTS = 40


def invent_contacts(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[ContactOutline, ...]:
    """Contact moments: close together in the first two months, then ever fewer."""
    found: list[ContactOutline] = []
    on = frame.opened_on
    while on <= frame.end and len(found) < _MOST_CONTACTS:
        found.append(_contact(source, frame, source.one(victims), on, first=not found))
        gap = (2, 12) if (on - frame.opened_on).days < 60 else (8, 45)
        on = weekday(on + timedelta(days=source.random.randint(*gap) + 2))
    return tuple(found)


def invent_notes(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[NoteOutline, ...]:
    """Up to five remarks that belong to no contact."""
    if frame.early:
        return ()
    found = []
    for _ in range(source.random.randint(0, 5)):
        entry = source.one(material("contacts")["note"])
        person = source.one(victims).person
        found.append(
            NoteOutline(
                person=person.key,
                about=VagueDate.on(source.day(frame.opened_on, frame.end)),
                subject=source.one(entry["subjects"]),
                text=_filled(source, source.one(entry["texts"]), person),
                nature=entry["nature"],
            )
        )
    return tuple(sorted(found, key=lambda note: note.about))


def invent_needs(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[NeedOutline, ...]:
    """Life domains at the intake and about every three months after, mostly improving."""
    if frame.early or frame.no_trafficking:
        return ()
    words = material("plans")["needs"]
    found = []
    for victim in victims:
        domains = source.some(tuple(codes("need_domain")), 6, 12)
        levels = {
            domain: source.random.choices(range(5), (10, 35, 35, 15, 5))[0] for domain in domains
        }
        for on in _moments(source, frame):
            for domain in domains:
                found.append(
                    NeedOutline(
                        person=victim.person.key,
                        on=on,
                        domain=domain,
                        level=_LEVELS[levels[domain]],
                        text=words[domain][(levels[domain] + 1) // 2],
                    )
                )
                step = source.random.choices((-1, 0, 1), (1, 4, 5))[0]
                levels[domain] = min(max(levels[domain] + step, 0), len(_LEVELS) - 1)
    return tuple(found)


def invent_safety(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[SafetyOutline, ...]:
    """How safe each victim was, from the first days on; the danger mostly falls."""
    found = []
    for victim in victims:
        level = source.random.choices(range(4), (6, 26, 40, 28))[0]
        haar = "haar" if victim.person.sex == "female" else "zijn"
        for on in (frame.opened_on, *_moments(source, frame)):
            name = _SAFETY[level]
            text: str = source.one(material("stories")["dangers"][name])
            found.append(
                SafetyOutline(
                    person=victim.person.key,
                    on=on,
                    level=name,
                    risks=source.some(_RISKS, 1, 3) if name != "safe" else (),
                    measures=source.some(_MEASURES, 1, 3),
                    text=text.format(haar=haar),
                )
            )
            # Acute danger is dealt with: it is never acute twice running.
            least = 1 if level == 0 else level - 1
            level = min(max(source.one((least, level, level + 1, level + 1)), 1), 3)
    return tuple(sorted(found, key=lambda safety: safety.on))


def invent_goals(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[GoalOutline, ...]:
    """Two to five goals of the care plan, from the intake on."""
    if frame.early or frame.phase == "intake" or frame.no_trafficking:
        return ()
    set_on = min(frame.after(source.random.randint(20, 40)), frame.end)
    found = []
    for entry in source.some(material("plans")["goal"], 2, 5):
        reached = frame.after(source.random.randint(60, 500))
        state, reached_on = ("reached", reached) if reached <= frame.end else ("running", None)
        if frame.closed_on is not None and reached_on is None:
            state = source.one(("partly_reached", "dropped"))
        found.append(
            GoalOutline(
                person=source.one(victims).person.key,
                domain=entry["domain"],
                text=entry["text"],
                state=state,
                set_on=set_on,
                reached_on=reached_on,
            )
        )
    return tuple(found)


def invent_actions(
    source: Invention,
    frame: Frame,
    victims: tuple[VictimOutline, ...],
    goals: tuple[GoalOutline, ...],
) -> tuple[ActionOutline, ...]:
    """Actions under the goals and loose ones: done, open, and now and then late."""
    plans = material("plans")
    by_text = {entry["text"]: entry["actions"] for entry in plans["goal"]}
    found = []
    for place, goal in enumerate(goals):
        whats = source.some(by_text[goal.text], 1, 3)
        found += [_action(source, frame, goal.person, what, place) for what in whats]
    key = victims[0].person.key
    whats = source.some(plans["loose_actions"]["texts"], 0, 2)
    found += [_action(source, frame, key, what, None) for what in whats]
    return tuple(sorted(found, key=lambda action: action.due_on))


def invent_consults(source: Invention, frame: Frame) -> tuple[ConsultOutline, ...]:
    """Up to two case consults, with what was agreed and whether the person was told."""
    words = material("plans")["consults"]
    found = []
    for _ in range(source.random.randint(0, 2)):
        on = frame.after(source.random.randint(15, 200))
        if on > frame.end or frame.no_trafficking:
            continue
        informed = source.chance(0.85)
        found.append(
            ConsultOutline(
                on=on,
                kind=source.one(("case_consult", "care_table", "triptych", "police_consult")),
                goal=source.one(words["goals"]),
                partners=tuple(source.partner(k) for k in source.some(_TABLE_KINDS, 2, 4)),
                informed="yes" if informed else "no",
                informed_not_reason="" if informed else source.one(("acute", "criminal_inquiry")),
                agreements=source.one(words["agreements"]),
            )
        )
    return tuple(sorted(found, key=lambda consult: consult.on))


def _contact(
    source: Invention, frame: Frame, victim: VictimOutline, on: date, *, first: bool
) -> ContactOutline:
    wanted = _stage(frame, on)
    fitting = [
        entry
        for entry in material("contacts")["contact"]
        if entry["when"] == wanted and not (first and entry["kind"] == "office")
    ]
    entry: dict[str, Any] = source.one(fitting)
    partner = source.partner(source.one(_PARTNER_KINDS)).name
    person = victim.person
    hour, quarter = source.random.randint(9, 16), source.one((0, 15, 30, 45))
    return ContactOutline(
        person=None if first else person.key,
        at=datetime.combine(on, time(hour, quarter)),
        kind=entry["kind"],
        minutes=source.random.randint(*entry["minutes"]),
        subject=source.one(entry["subjects"]).format(partner=partner),
        text=_filled(source, source.one(entry["texts"]), person, partner),
        nature=entry["nature"],
        next_step=source.one(entry["next"]),
    )


def _stage(frame: Frame, on: date) -> str:
    if (on - frame.opened_on).days < 14:
        return "start"
    ending = frame.phase in ("aftercare", "closed") and (frame.end - on).days < 25
    return "end" if ending else "middle"


def _filled(source: Invention, text: str, person: InventedPerson, partner: str = "") -> str:
    """The sentence with "zij" or "hij", or now and then "betrokkene", filled in."""
    subject = "zij" if person.sex == "female" else "hij"
    if source.chance(0.3):
        subject = "betrokkene"
    return text.format(
        a=subject,
        A=subject.capitalize(),
        haar="haar" if person.sex == "female" else "zijn",
        partner=partner,
    )


def _moments(source: Invention, frame: Frame) -> list[date]:
    """Days on which the situation was looked at again: at the intake and each quarter after."""
    days = [frame.after(offset) for offset in range(source.random.randint(8, 16), 900, 91)]
    return [day for day in days if day <= frame.end]


def _action(
    source: Invention, frame: Frame, person: int, what: str, goal: int | None
) -> ActionOutline:
    recent = source.chance(0.25) and frame.closed_on is None
    begin = max(frame.opened_on, frame.today - timedelta(days=20)) if recent else frame.opened_on
    due = weekday(begin + timedelta(days=source.random.randint(7, 120)))
    done_on = weekday(due + timedelta(days=source.random.randint(-6, 9)))
    done_on = max(done_on, frame.opened_on)
    finished = done_on <= frame.end and source.chance(0.93)
    state = "done" if finished else source.pick({"open": 0.6, "running": 0.25, "waiting": 0.15})
    if not finished and frame.closed_on is not None:
        state = "dropped"
    return ActionOutline(
        person=person,
        what=what,
        owner=source.one(material("plans")["owners"]["texts"]),
        due_on=due,
        state=state,
        done_on=done_on if finished else None,
        goal=goal,
    )
