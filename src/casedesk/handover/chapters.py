"""Order the values that go into the chapters of a document (domain.md 9.1).

A record stays together in the chapter of its kind; only the kinds that hold several subjects
at once are spread over chapters by the topic of each field. Nothing is said of what is not
there: a page has no empty rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from casedesk.handover.facts import Decision, Resolution
from casedesk.handover.snapshot import SPREAD
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Topic
from casedesk.kernel.words import N_, _
from casedesk.paper.blocks import Block, Heading, KeepTogether, KeyValues, Table
from casedesk.store.declare import record_class


class Chapter(Enum):
    """A chapter and its heading, in the order of the document."""

    PERSONS = N_("Persons")
    SAFETY = N_("Safety first")
    SITUATION = N_("Situation")
    NEEDS = N_("Needs and plan")
    DATES = N_("Running dates and tracks")
    PARTNERS = N_("Referrals and partners")
    NOTES = N_("From the file")
    SHIELDED = N_("To recognise (shielded)")


T = Topic

_BY_TOPIC: Mapping[Topic, Chapter] = {
    T.SAFETY: Chapter.SAFETY,
    T.SAFE_CONTACT: Chapter.SAFETY,
    T.IDENTITY: Chapter.PERSONS,
    T.CONTACT: Chapter.PERSONS,
    T.CHILDREN: Chapter.PERSONS,
    T.SHELTER_ADDRESS: Chapter.PERSONS,
    T.CASE: Chapter.SITUATION,
    T.NARRATIVE: Chapter.SITUATION,
    T.EXPLOITATION: Chapter.SITUATION,
    T.SIGNAL: Chapter.SITUATION,
    T.LOCATIONS: Chapter.SITUATION,
    T.REPORTER: Chapter.SITUATION,
    T.SUSPECT: Chapter.SITUATION,
    T.DOCUMENTS: Chapter.PARTNERS,
    T.ADMINISTRATION: Chapter.SITUATION,
    T.NEEDS: Chapter.NEEDS,
    T.PLAN: Chapter.NEEDS,
    T.HEALTH: Chapter.NEEDS,
    T.WORK_MONEY: Chapter.NEEDS,
    T.HOUSING: Chapter.NEEDS,
    T.DATES: Chapter.DATES,
    T.RESIDENCE: Chapter.DATES,
    T.CRIMINAL: Chapter.DATES,
    T.PARTNERS: Chapter.PARTNERS,
    T.REFERRAL: Chapter.PARTNERS,
    T.FILE_NOTES: Chapter.NOTES,
    T.MELDCODE: Chapter.NOTES,
}
OF_PERSONS = ("person", "person_role", "person_name", "identifier")
"""Kinds that read as one list per person."""

_FIRST = (
    *("deadline", "case_file", "victim_details", "safety_assessment", "need_assessment"),
    *("care_plan", "goal", "action", "intake", "residence_event", "criminal_event"),
    *("referral", "notification", "case_consult", "consult_participant"),
)
"""Kinds in the order in which they read; the others follow by name."""

_MOST_COLUMNS = 5
_TABLE_CHARACTERS = 86
"""So many characters of the widest cells fit beside each other."""
_MOST_BESIDE = 3
_MOST_IN_CELL = 120
_SHORT = 44
"""Up to so many characters a value shares its line with others."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The values of one record that stand together."""

    kind: str
    record_id: int
    about: int | None
    decisions: tuple[Decision, ...]


def units(resolution: Resolution, chapter: Chapter) -> tuple[Unit, ...]:
    """The records of a chapter with the values that go."""
    found: dict[tuple[str, int], list[Decision]] = {}
    for decision in resolution.going():
        if chapter_of(decision) is chapter:
            fact = decision.fact
            found.setdefault((fact.kind, fact.record_id), []).append(decision)
    made = [
        Unit(kind, record_id, decisions[0].fact.about, tuple(decisions))
        for (kind, record_id), decisions in found.items()
    ]
    return tuple(sorted(made, key=_place))


def _place(unit: Unit) -> tuple[int, str, date, int]:
    first = _FIRST.index(unit.kind) if unit.kind in _FIRST else len(_FIRST)
    day = next(filter(None, map(_day, unit.decisions)), date.max)
    return first, unit.kind, day, unit.record_id


def _day(decision: Decision) -> date | None:
    """The day by which records of a kind stand in order: the one that its title or term names."""
    fact = decision.fact
    if fact.field.name not in ("due_on", "happened", "held_at", "held_on", "assessed_on", "since"):
        return None
    value = fact.value
    if isinstance(value, VagueDate):
        return value.anchor or value.earliest
    return date(value.year, value.month, value.day)


def chapter_of(decision: Decision) -> Chapter:
    """Where a value stands."""
    fact = decision.fact
    if fact.shielded:
        return Chapter.SHIELDED
    if fact.kind in OF_PERSONS:
        return Chapter.PERSONS
    if fact.kind in SPREAD:
        return _BY_TOPIC[fact.field.topic]
    return _BY_TOPIC[record_class(fact.kind).record.topic]


def chapter_blocks(resolution: Resolution, chapter: Chapter) -> list[Block]:
    """The chapter as it stands in a document; empty when nothing of it goes."""
    found = units(resolution, chapter)
    if not found:
        return []
    if chapter is Chapter.PERSONS:
        return [Heading(_(chapter.value), 2), *_persons(resolution, found)]
    return [Heading(_(chapter.value), 2), *kinds_blocks(resolution, found)]


def kinds_blocks(resolution: Resolution, found: Iterable[Unit]) -> Iterator[Block]:
    """Records kind by kind, each kind under its own small heading."""
    groups: dict[str, list[Unit]] = {}
    for unit in found:
        groups.setdefault(unit.kind, []).append(unit)
    for kind, members in groups.items():
        if kind not in SPREAD:
            yield Heading(_(record_class(kind).record.plural), 3)
        yield from _group(resolution, members)


def _group(resolution: Resolution, members: list[Unit]) -> Iterator[Block]:
    if members[0].kind in SPREAD:
        lists = {_whom(resolution, unit): tuple(_pairs(unit)) for unit in members}
        texts = [text for rows in lists.values() for _label, text in rows]
        if 1 < len(lists) <= _MOST_BESIDE and max(map(len, texts)) <= _MOST_IN_CELL:
            yield _beside(lists)
            return
        for unit in members:
            yield _listed(_whom(resolution, unit), _pairs(unit))
        return
    labels = _columns(resolution, members)
    rows = tuple(_cells(resolution, unit, labels) for unit in members)
    widths = tuple(_widths(labels, rows))
    if len(labels) <= _MOST_COLUMNS and sum(widths) <= _TABLE_CHARACTERS:
        yield Table(tuple(labels), rows, widths)
        return
    yield KeyValues(tuple(_entry(resolution, unit) for unit in members))


# Persons.


def _persons(resolution: Resolution, found: Iterable[Unit]) -> Iterator[Block]:
    """Who it is about, side by side where they fit; what is about no person comes last."""
    by_person: dict[int | None, list[Unit]] = {s.person_id: [] for s in resolution.subjects}
    for unit in found:
        by_person.setdefault(unit.about, []).append(unit)
    lists = {
        person_id: tuple(row for unit in _in_order(members) for row in person_rows(unit))
        for person_id, members in by_person.items()
    }
    lists = {person_id: rows for person_id, rows in lists.items() if rows}
    if 1 < len(lists) <= _MOST_BESIDE:
        yield _beside({resolution.label(i): rows for i, rows in lists.items()})
        return
    for person_id, rows in lists.items():
        whom = resolution.label(person_id) if len(resolution.subjects) > 1 else ""
        yield _listed(whom, rows)


def _beside(lists: Mapping[str, tuple[tuple[str, str], ...]]) -> Block:
    """A table with a column per person."""
    labels = list(dict.fromkeys(label for rows in lists.values() for label, _text in rows))
    body = tuple(
        (label, *("; ".join(t for key, t in rows if key == label) for rows in lists.values()))
        for label in labels
    )
    return Table((_("Person"), *lists), body, (24.0, *(76 / len(lists) for _each in lists)))


def _in_order(members: Iterable[Unit]) -> list[Unit]:
    place = {kind: number for number, kind in enumerate(OF_PERSONS)}
    return sorted(members, key=lambda unit: place.get(unit.kind, len(place)))


def person_rows(unit: Unit) -> Iterator[tuple[str, str]]:
    """The lines of one record: a name in one, a number beside what it is."""
    held = {d.fact.field.name: d for d in unit.decisions}
    if unit.kind == "person":
        parts = [held.pop(n) for n in ("given_names", "name_prefix", "family_name") if n in held]
        if parts:
            yield _("Name"), " ".join(part.text for part in parts)
    elif unit.kind == "person_name" and "name" in held:
        kind = held.pop("name_kind", None)
        yield (kind.text if kind else _("Other name")), held.pop("name").text
    elif unit.kind == "identifier" and "value" in held:
        kind = held.pop("identifier_kind", None)
        yield (kind.text if kind else _("Number or address")), held.pop("value").text
    for decision in held.values():
        yield _(decision.fact.field.label), decision.text


def _listed(heading: str, rows: Iterable[tuple[str, str]]) -> Block:
    """Label and value pairs under the name of a person."""
    listed = KeyValues(tuple(rows))
    if not heading:
        return KeepTogether((listed,)) if len(listed.rows) < 12 else listed
    return KeepTogether((Heading(heading, 3), listed))


# Other records.


def _whom(resolution: Resolution, unit: Unit) -> str:
    several = len(resolution.subjects) > 1
    return resolution.label(unit.about) if several and unit.about is not None else ""


def _pairs(unit: Unit) -> Iterator[tuple[str, str]]:
    for decision in unit.decisions:
        yield _(decision.fact.field.label), decision.text


def _entry(resolution: Resolution, unit: Unit) -> tuple[str, str]:
    """One record as a key, its title, and all else that goes: short values on one line."""
    title = record_class(unit.kind).record.title
    named = [d for d in unit.decisions if d.fact.field.name in title and len(d.text) <= 90]
    named = named or list(unit.decisions[:1])
    rest = [d for d in unit.decisions if d not in named]
    short = [d for d in rest if len(d.text) <= _SHORT and "\n" not in d.text]
    lines = [_whom(resolution, unit)]
    lines.append(" · ".join(map(_said, short)))
    lines += [_said(d) for d in rest if d not in short]
    return ", ".join(d.text for d in named), "\n".join(filter(None, lines))


def _said(decision: Decision) -> str:
    """A value with its label; what sort of knowledge a text is speaks for itself."""
    if decision.fact.field.choices == "contact_nature":
        return decision.text
    return f"{_(decision.fact.field.label)}: {decision.text}"


def _columns(resolution: Resolution, members: list[Unit]) -> list[str]:
    labels = [_("Concerns")] if any(_whom(resolution, unit) for unit in members) else []
    for unit in members:
        for label, _text in _pairs(unit):
            if label not in labels:
                labels.append(label)
    return labels


def _cells(resolution: Resolution, unit: Unit, labels: list[str]) -> tuple[str, ...]:
    held = {_("Concerns"): _whom(resolution, unit)} | dict(_pairs(unit))
    return tuple(held.get(label, "") for label in labels)


def _widths(labels: list[str], rows: tuple[tuple[str, ...], ...]) -> Iterator[float]:
    """Wider columns for longer texts, in characters."""
    for place, label in enumerate(labels):
        longest = max([len(label), *(len(row[place]) for row in rows)])
        yield float(max(longest, 8) + 2)
