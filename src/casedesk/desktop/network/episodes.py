"""Episodes of exploitation of one person, with what follows from other records.

How old the person was then is reckoned from the date of birth and the period; who had a part in it
stands in the ties that name the episode.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.desktop.case.items import Chip, Item, items_of_person
from casedesk.exploitation.model import ExploitationEpisode
from casedesk.exploitation.rules import BOTH, MINOR, AgeThen, age_then
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import _
from casedesk.people.model import Person
from casedesk.records.reading import Reader
from casedesk.relations.model import PersonRelation
from casedesk.store.declare import fields_of

EPISODE = "exploitation_episode"
ALSO = ("person_relation",)
"""Kinds of which the rows speak, too."""


def items_of_episodes(
    session: Session, *, reader: Reader, kind: str, case_id: int, person_id: int
) -> list[Item]:
    """As any records of a person, with chips for the age then, and who was involved."""
    items = items_of_person(session, reader, kind, case_id, person_id)
    rows = {
        row.id: row
        for row in session.scalars(
            select(ExploitationEpisode).where(
                ExploitationEpisode.id.in_([item.id for item in items])
            )
        )
    }
    involved = _involved(session, reader, case_id, list(rows))
    birth = None
    if reader.may_see(fields_of(Person)["birth"]):
        birth = session.scalar(select(Person.birth).where(Person.id == person_id))
    found = []
    for item in items:
        row = rows[item.id]
        then = age_then(birth, row.since, row.until)
        chips = [*item.chips, *_age_chips(then, row.age_class)]
        words = involved.get(item.id, "")
        said = " · ".join(filter(None, (item.text, words)))
        found.append(replace(item, chips=tuple(chips), text=said))
    return found


def _age_chips(then: AgeThen | None, recorded: str | None) -> list[Chip]:
    if then is None:
        return []
    chips = []
    words = said_age(then)
    if words:
        minor = then.code in (MINOR, BOTH)
        chips.append(Chip(words, "warning" if minor else "", "alert-triangle" if minor else ""))
    if recorded and then.code and recorded != then.code:
        sentence = _("Differs from the date of birth")
        chips.append(Chip(sentence, "warning", "alert-triangle"))
    return chips


def said_age(then: AgeThen) -> str:
    """How old somebody was then, in words; empty where nothing can be said."""
    ages = [age for age in (then.youngest, then.oldest) if age is not None]
    if not ages:
        return ""
    years = str(ages[0]) if len(set(ages)) == 1 else f"{min(ages)}–{max(ages)}"
    patterns = {
        MINOR: _("Minor then, {years} years"),
        BOTH: _("First minor, later adult, {years} years"),
        "adult": _("Adult then, {years} years"),
    }
    return patterns.get(then.code, _("{years} years then")).format(years=years)


def _involved(session: Session, reader: Reader, case_id: int, ids: list[int]) -> Mapping[int, str]:
    """Per episode the persons who had a part in it, each with the tie that says which."""
    query = select(PersonRelation).where(PersonRelation.episode_id.in_(ids))
    rows = list(session.scalars(query.order_by(PersonRelation.id)))
    names = reader.titles(session, PERSON, [row.person_id for row in rows], case_id)
    found: dict[int, list[str]] = {}
    for row in rows:
        if row.person_id in names and row.episode_id is not None:
            tie = reader.labels.label("relation_kind", row.relation)
            found.setdefault(row.episode_id, []).append(f"{names[row.person_id]} ({tie})")
    return {
        episode: _("Involved: {persons}").format(persons=", ".join(each))
        for episode, each in found.items()
    }
