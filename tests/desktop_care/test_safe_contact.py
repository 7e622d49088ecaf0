"""Nowhere does a number or an address show before the card that says what is safe.

Every page and every kind of record that could show one is walked through here, so that a new one
cannot slip by (domain.md 11, 47).
"""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casedesk import features
from casedesk.access.reach import kind_tells_reach
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.gate import read_first
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.desk import Place
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.pages.registry import PAGES, make_page
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.declare import record_classes
from tests.builders import a_case, a_person, a_record
from tests.desks import TestDesk
from tests.desktop_care.conftest import Bench
from tests.desktop_case.looking import texts

PHONE, STREET, HIDING, OLD_PHONE = "+31612344321", "Kanariestraat 9", "Schuilhof 3", "+31698766789"
SECRETS = (PHONE, STREET, HIDING, OLD_PHONE)
HELD = ("identifier", "person_place", "victim_details")


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007", gemeente="0363")


@pytest.fixture
def ids(sitting: Sitting, case_id: int) -> dict[str, int]:
    """The records that say how to reach the victim, by kind."""
    person_id = a_person(sitting, case_id)
    found = {
        "person": person_id,
        "victim_details": a_record(
            sitting, "victim_details", case_id=case_id, person_id=person_id, address=STREET,
            shelter_address=HIDING, contact_rules=("no_voicemail",), never_tell="uncle",
        ),
        "identifier": a_record(
            sitting, "identifier", person_id=person_id, identifier_kind="phone", value=OLD_PHONE
        ),
        "person_place": a_record(
            sitting, "person_place", case_id=case_id, person_id=person_id, relation="lives",
            address=STREET,
        ),
    }  # fmt: skip
    change(
        sitting.store,
        ChangeField("identifier", found["identifier"], "value", PHONE, OLD_PHONE),
        sitting.labels,
    )
    return found


@pytest.fixture
def person_id(ids: dict[str, int]) -> int:
    return ids["person"]


def shown(page: QWidget) -> list[str]:
    said = texts(page).replace(" ", "")
    return [secret for secret in SECRETS if secret.replace(" ", "") in said]


def test_every_kind_that_tells_how_to_reach_somebody_is_known_here() -> None:
    features.load_records()
    telling = {cls.record.name for cls in record_classes() if kind_tells_reach(cls.record.name)}
    assert telling == set(HELD)


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
def test_no_tab_of_a_case_shows_one(bench: Bench, tab: str) -> None:
    page = bench.page(tab)
    assert shown(page) == []


@pytest.mark.parametrize("kind", [*HELD, "person"])
def test_no_page_of_a_record_shows_one(
    desk: TestDesk, ids: dict[str, int], kind: str, qtbot: QtBot
) -> None:
    page = RecordPage(desk, Place("record", kind=kind, id=ids[kind]))
    qtbot.addWidget(page)
    page.show()
    assert shown(page) == []
    assert "No voicemail" in texts(page)


@pytest.mark.parametrize("kind", HELD)
def test_the_page_of_a_record_shows_it_once_the_card_was_read(
    desk: TestDesk, ids: dict[str, int], kind: str, qtbot: QtBot
) -> None:
    page = RecordPage(desk, Place("record", kind=kind, id=ids[kind]))
    qtbot.addWidget(page)
    page.show()
    assert page.gate is not None
    page.gate.reveal()
    for section in page.form.body.sections:
        section.unfold()
    assert shown(page)
    assert "No voicemail" in texts(page)


OF_OTHERS = ("suspect", "document", "consult_paper", "compare")
"""Pages that need another record to open; suspects have no card."""


@pytest.mark.parametrize("name", [n for n in PAGES if ":" not in n and n not in OF_OTHERS])
def test_no_other_page_shows_one(
    desk: TestDesk, case_id: int, ids: dict[str, int], name: str, qtbot: QtBot
) -> None:
    kind = {"record": "person"}.get(name, "case_file")
    record_id = ids["person"] if name == "record" else case_id
    page = make_page(desk, Place(name, kind=kind, id=record_id, case_id=case_id))
    qtbot.addWidget(page)
    page.show()
    assert shown(page) == []


def test_the_history_shows_numbers_after_the_cards_only(bench: Bench) -> None:
    page = bench.page("history")
    part = page.part
    assert part is not None
    assert "held back" in texts(part)
    part._reach.ask.click()  # type: ignore[attr-defined]
    assert "No voicemail" in texts(part)
    assert shown(part) == []
    part._reach.show_now.click()  # type: ignore[attr-defined]
    assert PHONE in shown(part)


def test_the_card_is_read_before_anything_is_printed(
    desk: TestDesk, case_id: int, ids: dict[str, int]
) -> None:
    del ids
    said = read_first(desk, case_id)
    assert "No voicemail" in said
    assert "must never know: uncle" in said
    assert not any(secret in said for secret in SECRETS)


def test_who_writes_a_contact_down_reads_what_is_safe(
    desk: TestDesk, case_id: int, ids: dict[str, int], qtbot: QtBot
) -> None:
    del ids
    page = make_page(desk, Place("contact", case_id=case_id))
    qtbot.addWidget(page)
    page.show()
    assert "No voicemail" in texts(page)
    assert shown(page) == []
