"""Who ties whom, within the rights of the reader: not a trace of more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.network.graph import Network, Sort, Thing, Tie
from casedesk.network.read import read_network
from tests.builders import a_case, a_partner, a_person, a_record, a_store, a_suspect, seen_by


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def case(anna: Sitting) -> int:
    """Mirela, recruited by Karel, lives at a park where she works for a firm; a signal about it."""
    case = a_case(anna, "2026-0007", gemeente="0363")
    mirela = a_person(anna, case, given="Mirela", family="Popescu")
    karel = a_suspect(anna, case)
    park = a_record(anna, "location", name="Park De Duinen", town="Zandoord", gemeente="0363")
    inn = a_record(anna, "location", name="Herberg", town="Zandoord", gemeente="0363")
    a_record(anna, "person_relation", case_id=case, person_id=karel, relation="recruiter_of",
             other_id=mirela)  # fmt: skip
    a_record(anna, "person_organisation", case_id=case, person_id=mirela, relation="works_for",
             firm="Vlug B.V.", kvk_number="12345678")  # fmt: skip
    a_record(anna, "person_organisation", case_id=case, person_id=karel, relation="owns",
             firm="VLUG bv", kvk_number="12 345 678")  # fmt: skip
    a_record(anna, "person_place", case_id=case, person_id=mirela, relation="lives",
             location_id=park, gemeente="0363")  # fmt: skip
    a_record(anna, "person_place", case_id=case, person_id=mirela, relation="works",
             location_id=inn)  # fmt: skip
    a_record(anna, "signal", case_id=case, subject="Busje", received_on=date(2026, 2, 1),
             location_id=inn)  # fmt: skip
    for person, number in ((mirela, "06 1234 5678"), (karel, "+31612345678")):
        a_record(anna, "identifier", person_id=person, identifier_kind="phone", value=number)
    return case


def read(sitting: Sitting, case: int, **how: object) -> Network:
    with sitting.store.read() as session:
        return read_network(session, sitting.reader, case, **how)  # type: ignore[arg-type]


def labels(network: Network) -> set[str]:
    return {thing.label for thing in network.things}


def words(network: Network) -> str:
    """Everything that is written anywhere in the picture."""
    parts = [text for t in network.things for text in (t.label, t.role)]
    parts += [text for t in network.ties for text in (t.words, t.period)]
    return "\n".join(parts)


def test_persons_firms_places_signals_and_numbers_are_tied(anna: Sitting, case: int) -> None:
    network = read(anna, case)
    assert {"Mirela Popescu", "Karel Verdacht", "Vlug B.V.", "Herberg, Zandoord"} <= labels(network)
    sorts = [thing.sort for thing in network.things]
    assert sorts.count(Sort.ORGANISATION) == 1, "one firm under two spellings, by its KvK number"
    assert sorts.count(Sort.NUMBER) == 1
    ties = {
        (network.thing(t.one).label, t.words, network.thing(t.other).label) for t in network.ties
    }
    assert ("Karel Verdacht", "Wierf", "Mirela Popescu") in ties
    assert ("Busje", "op", "Herberg, Zandoord") in ties
    recruited = next(t for t in network.ties if t.words == "Wierf")
    assert recruited.shielded
    assert recruited.opens is not None
    assert recruited.opens[0] == "person_relation"


def test_a_number_and_a_home_stay_behind_the_gate(anna: Sitting, case: int) -> None:
    told = words(read(anna, case))
    assert "… 678" in told
    assert "1234567" not in told
    assert "Park De Duinen" not in told
    assert "Plek in Amsterdam" in told


def test_without_the_right_there_is_no_suspect_no_tie_and_no_gap(anna: Sitting, case: int) -> None:
    deputy = seen_by(anna, Role.DEPUTY, suspects=False)
    network = read(deputy, case)
    assert not any(thing.shielded for thing in network.things)
    assert "Karel" not in words(network)
    assert not any(tie.shielded for tie in network.ties)
    numbers = [thing for thing in network.things if thing.sort is Sort.NUMBER]
    assert numbers == [], "a number shared with a suspect alone is shared with nobody"
    as_coordinator = read(anna, case, names=False, suspects=False)
    as_deputy = read(deputy, case, names=False)
    assert labels(as_coordinator) == labels(as_deputy)


def test_the_supervisor_sees_letters_only(anna: Sitting, case: int) -> None:
    told = words(read(seen_by(anna, Role.SUPERVISOR), case))
    assert "Persoon A" in told
    for secret in ("Mirela", "Popescu", "Vlug", "Herberg", "Busje", "678", "Karel"):
        assert secret not in told, secret


def test_letters_stand_in_for_every_name_when_asked(anna: Sitting, case: int) -> None:
    told = words(read(anna, case, names=False))
    for secret in ("Mirela", "Popescu", "Karel", "Vlug", "Herberg", "Busje"):
        assert secret not in told, secret
    assert {"Persoon A", "Afgeschermd persoon A", "Organisatie 1"} <= labels(
        read(anna, case, names=False)
    )


def test_another_case_comes_in_by_a_shared_number_only_when_asked(anna: Sitting, case: int) -> None:
    other = a_case(anna, "2026-0012")
    zuzanna = a_person(anna, other, given="Zuzanna", family="Kowalska")
    a_record(anna, "identifier", person_id=zuzanna, identifier_kind="phone", value="0612345678")
    near = read(anna, case)
    assert "Zuzanna Kowalska" not in labels(near)
    phone = next(thing for thing in near.things if thing.sort is Sort.NUMBER)
    assert phone.outside == 1
    wide = read(anna, case, depth=2)
    assert {"Zuzanna Kowalska", "2026-0012", "2026-0007"} <= labels(wide)
    assert {t.label for t in wide.things if t.centre} == {"Mirela Popescu"}
    deputy = read(seen_by(anna, Role.DEPUTY, suspects=False), case, depth=2)
    assert "Karel" not in words(deputy)


def test_signals_with_the_same_phone_meet_at_the_number(anna: Sitting, case: int) -> None:
    first, second = (
        a_record(anna, "signal", case_id=case, subject=subject, received_on=date(2026, 2, day))
        for subject, day in (("Eerste", 3), ("Tweede", 4))
    )
    for signal in (first, second):
        a_record(anna, "signal_trace", signal_id=signal, trace_kind="phone", value="0201234567")
    network = read(anna, case)
    number = next(t for t in network.things if t.label.endswith("567"))
    assert {network.thing(key).label for key, _tie in network.around(number.key)} == {
        "Eerste", "Tweede"
    }  # fmt: skip


def test_the_supervisor_reads_no_signals(anna: Sitting, case: int) -> None:
    network = read(seen_by(anna, Role.SUPERVISOR), case)
    assert not [thing for thing in network.things if thing.sort is Sort.SIGNAL]


def test_a_partner_is_one_thing_for_all(anna: Sitting, case: int) -> None:
    police = a_partner(anna, "Politie Verzonnen", "police")
    for given in ("Ana", "Ion"):
        person = a_person(anna, case, "network", given=given, family="Lima")
        a_record(anna, "person_organisation", case_id=case, person_id=person,
                 relation="contact_of", organisation_id=police)  # fmt: skip
    network = read(anna, case)
    key = f"organisation:{police}"
    assert network.thing(key).label == "Politie Verzonnen"
    assert len(network.around(key)) == 2


def test_leaving_out_a_sort_takes_along_what_hung_on_it() -> None:
    things = (
        Thing("p", Sort.VICTIM, "P"), Thing("s", Sort.SUSPECT, "S", shielded=True),
        Thing("f", Sort.ORGANISATION, "F"), Thing("g", Sort.PLACE, "G"),
    )  # fmt: skip
    network = Network(things, (Tie("s", "f", "owns"), Tie("p", "g", "works")))
    left = network.without((), shielded=False)
    assert [thing.key for thing in left.things] == ["p", "g"]
    assert [thing.key for thing in network.without([Sort.PLACE]).things] == ["p", "s", "f"]
