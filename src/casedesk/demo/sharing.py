"""Invent the referrals of a case, as far as each has come, and the grounds for sharing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from casedesk.demo.material import material
from casedesk.demo.outline import GroundOutline, ReferralOutline, VictimOutline

if TYPE_CHECKING:
    from casedesk.demo.course import Frame
    from casedesk.demo.invention import Invention

_PATIENCE = timedelta(days=21)  # so long after its date an answer is no longer expected
_STILL_OPEN = ("draft", "sent", "received", "accepted", "started")


def invent_referrals(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[ReferralOutline, ...]:
    """Up to six referrals; the first may have come in from a partner."""
    if frame.early or frame.no_trafficking:
        return ()
    fitting = [
        entry
        for entry in material("plans")["referral"]
        if _fits(entry["service"], any(v.minor_at_start for v in victims), victims)
    ]
    chosen = source.some(fitting, 1, 6)
    made = []
    for place, chosen_entry in enumerate(chosen):
        entry = chosen_entry
        on = frame.after(source.random.randint(5, 150))
        if on > frame.end:
            on = source.day(frame.after(3), frame.end) if frame.after(3) < frame.end else frame.end
        incoming = place == 0 and source.chance(0.15)
        if incoming:
            entry = source.one(material("plans")["incoming"])
        made.append(_referral(source, frame, source.one(victims), entry, on, incoming))
    return tuple(sorted(made, key=lambda referral: referral.made_on))


def invent_grounds(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[GroundOutline, ...]:
    """For most victims a ground; a minor below 16 does not sign alone (domain, section 2)."""
    if frame.early:
        return ()
    found = []
    for victim in victims:
        ground = source.pick({"consent": 0.6, "public_task": 0.25, "vital_interest": 0.15})
        on = min(frame.after(source.random.randint(5, 20)), frame.end)
        signatory, form = "", ""
        if ground == "consent":
            signatory = _signatory(source, victim, on)
            form = source.pick({"written": 0.7, "oral": 0.3})
        found.append(GroundOutline(victim.person.key, ground, on, signatory, form))
    return tuple(found)


def _signatory(source: Invention, victim: VictimOutline, on: date) -> str:
    born = victim.person.birth.anchor
    if born is not None and on.year - born.year < 16:
        return source.one(("parent", "guardian"))
    return "self"


def _fits(service: str, minor: bool, victims: tuple[VictimOutline, ...]) -> bool:
    if service == "guardian":
        return minor
    if service == "child_safety":
        return any(victim.children_with for victim in victims)
    if service == "work":
        return not minor
    return True


class _Course:
    """Dates of a referral as they come, until one would lie after the end of the case."""

    def __init__(self, source: Invention, frame: Frame, made_on: date) -> None:
        self._source = source
        self._end = frame.end
        self._on = made_on

    def next(self, least: int, most: int) -> date | None:
        """A day so many days after the last one, if that has come already."""
        day = self._on + timedelta(days=self._source.random.randint(least, most))
        if day > self._end:
            return None
        self._on = day
        return day


def _referral(
    source: Invention,
    frame: Frame,
    victim: VictimOutline,
    entry: dict[str, Any],
    made_on: date,
    incoming: bool,
) -> ReferralOutline:
    partner = source.partner(entry["kind"], victim.person.sex)
    course = _Course(source, frame, made_on)
    sent = course.next(0, 3)
    answer_by = sent + timedelta(days=partner.response_days) if sent else None
    received = course.next(0, 4) if sent and source.chance(0.9) else None
    answered = course.next(1, partner.response_days + 6) if received else None
    refused = answered is not None and source.chance(0.14)
    started = course.next(1, 25) if answered and not refused and source.chance(0.9) else None
    ended = course.next(20, 240) if started else None
    state = _state(sent, received, answered, refused, started, ended)
    if frame.closed_on is not None and state in _STILL_OPEN:
        by = source.pick({"withdrawn": 0.6, "person_withdrew": 0.4})
        ended, state = frame.end, "completed" if started else by
    elif state in ("sent", "received") and answer_by and answer_by < frame.today - _PATIENCE:
        state = source.pick({"expired": 0.6, state: 0.4})
    refusal = source.one(tuple(material("plans")["refusals"])) if refused else ""
    return ReferralOutline(
        person=victim.person.key,
        partner=partner,
        direction="incoming" if incoming else "outgoing",
        service=entry["service"],
        question=source.one(entry["questions"]),
        state=state,
        made_on=made_on,
        sent_on=sent,
        answer_by=answer_by,
        received_on=received,
        answered_on=answered,
        refusal_reason=refusal,
        started_on=started,
        ended_on=ended,
        result=_result(source, entry, state, refusal),
    )


def _state(
    sent: date | None,
    received: date | None,
    answered: date | None,
    refused: bool,
    started: date | None,
    ended: date | None,
) -> str:
    if refused:
        return "refused"
    reached = (
        ("completed", ended),
        ("started", started),
        ("accepted", answered),
        ("received", received),
        ("sent", sent),
    )
    return next((state for state, on in reached if on is not None), "draft")


def _result(source: Invention, entry: dict[str, Any], state: str, refusal: str) -> str:
    if refusal:
        texts = material("plans")["refusals"][refusal]
    elif state in ("completed", "started"):
        texts = entry["results"]
    else:
        return ""
    return str(source.one(texts))
