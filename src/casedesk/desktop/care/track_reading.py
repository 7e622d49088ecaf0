"""The three tracks of one person in time rows, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from casedesk import features
from casedesk.kernel.dates import VagueDate, show_date
from casedesk.kernel.moments import Track
from casedesk.kernel.words import N_, _, current_language
from casedesk.plans.versions import present_of, versions_of
from casedesk.records.reading import Reader
from casedesk.records.showing import show_moment
from casedesk.timeline.entries import AHEAD, LATE, MET, TODAY, Entry, entries
from casedesk.tracks.course import CRIMINAL, RESIDENCE, STATES, last_step, state_now

COLUMNS = (Track.CARE, Track.CRIMINAL, Track.RESIDENCE)
KINDS = frozenset(
    {
        "intake", "safety_assessment", "care_plan", "goal", "referral", "case_consult", "deadline",
        RESIDENCE, CRIMINAL,
    }
)  # fmt: skip
"""Kinds of which the dates are steps; contacts and notes would drown them."""

OPEN = (LATE, TODAY, AHEAD)
DUE_WORDS: Mapping[str, str] = {
    LATE: N_("late: {what}"),
    TODAY: N_("due today: {what}"),
    AHEAD: N_("due: {what}"),
    MET: N_("met: {what}"),
}


@dataclass(frozen=True, slots=True)
class TrackRow:
    """What lies at one height: a day, and at most one step per track.

    ``when`` is the day in words, empty when it is that of the row above. ``ahead`` is still to
    come.
    """

    on: date
    when: str
    ahead: bool
    cells: Mapping[Track, Entry]


@dataclass(frozen=True, slots=True)
class TrackHead:
    """Where a track stands now, and what must be met next."""

    state: str
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """Rows from the earliest on; heads per track."""

    rows: tuple[TrackRow, ...]
    heads: Mapping[Track, TrackHead]


def read_tracks(session: Session, reader: Reader, case_id: int, person_id: int) -> Tracks:
    """The tracks of a person in a case; steps that name no person are everybody's."""
    rules = [rule for rule in features.moment_rules() if rule.kind in KINDS]
    found = [
        entry
        for entry in entries(session, reader, case_id, rules)
        if entry.person_id in (None, person_id) and not _was_wanted(entry)
    ]
    today = reader.clock.today()
    states = {
        Track.CARE: _care(session, reader, case_id, person_id),
        Track.CRIMINAL: _state(session, reader, CRIMINAL, case_id, person_id),
        Track.RESIDENCE: _state(session, reader, RESIDENCE, case_id, person_id),
    }
    heads = {track: TrackHead(states[track], _next(found, track)) for track in COLUMNS}
    return Tracks(_rows(found, today), heads)


def _was_wanted(entry: Entry) -> bool:
    """A goal that goes on elsewhere or was dropped has a date that nobody must meet any more."""
    return (entry.kind, entry.when, entry.due) == ("goal", "due_on", "")


def track_of(entry: Entry) -> Track:
    """The column in which an entry stands; what belongs to no track is care."""
    return entry.track if entry.track in COLUMNS else Track.CARE


def step_words(entry: Entry) -> str:
    """A step as it reads in its column."""
    if (entry.kind, entry.due) == ("deadline", AHEAD):
        return entry.title  # says by itself that it is a last day
    words = _(DUE_WORDS[entry.due]) if entry.due in DUE_WORDS else "{what}"
    return words.replace("{what}", entry.title)


def _rows(found: Sequence[Entry], today: date) -> tuple[TrackRow, ...]:
    days: dict[tuple[date, str], dict[Track, list[Entry]]] = {}
    for entry in found:
        place = (entry.sort[0], _when(entry.start))
        days.setdefault(place, {}).setdefault(track_of(entry), []).append(entry)
    rows: list[TrackRow] = []
    for (on, when), tracks in sorted(days.items(), key=lambda day: day[0][0]):
        for number in range(max(len(many) for many in tracks.values())):
            cells = {t: many[number] for t, many in tracks.items() if number < len(many)}
            rows.append(TrackRow(on, when if number == 0 else "", on > today, cells))
    return tuple(rows)


def _next(found: Sequence[Entry], track: Track) -> tuple[str, ...]:
    due = [entry for entry in found if entry.due in OPEN and track_of(entry) is track]
    return tuple(f"{_when(entry.start)} · {step_words(entry)}" for entry in due[:2])


def _when(value: date | datetime | VagueDate) -> str:
    if isinstance(value, VagueDate):
        return value.show(current_language())
    return show_moment(value) if isinstance(value, datetime) else show_date(value)


def _state(session: Session, reader: Reader, kind: str, case_id: int, person_id: int) -> str:
    now = state_now(session, reader, kind, case_id, person_id)
    if now is None:
        # Without a state the last step says where things are.
        last = last_step(session, reader, kind, case_id, person_id)
        if last is None:
            return _("nothing known")
        happened: VagueDate = last.values["happened"]
        return _("{state}, since {date}").format(
            state=reader.labels.label(kind, last.values["event"]),
            date=happened.show(current_language()),
        )
    words = _("{state}, since {date}").format(
        state=reader.labels.label(STATES[kind], now.code), date=now.since.show(current_language())
    )
    return f"{words} · {_('Dublin claimant')}" if now.dublin else words


def _care(session: Session, reader: Reader, case_id: int, person_id: int) -> str:
    plan = present_of(versions_of(session, reader, case_id, person_id))
    if plan is None:
        return _("no plan yet")
    return _("Plan, version {n}: {state}").format(
        n=plan.values["plan_version"] or 1,
        state=reader.labels.label("plan_state", plan.values["state"]),
    )
