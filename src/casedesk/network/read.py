"""Read the network around a case as its reader may see it.

Rows about suspects are not there without that right (``access.scope``), so neither are the
things and ties that follow from them. Two things stay behind the gate of safe contact here, too:
a number is shown by its last signs, and where somebody lives by its gemeente.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, may_see
from casedesk.exploitation.model import ExploitationEpisode
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Realm
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _, current_language
from casedesk.network.graph import Network, Sort, Thing, Tie
from casedesk.network.numbers import linked_cases, shared_numbers
from casedesk.people.model import RESTRICTED_ROLES, Identifier, PersonRole
from casedesk.records.reading import Reader
from casedesk.relations.model import (
    SUSPECT_TIES,
    PersonOrganisation,
    PersonPlace,
    PersonRelation,
)
from casedesk.signals.model import Signal
from casedesk.signals.traces import SignalLink
from casedesk.store.declare import fields_of

DEEPEST = 2
_WHERE_SOMEBODY_IS = ("lives", "registered")
_SHOWN_WHOLE = ("plate", "advert")
"""Kinds of number that reach nobody, so they may stand in a picture as they are."""
_LAST = 3

_SORTS = {"victim": Sort.VICTIM, "child": Sort.CHILD}


def read_network(
    session: Session,
    reader: Reader,
    case_id: int,
    *,
    depth: int = 1,
    names: bool = True,
    suspects: bool = True,
) -> Network:
    """The network of a case; with ``depth`` 2 also of the cases that share somebody or a number.

    Without ``names``, or for a reader without the right to identities, persons, firms, places
    and numbers are called by a letter or figure. Without ``suspects`` there is no trace of them,
    not even a gap in those figures.
    """
    cases = [case_id]
    if depth >= DEEPEST:
        cases += linked_cases(session, case_id)
    reading = _Reading(session, reader, case_id, cases)
    network = reading.network()
    if not suspects:
        network = network.without((), shielded=False)
    if names and may(reader.actor, Right.IDENTITIES):
        return network
    return network.renamed(reading.pseudonyms(network))


class _Reading:
    """Gathers things and ties from the records of some cases."""

    def __init__(
        self, session: Session, reader: Reader, case_id: int, cases: Sequence[int]
    ) -> None:
        self.session, self.reader, self.case_id, self.cases = session, reader, case_id, cases
        self.things: dict[str, Thing] = {}
        self.ties: list[Tie] = []
        self.persons: dict[int, dict[int, list[str]]] = {}
        self.first_case: dict[int, int] = {}

    def network(self) -> Network:
        """All that there is, persons first."""
        self._persons()
        self._relations()
        self._organisations()
        self._places()
        self._exploitation()
        if may_see(self.reader.actor, Realm.SIGNALS):
            self._signals()
        self._numbers()
        if len(self.cases) > 1:
            self._cases()
        ties = [t for t in self.ties if t.one in self.things and t.other in self.things]
        return Network(tuple(self.things.values()), tuple(ties))

    # Persons and what ties them.

    def _persons(self) -> None:
        label = self.reader.labels.label
        order = {code: place for place, code in enumerate(self.reader.labels.codes("person_role"))}
        rows = self.session.execute(
            select(PersonRole.person_id, PersonRole.case_id, PersonRole.role)
            .where(PersonRole.case_id.in_(self.cases))
            .order_by(PersonRole.case_id != self.case_id, PersonRole.id)
        ).all()
        for person_id, case_id, role in rows:
            self.persons.setdefault(person_id, {}).setdefault(case_id, []).append(role)
            self.first_case.setdefault(person_id, case_id)
        names = self._titles(PERSON, self.persons)
        for person_id, by_case in self.persons.items():
            if person_id not in names:
                continue
            here = self.first_case[person_id]
            roles = sorted(
                {role for each in by_case.values() for role in each},
                key=lambda role: order.get(role, len(order)),
            )
            shown = by_case[here]
            shielded = all(role in RESTRICTED_ROLES for role in shown)
            self._add(
                Thing(
                    _person(person_id),
                    Sort.SUSPECT if shielded else _sort(shown),
                    names[person_id],
                    ", ".join(label("person_role", role) for role in roles),
                    (PERSON, person_id, here),
                    shielded,
                    here == self.case_id and "victim" in shown,
                )
            )

    def _relations(self) -> None:
        rows = self._rows(PersonRelation)
        for row in rows:
            one, other = _person(row.person_id), _person(row.other_id)
            self._tie(one, other, "relation_kind", row, row.relation in SUSPECT_TIES)

    def _organisations(self) -> None:
        rows = self._rows(PersonOrganisation)
        partners = self._titles("organisation", {r.organisation_id for r in rows} - {None})
        may_firm = self.reader.may_see(fields_of(PersonOrganisation)["firm"])
        for row in rows:
            opens: tuple[str, int, int | None] = ("person_organisation", row.id, row.case_id)
            if row.organisation_id in partners:
                key, name = f"organisation:{row.organisation_id}", partners[row.organisation_id]
                opens = ("organisation", row.organisation_id, None)
            elif row.firm and may_firm:
                key, name = f"firm:{_digits(row.kvk_number) or fold(row.firm)}", row.firm
            elif row.firm:
                key, name = f"firm:{row.id}", _("Firm")
            else:
                continue
            self._add(Thing(key, Sort.ORGANISATION, name, row.function or "", opens))
            self._tie(_person(row.person_id), key, "organisation_relation", row)

    def _places(self) -> None:
        rows = self._rows(PersonPlace)
        titles = self._titles("location", {row.location_id for row in rows} - {None})
        for row in rows:
            secret = row.relation in _WHERE_SOMEBODY_IS or bool(row.address_kind)
            place = self._place(row, titles, secret)
            if place is not None:
                self._tie(_person(row.person_id), place, "place_relation", row)

    def _place(self, row: Any, titles: Mapping[int, str], secret: bool) -> str | None:
        if row.location_id is not None:
            if row.location_id not in titles:
                return None
            key, name = f"location:{row.location_id}", titles[row.location_id]
            if secret and key not in self.things:
                self._add(Thing(key, Sort.PLACE, self._somewhere(row), "", _of(row)))
            elif not secret:
                opens = ("location", row.location_id, None)
                self.things[key] = Thing(key, Sort.PLACE, name, "", opens)
            return key
        if not row.address:
            return None
        key = f"address:{fold(row.address)}"
        self._add(Thing(key, Sort.PLACE, self._somewhere(row), _("address kept shut"), _of(row)))
        return key

    def _somewhere(self, row: Any) -> str:
        if not row.gemeente:
            return _("Place")
        gemeente = self.reader.labels.label("gemeente", row.gemeente)
        return _("Place in {gemeente}").format(gemeente=gemeente)

    def _exploitation(self) -> None:
        """A victim and the place of an episode."""
        rows = [row for row in self._rows(ExploitationEpisode) if row.location_id is not None]
        titles = self._titles("location", {row.location_id for row in rows})
        label = self.reader.labels.label
        for row in rows:
            if row.location_id not in titles:
                continue
            key = f"location:{row.location_id}"
            if key not in self.things:
                opens = ("location", row.location_id, None)
                self._add(Thing(key, Sort.PLACE, titles[row.location_id], "", opens))
            form = label("exploitation_form", row.main_form) if row.main_form else ""
            words = form or _("Exploitation")
            self.ties.append(
                Tie(_person(row.person_id), key, words, _of(row), period=self._period(row))
            )

    def _signals(self) -> None:
        rows = self._rows(Signal)
        titles = self._titles("location", {row.location_id for row in rows} - {None})
        for row in rows:
            key = f"signal:{row.id}"
            on = VagueDate.on(row.received_on).show(current_language())
            self._add(Thing(key, Sort.SIGNAL, row.subject, on, ("signal", row.id, row.case_id)))
            if row.person_id is not None:
                self.ties.append(Tie(key, _person(row.person_id), _("about"), _of(row)))
            if row.location_id in titles:
                place = f"location:{row.location_id}"
                opens = ("location", row.location_id, None)
                self._add(Thing(place, Sort.PLACE, titles[row.location_id], "", opens))
                self.ties.append(Tie(key, place, _("at"), _of(row)))
        links = select(SignalLink).where(SignalLink.signal_id.in_([row.id for row in rows]))
        for link in self.session.scalars(links.order_by(SignalLink.id)):
            ends = (f"signal:{link.signal_id}", f"signal:{link.other_id}")
            self.ties.append(Tie(*ends, _("belongs with"), ("signal", link.signal_id, None)))

    def _numbers(self) -> None:
        """Phones, plates and accounts that more than one has, also persons elsewhere."""
        readable = self.reader.may_see(fields_of(Identifier)["value"])
        signals = [t.opens[1] for t in self.things.values() if t.sort is Sort.SIGNAL and t.opens]
        for number in shared_numbers(self.session, list(self.persons), signals):
            what = self.reader.labels.label("identifier_kind", number.kind)
            name = _masked(number.kind, number.value) if readable else what
            key = f"number:{number.kind}:{number.normal}"
            self._add(Thing(key, Sort.NUMBER, name, what, outside=number.outside))
            for person_id in number.persons:
                opens = (PERSON, person_id, self.first_case[person_id])
                self.ties.append(Tie(_person(person_id), key, _("uses"), opens))
            for signal_id in number.signals:
                signal = f"signal:{signal_id}"
                self.ties.append(Tie(signal, key, _("names"), self.things[signal].opens))

    def _cases(self) -> None:
        """The other cases, each tied to its persons by the part that they play there."""
        label = self.reader.labels.label
        titles = self.reader.titles(self.session, CASE, self.cases)
        for case_id in self.cases:
            if case_id not in titles:
                continue
            key = f"case:{case_id}"
            here = _("this case") if case_id == self.case_id else ""
            self._add(Thing(key, Sort.CASE, titles[case_id], here, (CASE, case_id, case_id)))
            for person_id, by_case in self.persons.items():
                if case_id in by_case:
                    roles = by_case[case_id]
                    words = ", ".join(label("person_role", role) for role in roles)
                    shielded = all(role in RESTRICTED_ROLES for role in roles)
                    opens = (PERSON, person_id, case_id)
                    self.ties.append(Tie(_person(person_id), key, words, opens, shielded))

    # What all need.

    def pseudonyms(self, network: Network) -> dict[str, str]:
        """What each thing is called where no name may stand."""
        letters: dict[str, str] = {}
        numbers = self.reader.titles(self.session, CASE, self.cases)
        called = {i: self.reader.pseudonyms(self.session, i) for i in set(self.first_case.values())}
        for person_id, case_id in self.first_case.items():
            name = called[case_id].get(person_id, "")
            if case_id != self.case_id:
                name = f"{name}, {numbers.get(case_id, '')}"
            letters[_person(person_id)] = name
        counts: dict[Sort, int] = {}
        for thing in network.things:
            word = _WORDS.get(thing.sort)
            if word is None:
                continue
            counts[thing.sort] = number = counts.get(thing.sort, 0) + 1
            letters[thing.key] = _(word).format(n=number)
        return letters

    def _add(self, thing: Thing) -> None:
        self.things.setdefault(thing.key, thing)

    def _tie(self, one: str, other: str, choices: str, row: Any, telling: bool = False) -> None:
        words = self.reader.labels.label(choices, row.relation)
        shielded = telling or any(
            end in self.things and self.things[end].shielded for end in (one, other)
        )
        self.ties.append(Tie(one, other, words, _of(row), shielded, self._period(row)))

    def _period(self, row: Any) -> str:
        language = current_language()
        since, until = (date.show(language) if date else "" for date in (row.since, row.until))
        if since and until:
            return _("{since} to {until}").format(since=since, until=until)
        if until:
            return _("until {until}").format(until=until)
        return _("since {since}").format(since=since) if since else ""

    def _rows(self, cls: Any) -> list[Any]:
        query = select(cls).where(cls.case_id.in_(self.cases)).order_by(cls.id)
        return list(self.session.scalars(query))

    def _titles(self, kind: str, ids: Iterable[Any]) -> Mapping[int, str]:
        return self.reader.titles(self.session, kind, sorted(ids), self.case_id)


_WORDS: Mapping[Sort, str] = {
    Sort.ORGANISATION: N_("Organisation {n}"),
    Sort.PLACE: N_("Place {n}"),
    Sort.SIGNAL: N_("Signal {n}"),
    Sort.NUMBER: N_("Number {n}"),
}


def _person(person_id: int) -> str:
    return f"person:{person_id}"


def _sort(roles: Iterable[str]) -> Sort:
    """As what somebody is drawn who plays several parts: the most in need of care first."""
    return next((sort for code, sort in _SORTS.items() if code in roles), Sort.PERSON)


def _of(row: Any) -> tuple[str, int, int | None]:
    return (row.record.name, row.id, row.case_id)


def _digits(number: str | None) -> str:
    return "".join(sign for sign in number or "" if sign.isdigit())


def _masked(kind: str, value: str) -> str:
    if kind in _SHOWN_WHOLE or len(value) <= _LAST:
        return value
    return "… " + value[-_LAST:]
