"""What a case is for the resolver: rules that hang on other records, on names and on who asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Decision, Outcome, Overrides, Purpose
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.spellings import Spellings, address_words, name_words
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Level
from casedesk.paper.render import plain_text
from casedesk.records.use_cases import ChangeField, change
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

DAY = date(2026, 3, 2)
WHY = Purpose("Afgesproken hulp", "public_task")
READ = Overrides(texts_read=True)


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def prepared(
    sitting: Sitting, case_id: int, partner_id: int, overrides: Overrides = READ, **more: Any
) -> Prepared:
    found = prepare(author(sitting), Request(case_id, partner_id, WHY, overrides, **more))
    assert isinstance(found, Prepared), found
    return found


def decisions(page: Prepared, key: str) -> list[Decision]:
    return [d for d in page.resolution.decisions if d.fact.field.key == key]


def outcomes(page: Prepared, key: str) -> set[tuple[str, str]]:
    return {(d.outcome.value, d.reason) for d in decisions(page, key)}


@pytest.mark.parametrize(
    ("track", "goes_to"),
    [
        ("criminal", {"police", "lawyer"}),
        ("residence", {"police", "lawyer", "shelter", "municipality"}),
        ("care", {"lawyer", "shelter"}),
        (None, {"lawyer", "shelter"}),
    ],
)
def test_a_deadline_goes_to_who_may_know_of_its_track(
    anna: Sitting, track: str | None, goes_to: set[str]
) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    a_record(
        anna, "deadline", case_id=case_id, person_id=victim, what="Verlenging", due_on=DAY,
        track=track,
    )  # fmt: skip
    for kind in ("police", "lawyer", "shelter", "municipality", "health", "practical", "ngo"):
        page = prepared(anna, case_id, a_partner(anna, kind, kind))
        assert ("goes", "") in outcomes(page, "deadline.due_on") or kind not in goes_to
        assert ("goes", "") not in outcomes(page, "deadline.due_on") or kind in goes_to, kind


def test_a_need_about_health_is_about_health(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    for domain in ("mental_health", "justice", "daily_life"):
        a_record(
            anna, "need_assessment", case_id=case_id, person_id=victim, domain=domain,
            assessed_on=DAY, need="Iets",
        )  # fmt: skip
    texts = {
        kind: {d.text for d in decisions(prepared(anna, case_id, a_partner(anna, kind, kind)),
                                         "need_assessment.domain") if d.text}
        for kind in ("ngo", "health", "shelter")
    }  # fmt: skip
    assert {kind: len(found) for kind, found in texts.items()} == {
        "ngo": 1, "health": 2, "shelter": 2,
    }  # fmt: skip


def test_a_school_sees_its_own_referral_and_no_other(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    school = a_partner(anna, "De Klimop", "practical")
    a_referral(anna, case_id, school, victim, service="school")
    a_referral(anna, case_id, a_partner(anna, "GGZ Verzonnen", "health"), victim)
    page = prepared(anna, case_id, school)
    services = [d.outcome for d in decisions(page, "referral.service")]
    assert sorted(services) == [Outcome.GOES, Outcome.STAYS]


def test_the_name_of_a_shelter_stays_for_everybody_but_that_shelter(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    haven = a_partner(anna, "Opvang De Haven", "shelter")
    lawyer = a_partner(anna, "Pluim", "lawyer")
    a_referral(anna, case_id, haven, victim, question="Is er plek bij De Haven, Opvang De Haven?")
    page = prepared(anna, case_id, lawyer)
    assert outcomes(page, "referral.partner_id") == {("stays", "shelter_address")}
    assert outcomes(page, "referral.question") == {("blocked", "shelter_address")}
    assert "Haven" not in plain_text(page.sheet)
    own = prepared(anna, case_id, haven)
    assert outcomes(own, "referral.partner_id") == {("goes", "")}
    assert outcomes(own, "referral.question") == {("goes", "")}


def test_where_somebody_lives_is_no_place_of_a_signal(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    riec = a_partner(anna, "RIEC", "riec")
    bar = a_record(anna, "location", name="Snackbar", town="Zwolle")
    home = a_record(anna, "location", name="Huis", town="Ede")
    for place in (bar, home):
        a_record(
            anna, "signal", subject="Gezien", received_on=DAY, case_id=case_id, location_id=place
        )
        a_record(anna, "inspection", location_id=place, held_on=DAY)
    a_record(
        anna, "person_place", case_id=case_id, person_id=victim, relation="lives",
        location_id=home,
    )  # fmt: skip
    page = prepared(anna, case_id, riec)
    assert outcomes(page, "location.name") == {("goes", ""), ("stays", "shelter_address")}
    assert outcomes(page, "inspection.held_on") == {("goes", ""), ("stays", "shelter_address")}
    assert [d.text for d in decisions(page, "location.name") if d.text] == ["Snackbar"]


def test_only_the_newest_assessment_and_what_runs_goes(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id)
    for days, level in ((0, "high"), (9, "safe")):
        a_record(
            anna, "safety_assessment", case_id=case_id, person_id=victim, level=level,
            assessed_on=DAY + timedelta(days=days),
        )  # fmt: skip
    a_record(anna, "action", case_id=case_id, person_id=victim, what="Bellen", state="done")
    shelter = prepared(anna, case_id, a_partner(anna))
    assert outcomes(shelter, "safety_assessment.level") == {("goes", ""), ("stays", "older")}
    assert outcomes(shelter, "action.what") == {("stays", "older")}
    whole = prepared(anna, case_id, a_partner(anna, "Elders", "other_coordinator"))
    assert outcomes(whole, "safety_assessment.level") == {("goes", "")}


def test_a_person_is_named_only_when_the_whole_name_goes(anna: Sitting) -> None:
    case_id = a_case(anna)
    a_victim(anna, case_id, given="Mirela", family="Popescu")
    haven = a_partner(anna)
    page = prepared(anna, case_id, haven)
    assert "Mirela Popescu" in plain_text(page.sheet)
    (family,) = decisions(page, "person.family_name")
    without = replace(READ, left_out=frozenset({family.fact.id}))
    text = plain_text(prepared(anna, case_id, haven, without).sheet)
    assert "Popescu" not in text
    assert page.resolution.subjects[0].pseudonym in text


def test_pseudonyms_have_no_gap_where_a_suspect_stands(anna: Sitting) -> None:
    case_id = a_case(anna)
    a_victim(anna, case_id)
    a_suspect(anna, case_id)
    a_victim(anna, case_id, given="Iva", family="Later")
    page = prepared(anna, case_id, a_partner(anna, "CoMensha", "comensha_registration"))
    assert [s.pseudonym[-1] for s in page.resolution.subjects] == ["A", "B"]


def test_a_victim_who_is_also_a_suspect_is_a_victim_on_paper(anna: Sitting) -> None:
    case_id = a_case(anna)
    both = a_victim(anna, case_id)
    a_record(anna, "person_role", case_id=case_id, person_id=both, role="suspect")
    a_record(anna, "suspect_details", case_id=case_id, person_id=both, vehicles="XX-99-YY")
    from casedesk.handover.use_cases import prepare_summary

    made = prepare_summary(author(anna), case_id)
    assert not isinstance(made, Refused)
    for text in (
        plain_text(made.sheet),
        plain_text(prepared(anna, case_id, a_partner(anna)).sheet),
    ):
        assert "erdachte (afgeschermd)" not in text
        assert "XX-99-YY" not in text


@pytest.mark.parametrize(
    "text",
    ["Boris kwam langs", "bang voor de heer SCHIJN", "hij reed in aa-11-bb", "Bel 0612345678 niet"],
)
def test_a_text_that_names_a_suspect_stays_whoever_writes(anna: Sitting, text: str) -> None:
    case_id = a_case(anna, danger=text)
    a_victim(anna, case_id)
    suspect = a_person(anna, case_id, "suspect", given="Boris Ivan", family="Schijn")
    a_record(
        anna, "suspect_details", case_id=case_id, person_id=suspect, vehicles="AA-11-BB; CC-22-DD"
    )
    a_record(anna, "identifier", person_id=suspect, identifier_kind="phone", value="0612345678")
    haven = a_partner(anna)
    piet = seen_by(anna, Role.COORDINATOR, suspects=False, login="piet")
    for who in (anna, piet):
        page = prepared(who, case_id, haven)
        assert outcomes(page, "case_file.danger") == {("blocked", "other_person")}
        refused = prepare(
            author(who), Request(case_id, haven, replace(WHY, text=f"Hulp, {text}"), READ)
        )
        assert isinstance(refused, Prepared)
        assert refused.refused is not None
        assert refused.refused.field == "purpose"
        assert isinstance(make_handover(author(who), refused.request), Refused)
    hidden = [d for d in prepared(piet, case_id, haven).resolution.decisions if d.fact.shielded]
    assert hidden == []


def test_words_that_are_common_to_a_suspect_and_the_person_are_no_secret(anna: Sitting) -> None:
    case_id = a_case(anna, danger="Mevrouw Schijn is bang.")
    a_victim(anna, case_id, given="Vera", family="Schijn")
    a_suspect(anna, case_id, given="Boris", family="Schijn")
    page = prepared(anna, case_id, a_partner(anna))
    assert outcomes(page, "case_file.danger") == {("goes", "")}
    assert outcomes(page, "person.family_name") == {("goes", ""), ("blocked", "suspect")} or (
        outcomes(page, "person.family_name") == {("goes", ""), ("stays", "suspect")}
    )


def test_who_protects_the_young_gets_the_young(anna: Sitting) -> None:
    case_id = a_case(anna)
    a_victim(anna, case_id, birth=VagueDate.on(date(1990, 1, 1)))
    young = a_victim(anna, case_id, given="Lia", birth=VagueDate.on(date(2010, 1, 1)))
    child = a_person(anna, case_id, "child", given="Bo")
    page = prepared(anna, case_id, a_partner(anna, "Nidos", "youth_protection"))
    assert {s.person_id for s in page.resolution.subjects} == {young, child}


def test_a_request_for_shelter_is_for_one_person_at_a_time(anna: Sitting) -> None:
    case_id = a_case(anna)
    first = a_victim(anna, case_id)
    comensha = a_partner(anna, "CoMensha", "comensha_shelter")
    assert prepared(anna, case_id, comensha).refused is None
    a_victim(anna, case_id, given="Iva")
    refused = prepared(anna, case_id, comensha).refused
    assert refused is not None
    assert refused.field == "persons"
    one = replace(READ, persons=frozenset({first}))
    assert prepared(anna, case_id, comensha, one).refused is None


def test_what_changed_since_the_author_looked_is_not_handed_over(anna: Sitting) -> None:
    case_id = a_case(anna, danger="Rustig.")
    a_victim(anna, case_id)
    haven = a_partner(anna)
    seen = prepared(anna, case_id, haven)
    maker = author(anna)
    (danger,) = decisions(seen, "case_file.danger")
    wanted = ChangeField("case_file", case_id, "danger", "Hij is er.", danger.fact.value)
    assert isinstance(change(anna.store, wanted, anna.labels), Changes)
    answer = make_handover(maker, seen.request, seen=seen.resolution)
    assert isinstance(answer, Refused)
    again = prepared(anna, case_id, haven)
    assert isinstance(make_handover(maker, again.request, seen=again.resolution), Made)


def test_the_level_is_raised_no_further_than_the_profile_allows(anna: Sitting) -> None:
    case_id = a_case(anna)
    a_victim(anna, case_id)
    riec = a_partner(anna, "RIEC", "riec")
    page = prepared(anna, case_id, riec, replace(READ, level=Level.FULL))
    assert page.resolution.level is Level.PSEUDONYM


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (name_words("Fatima van den Berg"), "mevrouw Berg belt", True),
        (name_words("Fatima van den Berg"), "een van de vragen", False),
        (name_words("王丽"), "她叫王丽。", True),
        (name_words("Олена"), "belt met Olena", True),
        (name_words("Zoë"), "Zoe komt", True),
        (name_words("Rik"), "patrik", False),
        (address_words("Havenstraat 12, Rotterdam"), "ergens in Rotterdam", False),
        (address_words("Havenstraat 12, Rotterdam"), "naar havenstraat 12 gebracht", True),
        (address_words("Kade 1, 1234 AB Ede"), "1234AB", False),
        (address_words("Kade 1, 1234 AB Ede"), "post naar 1234 ab", True),
    ],
)
def test_names_are_found_as_people_write_them(words: Iterator[str], text: str, found: bool) -> None:
    assert Spellings(words).found_in(text) is found
