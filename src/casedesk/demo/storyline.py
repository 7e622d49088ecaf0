"""Invent a whole case: when it ran, who is in it, and what happened (see ``outline``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from casedesk.demo.care import (
    invent_actions,
    invent_consults,
    invent_contacts,
    invent_goals,
    invent_needs,
    invent_notes,
    invent_safety,
)
from casedesk.demo.cast import (
    invent_episodes,
    invent_others,
    invent_suspects,
    invent_victims,
    remember_victims,
)
from casedesk.demo.course import Frame, form_group, weekday
from casedesk.demo.material import codes, material, shares
from casedesk.demo.outline import CaseOutline, EpisodeOutline, VictimOutline
from casedesk.demo.sharing import invent_grounds, invent_referrals
from casedesk.demo.tracks import invent_deadlines, invent_tracks

if TYPE_CHECKING:
    from casedesk.demo.invention import Invention

_OUTCOMES = {
    "goals_reached": ("safe_independent", "safe_with_help"),
    "regular_help": ("safe_with_help",),
    "moved_region": ("shelter_elsewhere",),
    "other_coordinator": ("shelter_elsewhere", "safe_with_help"),
    "no_trafficking": ("not_a_victim",),
    "client_stopped": ("left_unsafe", "safe_independent"),
    "contact_lost": ("no_contact",),
    "left_country": ("returned_home_country",),
}


@dataclass(frozen=True, slots=True)
class _Closing:
    reason: str
    outcome: str
    aftercare_on: date | None


def invent_case(source: Invention, today: date) -> CaseOutline:
    """A case as it stands on ``today``; everything in it fits together in time."""
    frame = _frame(source, today)
    victims = invent_victims(source, frame)
    tracks = invent_tracks(source, frame, victims)
    suspects = invent_suspects(source, frame, tracks)
    remember_victims(source, victims)
    episodes = invent_episodes(source, frame, victims)
    goals = invent_goals(source, frame, victims)
    referrals = invent_referrals(source, frame, victims)
    deadlines = invent_deadlines(source, frame, victims, tracks)
    safety = invent_safety(source, frame, victims)
    closing = _closing(source, frame)
    decision, reason = _triage(source, frame)
    return CaseOutline(
        today=today,
        opened_on=frame.opened_on,
        closed_on=frame.closed_on,
        phase=frame.phase,
        urgency=source.pick({"acute": 0.1, "urgent": 0.35, "normal": 0.55}),
        gemeente=frame.gemeente,
        responsibility=source.pick({"residence": 0.55, "found_in": 0.4, "agreed": 0.05}),
        reporter_kind=_reporter_kind(source),
        reporter=_reporter(source),
        form=frame.form,
        summary=_summary(source, frame, episodes),
        danger=_danger(source, victims, safety[-1].level if safety else "safe"),
        triage_decision=decision,
        triage_reason=reason,
        feedback_on=_feedback(source, frame),
        close_reason=closing.reason,
        outcome=closing.outcome,
        aftercare_on=closing.aftercare_on,
        victims=victims,
        suspects=suspects,
        others=invent_others(source, frame, victims),
        episodes=episodes,
        contacts=invent_contacts(source, frame, victims),
        notes=invent_notes(source, frame, victims),
        referrals=referrals,
        needs=invent_needs(source, frame, victims),
        safety=safety,
        goals=goals,
        actions=invent_actions(source, frame, victims, goals),
        track_events=tracks,
        deadlines=deadlines,
        consults=invent_consults(source, frame),
        grounds=invent_grounds(source, frame, victims),
    )


def _frame(source: Invention, today: date) -> Frame:
    form = source.pick(shares("forms"))
    days_back = int(source.random.random() ** 1.6 * shares("course")["years_back"] * 365)
    opened_on = weekday(today - timedelta(days=days_back))
    no_trafficking = source.chance(shares("course")["no_trafficking"])
    length = source.random.randint(20, 60) if no_trafficking else source.random.randint(150, 800)
    closed_on = weekday(opened_on + timedelta(days=length))
    closed = closed_on <= today
    return Frame(
        today=today,
        opened_on=opened_on,
        end=closed_on if closed else today,
        closed_on=closed_on if closed else None,
        phase="closed" if closed else _phase(source, (today - opened_on).days, length),
        form=form,
        group=form_group(form),
        gemeente=source.gemeente(),
        no_trafficking=no_trafficking,
    )


def _phase(source: Invention, age: int, length: int) -> str:
    for limit, phase in ((4, "report"), (12, "triage"), (28, "intake")):
        if age < limit:
            return phase
    if length - age < 45:
        return "aftercare"
    return "monitoring" if age > 180 and source.chance(0.4) else "active"


def _reporter_kind(source: Invention) -> str:
    kind = source.pick(shares("reporters"))
    return source.pick(shares("other_reporters")) if kind == "other" else kind


def _reporter(source: Invention) -> str:
    person = source.person("dutch")
    return " ".join(part for part in (person.given, person.prefix, person.family) if part)


def _summary(source: Invention, frame: Frame, episodes: tuple[EpisodeOutline, ...]) -> str:
    place = episodes[0].place if episodes else "een onbekende plek"
    text: str = source.one(material("stories")[frame.group]["summaries"])
    return text.format(place=place, gemeente=codes("gemeente")[frame.gemeente].label_nl)


def _danger(source: Invention, victims: tuple[VictimOutline, ...], level: str) -> str:
    text: str = source.one(material("stories")["dangers"][level])
    return text.format(haar="haar" if victims[0].person.sex == "female" else "zijn")


def _triage(source: Invention, frame: Frame) -> tuple[str, str]:
    if frame.phase in ("report", "triage"):
        return "", ""
    decision = "no_trafficking" if frame.no_trafficking else "open_case"
    return decision, source.one(material("plans")["triage"][decision])


def _feedback(source: Invention, frame: Frame) -> date | None:
    day = weekday(frame.opened_on + timedelta(days=source.random.randint(3, 25)))
    return day if day <= frame.end and source.chance(0.8) else None


def _closing(source: Invention, frame: Frame) -> _Closing:
    if frame.closed_on is None:
        return _Closing("", "", None)
    if frame.no_trafficking:
        return _Closing("no_trafficking", "not_a_victim", None)
    reason = source.pick(
        {
            "goals_reached": 0.42,
            "regular_help": 0.2,
            "moved_region": 0.08,
            "other_coordinator": 0.06,
            "client_stopped": 0.1,
            "contact_lost": 0.07,
            "left_country": 0.07,
        }
    )
    aftercare = frame.closed_on + timedelta(days=90) if reason != "contact_lost" else None
    return _Closing(reason, source.one(_OUTCOMES[reason]), aftercare)
