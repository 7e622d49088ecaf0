"""Order the values that go into the chapters of a document (domain.md 9.1).

A record stays together in the chapter of its kind; only the kinds that hold several subjects
at once are spread over chapters by the topic of each field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from casedesk.handover.facts import Decision, Resolution
from casedesk.kernel.fields import Topic
from casedesk.kernel.words import N_, _
from casedesk.paper.blocks import Block, Heading, KeepTogether, KeyValues, Table
from casedesk.store.declare import record_class


class Chapter(Enum):
    """A chapter and its heading."""

    SAFETY = N_("Safety first")
    PERSONS = N_("Persons")
    SITUATION = N_("Situation")
    NEEDS = N_("Needs and plan")
    DATES = N_("Tracks and running dates")
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
    T.FILE_NOTES: Chapter.NOTES,
    T.EXPLOITATION: Chapter.SITUATION,
    T.SIGNAL: Chapter.SITUATION,
    T.REPORTER: Chapter.SITUATION,
    T.SUSPECT: Chapter.SITUATION,
    T.DOCUMENTS: Chapter.SITUATION,
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
}
_SPREAD = ("case_file", "victim_details", "person")
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """The values of one record that stand together."""

    kind: str
    record_id: int
    about: int | None
    decisions: tuple[Decision, ...]


def units(resolution: Resolution, chapter: Chapter) -> tuple[Unit, ...]:
    """The records of a chapter with the values that go, in the order of the snapshot."""
    found: dict[tuple[str, int], list[Decision]] = {}
    for decision in resolution.going():
        if chapter_of(decision) is chapter:
            fact = decision.fact
            found.setdefault((fact.kind, fact.record_id), []).append(decision)
    return tuple(
        Unit(kind, record_id, decisions[0].fact.about, tuple(decisions))
        for (kind, record_id), decisions in found.items()
    )


def chapter_of(decision: Decision) -> Chapter:
    """Where a value stands."""
    fact = decision.fact
    if fact.kind in _SPREAD:
        if fact.kind == "person" and fact.field.topic is Topic.NEEDS:
            return Chapter.PERSONS
        return _BY_TOPIC[fact.field.topic]
    return _BY_TOPIC[record_class(fact.kind).record.topic]


def chapter_blocks(resolution: Resolution, chapter: Chapter) -> list[Block]:
    """The chapter as it stands in a document; empty when nothing of it goes."""
    groups: dict[str, list[Unit]] = {}
    for unit in units(resolution, chapter):
        groups.setdefault(unit.kind, []).append(unit)
    if not groups:
        return []
    blocks: list[Block] = [Heading(_(chapter.value), 2)]
    for kind, members in groups.items():
        if kind not in _SPREAD:
            blocks.append(Heading(_(record_class(kind).record.plural), 3))
        blocks += _group(resolution, members)
    return blocks


def _group(resolution: Resolution, members: list[Unit]) -> Iterable[Block]:
    labels = _columns(resolution, members)
    if len(members) > 1 and len(labels) <= _MOST_COLUMNS:
        cells = tuple(_cells(resolution, unit, labels) for unit in members)
        return [Table(tuple(labels), cells, tuple(_widths(labels, cells)))]
    blocks: list[Block] = []
    for unit in members:
        rows = tuple(_pairs(resolution, unit))
        if rows:
            blocks.append(KeepTogether((KeyValues(rows),)) if len(rows) < 12 else KeyValues(rows))
    return blocks


def _columns(resolution: Resolution, members: list[Unit]) -> list[str]:
    labels: list[str] = []
    for unit in members:
        for label, _text in _pairs(resolution, unit):
            if label not in labels:
                labels.append(label)
    return labels


def _pairs(resolution: Resolution, unit: Unit) -> Iterable[tuple[str, str]]:
    if unit.about is not None and unit.kind != "person" and len(resolution.subjects) > 1:
        yield _("Concerns"), resolution.label(unit.about)
    for decision in unit.decisions:
        yield _(decision.fact.field.label), decision.text


def _cells(resolution: Resolution, unit: Unit, labels: list[str]) -> tuple[str, ...]:
    held = dict(_pairs(resolution, unit))
    return tuple(held.get(label, "") for label in labels)


def _widths(labels: list[str], rows: tuple[tuple[str, ...], ...]) -> Iterable[float]:
    """Wider columns for longer texts, within bounds."""
    for place, label in enumerate(labels):
        longest = max([len(label), *(len(row[place]) for row in rows)])
        yield float(min(max(longest, 12), 60))
