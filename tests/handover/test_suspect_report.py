"""A report about a suspect: nothing goes by itself, and never a word about anybody else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Outcome, Overrides, Purpose
from casedesk.handover.model import Disclosure
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import (
    Suspects,
    all_profiles,
    suspect_profile_for,
    suspect_profiles,
)
from casedesk.handover.register import lines
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Topic
from casedesk.paper.render import plain_text
from casedesk.store.code_list_files import read_lists
from tests.builders import a_case, a_partner, a_person, a_record, a_store, a_suspect, seen_by
from tests.handover.canaries import Aviary, a_full_case
from tests.handover.finding import all_in_file, found_in

WHY = Purpose("Informatie voor het onderzoek", "public_task")
Full = tuple[Sitting, int, Aviary, dict[str, int]]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    with a_full_case(tmp_path_factory.mktemp("vol")) as (anna, case_id, aviary):
        partners = {kind: a_partner(anna, f"Ontvanger {kind}", kind) for kind in ("police", "riec")}
        yield anna, case_id, aviary, partners


def request(full: Full, kind: str, role: str = "suspect", **more: object) -> Request:
    _anna, case_id, aviary, partners = full
    asked = Request(case_id, partners[kind], WHY, suspect_id=aviary.persons[role])
    return replace(asked, **more)  # type: ignore[arg-type]


def prepared(full: Full, asked: Request) -> Prepared:
    found = prepare(author(full[0]), asked)
    assert isinstance(found, Prepared), found
    return found


def everything(full: Full, kind: str, role: str = "suspect") -> Request:
    """All that no rule blocks, added with a reason."""
    read = Overrides(texts_read=True)
    first = prepared(full, request(full, kind, role, overrides=read))
    stays = [d for d in first.resolution.decisions if d.outcome is Outcome.STAYS]
    added = {d.fact.id: "Nodig voor het onderzoek" for d in stays}
    return request(full, kind, role, overrides=replace(read, added=added))


@pytest.mark.parametrize("kind", ["police", "riec"])
def test_nothing_of_a_suspect_goes_by_default(full: Full, kind: str) -> None:
    page = prepared(full, request(full, kind, overrides=Overrides(texts_read=True)))
    assert page.resolution.going() == ()
    assert page.refused is not None
    assert found_in(full[2].planted, plain_text(page.sheet)) == set()


@pytest.mark.parametrize("kind", ["police", "riec"])
def test_with_every_reason_in_the_world_it_holds_this_suspect_and_nobody_else(
    full: Full, kind: str, tmp_path: Path
) -> None:
    anna, _case_id, aviary, _partners = full
    made = make_handover(author(anna), everything(full, kind))
    assert isinstance(made, Made), made
    found = found_in(aviary.planted, all_in_file(made.file, made.passphrase, tmp_path))
    assert found
    # A partner's name in the directory is no person's; all else names this suspect.
    assert {role for canary in found for role in canary.of} == {"suspect"}
    keys = {key.partition(" ")[0] for canary in found for key, of in canary.ways if of}
    assert "suspect_fact.what" in keys
    assert keys <= ALLOWED[kind], sorted(keys - ALLOWED[kind])


_WHO = {
    f"person.{name}"
    for name in (
        "given_names",
        "name_prefix",
        "family_name",
        "original_script",
        "birth",
        "form_of_address",
        "sex",
        "deceased_on",
    )
} | {"person_name.name", "person_name.name_kind", "person_role.since", "person_role.until"}
_KNOWN = {
    f"suspect_fact.{name}"
    for name in (
        "fact_kind",
        "what",
        "happened",
        "grade_source",
        "grade_content",
        "detail",
    )
} | {
    f"suspect_details.{name}"
    for name in (
        "stage",
        "source",
        "grade",
        "way_of_working",
        "vehicles",
        "firms",
        "relation_to_victim",
        "police_number",
        "aangifte_on",
    )
}
_FIRMS = {
    f"person_organisation.{name}"
    for name in (
        "relation",
        "firm",
        "kvk_number",
        "function",
        "since",
        "until",
    )
}
ALLOWED = {
    "riec": _WHO | _KNOWN | _FIRMS,
    "police": _WHO | _KNOWN | _FIRMS | {"suspect_fact.source", "person_organisation.source"} | {
        f"identifier.{name}" for name in ("identifier_kind", "value", "note")
    } | {f"person_place.{name}" for name in (
        "relation", "address_kind", "address", "gemeente", "since", "until", "location_id",
        "note", "source",
    )} | {"person_organisation.organisation_id"} | {
        f"person.{name}" for name in (
            "birth_country", "nationality", "languages", "gender", "interpreter",
            "interpreter_note",
        )
    },
}  # fmt: skip
"""Read by people against art. 10 AVG and the matrix: what may at most stand in such a report."""


def test_the_reporter_stays_out_of_a_report_to_the_riec(full: Full) -> None:
    going = prepared(full, everything(full, "riec")).resolution.going()
    assert not any(Topic.REPORTER in d.fact.topics | {d.fact.field.topic} for d in going)


def test_no_other_profile_can_make_a_report(full: Full) -> None:
    assert not any(profile.suspects is Suspects.REPORT for profile in all_profiles())
    kinds = {row.code for each in read_lists() if each.name == "partner_kind" for row in each.rows}
    assert {profile.partner_kind for profile in suspect_profiles()} == {"police", "riec"} <= kinds
    day = full[0].clock.today()
    assert suspect_profile_for("shelter", day) is None
    shelter = a_partner(full[0], "Opvang Verzonnen", "shelter")
    answer = prepare(author(full[0]), replace(request(full, "police"), partner_id=shelter))
    assert isinstance(answer, Refused)
    assert answer.field == "partner_id"


def test_who_is_also_a_victim_here_gets_no_report(tmp_path: Path) -> None:
    with a_store(tmp_path) as anna:
        case = a_case(anna)
        runner = a_person(anna, case, "victim", given="Ionut", family="Loper")
        a_record(anna, "person_role", case_id=case, person_id=runner, role="suspect")
        a_record(anna, "suspect_fact", case_id=case, person_id=runner, fact_kind="travel",
                 what="Haalde pakketten uit", source="Havenmeester")  # fmt: skip
        police = a_partner(anna, "Politie Verzonnen", "police")
        page = prepare(author(anna), Request(case, police, WHY, suspect_id=runner))
        assert isinstance(page, Prepared)
        assert page.refused is not None
        assert page.resolution.subjects == ()
        assert page.resolution.going() == ()


def test_without_the_right_there_is_no_report_and_no_sign_of_one(full: Full) -> None:
    anna, case_id, _aviary, _partners = full
    made = make_handover(author(anna), everything(full, "police"))
    assert isinstance(made, Made)
    deputy = seen_by(anna, Role.DEPUTY, suspects=False)
    refused = prepare(author(deputy), request(full, "police"))
    assert isinstance(refused, Refused)
    with deputy.store.read() as session:
        assert made.disclosure_id not in {
            each.id for each in lines(session, deputy.reader, case_id)
        }
    with anna.store.read() as session:
        row = session.get(Disclosure, made.disclosure_id)
        assert row is not None
        assert all(entry[7] for entry in json.loads(row.fields) if entry[3] == "goes")


def test_a_text_that_names_the_victim_blocks_itself(tmp_path: Path) -> None:
    with a_store(tmp_path) as anna:
        case = a_case(anna)
        a_person(anna, case, "victim", given="Mirela", family="Popescu")
        karel = a_suspect(anna, case)
        fact = a_record(anna, "suspect_fact", case_id=case, person_id=karel, fact_kind="travel",
                        what="Reed Mirela naar het hotel", source="Getuige")  # fmt: skip
        plate = a_record(anna, "suspect_fact", case_id=case, person_id=karel, fact_kind="vehicle",
                         what="Zwarte bus, 12-ABC-3", source="Getuige")  # fmt: skip
        police = a_partner(anna, "Politie Verzonnen", "police")
        added = {("suspect_fact", i, "suspect_fact.what"): "Nodig" for i in (fact, plate)}
        asked = Request(case, police, WHY, Overrides(added=added, texts_read=True),
                        suspect_id=karel)  # fmt: skip
        page = prepare(author(anna), asked)
        assert isinstance(page, Prepared)
        assert [d.text for d in page.resolution.going()] == ["Zwarte bus, 12-ABC-3"]
        assert "Mirela" not in plain_text(page.sheet)
