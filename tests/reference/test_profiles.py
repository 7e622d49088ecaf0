"""Local versions of partner profiles: from their day on, narrower in silence, wider in the open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.handover.own_profiles import (
    NEVER_CLASSES,
    NEVER_TOPICS,
    NewProfile,
    OwnProfile,
    applied,
    decide_profile,
    profile_on,
    widening,
)
from casedesk.handover.profiles import FreeText, Profile, all_profiles, profile_for
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Level, Sensitivity, Topic
from casedesk.reference.use_cases import AddTerm, add_term
from tests.builders import a_store, seen_by

DAY = date(2026, 3, 2)


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as anna:
        yield seen_by(anna, Role.KEEPER)


def as_shipped(kind: str, day: date = DAY, **other: object) -> NewProfile:
    shipped = profile_for(kind, day)
    same = NewProfile(
        kind, day, shipped.level, shipped.topics, shipped.classes, shipped.free_text,
        shipped.response_days, "afgestemd met de FG",
    )  # fmt: skip
    return replace(same, **other)  # type: ignore[arg-type]


def held(sitting: Sitting, kind: str, day: date) -> Profile:
    with sitting.store.read() as session:
        return profile_on(session, kind, day)


def test_a_version_holds_from_its_day_on_and_not_before(keeper: Sitting) -> None:
    later = DAY + timedelta(days=10)
    shipped = profile_for("shelter", DAY)
    wanted = as_shipped("shelter", later, topics=shipped.topics - {Topic.HEALTH})
    assert isinstance(decide_profile(keeper.store, wanted, keeper.labels), Changes)
    assert held(keeper, "shelter", later - timedelta(days=1)) == shipped
    assert Topic.HEALTH not in held(keeper, "shelter", later).topics
    assert profile_for("shelter", later) == shipped, "the shipped profile is not touched"


def test_narrowing_needs_no_more_than_a_reason(keeper: Sitting) -> None:
    narrower = as_shipped("shelter", level=Level.PSEUDONYM, topics=frozenset({Topic.CASE}))
    assert isinstance(decide_profile(keeper.store, narrower, keeper.labels), Changes)
    silent = replace(narrower, reason=" ")
    assert isinstance(decide_profile(keeper.store, silent, keeper.labels), Refused)


def test_widening_is_asked_and_marked(keeper: Sitting) -> None:
    shipped = profile_for("practical", DAY)
    wider = as_shipped("practical", topics=shipped.topics | {Topic.EXPLOITATION})
    refused = decide_profile(keeper.store, wider, keeper.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "sure"
    sure = replace(wider, sure=True)
    assert isinstance(decide_profile(keeper.store, sure, keeper.labels), Changes)
    with keeper.store.read() as session:
        assert session.scalars(select(OwnProfile.widens)).one() == "exploitation"
    assert Topic.EXPLOITATION in held(keeper, "practical", DAY).topics


@pytest.mark.parametrize("topic", sorted(NEVER_TOPICS))
def test_what_never_goes_by_itself_cannot_be_let_in(keeper: Sitting, topic: Topic) -> None:
    shipped = profile_for("police", DAY)
    wanted = as_shipped("police", topics=shipped.topics | {topic}, sure=True)
    assert isinstance(decide_profile(keeper.store, wanted, keeper.labels), Refused)


def test_nothing_reaches_back(keeper: Sitting) -> None:
    wanted = as_shipped("police", DAY - timedelta(days=1))
    assert isinstance(decide_profile(keeper.store, wanted, keeper.labels), Refused)


def test_the_newest_version_of_a_day_counts_and_can_be_corrected(keeper: Sitting) -> None:
    for days in (5, 9):
        wanted = as_shipped("lawyer", response_days=days)
        assert isinstance(decide_profile(keeper.store, wanted, keeper.labels), Changes)
    assert held(keeper, "lawyer", DAY).response_days == 9


def test_a_kind_of_our_own_starts_from_the_narrowest_profile(keeper: Sitting) -> None:
    added = AddTerm("partner_kind", "Kerk", "Church", DAY)
    assert isinstance(add_term(keeper.store, added, keeper.labels), Changes)
    wanted = as_shipped("own_church", topics=frozenset({Topic.CASE, Topic.NEEDS}))
    refused = decide_profile(keeper.store, wanted, keeper.labels)
    extra = Topic.NEEDS not in profile_for("other", DAY).topics
    assert isinstance(refused, Refused) == extra
    assert isinstance(
        decide_profile(keeper.store, replace(wanted, sure=True), keeper.labels), Changes
    )
    assert Topic.NEEDS in held(keeper, "own_church", DAY).topics


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.KEEPER])
def test_only_the_administrator_decides(keeper: Sitting, role: Role) -> None:
    other = seen_by(keeper, role, login=f"b-{role}")
    answer = decide_profile(other.store, as_shipped("police"), other.labels)
    assert isinstance(answer, Refused)


@given(
    shipped=st.sampled_from(all_profiles()),
    topics=st.frozensets(st.sampled_from(list(Topic))),
    classes=st.frozensets(st.sampled_from(list(Sensitivity))),
    level=st.sampled_from(list(Level)),
    free_text=st.sampled_from(list(FreeText)),
)
def test_what_is_not_called_wider_gives_no_more(
    shipped: Profile,
    topics: frozenset[Topic],
    classes: frozenset[Sensitivity],
    level: Level,
    free_text: FreeText,
) -> None:
    wanted = NewProfile("x", DAY, level, topics, classes, free_text, 3, "reden")
    own = OwnProfile(
        partner_kind="x", valid_from=DAY, level=level.name.lower(),
        topics=" ".join(topics), classes=" ".join(classes), free_text=free_text.value,
        response_days=3, reason="reden", decided_by="k",
    )  # fmt: skip
    result = applied(shipped, own)
    assert not result.topics & (NEVER_TOPICS | shipped.never)
    assert not result.classes & NEVER_CLASSES
    assert result.never == shipped.never
    if not widening(shipped, wanted):
        assert result.topics <= shipped.topics
        assert result.classes <= shipped.classes
        assert result.level <= shipped.level
        assert result.highest_level == shipped.highest_level
        assert not (
            result.free_text is FreeText.REVIEWED and shipped.free_text is FreeText.LEAVE_OUT
        )
