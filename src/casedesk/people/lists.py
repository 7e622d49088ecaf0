"""The list of persons."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.kinds import CASE
from casedesk.kernel.names import list_name
from casedesk.kernel.words import N_, _
from casedesk.people.model import RESTRICTED_ROLES, Person, PersonRole
from casedesk.records.listing import Order, RecordList, code_options, found_by_name, sees_names
from casedesk.records.reading import Reader
from casedesk.records.showing import SHIELDED, show_plain
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.store.text_index import fts_row

PERSON_KINDS = ("person", "person_name", "identifier")
"""The kinds by which a person is found."""


class PersonList(RecordList):
    """All persons of whom the reader may know."""

    kind = "person"
    record: ClassVar[type[Record]] = Person
    columns = (
        Column("name", N_("Name"), 30, grow=True),
        Column("birth", N_("Date of birth"), 14),
        Column("nationality", N_("Nationality"), 16, sortable=False),
        Column("roles", N_("Role"), 24, sortable=False),
        Column("cases", N_("Cases"), 20, sortable=False),
    )
    sort = "name"

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By name as the Dutch sort; who sees no names must not guess them from the order."""
        if not sees_names(reader):
            return {"name": Order(Person.id)}
        return {"name": Order(Person.sort_name), "birth": Order(Person.birth, gaps=True)}

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """By the role that somebody plays in any case."""
        roles = context.labels.codes("person_role")
        if not may(context.actor, Right.SUSPECTS):
            roles = {role: row for role, row in roles.items() if role not in RESTRICTED_ROLES}
        return (Filter("role", _("Role"), code_options(context, "person_role", roles)),)

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """Persons with this role somewhere."""
        del key, reader
        return Person.id.in_(select(PersonRole.person_id).where(PersonRole.role == value))

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By any name, phone, plate or number."""
        persons = found_by_name(text, reader, PERSON_KINDS, fts_row.c.person_id)
        # Reading the sorted index and testing each id is faster than sorting what was found.
        return (Person.id + 0).in_(persons)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Name, birth, nationality, roles and cases of each person."""
        declared = fields_of(Person)
        shown = [declared["birth"], declared["nationality"]]
        parts = (Person.given_names, Person.name_prefix, Person.family_name)
        rows = session.execute(
            select(Person.id, *parts, Person.birth, Person.nationality).where(Person.id.in_(ids))
        ).all()
        titles = reader.titles(session, "person", ids)
        roles, cases = self._parts_played(session, ids, reader)
        found: dict[int, tuple[str, ...]] = {}
        for row in rows:
            name = list_name(*row[1:4]) if sees_names(reader) else ""
            texts = [
                show_plain(
                    field,
                    value if reader.may_see(field) or value is None else SHIELDED,
                    reader.labels,
                )
                for field, value in zip(shown, row[4:], strict=True)
            ]
            found[row.id] = (
                name or titles.get(row.id, ""), *texts, roles.get(row.id, ""), cases.get(row.id, "")
            )  # fmt: skip
        return found

    def _parts_played(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> tuple[dict[int, str], dict[int, str]]:
        """Roles and case numbers of each person, as far as they exist for the reader."""
        played = session.execute(
            select(PersonRole.person_id, PersonRole.role, PersonRole.case_id)
            .where(PersonRole.person_id.in_(ids))
            .order_by(PersonRole.id)
        ).all()
        numbers = reader.titles(session, CASE, [case_id for _i, _role, case_id in played])
        roles: dict[int, dict[str, None]] = {}
        cases: dict[int, dict[str, None]] = {}
        for person_id, role, case_id in played:
            label = reader.labels.label("person_role", role)
            roles.setdefault(person_id, {})[label] = None
            if case_id in numbers:
                cases.setdefault(person_id, {})[numbers[case_id]] = None
        return (
            {person_id: ", ".join(labels) for person_id, labels in roles.items()},
            {person_id: ", ".join(found) for person_id, found in cases.items()},
        )


LISTS = {"persons": PersonList()}
