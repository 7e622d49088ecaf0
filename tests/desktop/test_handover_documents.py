"""Which document it becomes is chosen beside the partner, and its kind says what else."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting, author
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.page import HandoverPage
from casedesk.handover import preparing
from casedesk.handover.asking import HANDOVER, Request
from casedesk.handover.facts import Purpose
from casedesk.handover.kinds import registry
from casedesk.handover.kinds.kind import DocumentChoice, DocumentKind, Form
from casedesk.handover.numbers import is_number
from casedesk.handover.sheets import handover_sheet
from casedesk.kernel.changes import Refused
from casedesk.paper.blocks import Paragraph
from tests.builders import a_case, a_partner, a_suspect, a_victim
from tests.desks import TestDesk
from tests.desktop.test_handover_page import Scene, fill, pages_text

ASKED = (
    DocumentChoice("tone", "Toon", values=(("short", "Kort"), ("long", "Lang")), default="short"),
    DocumentChoice("parts", "Delen", Form.SEVERAL, (("a", "Eerste"), ("b", "Tweede")), "a b"),
    DocumentChoice("until", "Tot", Form.DAY),
    DocumentChoice("words", "Woorden", Form.WORDS, required=True),
)


def _lay(resolution: Any, frame: Any, read: Any) -> Any:
    sheet = handover_sheet(resolution, frame)
    return type(sheet)(**{
        name: getattr(sheet, name) for name in sheet.__dataclass_fields__
    } | {"blocks": (*sheet.blocks, Paragraph(f"GEKOZEN {sorted(read.items())}"))})  # fmt: skip


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter to shelters beside the handover, and an overview for the person."""
    more = {
        "letter": DocumentKind(
            "letter", _lay, frozenset({"shelter"}),
            read=lambda _session, _author, request: dict(request.options),
            choose=lambda _session, _author, _request: ASKED,
        ),
        "access_export": DocumentKind(
            "access_export", lambda goes, frame, _read: handover_sheet(goes, frame), frozenset()
        ),
    }  # fmt: skip
    known = MappingProxyType({**registry.KINDS, **more})
    monkeypatch.setattr(registry, "KINDS", known)
    monkeypatch.setattr(preparing, "KINDS", known)


@pytest.fixture
def scene(desk: TestDesk, sitting: Sitting, kinds: None) -> Scene:
    case_id = a_case(sitting)
    victim = a_victim(sitting, case_id, given="Mirela", family="Popescu")
    a_suspect(sitting, case_id)
    return Scene(desk, case_id, victim, a_partner(sitting))


def opened(scene: Scene, qtbot: QtBot, **place: Any) -> HandoverPage:
    page = HandoverPage(
        scene.desk, Place("handover", id=scene.case_id, case_id=scene.case_id, **place)
    )
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    return page


def test_a_handover_is_what_it_is_unless_the_author_chooses(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot, entry=("organisation", scene.shelter))
    assert page.ask.documents.document() == HANDOVER
    assert not page.ask.documents.box.isHidden()
    codes = [page.ask.documents.box.itemData(n) for n in range(page.ask.documents.box.count())]
    assert "letter" in codes
    assert "access_export" not in codes


def test_the_choices_of_a_document_reach_its_pages(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot, entry=("organisation", scene.shelter), tab="letter")
    fill(page)
    assert page.ask.documents.document() == "letter"
    answers = page.ask.documents.answers
    assert list(answers) == ["tone", "parts", "until", "words"]
    assert not page.make.isEnabled()
    words = answers["words"].row  # type: ignore[attr-defined]
    words.editor.show_value("Graag tot ziens")
    words.edited.emit()
    answers["parts"].boxes["a"].click()  # type: ignore[attr-defined]
    page._prepare()
    assert page.make.isEnabled()
    said = pages_text(page)
    assert "Graag tot ziens" in said
    assert "('parts', 'b')" in said
    assert "('tone', 'short')" in said
    assert page._prepared is not None
    assert is_number(page._prepared.request.number)


def test_words_of_a_choice_may_not_name_who_must_stay(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot, entry=("organisation", scene.shelter), tab="letter")
    fill(page)
    words = page.ask.documents.answers["words"].row  # type: ignore[attr-defined]
    words.editor.show_value("Pas op voor Karel Verdacht")
    words.edited.emit()
    page._prepare()
    assert not page.make.isEnabled()
    assert words.problem


def test_another_partner_gets_what_that_partner_may_get(scene: Scene, qtbot: QtBot) -> None:
    lawyer = a_partner(scene.desk.sitting, "Advocaat", "lawyer")
    page = opened(scene, qtbot, entry=("organisation", scene.shelter), tab="letter")
    fill(page)
    partner = page.ask.rows["partner_id"]
    partner.editor.show_value(lawyer)
    partner.edited.emit()
    page._prepare()
    assert page.ask.documents.document() != "letter"
    assert not page.ask.documents.answers


def test_a_person_gets_own_data_without_a_partner(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot, entry=("person", scene.victim), tab="access_export")
    fill(page)
    assert page.ask.rows["partner_id"].isHidden()
    assert list(page.ask.persons) == [scene.victim]
    assert page._prepared is not None
    assert page._prepared.request.partner_id is None
    assert page._prepared.request.person_id == scene.victim
    assert "Popescu" in pages_text(page)
    assert "Verdacht" not in pages_text(page)


def test_what_is_for_the_person_goes_to_no_partner(scene: Scene) -> None:
    maker, why = author(scene.desk.sitting), Purpose("Inzage", "public_task")
    wrong = Request(scene.case_id, scene.shelter, why, document="access_export")
    assert isinstance(preparing.prepare(maker, wrong), Refused)
    nobody = Request(scene.case_id, None, why, person_id=scene.victim)
    assert isinstance(preparing.prepare(maker, nobody), Refused)
