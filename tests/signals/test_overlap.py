"""The same phone, plate, address or name in two records, for who may see both and nobody else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.overlap.finding import Match, overlap_of
from casedesk.overlap.index import fill_overlap
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.search.query import find
from casedesk.signals.spelling import ADDRESS, NAME, PHONE, PLATE, plates_in, spellings
from casedesk.signals.use_cases import LinkSignals, link_signals
from casedesk.store.overlap_keys import OverlapKey
from tests.builders import a_case, a_person, a_record, a_suspect, a_victim, seen_by
from tests.signals.conftest import a_signal, a_trace


def matches(sitting: Sitting, kind: str, record_id: int) -> tuple[Match, ...]:
    with sitting.store.read() as session:
        return overlap_of(session, sitting.reader, kind, record_id)


def seen(found: tuple[Match, ...]) -> list[tuple[str, str, int]]:
    return [(match.what, match.kind, match.id) for match in found]


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [
        (PHONE, "06-1234 5678", "+31 6 12345678"),
        (PLATE, "12-ab-34", "12AB34"),
        (ADDRESS, "Kerkstraat 12, 3511 AB Utrecht", "kerkstraat 12  3511ab"),
        (ADDRESS, "Kerkstraat 12-b, Utrecht", "kerkstraat 12, Utrecht"),
        (NAME, "Mohammed el Amrani", "Amrani, Muhammad"),
        (NAME, "Rico", "rico"),
    ],
)
def test_spellings_of_one_thing_share_a_key(what: str, one: str, other: str) -> None:
    keys = [{key.normal for key in spellings(what, text)} for text in (one, other)]
    assert keys[0] & keys[1]


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [
        (ADDRESS, "Kerkstraat 12, Utrecht", "Kerkstraat 12, Zeist"),
        (ADDRESS, "Kerkstraat 12, Utrecht", "Kerkstraat 21, Utrecht"),
        (NAME, "Mirela Popescu", "Olha Bondar"),
    ],
)
def test_different_things_share_none(what: str, one: str, other: str) -> None:
    keys = [{key.normal for key in spellings(what, text)} for text in (one, other)]
    assert not keys[0] & keys[1]


@given(st.text(max_size=60))
def test_no_text_breaks_the_making_of_keys(written: str) -> None:
    for what in ("phone", "address", "name", "place", "plate", "number", "profile", "email"):
        for key in spellings(what, written):
            assert 0 < len(key.normal) <= 200
    plates_in(written)


def test_two_signals_with_one_phone_are_shown_with_each_other_at_once(sitting: Sitting) -> None:
    first = a_signal(sitting, received_on=date(2025, 11, 12))
    second = a_signal(sitting, "Cars at night")
    a_trace(sitting, first, "phone", "06-12345678")
    assert matches(sitting, "signal", second) == ()
    a_trace(sitting, second, "phone", "+31 6 12 34 56 78")
    (match,) = matches(sitting, "signal", second)
    assert (match.kind, match.id, match.detail) == ("signal", first, "12-11-2025")
    assert "+31 6 12 34 56 78" in match.sentence
    assert "06-12345678" in match.sentence
    assert seen(matches(sitting, "signal", first)) == [("phone", "signal", second)]


def test_a_signal_shows_the_person_with_that_number_and_their_case(sitting: Sitting) -> None:
    case = a_case(sitting, "2026-0042")
    person = a_victim(sitting, case)
    a_record(sitting, "identifier", person_id=person, identifier_kind="phone", value="0612345678")
    signal = a_signal(sitting)
    a_trace(sitting, signal, "phone", "06 12345678")
    (match,) = matches(sitting, "signal", signal)
    assert (match.kind, match.id, match.cases) == ("person", person, ((case, "2026-0042"),))
    # Behind the card for safe contact stands how she can be reached, and nowhere else.
    assert match.sentence == "Same phone number: 06 12345678"
    (back,) = matches(sitting, "person", person)
    assert back.sentence == "Same phone number"
    assert seen((back,)) == [("phone", "signal", signal)]
    assert seen(matches(sitting, "case_file", case)) == [("phone", "signal", signal)]


def test_names_are_found_under_another_spelling(sitting: Sitting) -> None:
    case = a_case(sitting)
    one = a_person(sitting, case, given="Mohammed", family="Amrani")
    other = a_person(sitting, a_case(sitting), given="Muhammad", family="Amrani")
    a_person(sitting, case, given="Olha", family="Bondar")
    assert seen(matches(sitting, "person", one)) == [("name", "person", other)]


def test_a_place_in_the_list_and_a_place_typed_are_shown(sitting: Sitting) -> None:
    park = a_record(
        sitting, "location", name="Camping De Wilgen", street="Bosweg", house_number="7",
        town="Ede",
    )  # fmt: skip
    first = a_signal(sitting, location_id=park)
    typed = a_signal(sitting, "b", place="De Wilgen camping")
    same = a_signal(sitting, "c", location_id=park)
    traced = a_signal(sitting, "d")
    a_trace(sitting, traced, "address", "Bosweg 7, Ede")
    found = {match.id for match in matches(sitting, "signal", first)}
    assert found == {typed, same, traced}


def test_a_suspect_is_shown_to_those_entitled_only(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    a_record(sitting, "identifier", person_id=suspect, identifier_kind="plate", value="12-AB-34")
    signal = a_signal(sitting)
    a_trace(sitting, signal, "plate", "12ab34")
    assert seen(matches(sitting, "signal", signal)) == [("plate", "person", suspect)]
    assert matches(seen_by(sitting, Role.COORDINATOR, login="b"), "signal", signal) == ()


def test_what_was_seen_of_a_suspect_is_there_for_those_entitled_only(sitting: Sitting) -> None:
    suspect = a_suspect(sitting, a_case(sitting))
    signal = a_signal(sitting, person_id=suspect)
    other = a_signal(sitting, "b")
    for each in (signal, other):
        a_trace(sitting, each, "nickname", "Zwarte Rico")
    link_signals(sitting.store, LinkSignals(signal, other, "Same name"), sitting.labels)
    a_record(sitting, "signal_indicator", signal_id=signal, indicator="a_debt", answer="yes")
    plain = seen_by(sitting, Role.COORDINATOR, login="b")
    assert matches(plain, "signal", other) == ()
    with plain.store.read() as session:
        hits = find(session, plain.reader, "Zwarte Rico")
        counts = {
            kind: len(plain.reader.views(session, kind))
            for kind in ("signal", "signal_trace", "signal_link", "signal_indicator")
        }
    assert [hit.id for hit in hits if hit.kind == "signal_trace"] == [2]
    assert counts == {
        "signal": 1, "signal_trace": 1, "signal_link": 0, "signal_indicator": 0,
    }  # fmt: skip


def test_a_focal_officer_sees_signals_and_no_persons(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting))
    a_record(sitting, "identifier", person_id=person, identifier_kind="phone", value="0612345678")
    one, two = a_signal(sitting), a_signal(sitting, "b")
    for signal in (one, two):
        a_trace(sitting, signal, "phone", "0612345678")
    officer = seen_by(sitting, Role.FOCAL_OFFICER)
    assert seen(matches(officer, "signal", one)) == [("phone", "signal", two)]
    # Who sees no identities finds nobody by a number.
    assert matches(seen_by(sitting, Role.SUPERVISOR), "person", person) == ()


def test_keys_follow_a_change_and_go_with_the_record(sitting: Sitting) -> None:
    one, two = a_signal(sitting), a_signal(sitting, "b")
    a_trace(sitting, one, "phone", "0612345678")
    trace = a_trace(sitting, two, "phone", "0612345678")
    edit = ChangeField("signal_trace", trace, "value", "0698765432", "0612345678")
    change(sitting.store, edit, sitting.labels)
    assert matches(sitting, "signal", one) == ()
    remove(sitting.store, Remove("signal_trace", trace, 2))
    with sitting.vault.reading() as connection:
        left = connection.execute(
            OverlapKey.__table__.select().where(OverlapKey.record_id == trace)
        )
        assert [row for row in left if row.kind == "signal_trace"] == []


def test_an_upgraded_store_gets_its_keys(sitting: Sitting) -> None:
    one, two = a_signal(sitting), a_signal(sitting, "b")
    for signal in (one, two):
        a_trace(sitting, signal, "nickname", "Rico")
    with sitting.vault.engine.begin() as connection:
        connection.execute(delete(OverlapKey))
    assert matches(sitting, "signal", one) == ()
    with sitting.vault.engine.begin() as connection:
        fill_overlap(connection)
    assert seen(matches(sitting, "signal", one)) == [("name", "signal", two)]
