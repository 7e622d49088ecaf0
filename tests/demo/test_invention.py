"""The invented region is the same for a seed, shaped like the field, and nobody real."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from anyascii import anyascii
from stdnum import iban

from casedesk.demo.invention import Invention
from casedesk.demo.material import codes, material, shares, traditions
from casedesk.demo.outline import CaseOutline
from casedesk.kernel.vague_dates import VagueDate

TODAY = date(2026, 11, 24)
MANY = 2000

# Names that a generated person must never have, folded to plain letters.
WELL_KNOWN = {
    "lin dan", "he zhiming", "lu han", "gao zhisheng", "song qingling", "ho chi minh",
    "le duc tho", "le cong vinh", "nguyen xuan phuc", "nguyen van thieu", "taras shevchenko",
    "oksana zabuzhko", "bogdan aurescu", "ionut gheorghita", "katarzyna nosowska", "karim benzema",
    "anas aarnoutse", "levan gabriadze", "nino burjanadze", "kakha kaladze", "daan roosegaarde",
    "eva jinek", "thijs romer", "sven kramer", "koen verweij", "ruben terlou", "milan kundera",
    "plamen oresharski", "hristo stoichkov", "dimitar berbatov", "olusegun obasanjo",
    "bilal wahib", "walid benmbarek",
}  # fmt: skip

CHOICES = {
    "phase": "case_phase", "urgency": "case_urgency", "gemeente": "gemeente",
    "responsibility": "triage_responsibility", "reporter_kind": "notification_reporter",
    "form": "exploitation_form", "triage_decision": "triage_decision",
    "close_reason": "case_close_reason", "outcome": "case_outcome",
    "sex": "sex", "nationality": "nationality", "birth_country": "country",
    "language": "language", "residence_status": "residence_status",
    "interpreter": "interpreter_need", "safe_channels": "contact_channel",
    "contact_rules": "safe_contact_rule", "comensha_state": "comensha_state",
    "comensha_reason": "comensha_not_reported_reason", "role": "person_role",
    "stage": "suspect_stage", "grade": "information_grade", "relation": "suspect_relation",
    "means": "means_of_control", "recruitment": "recruitment_channel",
    "scope": "exploitation_scope", "sector": "sector", "risk_sector": "risk_sector",
    "location_kind": "location_kind", "nature": "contact_nature",
    "direction": "referral_direction", "service": "referral_service",
    "refusal_reason": "refusal_reason", "domain": "need_domain", "risks": "safety_risk",
    "measures": "safety_measure", "track": "track", "informed": "informed",
    "informed_not_reason": "informed_not_reason", "ground": "ground",
    "signatory": "consent_signatory",
}  # fmt: skip
OWN_CHOICES = {
    "ContactOutline.kind": "contact_kind", "IdentifierOutline.kind": "identifier_kind",
    "InventedPartner.kind": "partner_kind", "ConsultOutline.kind": "consult_kind",
    "ReferralOutline.state": "referral_state", "GoalOutline.state": "goal_state",
    "ActionOutline.state": "action_state", "NeedOutline.level": "need_level",
    "SafetyOutline.level": "safety_level", "GroundOutline.form": "consent_form",
}  # fmt: skip


@cache
def many() -> tuple[CaseOutline, ...]:
    source = Invention(20261124)
    return tuple(source.case_outline(TODAY) for _ in range(MANY))


def values(thing: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in an outline with the name of its class and field."""
    if isinstance(thing, tuple):
        for part in thing:
            yield from values(part, name)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, VagueDate):
        for part in dataclasses.fields(thing):
            yield from values(getattr(thing, part.name), f"{type(thing).__name__}.{part.name}")
    else:
        yield name, thing


def test_the_same_seed_gives_the_same_region() -> None:
    one, again, other = Invention(7), Invention(7), Invention(8)
    first = [one.case_outline(TODAY) for _ in range(20)]
    assert first == [again.case_outline(TODAY) for _ in range(20)]
    assert one.partners == again.partners
    assert first != [other.case_outline(TODAY) for _ in range(20)]


def test_reporters_come_in_the_shares_of_the_published_figures() -> None:
    counted = Counter(
        case.reporter_kind if case.reporter_kind in shares("reporters") else "other"
        for case in many()
    )
    for kind, share in shares("reporters").items():
        assert counted[kind] / MANY == pytest.approx(share, abs=0.035), kind


def test_forms_come_in_the_shares_of_the_published_figures() -> None:
    counted = Counter(case.form for case in many())
    for form, share in shares("forms").items():
        assert counted[form] / MANY == pytest.approx(share, abs=0.035), form
        assert counted[form], form


def test_shares_add_up_and_name_their_source() -> None:
    for heading in ("reporters", "other_reporters", "forms", "sectors", "gemeenten"):
        assert sum(shares(heading).values()) == pytest.approx(1)
        assert material("shares")[heading]["source"]
    for form in material("shares")["traditions"]:
        assert sum(shares("traditions", form).values()) == pytest.approx(1)


def test_every_tradition_phase_form_and_state_occurs() -> None:
    cases = many()
    assert {v.person.tradition for case in cases for v in case.victims} == set(traditions())
    assert {case.phase for case in cases} == set(codes("case_phase"))
    assert {r.state for case in cases for r in case.referrals} == set(codes("referral_state"))
    assert {r.direction for case in cases for r in case.referrals} == {"incoming", "outgoing"}
    assert {case.gemeente for case in cases} == set(shares("gemeenten"))


def test_names_are_written_in_the_script_of_their_tradition() -> None:
    scripts = {
        "bulgarian": "CYRILLIC",
        "ukrainian": "CYRILLIC",
        "arabic": "ARABIC",
        "georgian": "GEORGIAN",
        "chinese": "CJK",
        "vietnamese": "LATIN",
    }
    source = Invention(3)
    for tradition in traditions():
        person = source.person(tradition)
        letters = [char for char in person.original_script if char.isalpha()]
        assert bool(letters) == (tradition in scripts)
        for char in letters:
            assert unicodedata.name(char).startswith(scripts[tradition])
        for char in (*person.given, *person.family):
            if char.isalpha():
                assert unicodedata.name(char).startswith("LATIN")
        assert person.latin.isascii()


def test_a_child_has_the_family_name_of_its_parent() -> None:
    children = [
        (other.person, victim.person)
        for case in many()
        for other in case.others
        for victim in case.victims
        if other.parent == victim.person.key
    ]
    assert len(children) > 50
    for child, parent in children:
        assert child.prefix == parent.prefix
        if child.sex == parent.sex:
            assert child.family == parent.family
        assert child.birth > parent.birth


def test_nobody_is_called_as_a_well_known_person() -> None:
    for names in traditions().values():
        for sex in ("female", "male"):
            for given in names.given[sex]:
                for family in names.family:
                    own = family.female if sex == "female" else family.male
                    full = f"{given.latin} {own.latin}"
                    turned = f"{own.latin} {given.latin}"
                    assert not {anyascii(full).lower(), anyascii(turned).lower()} & WELL_KNOWN


def test_names_do_not_repeat_while_there_are_others() -> None:
    source = Invention(4)
    drawn = [source.person("dutch").latin for _ in range(1000)]
    assert len(set(drawn)) > 980


def test_numbers_and_addresses_cannot_be_anybodys() -> None:
    source = Invention(5)
    for _ in range(200):
        assert re.fullmatch(r"\+31 6 0\d{7}", source.phone())
        assert re.fullmatch(r"\+31 20 000 \d{4}", source.landline())
        assert not iban.is_valid(source.account())
        assert set(source.plate()) & set("AEIOU")
        assert source.email(source.person()).endswith(".example")
        assert re.search(r", 00\d\d [XYZ]{2} ", source.address(source.gemeente()))


def test_every_kind_of_partner_is_there_and_looks_invented() -> None:
    source = Invention(6)
    assert {partner.kind for partner in source.partners} == set(codes("partner_kind"))
    for partner in source.partners:
        assert partner.email.endswith(".example")
        assert partner.contacts
        assert source.partner(partner.kind) in source.partners


def test_every_choice_is_a_code_of_its_list() -> None:
    checked = set()
    for case in many()[:400]:
        for name, value in values(case):
            list_name = OWN_CHOICES.get(name) or CHOICES.get(name.partition(".")[2])
            if list_name and value:
                assert value in codes(list_name), name
                checked.add(list_name)
        for step in case.track_events:
            assert step.kind in codes(f"{step.track}_event")
            assert step.state in codes(f"{step.track}_state")
    expected = set(CHOICES.values()) | set(OWN_CHOICES.values())
    assert checked == expected


def test_nothing_happened_in_the_future_or_before_its_case() -> None:
    due = {"answer_by", "due_on", "aftercare_on"}
    for case in many():
        end = case.closed_on or TODAY
        assert case.opened_on <= end <= TODAY
        assert case.opened_on.weekday() < 5
        for name, value in values(case):
            field = name.partition(".")[2]
            if type(value) is date and field not in due and field != "today":
                assert case.opened_on <= value <= end, name
            if isinstance(value, datetime):
                assert case.opened_on <= value.date() <= end, name


def test_a_referral_has_the_dates_of_its_state_and_in_order() -> None:
    for referral in (r for case in many() for r in case.referrals):
        steps = (
            referral.made_on, referral.sent_on, referral.received_on, referral.answered_on,
            referral.started_on, referral.ended_on,
        )  # fmt: skip
        known = [step for step in steps if step is not None]
        assert known == sorted(known)
        assert (referral.state == "refused") == bool(referral.refusal_reason)
        if referral.state in ("completed", "started"):
            assert referral.started_on
            assert referral.result
        if referral.state == "draft":
            assert referral.sent_on is None
        else:
            assert referral.sent_on or referral.state in ("withdrawn", "expired")


def test_closing_belongs_to_closed_cases_alone() -> None:
    for case in many():
        closed = case.phase == "closed"
        assert closed == (case.closed_on is not None) == bool(case.close_reason)
        assert closed == bool(case.outcome)
        if closed:
            assert {r.state for r in case.referrals} <= {
                "completed",
                "withdrawn",
                "person_withdrew",
                "refused",
            }
            assert {a.state for a in case.actions} <= {"done", "dropped"}


def test_an_information_talk_comes_before_the_report() -> None:
    for case in many():
        for victim in case.victims:
            days = {
                step.kind: step.on
                for step in case.track_events
                if step.person == victim.person.key and step.track == "criminal"
            }
            if "report_filed" in days:
                assert days["talk_held"] < days["report_filed"]


def test_a_reflection_period_ends_three_months_on_or_after_thirty_days() -> None:
    found = [d for case in many() for d in case.deadlines if d.what == "Bedenktijd tot en met"]
    assert len(found) > 100
    for deadline in found:
        days = (deadline.due_on - deadline.starts_on).days
        assert days == 30 if "Dublin" in deadline.rule else 89 <= days <= 92


def test_only_own_nationals_are_spared_the_residence_question() -> None:
    for victim in (v for case in many() for v in case.victims):
        assert (victim.residence_status == "dutch") == (victim.person.nationality == "0001")


def test_some_suspects_come_back_in_another_case() -> None:
    keys = Counter(s.person.key for case in many() for s in case.suspects)
    assert sum(count > 1 for count in keys.values()) > 20


def test_no_template_is_left_unfilled() -> None:
    for case in many()[:300]:
        for name, value in values(case):
            if isinstance(value, str):
                assert "{" not in value, name
                assert value == value.strip(), name


def test_the_first_case_to_look_at_shows_much() -> None:
    case = Invention(1).telling_case_outline(TODAY)
    assert case.phase == "active"
    assert len(case.victims) > 1
    assert any(victim.person.original_script for victim in case.victims)
    assert case.suspects
    assert len({referral.state for referral in case.referrals}) > 2
    assert any(deadline.met_on is None for deadline in case.deadlines)


def test_looking_for_a_telling_case_uses_no_names_up() -> None:
    source = Invention(1)
    source.telling_case_outline(TODAY)
    assert source.person().key < 60
