"""A contact can be written down from anywhere, and what was begun is offered again."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.forms.editors.choice import ChoiceEditor
from casedesk.desktop.forms.editors.lines import LineEditor
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.directory import partners
from casedesk.desktop.pages.quick_contact import QuickContactPage
from tests.builders import a_case, a_partner, a_victim
from tests.desks import TestDesk


def test_a_contact_is_written_in_the_case_that_was_named(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    a_case(sitting)
    case_id = a_case(sitting)
    a_victim(sitting, case_id, given="Mirela", family="Popescu")
    page = QuickContactPage(desk, Place("contact"))
    qtbot.addWidget(page)
    page.cases.setEditText("popescu")
    page.cases.picked.emit()
    assert page.form is not None
    kind = page.form.rows["contact_kind"].editor
    assert isinstance(kind, ChoiceEditor)
    kind.box.choose("phone")
    kind._decide()
    (place,) = desk.way.places
    assert (place.page, place.id) == ("case", case_id)
    assert place.entry is not None
    assert place.entry[0] == "contact_moment"


def test_a_list_offers_what_was_begun_and_not_made(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    a_partner(sitting)
    form = RecordForm(desk, "organisation", None)
    qtbot.addWidget(form)
    name = form.rows["name"].editor
    assert isinstance(name, LineEditor)
    name.line.setText("Half partner")
    name.line.textEdited.emit("Half partner")
    form.flush()
    page = partners(desk, Place("partners"))
    qtbot.addWidget(page)
    words = [button.text() for button in page.findChildren(QPushButton)]
    assert "Verdergaan met concept" in words
    go_on = page.findChildren(QPushButton)[words.index("Verdergaan met concept")]
    go_on.click()
    assert desk.way.places == [Place("record", kind="organisation")]
