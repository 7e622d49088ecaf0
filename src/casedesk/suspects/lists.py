"""The list of suspects across cases, for those who have that right; for others it is empty."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from casedesk.kernel.columns import Column, Filter, ListQuery
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.people.lists import PERSON_KINDS
from casedesk.people.model import RESTRICTED_ROLES, Person, PersonName, PersonRole, SuspectDetails
from casedesk.records.listing import (
    Order,
    RecordList,
    code_options,
    found_by_name,
    found_by_words,
    sees_names,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.text_index import fts_row
from casedesk.suspects.model import SuspectFact

_FACT_KINDS = ("suspect_fact", "suspect_details")


def _suspected() -> ColumnElement[bool]:
    """Persons with a shielded role somewhere; the row filter leaves none to who may not know."""
    return Person.id.in_(select(PersonRole.person_id).where(PersonRole.role.in_(RESTRICTED_ROLES)))


class SuspectList(RecordList):
    """Every suspect and facilitator, once, with all cases that they touch."""

    kind = "person"
    record: ClassVar[type[Record]] = Person
    columns = (
        Column("name", N_("Name"), 28, grow=True),
        Column("stage", N_("Stage"), 22, sortable=False),
        Column("aliases", N_("Other names"), 18, sortable=False),
        Column("cases", N_("Cases"), 20, sortable=False),
        Column("facts", N_("Facts"), 8, sortable=False),
    )
    sort = "name"

    def ids(self, session: Session, query: ListQuery, context: Reader) -> list[int]:
        """Only persons who are suspects somewhere."""
        suspected = set(session.scalars(select(Person.id).where(_suspected())))
        return [i for i in super().ids(session, query, context) if i in suspected]

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By name, as the Dutch sort."""
        return {"name": Order(Person.sort_name if sees_names(reader) else Person.id)}

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """By stage, and those who are in more than one case."""
        stages = context.labels.codes("suspect_stage")
        return (
            Filter("stage", N_("Stage"), code_options(context, "suspect_stage", stages)),
            Filter("reach", N_("Cases"), (("several", _("In several cases")),)),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        del reader
        if key == "stage":
            return Person.id.in_(
                select(SuspectDetails.person_id).where(SuspectDetails.stage == value)
            )
        several = (
            select(PersonRole.person_id)
            .where(PersonRole.role.in_(RESTRICTED_ROLES))
            .group_by(PersonRole.person_id)
            .having(func.count(PersonRole.case_id.distinct()) > 1)
        )
        return Person.id.in_(several)

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By any name or number, and by what the facts say."""
        by_name = found_by_name(text, reader, PERSON_KINDS, fts_row.c.person_id)
        by_fact = found_by_words(text, reader, _FACT_KINDS, fts_row.c.person_id)
        by_name_in_fact = found_by_name(text, reader, _FACT_KINDS, fts_row.c.person_id)
        return Person.id.in_(by_name) | Person.id.in_(by_fact) | Person.id.in_(by_name_in_fact)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Name, furthest stage, aliases, cases and number of facts of each."""
        names = reader.titles(session, "person", ids)
        stages = self._stages(session, ids, reader)
        aliases = self._aliases(session, ids, reader)
        cases = self._cases(session, ids, reader)
        counted = dict(
            session.execute(
                select(SuspectFact.person_id, func.count(SuspectFact.id))
                .where(SuspectFact.person_id.in_(ids))
                .group_by(SuspectFact.person_id)
            ).all()
        )
        return {
            i: (
                names[i],
                stages.get(i, ""),
                aliases.get(i, ""),
                cases.get(i, ""),
                str(counted.get(i, 0)),
            )
            for i in ids
            if i in names
        }

    def _stages(self, session: Session, ids: Sequence[int], reader: Reader) -> dict[int, str]:
        """The furthest stage in any case, by the order of the list."""
        order = {code: place for place, code in enumerate(reader.labels.codes("suspect_stage"))}
        rows = session.execute(
            select(SuspectDetails.person_id, SuspectDetails.stage).where(
                SuspectDetails.person_id.in_(ids)
            )
        ).all()
        best: dict[int, str] = {}
        for person_id, stage in rows:
            if stage is None:
                continue
            if person_id not in best or order.get(stage, -1) > order.get(best[person_id], -1):
                best[person_id] = stage
        return {i: reader.labels.label("suspect_stage", stage) for i, stage in best.items()}

    def _aliases(self, session: Session, ids: Sequence[int], reader: Reader) -> dict[int, str]:
        if not sees_names(reader):
            return {}
        rows = session.execute(
            select(PersonName.person_id, PersonName.name)
            .where(PersonName.person_id.in_(ids))
            .order_by(PersonName.id)
        )
        found: dict[int, list[str]] = {}
        for person_id, text in rows:
            found.setdefault(person_id, []).append(text)
        return {i: ", ".join(texts) for i, texts in found.items()}

    def _cases(self, session: Session, ids: Sequence[int], reader: Reader) -> dict[int, str]:
        played = session.execute(
            select(PersonRole.person_id, PersonRole.case_id)
            .where(PersonRole.person_id.in_(ids), PersonRole.role.in_(RESTRICTED_ROLES))
            .order_by(PersonRole.id)
        ).all()
        numbers = reader.titles(session, CASE, [case_id for _i, case_id in played])
        found: dict[int, dict[str, None]] = {}
        for person_id, case_id in played:
            if case_id in numbers:
                found.setdefault(person_id, {})[numbers[case_id]] = None
        return {i: ", ".join(each) for i, each in found.items()}


LISTS = {"suspects": SuspectList()}
