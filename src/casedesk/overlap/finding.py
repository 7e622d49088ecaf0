"""Find what a signal, person or case has in common with others, as far as its reader may see.

Both sides are narrowed: the keys of what one looks at, and the records that they lead to. A
record that does not exist for the reader, or whose value they may not read, is not there: no
count and no gap tells of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Kind, Realm, Sensitivity
from casedesk.kernel.kinds import CASE, PERSON, TIE
from casedesk.kernel.words import N_, _
from casedesk.overlap.keys import COMPARED
from casedesk.records.reading import Reader
from casedesk.signals import spelling
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class
from casedesk.store.overlap_keys import OverlapKey

WORDS: Mapping[str, str] = {
    spelling.PHONE: N_("Phone number"),
    spelling.EMAIL: N_("E-mail address"),
    spelling.PLATE: N_("Number plate"),
    spelling.ACCOUNT: N_("Bank account"),
    spelling.PROFILE: N_("Profile or web address"),
    spelling.ADDRESS: N_("Address"),
    spelling.NAME: N_("Name"),
    spelling.PLACE: N_("Name of a place or firm"),
    spelling.NUMBER: N_("Number"),
}
"""What two records have in common, in words."""

SIGNAL = "signal"
_OF_SIGNAL = {"signal": "id", "signal_trace": "signal_id"}
_LIKE = 80
"""From which likeness of two names on they are shown (``kernel.names.skeleton``)."""
_MOST_KEYS = 300
_MOST_OF_A_KEY = 200

Bearer = tuple[str, int]
"""Whom or what a key belongs to: a signal, a person, a place or an organisation."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something that another has in common with what one looks at.

    ``written`` is how it stands here, ``other`` how it stands there; how a person can be reached
    is never said, for that is read behind the card for safe contact. ``cases`` are those of the
    other, as (id, number). ``detail`` is the day of a signal.
    """

    what: str
    written: str
    other: str
    kind: str
    id: int
    title: str
    detail: str = ""
    cases: tuple[tuple[int, str], ...] = ()

    @property
    def sentence(self) -> str:
        """What matches, in words."""
        words = _(WORDS[self.what])
        value = self.written
        if value and self.other and value.casefold() != self.other.casefold():
            return _("{what}: {value}, there written as {other}").format(
                what=words, value=value, other=self.other
            )
        same = words[0].lower() + words[1:]
        if not value:
            return _("Same {what}").format(what=same)
        return _("Same {what}: {value}").format(what=same, value=value)


@dataclass(frozen=True, slots=True)
class _Key:
    kind: str
    record_id: int
    field: str
    what: str
    normal: str
    spelled: str


def overlap_of(
    session: Session, reader: Reader, kind: str, record_id: int, *, limit: int = 100
) -> tuple[Match, ...]:
    """What a signal, person, case, location or organisation shares with others, by bearer."""
    own = _bearers(session, kind, record_id)
    here = own | _places(session, own)
    mine = _keys_here(session, reader, here)
    theirs = _keys_elsewhere(session, reader, mine)
    bearers = _borne_by(session, [*theirs])
    pairs: dict[tuple[Bearer, str, str], tuple[_Key, _Key]] = {}
    by_key: dict[tuple[str, str], list[_Key]] = {}
    for key in mine:
        by_key.setdefault((key.what, key.normal), []).append(key)
    for other in theirs:
        bearer = bearers.get((other.kind, other.record_id))
        if bearer is None or bearer in here:
            continue
        for key in by_key[other.what, other.normal]:
            if _alike(key, other):
                pairs.setdefault((bearer, other.what, other.normal), (key, other))
    return tuple(_matches(session, reader, dict(list(pairs.items())[:limit])))


def _bearers(session: Session, kind: str, record_id: int) -> frozenset[Bearer]:
    """What one looks at: of a case its persons and its signals."""
    if kind == CASE:
        tie, signal = _class(TIE), _class(SIGNAL)
        persons = session.scalars(select(tie.person_id).where(tie.case_id == record_id))
        signals = session.scalars(select(signal.id).where(signal.case_id == record_id))
        return frozenset([*((PERSON, i) for i in persons), *((SIGNAL, i) for i in signals)])
    return frozenset({(kind, record_id)})


def _places(session: Session, own: Iterable[Bearer]) -> frozenset[Bearer]:
    """The places of the list that these signals are about: their addresses count as well."""
    signal = _class(SIGNAL)
    ids = [record_id for kind, record_id in own if kind == SIGNAL]
    query = select(signal.location_id).where(signal.id.in_(ids), signal.location_id.is_not(None))
    return frozenset(("location", place) for place in session.scalars(query))


def _keys_here(session: Session, reader: Reader, own: Iterable[Bearer]) -> list[_Key]:
    conditions = []
    for kind in COMPARED:
        cls, attribute = _class(kind), _leads(kind)
        of, name = attribute
        ids = [record_id for bearer, record_id in own if bearer == of]
        if not ids:
            continue
        found = select(cls.id).where(getattr(cls, name).in_(ids))
        conditions.append((OverlapKey.kind == kind) & OverlapKey.record_id.in_(found))
    if not conditions:
        return []
    query = select(OverlapKey).where(or_(*conditions)).limit(_MOST_KEYS)
    return _readable(session, reader, query)


def _keys_elsewhere(session: Session, reader: Reader, mine: Sequence[_Key]) -> list[_Key]:
    wanted = list({(key.what, key.normal) for key in mine})
    if not wanted:
        return []
    query = (
        select(OverlapKey)
        .where(tuple_(OverlapKey.what, OverlapKey.normal).in_(wanted))
        .limit(_MOST_OF_A_KEY * len(wanted))
    )
    return _readable(session, reader, query)


def _readable(session: Session, reader: Reader, query: Any) -> list[_Key]:
    """Keys of records that exist for the reader, from fields that they may read."""
    keys = [
        _Key(row.kind, row.record_id, row.field, row.what, row.normal, row.spelled)
        for row in session.execute(query.with_only_columns(*OverlapKey.__table__.c))
    ]
    by_kind: dict[str, set[int]] = {}
    for key in keys:
        by_kind.setdefault(key.kind, set()).add(key.record_id)
    there = {kind: _existing(session, kind, ids) for kind, ids in by_kind.items()}
    return [
        key
        for key in keys
        if key.record_id in there[key.kind]
        and reader.may_see(fields_of(_class(key.kind))[key.field])
    ]


def _existing(session: Session, kind: str, ids: Iterable[int]) -> frozenset[int]:
    cls = _class(kind)
    return frozenset(session.scalars(select(cls.id).where(cls.id.in_(ids))))


def _borne_by(session: Session, keys: Sequence[_Key]) -> dict[tuple[str, int], Bearer]:
    """The bearer of each record that a key comes from, if it exists for the reader."""
    by_kind: dict[str, set[int]] = {}
    for key in keys:
        by_kind.setdefault(key.kind, set()).add(key.record_id)
    found: dict[tuple[str, int], Bearer] = {}
    for kind, ids in by_kind.items():
        cls = _class(kind)
        of, name = _leads(kind)
        rows = session.execute(select(cls.id, getattr(cls, name)).where(cls.id.in_(ids))).all()
        bearers = _existing(session, of, {row[1] for row in rows})
        found |= {(kind, row[0]): (of, row[1]) for row in rows if row[1] in bearers}
    return found


def _leads(kind: str) -> tuple[str, str]:
    """From a record to its bearer: the kind of the bearer, and the attribute with its id."""
    if kind in _OF_SIGNAL:
        return SIGNAL, _OF_SIGNAL[kind]
    person = record_class(kind).record.person
    return (PERSON, person) if person else (kind, "id")


def _alike(key: _Key, other: _Key) -> bool:
    """Equal keys of names can be of names that sound apart; all others say enough."""
    if key.what != spelling.NAME:
        return True
    return fuzz.token_sort_ratio(key.spelled, other.spelled) >= _LIKE


def _matches(
    session: Session, reader: Reader, pairs: Mapping[tuple[Bearer, str, str], tuple[_Key, _Key]]
) -> list[Match]:
    by_kind: dict[str, set[int]] = {}
    for (kind, record_id), _what, _normal in pairs:
        by_kind.setdefault(kind, set()).add(record_id)
    titles = {kind: reader.titles(session, kind, sorted(ids)) for kind, ids in by_kind.items()}
    cases = _cases(session, reader, by_kind)
    days = _days(session, by_kind.get(SIGNAL, ()))
    written = _written(session, reader, [key for pair in pairs.values() for key in pair])
    found = []
    for (bearer, what, _normal), (mine, other) in pairs.items():
        kind, record_id = bearer
        title = titles[kind].get(record_id)
        if title is None:
            continue
        found.append(
            Match(
                what, written.get(mine, ""), written.get(other, ""), kind, record_id, title,
                days.get(record_id, "") if kind == SIGNAL else "", cases.get(bearer, ()),
            )
        )  # fmt: skip
    return sorted(found, key=lambda match: (match.kind != SIGNAL, match.kind, -match.id))


def _written(session: Session, reader: Reader, keys: Iterable[_Key]) -> dict[_Key, str]:
    """How the value of each key stands in its record."""
    by_field: dict[tuple[str, str], list[_Key]] = {}
    for key in keys:
        by_field.setdefault((key.kind, key.field), []).append(key)
    found: dict[_Key, str] = {}
    for (kind, field), some in by_field.items():
        cls = _class(kind)
        if _tells_reach(cls, field):
            continue
        names = _PARTS.get((kind, field), (field,))
        columns = [getattr(cls, name) for name in names]
        ids = {key.record_id for key in some}
        rows = session.execute(select(cls.id, *columns).where(cls.id.in_(ids))).all()
        declared = fields_of(cls)[field]
        texts = {row[0]: " ".join(str(part) for part in row[1:] if part) for row in rows}
        if declared.kind is Kind.REFERENCE:
            texts = {row[0]: reader.title(session, declared.target, row[1]) for row in rows}
        found |= {key: texts[key.record_id] for key in some if key.record_id in texts}
    return found


def _tells_reach(cls: type[Record], field: str) -> bool:
    persons = cls.record.realm in (Realm.CASES, Realm.SUSPECTS)
    return persons and Sensitivity.CONTACT in fields_of(cls)[field].classes


_PARTS = {
    ("person", "family_name"): ("given_names", "name_prefix", "family_name"),
    ("location", "street"): ("street", "house_number", "postcode", "town"),
}


def _cases(
    session: Session, reader: Reader, by_kind: Mapping[str, Iterable[int]]
) -> dict[Bearer, tuple[tuple[int, str], ...]]:
    """The cases in which persons and signals stand, as far as they exist for the reader."""
    pairs: list[tuple[Bearer, int]] = []
    tie, signal = _class(TIE), _class(SIGNAL)
    persons, signals = by_kind.get(PERSON, ()), by_kind.get(SIGNAL, ())
    if persons:
        rows = session.execute(
            select(tie.person_id, tie.case_id).where(tie.person_id.in_(persons)).order_by(tie.id)
        )
        pairs += [((PERSON, row[0]), row[1]) for row in rows]
    if signals:
        rows = session.execute(
            select(signal.id, signal.case_id).where(
                signal.id.in_(signals), signal.case_id.is_not(None)
            )
        )
        pairs += [((SIGNAL, row[0]), row[1]) for row in rows]
    numbers = reader.titles(session, CASE, [case_id for _bearer, case_id in pairs])
    found: dict[Bearer, dict[int, str]] = {}
    for bearer, case_id in pairs:
        if case_id in numbers:
            found.setdefault(bearer, {})[case_id] = numbers[case_id]
    return {bearer: tuple(cases.items()) for bearer, cases in found.items()}


def _days(session: Session, ids: Iterable[int]) -> dict[int, str]:
    signal = _class(SIGNAL)
    rows = session.execute(select(signal.id, signal.received_on).where(signal.id.in_(ids)))
    return {row[0]: show_date(row[1]) for row in rows}


def _class(kind: str) -> Any:
    cls: type[Record] = record_class(kind)
    return cls
