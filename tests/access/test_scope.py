"""The one row filter, and the table of rights that it follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from casedesk import features
from casedesk.access.rights import (
    REALM_RIGHTS,
    RIGHTS,
    Right,
    Role,
    may,
    may_change,
    may_read,
    may_see,
)
from casedesk.bootstrap import Sitting
from casedesk.kernel.actor import Actor
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.fields import Realm, Sensitivity
from casedesk.kernel.words import speaking
from casedesk.people.model import Person, PersonRole
from casedesk.records.reading import Reader
from casedesk.records.use_cases import Create, create
from casedesk.store.declare import record_classes
from casedesk.store.undo import undoable
from casedesk.timeline.entries import entries
from tests.builders import (
    a_case,
    a_partner,
    a_person,
    a_record,
    a_referral,
    a_store,
    a_suspect,
    a_victim,
    seen_by,
)

R = Right
ALL = frozenset(Right)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


# The table, written a second time: a change must be made twice to be meant.
EXPECTED: dict[Role, str] = {
    #                    CASES_SEE  IDENT  SUSP  SIG_SEE  PART_SEE  HANDOVER  TRAIL  ACCOUNTS
    Role.COORDINATOR:   "x          x      x     x        x         x         .      .",
    Role.DEPUTY:        "x          x      x     x        x         x         .      .",
    Role.FOCAL_OFFICER: ".          .      .     x        x         .         .      .",
    Role.SUPERVISOR:    "x          .      .     .        x         .         .      .",
    Role.LOG_OFFICER:   ".          .      .     .        .         .         x      .",
    Role.KEEPER:        ".          .      .     .        x         .         .      x",
}  # fmt: skip
COLUMNS = (
    R.CASES_SEE, R.IDENTITIES, R.SUSPECTS, R.SIGNALS_SEE, R.PARTNERS_SEE, R.HANDOVER,
    R.TRAIL_READ, R.ACCOUNTS,
)  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_just_the_rights_of_the_table(role: Role) -> None:
    marks = EXPECTED[role].split()
    expected = {right for right, mark in zip(COLUMNS, marks, strict=True) if mark == "x"}
    assert {right for right in COLUMNS if right in RIGHTS[role]} == expected


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("granted", [True, False])
def test_suspects_need_role_and_personal_grant(role: Role, granted: bool) -> None:
    expected = granted and role in (Role.COORDINATOR, Role.DEPUTY)
    assert may(Actor("x", "X", role, granted), R.SUSPECTS) is expected


def test_an_unknown_role_may_nothing() -> None:
    stranger = Actor("x", "X", "directeur", True)
    assert not any(may(stranger, right) for right in Right)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("realm", list(Realm))
def test_seeing_and_changing_follow_the_rights_of_the_realm(role: Role, realm: Realm) -> None:
    actor = Actor("x", "X", role, True)
    see, change = REALM_RIGHTS[realm]
    assert may_see(actor, realm) is (see in RIGHTS[role])
    assert may_change(actor, realm) is ({see, change} <= RIGHTS[role])


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("sensitivity", list(Sensitivity))
def test_values_follow_identity_and_suspect_rights(role: Role, sensitivity: Sensitivity) -> None:
    actor = Actor("x", "X", role, True)
    expected = {
        Sensitivity.ORDINARY: True,
        Sensitivity.ART9: True,
        Sensitivity.ART10: R.SUSPECTS in RIGHTS[role],
    }.get(sensitivity, R.IDENTITIES in RIGHTS[role])
    if sensitivity is Sensitivity.ART10 and expected:
        expected = R.IDENTITIES in RIGHTS[role]
    assert may_read(actor, frozenset({sensitivity})) is expected


SEES = {
    Role.COORDINATOR: {Realm.CASES, Realm.SUSPECTS, Realm.SIGNALS, Realm.DIRECTORY},
    Role.DEPUTY: {Realm.CASES, Realm.SUSPECTS, Realm.SIGNALS, Realm.DIRECTORY},
    Role.FOCAL_OFFICER: {Realm.SIGNALS, Realm.DIRECTORY},
    Role.SUPERVISOR: {Realm.CASES, Realm.DIRECTORY},
    Role.LOG_OFFICER: set(),
    Role.KEEPER: {Realm.DIRECTORY},
}


@pytest.mark.parametrize("role", list(Role))
def test_records_of_other_realms_do_not_exist(sitting: Sitting, role: Role) -> None:
    case = a_case(sitting)
    a_suspect(sitting, case)
    a_referral(sitting, case, a_partner(sitting), a_victim(sitting, case))
    a_record(sitting, "signal", subject="Iets gezien", received_on=sitting.clock.today())
    other = seen_by(sitting, role, suspects=True)
    with sitting.store.read() as all_of_it, other.store.read() as session:
        for cls in record_classes():
            realm = cls.record.realm
            count = select(func.count()).select_from(cls)
            if realm is Realm.ADMINISTRATION:
                continue
            there = all_of_it.scalar(count)
            seen = session.scalar(count) or 0
            if realm not in SEES[role]:
                assert seen == 0, cls.record.name
            elif cls.restricted() is None or Realm.SUSPECTS in SEES[role]:
                assert seen == there, cls.record.name


def test_suspects_are_nowhere_for_those_without_the_right(sitting: Sitting) -> None:
    case = a_case(sitting)
    victim = a_victim(sitting, case)
    suspect = a_suspect(sitting, case)
    a_record(
        sitting, "contact_moment", case_id=case, person_id=suspect, contact_kind="phone",
        held_at=sitting.clock.now(),
    )  # fmt: skip
    a_record(
        sitting, "suspect_details", case_id=case, person_id=victim, aangifte_on=None, stage="signal"
    )
    deputy = seen_by(sitting, Role.DEPUTY)
    reader = Reader(deputy.actor, deputy.labels, deputy.clock)
    with deputy.store.read() as session:
        assert list(session.scalars(select(Person.id))) == [victim]
        assert session.scalar(select(func.count()).select_from(PersonRole)) == 1
        other = aliased(Person)
        assert list(
            session.scalars(select(other.id).join(PersonRole, PersonRole.person_id == other.id))
        ) == [victim]
        inside = select(PersonRole.person_id).where(PersonRole.case_id == case)
        assert list(session.scalars(select(Person.id).where(Person.id.in_(inside)))) == [victim]
        counted = select(select(func.count()).select_from(PersonRole).scalar_subquery())
        assert session.scalar(counted) == 1
        assert session.get(Person, suspect) is None
        for source in features.lists().values():
            rows = source.rows(session, source.ids(session, ListQuery(), reader), reader)
            assert "Verdacht" not in str(rows), source
            assert "verdachte" not in str(rows).lower(), source
        assert "Karel" not in str(entries(session, reader, case))
        assert reader.views(session, "contact_moment", case_id=case) == ()


def test_a_reader_with_the_right_sees_them(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    with seen_by(sitting, Role.DEPUTY, suspects=True).store.read() as session:
        assert list(session.scalars(select(Person.id))) == [suspect]


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.SUPERVISOR, Role.FOCAL_OFFICER, Role.KEEPER])
def test_nobody_makes_a_suspect_without_the_right(sitting: Sitting, role: Role) -> None:
    case = a_case(sitting)
    person = a_person(sitting, case, "network")
    other = seen_by(sitting, role)
    values: dict[str, Any] = {"case_id": case, "person_id": person, "role": "suspect"}
    refused = create(other.store, Create("person_role", values), other.labels)
    assert not hasattr(refused, "created")
    details = {"case_id": case, "person_id": person}
    assert not hasattr(create(other.store, Create("suspect_details", details), other.labels), "ids")


def test_undo_does_not_reach_what_became_a_suspects(sitting: Sitting) -> None:
    case = a_case(sitting)
    deputy = seen_by(sitting, Role.DEPUTY)
    person = a_person(deputy, case, "network")
    assert undoable(deputy.store) is not None
    with sitting.store.write("x") as writing:
        role = writing.unit.session.scalars(
            select(PersonRole).where(PersonRole.person_id == person)
        ).one()
        writing.unit.set(role, role="suspect")
    assert undoable(deputy.store) is None


def test_the_filter_is_not_shared_between_readers(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_suspect(sitting, case)
    everybody = [sitting, seen_by(sitting, Role.DEPUTY), seen_by(sitting, Role.KEEPER)]
    for _ in range(3):
        counts = []
        for one in everybody:
            with one.store.read() as session:
                counts.append(session.scalar(select(func.count()).select_from(Person)))
        assert counts == [1, 0, 0]
