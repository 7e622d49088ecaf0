"""The truth table of grounds, and what the policy makes of each standing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.grounds.coverage import Coverage, GroundFact, Standing, evaluate
from casedesk.grounds.data_groups import data_groups, group_of_topic, groups_of, purpose_for
from casedesk.grounds.policy import Answer, shipped_policies, shipped_policy
from casedesk.grounds.signatory import Born
from casedesk.kernel.fields import Level, Topic
from casedesk.store.code_list_files import read_lists

DAY = date(2026, 3, 2)
PERSON, PARTNER = 1, 7
TABLE = Path(__file__).with_name("coverage_table.txt")
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def a_ground(number: int, written: str) -> GroundFact:
    kind, given_on, *rest = written.split()
    said = dict(part.split("=", 1) for part in rest)
    to = said.get("to", "").split(",") if said.get("to") else []
    partners = [int(each) for each in to if each.isdigit()]
    of = int(said.get("of", PERSON))
    return GroundFact(
        id=number,
        version=1,
        ground=kind,
        person_id=of or None,
        given_on=_day(given_on),
        valid_until=_day(said.get("until", "-")),
        withdrawn_on=_day(said.get("withdrawn", "-")),
        signatory=said.get("by", ""),
        purposes=_codes(said.get("for", "")),
        partner_id=partners[0] if partners else None,
        partner_kinds=frozenset(each for each in to if not each.isdigit()),
        groups=_codes(said.get("data", "")),
        excluded=_codes(said.get("not", "")),
    )


def _day(written: str) -> date | None:
    return None if written == "-" else date.fromisoformat(written)


def _codes(written: str) -> frozenset[str]:
    return frozenset(filter(None, written.split(",")))


def _born(written: str) -> Born | None:
    if written == "?":
        return None
    first, _dots, last = (written or "2000-05-01").partition("..")
    return Born(date.fromisoformat(first), date.fromisoformat(last or first))


def asked(
    ground: str, grounds: tuple[GroundFact, ...], age: Born | None, on: date = DAY
) -> Coverage:
    return evaluate(
        grounds, shipped_policy(ground, on), purpose="shelter", partner_id=PARTNER,
        partner_kind="shelter", person=PERSON, age=age, on=on,
    )  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_truth_table(row: tuple[str, ...]) -> None:
    _why, ground, born, written, standing, reason = row
    grounds = tuple(
        a_ground(number, each.strip())
        for number, each in enumerate(written.split(";"), start=1)
        if each.strip()
    )
    found = asked(ground, grounds, _born(born)).of("safety")
    assert found.standing == standing
    assert found.reason == ("" if reason == "unsure" else reason)
    assert found.unsure == (reason == "unsure")
    if standing == "not_covered":
        assert found.ground_id is None
    else:
        assert found.ground_id is not None, "the answer names the ground that gives it"


def test_the_table_reaches_every_standing() -> None:
    assert {row[4] for row in ROWS} == {each.value for each in Standing}


def test_every_topic_has_a_group_or_follows() -> None:
    left = set(Topic) - set(group_of_topic())
    assert left == {Topic.DATES, Topic.ADMINISTRATION}
    assert groups_of({Topic.DATES, Topic.HEALTH}) == {"health"}, "a date is about its record"
    assert groups_of({Topic.DATES}) == {"case"}
    lists = {each.name: {row.code for row in each.rows} for each in read_lists()}
    assert set(data_groups()) == lists["data_group"]
    for kind in lists["partner_kind"]:
        assert purpose_for(kind) in {"", *lists["sharing_purpose"]}
    assert {policy.ground for policy in shipped_policies()} == lists["ground"]


def test_every_reason_has_its_words() -> None:
    lists = {each.name: {row.code for row in each.rows} for each in read_lists()}
    reasons = {row[5] for row in ROWS} - {"", "unsure"}
    assert reasons <= lists["withheld_reason"]


def test_the_shipped_policy_asks_a_reason_and_does_not_forbid() -> None:
    """No consent, no sharing is nowhere written (domain.md 2)."""
    found = asked("consent", (), None)
    assert found.answer({Topic.SAFETY}, Level.PSEUDONYM) == ("no_consent", Answer.SHOW)
    assert found.answer({Topic.SAFETY}, Level.NAME) == ("no_consent", Answer.REASON)
    assert asked("vital_interest", (), None).answer({Topic.HEALTH}, Level.FULL)[1] is Answer.SHOW


def test_a_value_of_two_groups_needs_both() -> None:
    ground = a_ground(1, "consent 2026-01-10 by=self to=shelter data=safety not=health")
    found = asked("consent", (ground,), _born(""))
    assert found.answer({Topic.SAFETY}, Level.FULL) == ("", Answer.SHOW)
    assert found.answer({Topic.SAFETY, Topic.HEALTH}, Level.FULL) == (
        "consent_excludes",
        Answer.STOP,
    )


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
GROUPS = st.frozensets(st.sampled_from(data_groups()))
GROUNDS = st.builds(
    GroundFact,
    id=st.integers(1, 99),
    version=st.just(1),
    ground=st.sampled_from(["consent", "public_task"]),
    person_id=st.sampled_from([None, 1, 2]),
    given_on=st.none() | DAYS,
    valid_until=st.none() | DAYS,
    withdrawn_on=st.none() | DAYS,
    signatory=st.sampled_from(["", "self", "parent", "guardian", "curator"]),
    purposes=st.frozensets(st.sampled_from(["shelter", "care"])),
    partner_id=st.sampled_from([None, 7, 8]),
    partner_kinds=st.frozensets(st.sampled_from(["shelter", "police"])),
    groups=GROUPS,
    excluded=GROUPS,
)


@given(grounds=st.lists(GROUNDS, max_size=5), on=DAYS, age=st.none() | st.just(_born("")))
def test_what_is_covered_has_a_ground_that_says_so(
    grounds: list[GroundFact], on: date, age: Born | None
) -> None:
    found = asked("consent", tuple(grounds), age, on)
    assert [each.group for each in found.groups] == list(data_groups())
    for each in found.groups:
        assert (each.standing is Standing.COVERED) == (each.reason == "")
        if each.standing is not Standing.COVERED:
            continue
        carriers = [
            g for g in grounds
            if g.id == each.ground_id and g.ground == "consent" and g.person_id in (None, 1)
        ]  # fmt: skip
        assert any(
            g.given_on is not None and g.given_on <= on
            and (g.valid_until is None or on <= g.valid_until)
            and (g.withdrawn_on is None or on < g.withdrawn_on)
            and (g.partner_id == 7 or "shelter" in g.partner_kinds)
            and (not g.purposes or "shelter" in g.purposes)
            and (not g.groups or each.group in g.groups)
            and g.signatory
            for g in carriers
        )  # fmt: skip


@given(grounds=st.lists(GROUNDS, max_size=4), on=DAYS, withdrawn=DAYS)
def test_withdrawing_never_lets_more_go(
    grounds: list[GroundFact], on: date, withdrawn: date
) -> None:
    age = _born("")
    numbered = [replace(g, id=place) for place, g in enumerate(grounds)]
    before = asked("consent", tuple(numbered), age, on)
    for place, each in enumerate(numbered):
        if each.withdrawn_on is None:
            changed = [*numbered]
            changed[place] = replace(each, withdrawn_on=withdrawn)
            after = asked("consent", tuple(changed), age, on)
            gained = {g.group for g in after.groups if not g.reason} - {
                g.group for g in before.groups if not g.reason
            }
            assert not gained
