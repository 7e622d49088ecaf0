"""The resolver, as a pure function: what goes, what stays, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.handover.facts import (
    Fact,
    Outcome,
    Overrides,
    Purpose,
    Recipient,
    Resolution,
    Snapshot,
    Subject,
)
from casedesk.handover.profiles import all_profiles, profile_for
from casedesk.handover.resolve import resolve
from casedesk.kernel.fields import Field, Kind, Level, Sensitivity, Topic

DAY = date(2026, 3, 1)
WHY = Purpose("Opvang zoeken", "public_task")
VICTIM = Subject(
    1, frozenset({"victim"}), "Zara Verzonnen", "Persoon A", ("Zara", "Verzonnen"), False
)
OTHER = Subject(2, frozenset({"victim"}), "Iva Bedacht", "Persoon B", ("Iva", "Bedacht"), False)
SUSPECT = Subject(3, frozenset({"suspect"}), "Boris Schijn", "Persoon C", ("Boris", "Schijn"), True)


def a_field(**more: Any) -> Field:
    return Field(**({"key": "k.f", "name": "f", "kind": Kind.TEXT, "label": "F"} | more))


def a_fact(text: str = "waarde", about: int | None = 1, **more: Any) -> Fact:
    names = {
        name: more.pop(name) for name in ("refers_to", "restricted", "readable") if name in more
    }
    declared = a_field(**more)
    return Fact("k", 7, declared, text, text, about, names.pop("refers_to", None),
                declared.classes, **names)  # fmt: skip


def decide(
    *facts: Fact, kind: str = "shelter", overrides: Overrides | None = None, purpose: Purpose = WHY
) -> Resolution:
    snap = Snapshot(1, "2026-1", (VICTIM, OTHER, SUSPECT), facts, ("Kenteken-9",))
    partner = Recipient("Partner", profile_for(kind, DAY), 5)
    return resolve(snap, partner, purpose, overrides)


def outcome(fact: Fact, **more: Any) -> tuple[str, str]:
    decision = decide(fact, **more).decisions[0]
    return decision.outcome.value, decision.reason


S = Sensitivity
IDENTITY: dict[str, Any] = {
    "topic": Topic.IDENTITY,
    "classes": frozenset({S.IDENTIFYING}),
    "level": Level.NAME,
}
FREE: dict[str, Any] = {
    "topic": Topic.SAFETY,
    "classes": frozenset({S.FREE_TEXT}),
    "kind": Kind.LONG_TEXT,
}


def test_a_value_of_an_allowed_topic_goes() -> None:
    decision = decide(a_fact(topic=Topic.SAFETY)).decisions[0]
    assert (decision.outcome, decision.text) == (Outcome.GOES, "waarde")


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (a_fact(topic=Topic.SUSPECT, classes=frozenset({S.ART10})), "suspect"),
        (a_fact(topic=Topic.SAFETY, restricted=True), "suspect"),
        (a_fact(topic=Topic.REPORTER), "reporter"),
        (a_fact(topic=Topic.SHELTER_ADDRESS), "shelter_address"),
        (a_fact(topic=Topic.SAFETY, classes=frozenset({S.LOCATION_SECRET})), "shelter_address"),
        (a_fact(topic=Topic.SAFETY, about=3), "suspect"),
        (a_fact(topic=Topic.SAFETY, refers_to=3), "suspect"),
        (a_fact(topic=Topic.SAFETY, readable=False), "no_right"),
        (a_fact(topic=Topic.ADMINISTRATION), "not_in_profile"),
        (a_fact("Zij is bang", **FREE), "free_text"),
    ],
)
def test_what_stays_and_why(fact: Fact, reason: str) -> None:
    decision = decide(fact).decisions[0]
    assert decision.outcome is not Outcome.GOES
    assert (decision.reason, decision.text) == (reason, "")


def test_another_victim_stays_when_the_document_is_about_one() -> None:
    only = Overrides(persons=frozenset({1}))
    assert outcome(a_fact(topic=Topic.SAFETY, about=2), overrides=only) == (
        "blocked",
        "other_person",
    )
    assert outcome(a_fact(topic=Topic.SAFETY, about=2))[0] == "goes"


@pytest.mark.parametrize(
    "purpose",
    [Purpose("", "consent"), Purpose("  ", "consent"), Purpose("x", ""), Purpose("x", "other"),
     Purpose("x", "other", "  ")],
)  # fmt: skip
def test_without_purpose_and_ground_nothing_goes(purpose: Purpose) -> None:
    fact = a_fact(topic=Topic.SAFETY)
    added = Overrides(added={fact.id: "toch"})
    assert outcome(fact, purpose=purpose, overrides=added) == ("blocked", "no_ground")


def test_a_name_goes_at_level_name_and_stays_at_pseudonym() -> None:
    assert outcome(a_fact("Zara", **IDENTITY), kind="shelter")[0] == "goes"
    assert outcome(a_fact("Zara", **IDENTITY), kind="comensha_registration") == ("stays", "level")


def test_a_person_is_named_as_the_level_allows() -> None:
    fact = a_fact(topic=Topic.EXPLOITATION, refers_to=1)
    for kind, text in (
        ("comensha_registration", "Persoon A"),
        ("care_safety_house", "Zara Verzonnen"),
    ):
        assert decide(fact, kind=kind).decisions[0].text == text


def test_free_text_goes_only_after_reading() -> None:
    read = Overrides(texts_read=True)
    assert outcome(a_fact("Zij is bang", **FREE), overrides=read)[0] == "goes"
    assert outcome(a_fact("Zij is bang", **FREE), kind="comensha_registration", overrides=read) == (
        "stays", "not_in_profile",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Boris belde weer", "bang voor SCHIJN.", "auto kenteken-9 gezien"]
)
def test_free_text_that_names_what_must_stay_is_blocked_even_with_a_reason(text: str) -> None:
    fact = a_fact(text, **FREE)
    both = Overrides(texts_read=True, added={fact.id: "nodig"})
    assert outcome(fact, overrides=both) == ("blocked", "other_person")


def test_an_addition_needs_a_reason_and_keeps_it() -> None:
    fact = a_fact(topic=Topic.ADMINISTRATION)
    assert outcome(fact, overrides=Overrides(added={fact.id: "  "})) == ("stays", "not_in_profile")
    decision = decide(fact, overrides=Overrides(added={fact.id: "voor de intake"})).decisions[0]
    assert (decision.outcome, decision.because) == (Outcome.GOES, "voor de intake")


def test_what_the_author_leaves_out_stays() -> None:
    fact = a_fact(topic=Topic.SAFETY)
    assert outcome(fact, overrides=Overrides(left_out=frozenset({fact.id}))) == (
        "stays",
        "left_out",
    )


CLASSES = st.frozensets(st.sampled_from(Sensitivity), min_size=1)


@given(
    kind=st.sampled_from([p.partner_kind for p in all_profiles()]),
    topic=st.sampled_from(Topic),
    classes=CLASSES,
    level=st.sampled_from(Level),
    about=st.sampled_from([None, 1, 2, 3]),
    restricted=st.booleans(),
    reason=st.sampled_from(["", "nodig"]),
    texts_read=st.booleans(),
    asked=st.sampled_from([None, *Level]),
)
def test_no_choice_of_the_author_gets_past_the_profile(
    kind: str, topic: Topic, classes: frozenset[Sensitivity], level: Level, about: int | None,
    restricted: bool, reason: str, texts_read: bool, asked: Level | None,
) -> None:  # fmt: skip
    fact = a_fact("kanarie", about=about, topic=topic, classes=classes, level=level,
                  restricted=restricted)  # fmt: skip
    overrides = Overrides(added={fact.id: reason}, texts_read=texts_read, level=asked)
    profile = profile_for(kind, DAY)
    got = decide(fact, kind=kind, overrides=overrides)
    if got.decisions[0].outcome is not Outcome.GOES:
        return
    assert topic not in profile.never
    assert about != 3
    assert got.level <= profile.highest_level
    assert about is None or VICTIM.roles & profile.subjects
    if restricted or S.ART10 in classes:
        assert profile.suspects.value == "recognise"
    if not reason:
        assert topic in profile.topics
        assert classes <= profile.classes
        assert level <= got.level
        assert not classes & {S.ART10, S.LOCATION_SECRET}
        assert topic not in (Topic.REPORTER, Topic.SHELTER_ADDRESS)
        assert S.FREE_TEXT not in classes or texts_read


def test_the_answer_depends_on_nothing_but_its_question() -> None:
    facts: Mapping[str, Fact] = {"a": a_fact(topic=Topic.SAFETY), "b": a_fact(topic=Topic.REPORTER)}
    one = decide(*facts.values())
    assert decide(*reversed(list(facts.values()))).decisions == tuple(reversed(one.decisions))
    assert decide(*facts.values()) == replace(one)
