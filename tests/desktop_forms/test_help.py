"""What a colleague would ask stands beside the field, short, in both languages, never cut off."""

import re

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casedesk import features
from casedesk.bootstrap import Sitting
from casedesk.desktop.forms.editors.lines import Line
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.kernel.words import _, speaking
from casedesk.store.declare import fields_of, record_classes
from tests.builders import a_case, a_victim
from tests.desks import TestDesk

features.load_records()

MOST_WORDS = 12
QUESTIONS = sorted(
    {
        field.help
        for cls in record_classes()
        for field in fields_of(cls).values()
        if field.help.endswith("?")
    }
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_short_enough_to_be_asked_aloud(question: str, language: str) -> None:
    with speaking(language):
        asked = _(question)
    assert asked.endswith("?")
    sentences = [part for part in re.split(r"(?<=[.?])\s+", asked) if part]
    assert max(len(sentence.split()) for sentence in sentences) <= MOST_WORDS


def test_most_kinds_ask_what_a_colleague_would_ask() -> None:
    asking = {
        cls.record.name
        for cls in record_classes()
        if any(field.help.endswith("?") for field in fields_of(cls).values())
    }
    assert {
        *("signal", "notification", "triage", "intake", "need_assessment", "safety_assessment"),
        *("exploitation_episode", "care_plan", "residence_event", "criminal_event", "referral"),
        *("contact_moment", "case_consult", "sharing_ground", "person_relation", "person"),
        *("victim_details", "person_role", "identifier", "case_file", "inspection", "action"),
        *("deadline", "document", "suspect_fact"),
    } <= asking


def test_a_new_contact_asks_how_long_it_took_and_the_question_beside_it(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    a_victim(sitting, case_id)
    form = RecordForm(desk, "contact_moment", None, case_id=case_id)
    qtbot.addWidget(form)
    form.show()
    assert form.rows["minutes"].isVisible()
    shown = [label.text() for label in form.rows["text"].findChildren(QLabel) if label.isVisible()]
    assert "Wat hoorde en zag u, los van wat u denkt?" in shown
    described = form.rows["text"].editor.control().accessibleDescription()
    assert described == "Wat hoorde en zag u, los van wat u denkt?"


def test_a_box_for_a_date_grows_when_the_text_does(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.fit(10)
    font = line.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    line.setFont(font)
    assert line.maximumWidth() > line.fontMetrics().horizontalAdvance("00-00-0000")


def test_a_box_that_may_be_wide_stays_so(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    widest = line.maximumWidth()
    line.changeEvent(QEvent(QEvent.Type.FontChange))
    assert line.maximumWidth() == widest
