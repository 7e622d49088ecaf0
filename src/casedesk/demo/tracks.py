"""Invent the residence and criminal tracks of a case and the dates that follow from them.

Lengths follow domain knowledge of 2024: a reflection period (bedenktijd) of at most three months,
thirty days for a Dublin claimant, a B8/3 permit for a year. They only shape the invented course;
the dates that are written down are those of the rules (``casedesk.demo.dated``).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casedesk.demo.course import weekday
from casedesk.demo.material import codes, shares
from casedesk.demo.outline import DeadlineOutline, TrackEventOutline, VictimOutline
from casedesk.kernel.vague_dates import add_months

if TYPE_CHECKING:
    from casedesk.demo.course import Frame
    from casedesk.demo.invention import Invention

_DUBLIN_DAYS = 30
_REFLECTION_MONTHS = 3
_PERMIT_MONTHS = 12

# What may follow the report to the police: (event, state, least and most days later, share).
_INQUIRY = (
    ("inquiry_started", "inquiry", 5, 40, 0.8),
    ("statement", "inquiry", 10, 60, 0.5),
    ("arrest", "inquiry", 10, 120, 0.4),
)
_PROSECUTION = (
    ("prosecution_decided", "prosecution", 20, 150, 1.0),
    ("hearing", "trial", 60, 200, 0.8),
)


def invent_tracks(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[TrackEventOutline, ...]:
    """The steps of each victim in both tracks, by date; none lies after the end of the case."""
    steps: list[TrackEventOutline] = []
    if frame.early or frame.no_trafficking:
        return ()
    for victim in victims:
        report = source.chance(shares("course")["report_filed"])
        filed_on = frame.after(source.random.randint(15, 80)) if report else None
        steps += _criminal(source, frame, victim, filed_on)
        if "non_eu" in codes("nationality")[victim.person.nationality].note:
            steps += _residence(source, frame, victim, filed_on)
    happened = [step for step in steps if step.on <= frame.end]
    return tuple(sorted(happened, key=lambda step: step.on))


def invent_deadlines(
    source: Invention,
    frame: Frame,
    victims: tuple[VictimOutline, ...],
    steps: tuple[TrackEventOutline, ...],
) -> tuple[DeadlineOutline, ...]:
    """The dates that follow from the steps, from birthdays near 18 and from agreements."""
    found = [deadline for step in steps for deadline in _follows(frame, steps, step)]
    for victim in victims:
        grown = victim.person.birth.anchor
        if victim.minor_at_start and grown is not None:
            eighteen = add_months(grown, 18 * 12)
            if frame.opened_on < eighteen < add_months(frame.today, 18):
                found.append(
                    _deadline(frame, victim.person.key, "18e verjaardag", "care", eighteen)
                )
    if source.chance(0.6) and not frame.early:
        due = frame.after(source.random.randint(42, 300))
        key = victims[0].person.key
        found.append(_deadline(frame, key, "Plan herzien", "care", due))
    return tuple(sorted(found, key=lambda deadline: deadline.due_on))


def _residence(
    source: Invention, frame: Frame, victim: VictimOutline, filed_on: date | None
) -> list[TrackEventOutline]:
    key = victim.person.key
    steps = []
    offered = frame.after(source.random.randint(0, 12))
    reflection = source.chance(shares("course")["reflection_period"])
    steps.append(_step(key, "residence", offered, "reflection_offered", "reflection_offered"))
    if not reflection:
        declined = offered + timedelta(days=2)
        return [*steps, _step(key, "residence", declined, "reflection_declined", "to_explore")]
    dublin = source.chance(shares("course")["dublin"])
    kind = "reflection_granted_dublin" if dublin else "reflection_granted"
    granted = offered + timedelta(days=source.random.randint(0, 5))
    steps.append(_step(key, "residence", granted, kind, "reflection_period"))
    ends = _reflection_end(granted, dublin)
    if filed_on is None or not granted < filed_on < ends:
        return [*steps, _step(key, "residence", ends, "reflection_ended", "to_explore")]
    steps.append(_step(key, "residence", filed_on, "b8_applied", "b8_applied"))
    b8_on = filed_on + timedelta(days=source.random.randint(1, 4))
    steps.append(_step(key, "residence", b8_on, "b8_granted", "b8_victim"))
    extended = add_months(b8_on, _PERMIT_MONTHS) - timedelta(days=20)
    steps.append(_step(key, "residence", extended, "b8_extended", "b8_victim"))
    return steps


def _criminal(
    source: Invention, frame: Frame, victim: VictimOutline, filed_on: date | None
) -> list[TrackEventOutline]:
    key = victim.person.key
    if filed_on is None and source.chance(0.6):
        return []
    # An information talk always comes before the report (domain: criminal track).
    talk = weekday(filed_on - timedelta(days=5)) if filed_on else frame.after(30)
    steps = [
        _step(key, "criminal", frame.after(5), "talk_planned", "talk_planned"),
        _step(key, "criminal", talk, "talk_held", "talk_held"),
    ]
    if filed_on is None:
        return steps
    steps.append(_step(key, "criminal", filed_on, "report_filed", "report_filed"))
    on = filed_on
    for kind, state, least, most, share in _INQUIRY:
        if source.chance(share):
            on = weekday(on + timedelta(days=source.random.randint(least, most)))
            steps.append(_step(key, "criminal", on, kind, state))
    if source.chance(0.45):
        dropped = weekday(on + timedelta(days=source.random.randint(60, 200)))
        steps.append(_step(key, "criminal", dropped, "dismissed", "dismissed"))
        if source.chance(0.3):
            later = weekday(dropped + timedelta(days=40))
            steps.append(_step(key, "criminal", later, "complaint_lodged", "complaint"))
        return steps
    for kind, state, least, most, share in _PROSECUTION:
        if source.chance(share):
            on = weekday(on + timedelta(days=source.random.randint(least, most)))
            steps.append(_step(key, "criminal", on, kind, state))
    on = weekday(on + timedelta(days=14))
    verdict = source.pick({"convicted": 0.7, "acquitted": 0.3})
    steps.append(_step(key, "criminal", on, "judgment", verdict))
    return steps


def _follows(
    frame: Frame, steps: tuple[TrackEventOutline, ...], step: TrackEventOutline
) -> list[DeadlineOutline]:
    if step.kind in ("reflection_granted", "reflection_granted_dublin"):
        dublin = step.kind.endswith("dublin")
        due = _reflection_end(step.on, dublin)
        rule = "Bedenktijd: 30 dagen (Dublin)" if dublin else "Bedenktijd: 3 maanden"
        what = "Bedenktijd tot en met"
    elif step.kind in ("b8_granted", "b8_extended"):
        due = add_months(step.on, _PERMIT_MONTHS)
        rule, what = "Verblijfsregeling (B8/3): 1 jaar", "Verlenging B8/3 aanvragen"
    else:
        return []
    met = [
        other.on
        for other in steps
        if other.person == step.person
        and other.track == "residence"
        and step.on < other.on <= due
        and other.kind in ("b8_applied", "b8_extended", "reflection_ended")
    ]
    met_on = met[0] if met else None
    if met_on is None and frame.closed_on is not None and due > frame.end:
        return []
    return [DeadlineOutline(step.person, what, "residence", step.on, due, rule, met_on)]


def _deadline(frame: Frame, person: int, what: str, track: str, due: date) -> DeadlineOutline:
    met = due if due <= frame.end else None
    return DeadlineOutline(person, what, track, frame.opened_on, due, "Afspraak of leeftijd", met)


def _reflection_end(granted: date, dublin: bool) -> date:
    if dublin:
        return granted + timedelta(days=_DUBLIN_DAYS)
    return add_months(granted, _REFLECTION_MONTHS)


def _step(person: int, track: str, on: date, kind: str, state: str) -> TrackEventOutline:
    return TrackEventOutline(person, track, on, kind, state)
