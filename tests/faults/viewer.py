"""The program with names on its screen, to look what it leaves on disk: ``STORE CASE PARTNER``.

It unlocks, searches, opens the case, types into a form, puts a handover together until its
preview stands, and stumbles over a fault that quotes a name. Then it prints ``ready``, with the
texts of the preview's pages, and waits to be killed.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casedesk.desktop import opening
from casedesk.desktop.app import CaseDesk, make_application, settings_of_user
from casedesk.desktop.desk import Place
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.main_window import MainWindow
from casedesk.people.model import Person
from casedesk.store.hardening import harden
from tests.builders import PASSPHRASE
from tests.faults.names import PERSON
from tests.faults.stores import LOGIN, cheap_keys
from tests.faults.windows import Questions


def wait(window: MainWindow) -> None:
    """Until what was asked has come."""
    for _round in range(4):
        QTest.qWait(30)
        window.desk.runner.wait()


def look_around(window: MainWindow, case_id: int, partner: int) -> list[str]:
    """Bring names on the screen in every way; answers the texts of the preview's pages."""
    desk = window.desk
    window.navigator.go(Place("people"))
    wait(window)
    page = window.navigator.page
    assert isinstance(page, ListPage)
    QTest.keyClicks(page.search, "zqx")
    wait(window)
    for tab in ("overview", "timeline", "people", "contacts", "history"):
        desk.open_case(case_id, tab)
        wait(window)
    with desk.sitting.store.read() as session:
        person = session.query(Person.id).first()
    assert person is not None
    desk.open_record("person", person[0])
    wait(window)
    form = next(iter(window.navigator.page.findChildren(RecordForm)))
    QTest.keyClicks(form.rows["form_of_address"].editor.control(), PERSON.family)
    desk.open_handover(case_id, partner)
    texts: list[str] = []
    for _round in range(100):
        wait(window)
        shown = window.navigator.page.findChildren(QPdfDocument)
        texts = [d.getAllText(p).text() for d in shown for p in range(d.pageCount())]
        if texts:
            break
    return texts


def run(store: Path, case_id: int, partner: int) -> None:
    """Open the program on the store and stay."""
    cheap_keys()
    harden()
    application: QApplication = make_application()
    desk = CaseDesk(application, settings_of_user(), Questions())
    desk.errors.install()
    desk.settings.remember_store(store)
    desk.opened(opening.unlock(store, LOGIN, PASSPHRASE))
    assert desk.window is not None
    texts = look_around(desk.window, case_id, partner)
    desk.window.resize(1000, 700)
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    desk.errors.take(ValueError(f"{PERSON.given} {PERSON.family} does not fit"))
    desk.settings.save()
    sys.stdout.write(json.dumps(texts) + "\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
