"""The partner profiles give each kind of partner little, and never what must not leave."""

from datetime import date

import pytest

from casedesk.handover.profiles import (
    READERS,
    SUPERVISOR,
    FreeText,
    Profile,
    Suspects,
    all_profiles,
    profile_for,
)
from casedesk.kernel.fields import Level, Sensitivity, Topic
from casedesk.store.code_list_files import read_lists
from casedesk.store.declare import fields_of, record_class

DAY = date(2026, 11, 24)
CODES = {code_list.name: {row.code for row in code_list.rows} for code_list in read_lists()}
LABELS = {
    row.code: (row.label_nl, row.label_en)
    for code_list in read_lists()
    if code_list.name == "partner_kind"
    for row in code_list.rows
}
EACH = pytest.mark.parametrize("profile", all_profiles(), ids=lambda p: str(p.partner_kind))


def test_each_kind_of_partner_has_exactly_one_profile_today() -> None:
    today = [profile.partner_kind for profile in all_profiles() if profile.is_valid_on(DAY)]
    assert len(today) == len(set(today))
    assert set(today) == CODES["partner_kind"] | READERS


@EACH
def test_suspects_reporter_and_shelter_address_stay(profile: Profile) -> None:
    assert not profile.topics & {Topic.SHELTER_ADDRESS, Topic.REPORTER, Topic.SUSPECT}
    assert not profile.classes & {Sensitivity.LOCATION_SECRET, Sensitivity.ART10}
    assert Topic.ADMINISTRATION not in profile.topics
    assert "suspect" not in profile.subjects


@EACH
def test_a_profile_agrees_with_itself_and_with_the_code_lists(profile: Profile) -> None:
    assert profile.level <= profile.highest_level
    assert not profile.topics & profile.never
    assert (Sensitivity.FREE_TEXT in profile.classes) == (profile.free_text is FreeText.REVIEWED)
    assert profile.subjects <= CODES["person_role"]
    assert profile.classification in CODES["document_classification"]
    assert 1 <= profile.response_days <= 31
    assert "confirm with the FG" in profile.source or profile.partner_kind == "other"
    if profile.partner_kind in LABELS:
        assert (profile.label.nl, profile.label.en) == LABELS[profile.partner_kind]


@EACH
def test_each_profile_suggests_a_purpose_and_says_what_happens_afterwards(
    profile: Profile,
) -> None:
    for wording in (*profile.purposes, profile.after_use):
        assert wording.in_language("nl") == wording.nl.strip() != ""
        assert wording.in_language("en") == wording.en.strip() != ""
    assert profile.purposes


def test_the_matrix_is_followed_where_it_matters_most() -> None:
    riec = profile_for("riec", DAY)
    assert riec.subjects == frozenset()
    assert {Topic.IDENTITY, Topic.HEALTH, Topic.NARRATIVE} <= riec.never
    assert Topic.CRIMINAL not in profile_for("health", DAY).topics
    assert Topic.EXPLOITATION not in profile_for("municipality", DAY).topics
    assert Topic.EXPLOITATION not in profile_for("practical", DAY).topics
    assert Topic.HEALTH not in profile_for("police", DAY).topics
    assert profile_for("comensha_registration", DAY).level is Level.PSEUDONYM
    assert profile_for("lawyer", DAY).level is Level.FULL
    assert profile_for(SUPERVISOR, DAY).level is Level.PSEUDONYM
    recognising = [p.partner_kind for p in all_profiles() if p.suspects is Suspects.RECOGNISE]
    assert recognising == ["shelter"]


def test_a_kind_that_the_organisation_added_gets_the_narrowest_profile() -> None:
    assert profile_for("our_own_kind", DAY) is profile_for("other", DAY)
    narrowest = profile_for("other", DAY)
    assert narrowest.level is Level.PSEUDONYM
    assert narrowest.topics <= set(Topic) - {Topic.IDENTITY, Topic.CONTACT, Topic.NARRATIVE}


def test_a_day_before_the_first_profile_is_a_fault() -> None:
    with pytest.raises(LookupError, match="'police' on 1999-12-31"):
        profile_for("police", date(1999, 12, 31))


@EACH
def test_what_a_partner_asks_is_a_field_that_may_go_to_them(profile: Profile) -> None:
    for key in profile.asked:
        kind, _dot, _name = key.partition(".")
        [declared] = [f for f in fields_of(record_class(kind)).values() if f.key == key]
        assert declared.topic in profile.topics, key
