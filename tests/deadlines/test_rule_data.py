"""The shipped rules: complete, in both languages, with their source, and each one starts."""

import tomllib
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from casedesk import features
from casedesk.access.rights import Role
from casedesk.deadlines.following import CaseFacts, Fact, deadlines_of
from casedesk.deadlines.reckoning import Length, Unit
from casedesk.deadlines.rules import Condition, Rule, fields_read, readings, shipped, version_on
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.resources import resource_path
from casedesk.store.code_list_files import read_lists
from casedesk.store.declare import fields_of, record_class

features.load_records()
RULES = [rule for several in shipped().values() for rule in several]
LISTS = {each.name: {row.code for row in each.rows} for each in read_lists()}

# Every row of the table of legal and time limits that the practice works with: what it is, and
# the rule that holds it. Retention has its own list.
ROWS = {
    "Bedenktijd": "reflection_period",
    "Bedenktijd, Dublin claimant": "reflection_period",
    "Getuige-aangever": "reflection_period",
    "Offer of bedenktijd": "reflection_offer",
    "EU/EER/Swiss citizens": "reflection_period",
    "Informatief gesprek": "information_talk",
    "Aangifte = application for B8/3 permit": "b8_decision",
    "B8/3 permit": "b8_permit",
    "Schrijnend pad": "compassionate_route",
    "Permit niet-tijdelijk humanitair, conviction": "humanitarian_conviction",
    "Permit niet-tijdelijk humanitair, 3 years": "humanitarian_three_years",
    "Beklag at gerechtshof": "complaint_no_prosecution",
    "Bezwaar/beroep IND": "ind_objection",
    "General Awb": "decision_objection",
    "COSM stay": "cosm_stay",
    "Allowance in bedenktijd": "reflection_allowance",
    "Wmo melding to onderzoek": "wmo_inquiry",
    "Wmo aanvraag to besluit": "wmo_decision",
    "Wmo persoonlijk plan": "wmo_personal_plan",
    "Wmo spoed": "wmo_urgent",
    "Veilig Thuis safety assessment": "safe_home_assessment",
    "Veilig Thuis inquiry": "safe_home_inquiry",
    "Meldcode": "meldcode_reminder",
    "16th birthday": "sixteen",
    "18th birthday": "eighteen",
    "Schadefonds": "fund_application",
    "Schadefonds, handling": "fund_decision",
    "Inzage and other AVG requests": "privacy_request",
    "Datalek to AP": "breach_report",
}
LENGTHS = {
    "reflection_period": "3 months", "b8_decision": "24 hours", "b8_permit": "1 year",
    "humanitarian_three_years": "3 years", "ind_objection": "4 weeks",
    "decision_objection": "6 weeks", "cosm_stay": "3 months", "wmo_inquiry": "6 weeks",
    "wmo_decision": "2 weeks", "wmo_personal_plan": "7 days",
    "safe_home_assessment": "5 working_days", "safe_home_inquiry": "10 weeks",
    "sixteen": "16 years", "eighteen": "18 years", "fund_application": "10 years",
    "fund_decision": "26 weeks", "privacy_request": "1 month", "breach_report": "72 hours",
}  # fmt: skip
FROM_MEMORY = {
    "ind_objection", "decision_objection", "wmo_urgent", "meldcode_reminder", "privacy_request",
    "fund_decision",
}  # fmt: skip


def names(rules: list[Rule]) -> list[str]:
    return [f"{rule.key} {rule.valid_from}" for rule in rules]


def test_every_row_of_the_practice_has_its_rule() -> None:
    assert set(ROWS.values()) <= set(shipped())
    hearings = {"criminal_appeal", "criminal_hearing", "residence_hearing"}
    assert set(shipped()) - set(ROWS.values()) == hearings


@pytest.mark.parametrize("key", LENGTHS)
def test_the_lengths_are_those_of_law_and_policy(key: str) -> None:
    rule = version_on(shipped()[key], date(2026, 11, 25))
    assert rule is not None
    assert rule.length == Length.parse(LENGTHS[key])


def test_what_nobody_verified_asks_to_check() -> None:
    assert {rule.key for rule in RULES if not rule.verified} == FROM_MEMORY


@pytest.mark.parametrize("rule", RULES, ids=names(RULES))
def test_a_rule_is_whole(rule: Rule) -> None:
    for words in (rule.name, rule.what, *(v.name for v in rule.variants)):
        assert words.nl
        assert words.en
    for note in rule.notes:
        assert note.words.nl.endswith(".")
        assert note.words.en.endswith(".")
        assert len(note.words.nl.split()) <= 20
    assert rule.source
    assert rule.readers
    assert rule.readers <= set(Role)
    assert rule.track in {"", *LISTS["track"]}
    assert rule.starts
    assert (rule.length is None) == rule.by_hand
    assert not rule.birthday or (rule.length is not None and rule.length.unit is Unit.YEARS)
    assert len(rule.what.nl) <= 200


@pytest.mark.parametrize("rule", RULES, ids=names(RULES))
def test_a_rule_speaks_of_kinds_fields_and_codes_that_exist(rule: Rule) -> None:
    for kind, fields in fields_read([rule]).items():
        assert fields <= set(fields_of(record_class(kind))), kind
    watches = (*rule.starts, *rule.stops, *(each.watch for each in rule.extends))
    for watch in watches:
        reading = readings()[watch.kind]
        if watch.codes:
            choices = fields_of(record_class(watch.kind))[reading.code].choices
            assert watch.codes <= LISTS[choices]
    conditions = [*rule.when, *(c for v in rule.variants for c in v.when)]
    conditions += [c for note in rule.notes for c in note.when]
    for condition in conditions:
        kinds = {w.kind for w in rule.starts} if condition.of == "start" else {condition.of}
        for kind in kinds if condition.field else ():
            declared = fields_of(record_class(kind))[condition.field]
            assert condition.values <= LISTS[declared.choices], condition
    assert rule.parts <= LISTS["person_role"]


def test_versions_of_one_rule_do_not_overlap_and_leave_no_gap() -> None:
    for several in shipped().values():
        for old, new in pairwise(several):
            assert old.valid_until == new.valid_from


def test_no_file_is_forgotten() -> None:
    counted = 0
    for path in resource_path("deadline_rules").glob("*.toml"):
        counted += len(tomllib.loads(path.read_text()).get("rule", ()))
    assert counted == len(RULES)


def a_fact(rule: Rule, number: int = 1) -> Fact:
    """A record that starts this rule, with the values that its conditions ask."""
    watch = rule.starts[0]
    reading = readings()[watch.kind]
    on = date(2010, 5, 20) if rule.birthday else date(2026, 3, 2)
    values: dict[str, Any] = dict.fromkeys(fields_read([rule])[watch.kind])
    values[reading.date] = VagueDate.on(on)
    if watch.codes:
        values[reading.code] = min(watch.codes)
    values |= {c.field: min(c.values) for c in rule.when if c.of == "start" and c.field}
    return Fact(watch.kind, number, 7, values)


def asked(condition: Condition, number: int) -> Fact:
    on = (
        {readings()[condition.of].date: VagueDate.on(date(2025, 1, 1))}
        if (condition.of in readings())
        else {}
    )
    return Fact(condition.of, number, 7, {**on, condition.field: min(condition.values)})


@pytest.mark.parametrize("rule", [r for r in RULES if r.active], ids=lambda r: r.key)
def test_every_rule_starts_and_is_ended_by_each_of_its_stops(rule: Rule) -> None:
    start = a_fact(rule)
    facts: dict[str, list[Fact]] = {start.kind: [start]}
    for number, condition in enumerate(rule.when, 50):
        if condition.of != "start":
            facts.setdefault(condition.of, []).append(asked(condition, number))
    parts = {7: frozenset({"victim"})}
    case = CaseFacts(date(2025, 1, 1), facts, parts)
    (due,) = deadlines_of({rule.key: (rule,)}, case)
    assert due.met is None
    assert (due.end is None) == rule.by_hand
    for stop in rule.stops:
        for code in stop.codes:
            reading = readings()[stop.kind]
            values = {reading.date: VagueDate.on(date(2026, 3, 9)), reading.code: code}
            end = Fact(stop.kind, 99, 7, values)
            more = facts | {stop.kind: [*facts.get(stop.kind, []), end]}
            (ended,) = [
                d for d in deadlines_of({rule.key: (rule,)}, CaseFacts(case.opened_on, more, parts))
                if d.start is start
            ]  # fmt: skip
            assert ended.met == end
            assert ended.met_on == date(2026, 3, 9)
