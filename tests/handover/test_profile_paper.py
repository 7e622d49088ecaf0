"""How the documents for a kind of partner look: language, lines above and below, logo."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.logo import LARGEST, logo, set_logo
from casedesk.handover.own_profiles import NewProfile, Paper, decide_profile
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import all_profiles, profile_for
from casedesk.kernel.changes import Changes, Refused
from casedesk.paper.blocks import Picture
from casedesk.paper.render import plain_text, render
from tests.builders import a_case, a_partner, a_store, a_victim, seen_by

LINE = "Alleen voor wie dit document kreeg."


@pytest.fixture
def anna(tmp_path: Any) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def a_png(size: tuple[int, int] = (60, 30)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "navy").save(made, "PNG")
    return made.getvalue()


def decided(anna: Sitting, kind: str, **paper: Any) -> Changes | Refused:
    now = profile_for(kind, anna.clock.today())
    keeper = seen_by(anna, Role.KEEPER)
    wanted = NewProfile(
        kind, anna.clock.today(), now.level, now.topics, now.classes, now.free_text,
        now.response_days, "Afspraak met de partner", paper=Paper(**paper),
    )  # fmt: skip
    return decide_profile(keeper.store, wanted, keeper.labels)


def page(anna: Sitting, kind: str, **more: Any) -> Prepared:
    case_id = a_case(anna)
    person = a_victim(anna, case_id, given="Mirela", family="Popescu")
    partner = a_partner(anna, f"Partner {kind}", kind)
    asked = Request(
        case_id, partner, Purpose("Hulp", "public_task"),
        Overrides(persons=frozenset({person})), **more,
    )  # fmt: skip
    found = prepare(author(anna), asked)
    assert isinstance(found, Prepared), found
    return found


def test_a_document_speaks_the_language_of_its_reader(anna: Sitting) -> None:
    assert page(anna, "police").sheet.language == "nl"
    english = page(anna, "police", language="en").sheet
    assert english.language == "en"
    assert "Purpose and legal ground" in plain_text(english)
    assert isinstance(decided(anna, "lawyer", language="en"), Changes)
    usual = page(anna, "lawyer").sheet
    assert usual.language == "en"
    assert "Task in the public interest" in plain_text(usual)
    assert page(anna, "lawyer", language="nl").sheet.language == "nl"


def test_what_is_refused_is_said_to_the_author_in_their_own_language(anna: Sitting) -> None:
    found = prepare(
        author(anna),
        Request(a_case(anna), a_partner(anna), Purpose("", ""), language="en"),
    )
    assert isinstance(found, Prepared)
    assert found.refused is not None
    assert found.refused.sentence == "Zeg waarvoor de overdracht is."


def test_the_lines_of_the_profile_stand_on_the_page(anna: Sitting) -> None:
    done = decided(
        anna, "police", header=LINE, expiry="Bewaar dit tot {day}.", keep_days=30, logo=True
    )
    assert isinstance(done, Changes)
    said = plain_text(page(anna, "police").sheet)
    assert LINE in said
    assert "Bewaar dit tot 01-04-2026." in said
    assert LINE not in plain_text(page(anna, "lawyer").sheet)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        ({"expiry": "Bewaar dit kort."}, None),
        ({"expiry": "Tot {day}."}, "expiry"),
        ({"keep_days": 30}, "expiry"),
        ({"keep_days": 0, "expiry": "Tot {day}."}, "keep_days"),
        ({"language": "fr"}, "language"),
        ({"channel": "postduif"}, "channel"),
    ],
)
def test_what_cannot_be_is_refused(anna: Sitting, paper: dict[str, Any], field: str | None) -> None:
    answer = decided(anna, "police", **paper)
    assert (answer.field if isinstance(answer, Refused) else None) == field


def test_the_logo_stands_where_the_profile_asks_it_and_never_on_a_discreet_page(
    anna: Sitting,
) -> None:
    keeper = seen_by(anna, Role.KEEPER)
    assert set_logo(keeper.store, a_png()) is None
    for kind in ("police", "practical"):
        assert isinstance(decided(anna, kind, logo=True), Changes)
    shown = {
        kind: any(isinstance(block, Picture) for block in page(anna, kind).sheet.blocks)
        for kind in ("police", "practical", "lawyer")
    }
    assert shown == {"police": True, "practical": False, "lawyer": False}
    assert render(page(anna, "police").sheet).startswith(b"%PDF")


def test_a_logo_is_a_small_png_and_for_who_may_decide(anna: Sitting) -> None:
    keeper = seen_by(anna, Role.KEEPER)
    for wrong in (b"GIF89a", b"\x89PNG\r\n\x1a\nkapot", b"x" * (LARGEST + 1), a_png((4000, 10))):
        assert isinstance(set_logo(keeper.store, wrong), Refused)
    assert isinstance(set_logo(seen_by(anna, Role.SUPERVISOR).store, a_png()), Refused)
    for fine in (a_png(), b""):
        assert set_logo(keeper.store, fine) is None
        with anna.store.read() as session:
            assert logo(session) == fine


def test_what_is_shipped_is_whole() -> None:
    for profile in all_profiles():
        assert profile.language in ("", "nl", "en")
        text = profile.expiry.nl + profile.expiry.en if profile.expiry else ""
        assert text.count("{day}") == (0 if profile.keep_days is None else 2)
