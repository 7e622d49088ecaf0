"""What was entered once is offered where it is asked again, to those who may see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.fields import Kind, Missing, Sensitivity
from casedesk.kernel.forms import FormSpec
from casedesk.records.offers import offers_for
from casedesk.records.reading import Reader
from casedesk.store.declare import fields_of, record_class
from tests.builders import a_case, a_person, a_record, a_store, a_victim, seen_by

features.load_records()
FORMS = [spec for spec in features.forms().values() if spec.offers]


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


def offered(sitting: Sitting, kind: str, case_id: int, **values: object) -> dict[str, list[object]]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        found = offers_for(
            session, reader, features.forms()[kind], {"case_id": case_id, **values}, case_id=case_id
        )
    return {name: [each.value for each in many] for name, many in found.items()}


@pytest.mark.parametrize("spec", FORMS, ids=lambda spec: spec.kind)
def test_an_offer_fits_the_field_that_takes_it(spec: FormSpec) -> None:
    mine = fields_of(record_class(spec.kind))
    for offer in spec.offers:
        field = mine[offer.field]
        source = fields_of(record_class(offer.kind))[offer.name]
        assert offer.field in spec.names()
        assert mine[offer.by].kind is Kind.REFERENCE
        if offer.codes:
            assert {field.kind, source.kind} == {Kind.CHOICE}
            continue
        assert field.choices == source.choices
        assert field.target == source.target
        one_of_many = (source.kind, field.kind) == (Kind.CHOICES, Kind.CHOICE)
        texts = {source.kind, field.kind} <= {Kind.TEXT, Kind.LONG_TEXT}
        assert source.kind is field.kind or one_of_many or texts
        # What is taken over must not lose its protection.
        assert source.classes - {Sensitivity.ORDINARY} <= field.classes


def test_an_intake_offers_what_is_known_of_the_person(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    person_id = a_person(
        sitting, case_id, languages=("ro", "en"), interpreter="present", given="Mirela"
    )
    a_record(
        sitting, "victim_details", case_id=case_id, person_id=person_id, children_with=2,
        residence_status="eu_eea_swiss",
    )  # fmt: skip
    found = offered(sitting, "intake", case_id, person_id=person_id)
    assert found["language"] == ["ro", "en"]
    assert found["interpreter_used"] == ["yes"]
    assert found["children"] == [2]
    assert found["residence_status"] == ["eu_eea_swiss"]


def test_what_is_filled_in_is_not_offered_again(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    person_id = a_person(sitting, case_id, languages=("ro",))
    found = offered(sitting, "intake", case_id, person_id=person_id, language="en")
    assert "language" not in found


def test_a_reason_why_a_value_is_missing_is_not_offered(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    person_id = a_person(sitting, case_id, languages=Missing.REFUSED)
    assert "language" not in offered(sitting, "intake", case_id, person_id=person_id)


def test_nothing_is_offered_from_another_case(sitting: Sitting) -> None:
    here, there = a_case(sitting), a_case(sitting)
    person_id = a_victim(sitting, there)
    a_record(sitting, "person_role", case_id=here, person_id=person_id, role="victim")
    a_record(
        sitting, "safety_assessment", case_id=there, person_id=person_id, level="high",
        assessed_on=sitting.clock.today(), regions_to_avoid="Twente",
    )  # fmt: skip
    assert "regions_to_avoid" not in offered(
        sitting, "safety_assessment", here, person_id=person_id
    )
    assert offered(sitting, "safety_assessment", there, person_id=person_id) == {
        "regions_to_avoid": ["Twente"]
    }


def test_what_a_reader_may_not_see_is_not_offered(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    person_id = a_victim(sitting, case_id)
    a_record(
        sitting, "safety_assessment", case_id=case_id, person_id=person_id, level="high",
        assessed_on=sitting.clock.today(), threat_from="Karel", regions_to_avoid="Twente",
    )  # fmt: skip
    other = seen_by(sitting, Role.COORDINATOR, suspects=False, login="bas")
    assert "threat_from" in offered(sitting, "safety_assessment", case_id, person_id=person_id)
    assert "threat_from" not in offered(other, "safety_assessment", case_id, person_id=person_id)
