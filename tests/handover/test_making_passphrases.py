"""Passphrases of words, and the slip that carries one to its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, author
from casedesk.handover.passphrases import (
    BITS,
    new_passphrase,
    word_list,
    words_needed,
    words_of,
    worth,
)
from casedesk.handover.slip import Road, Slip, note_slip, same_road, slip_of, slip_sheet, words_for
from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import speaking
from casedesk.paper.render import plain_text, render
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act, Trail
from casedesk.store.passphrases import objection
from tests.builders import a_case, a_store
from tests.handover.leaving import a_handover

LANGUAGES = ("nl", "en")
SLIP = Slip(
    "1A2B-3C4D-5E6F", "Opvang De Haven", "Anna Verzonnen", "Regio Verzonnen", date(2026, 3, 2),
    "vijver-kabouter-lantaarn-molen-water-kikker-brug", "nl",
)  # fmt: skip


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passphrase_is_worth_what_is_said(language: str) -> None:
    words = word_list(language)
    assert len(set(words)) == len(words)
    assert worth(language) >= BITS
    drawn = words_of(new_passphrase(language))
    assert len(drawn) == words_needed(language) >= 6
    assert set(drawn) <= set(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_can_be_typed_and_told_apart(language: str) -> None:
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in word_list(language))


def test_dutch_words_do_not_sound_alike() -> None:
    from tools.words.make_lists import sound

    words = word_list("nl")
    assert len({sound(word) for word in words}) == len(words)


def test_words_that_hurt_are_left_out() -> None:
    nl, en = set(word_list("nl")), set(word_list("en"))
    assert not nl & {"slaaf", "bordeel", "seks", "moord", "bloed", "hoer", "wapen", "verkracht"}
    assert not en & {"captive", "enslave", "traffic", "chain", "smuggler", "strangle"}


def test_two_passphrases_are_never_the_same() -> None:
    assert len({new_passphrase("nl") for _time in range(200)}) == 200


def test_an_unknown_language_gets_english_words() -> None:
    assert set(words_of(new_passphrase("ar"))) <= set(word_list("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_temporary_passphrase_of_an_account_is_good_enough(language: str) -> None:
    assert all(objection(new_passphrase(language)) is None for _time in range(50))


def test_the_lists_tell_their_licence() -> None:
    readme = resource_path("passphrases", "README.md").read_text("utf-8")
    assert f"{len(word_list('nl')):,} (" in readme
    assert f"{len(word_list('en')):,} (" in readme
    assert "creativecommons.org/licenses/by/3.0" in readme
    assert "Redistribution" in resource_path(
        "passphrases", "LICENSE-OpenTaal-BSD.txt"
    ).read_text("utf-8")  # fmt: skip


# ----------------------------------------------------------------------------------- the slip


def test_the_slip_holds_number_and_words_and_nothing_of_the_case(sitting: Sitting) -> None:
    case_id = a_case(sitting, "2026-0412", danger="Qzygevaar")
    left = a_handover(sitting, case_id=case_id, request="Qzyvraag")
    slip = slip_of(author(sitting), left.made)
    said = plain_text(slip_sheet(slip)) + "".join(words_for(slip, road) for road in Road)
    assert left.number in said
    assert left.made.passphrase in said
    for word in words_of(left.made.passphrase):
        assert said.count(word) >= 2
    for secret in ("2026-0412", "Mirela", "Popescu", "Qzygevaar", "Qzyvraag", "Opvang en"):
        assert secret not in said


def test_the_title_of_the_slip_shows_no_word_of_it() -> None:
    sheet = slip_sheet(SLIP)
    assert not set(words_of(SLIP.passphrase)) & set(re.split(r"\W+", sheet.title))
    assert render(sheet) == render(slip_sheet(SLIP))


@pytest.mark.parametrize("road", list(Road))
def test_the_words_speak_the_language_of_the_document(road: Road) -> None:
    with speaking("en"):
        dutch, english = words_for(SLIP, road), words_for(replace(SLIP, language="en"), road)
    assert "het" in dutch.split() or "Document" in dutch
    assert dutch != english
    assert SLIP.number in dutch
    assert (SLIP.passphrase in dutch) == (road in (Road.TEXT_MESSAGE, Road.LETTER))


def test_the_phone_script_gives_each_word_a_line() -> None:
    lines = words_for(SLIP, Road.PHONE).splitlines()
    assert [line for line in lines if re.match(r"\d+\. ", line)] == [
        f"{n}. {word}" for n, word in enumerate(words_of(SLIP.passphrase), start=1)
    ]


def test_a_text_message_is_short() -> None:
    longest = replace(SLIP, passphrase="-".join(["achtbaan"] * 7))
    assert len(words_for(longest, Road.TEXT_MESSAGE)) <= 306  # two messages


def test_a_discreet_partner_gets_no_name_of_the_office() -> None:
    discreet = replace(SLIP, organisation="")
    assert "Regio" not in plain_text(slip_sheet(discreet)) + words_for(discreet, Road.LETTER)


@pytest.mark.parametrize(
    ("road", "channel", "same"),
    [
        (Road.PHONE, "secure_mail", False),
        (Road.PHONE, "oral", True),
        (Road.TEXT_MESSAGE, "portal", False),
        (Road.LETTER, "registered_post", True),
        (Road.LETTER, "carrier", True),
        (Road.LETTER, "secure_mail", False),
        (Road.IN_PERSON, "in_person", True),
        (Road.IN_PERSON, "registered_post", False),
    ],
)
def test_it_warns_of_one_road_for_both(
    sitting: Sitting, road: Road, channel: str, same: bool
) -> None:
    labels: CodeLabels = sitting.labels
    assert labels.knows("disclosure_channel", channel)
    assert same_road(road, channel) is same


def test_passing_the_words_on_leaves_a_line_without_them(sitting: Sitting) -> None:
    made = a_handover(sitting).made
    note_slip(sitting.store, made, Road.TEXT_MESSAGE, Act.EXPORT)
    with sitting.store.read() as session:
        line = session.query(Trail).order_by(Trail.seq.desc()).first()
    assert line is not None
    assert (line.act, line.object_id, line.why) == (Act.EXPORT, made.disclosure_id, "Met een sms")
