"""Walk through the real windows without a display and keep a picture of each main screen.

``python -m casedesk.desktop.tour --store STORE --to DIR`` opens a demo store, works in it as a
coordinator would, and writes ``*.png`` and the documents that it made to DIR. ``make run`` does
this where there is no display. Only a store of invented people is toured: pictures are plain.
"""

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casedesk.desktop.main_window import MainWindow

PATIENCE_MS = 20_000
SIZE = (1280, 820)


def main(given: Sequence[str] | None = None) -> int:
    """Do the tour that the words ask for; answers the exit code."""
    ask = argparse.ArgumentParser(prog="casedesk tour")
    ask.add_argument("--store", type=Path, required=True)
    ask.add_argument("--to", type=Path, required=True)
    ask.add_argument("--user", default="zorgcoordinator")
    ask.add_argument("--passphrase", default="demo", help=argparse.SUPPRESS)
    ask.add_argument("--all", action="store_true", help="both languages, themes, text sizes")
    words = ask.parse_args(given)
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        tour = Tour(words.store, words.to, Path(folder) / "settings.ini")
        try:
            made = tour.walk(words.user, words.passphrase, every_look=words.all)
        except Exception:  # noqa: BLE001 - the window's own hook would only write it down
            traceback.print_exc()
            return 1
    for path in made:
        print(path)  # noqa: T201 - what was made is the answer
    return 0


class Tour:
    """One walk; ``pictures`` are made in the order of the day."""

    def __init__(self, store: Path, to: Path, settings: Path) -> None:
        from casedesk.desktop.app import CaseDesk, make_application
        from casedesk.desktop.questions import FakeQuestions
        from casedesk.desktop.settings import Settings

        self.application = make_application()
        self.settings = Settings(settings)
        self.questions = FakeQuestions()
        self.desk = CaseDesk(self.application, self.settings, self.questions)
        self.store, self.to = store, to
        self.made: list[Path] = []
        self.look = ""
        self._number = 0

    def walk(self, login: str, passphrase: str, *, every_look: bool) -> list[Path]:
        """The whole tour; with ``every_look`` again in each language, theme and text size."""
        self.desk.start(self.store, login)
        self._settle()
        self.picture("unlock")
        self._unlock(passphrase)
        self._refuse_real_people()
        for look in self._looks(every_look):
            self.look = look
            self._number = 1
            self._screens()
        self.desk.end()
        return self.made

    def _looks(self, every_look: bool) -> Iterator[str]:
        yield ""
        if not every_look:
            return
        for name, language, theme, size in (
            ("nl-dark", "nl", "dark", 100),
            ("en-light", "en", "light", 100),
            ("nl-light-200", "nl", "light", 200),
            ("en-dark-200", "en", "dark", 200),
        ):
            self.settings.language = language
            self.settings.theme = theme
            self.settings.text_size = size
            self._window().resize(*SIZE)
            self._settle()
            yield name

    def _unlock(self, passphrase: str) -> None:
        unlock = self.desk.unlock
        if unlock is None:
            raise SystemExit("No window to unlock was shown.")
        unlock.passphrase.line.setText(passphrase)
        unlock.open()
        self._settle(lambda: self.desk.window is not None)
        self._window().resize(*SIZE)

    def _window(self) -> "MainWindow":
        if self.desk.window is None:
            raise SystemExit("The store did not open: is it a demo store?")
        return self.desk.window

    def _refuse_real_people(self) -> None:
        if not self._window().desk.sitting.is_demo:
            raise SystemExit("Only a demo store is toured: the pictures are not encrypted.")

    def _screens(self) -> None:
        from casedesk.desktop.case.tabs import TABS
        from casedesk.desktop.rail import stops_for

        window = self._window()
        for stop in stops_for(window.desk.sitting.actor):
            self._go(stop.page)
            self.picture(stop.page)
        case_id = self._telling_case()
        for tab in TABS:
            self._go("case", id=case_id, case_id=case_id, tab=tab.key)
            self.picture(f"case-{tab.key}")
            if tab.key == "referrals" and not self.look:
                self._change_a_referral()
        self._pages(case_id)
        self._documents(case_id)

    def _pages(self, case_id: int) -> None:
        """Pages that no stop of the rail leads to at once."""
        from casedesk.access.rights import Right, may
        from casedesk.locations.model import Location
        from casedesk.signals.model import Signal

        for tab in ("notifications", "advice"):
            self._go("signals", tab=tab)
            self.picture(f"signals-{tab}")
        for kind, told in (("signal", Signal.case_id.is_not(None)), ("location", None)):
            record_id = self._some({"signal": Signal, "location": Location}[kind], told)
            self._go("record", kind=kind, id=record_id)
            self.picture(kind)
        self._go("stand_in", id=case_id, case_id=case_id)
        self.picture("stand-in")
        for page in ("new_person", "duplicates", "comensha", "contact"):
            self._go(page)
            self.picture(page.replace("_", "-"))
        first, second = self._two_persons(case_id)
        self._go("compare", kind="person", id=first, entry=("person", second))
        self.picture("merge")
        if may(self._window().desk.sitting.actor, Right.SUSPECTS):
            self._go("suspect", kind="person", id=self._a_suspect())
            self.picture("suspect")

    def _some(self, kind: type[Any], told: Any) -> int:
        """The newest record of a kind of which this is true."""
        from sqlalchemy import select

        query = select(kind.id).order_by(kind.id.desc()).limit(1)
        with self._window().desk.sitting.store.read() as session:
            found: int = session.scalars(query if told is None else query.where(told)).one()
        return found

    def _two_persons(self, case_id: int) -> tuple[int, int]:
        """A victim of the case and somebody else, for the page that puts two beside each other."""
        from sqlalchemy import select

        from casedesk.people.model import PersonRole

        victims = select(PersonRole.person_id).where(PersonRole.role == "victim").distinct()
        with self._window().desk.sitting.store.read() as session:
            here = session.scalars(victims.where(PersonRole.case_id == case_id)).first()
            there = session.scalars(victims.where(PersonRole.case_id != case_id)).first()
        if here is None or there is None:
            raise SystemExit("There are no two victims to compare.")
        return here, there

    def _a_suspect(self) -> int:
        """Somebody of whom much is told."""
        from sqlalchemy import func, select

        from casedesk.suspects.model import SuspectFact

        who = SuspectFact.person_id
        query = select(who).group_by(who).order_by(func.count().desc()).limit(1)
        with self._window().desk.sitting.store.read() as session:
            return session.scalars(query).one()

    def _documents(self, case_id: int) -> None:
        """Make a handover and a summary as a user does, by the buttons of their pages."""
        from casedesk.desktop.handover.page import HandoverPage
        from casedesk.desktop.handover.paper_page import SummaryPage

        window = self._window()
        window.desk.open_handover(case_id, self._shelter())
        page = window.navigator.page
        if not isinstance(page, HandoverPage):
            raise SystemExit("The page for a handover did not open.")
        self._settle(lambda: bool(page.ask.persons))
        for number, box in enumerate(page.ask.persons.values()):
            if box.isChecked() != (number == 0):
                box.click()
        for name, value in (("ground", "public_task"), ("informed", "yes")):
            page.ask.rows[name].editor.show_value(value)
            page.ask.rows[name].edited.emit()
        page.ask.read.click()
        self._settle()
        page.settling.leave_all()
        self._settle(page.ready)
        self.picture("handover")
        page.make.click()
        self._settle(lambda: bool(page.given.passphrase.text()))
        self.picture("handover-made")
        self._save("handover.pdf", page.given.save.click)
        self._keep("handover-passphrase.txt", page.given.passphrase.text().encode())
        page.given.forget()
        window.desk.open_summary(case_id)
        self._settle()
        summary = window.navigator.page
        if not isinstance(summary, SummaryPage):
            raise SystemExit("The page for the summary did not open.")
        self.picture("summary")
        self._save("summary.pdf", summary.save_button.click)

    def _save(self, name: str, press: Callable[[], None]) -> None:
        """Press a button that asks where to save."""
        path = self.to / self.look / name
        path.unlink(missing_ok=True)
        self.questions.answers.append(path)
        press()
        self.questions.said.clear()
        self._settle(path.exists)
        self.made.append(path)

    def _telling_case(self) -> int:
        """The case of the demo store in which much can be seen."""
        from sqlalchemy import select

        from casedesk.bootstrap import DEMO_CASE_FACT
        from casedesk.cases.model import CaseFile
        from casedesk.store import facts

        sitting = self._window().desk.sitting
        with sitting.vault.reading() as connection:
            number = facts.get(connection, DEMO_CASE_FACT)
        with sitting.store.read() as session:
            return session.scalars(select(CaseFile.id).where(CaseFile.number == number)).one()

    def _change_a_referral(self) -> None:
        """Take the first step that a referral of the case offers, by its button."""
        from PySide6.QtWidgets import QPushButton

        from casedesk.desktop.case.referrals import Steps

        for steps in self._window().findChildren(Steps):
            offered = [
                b for b in steps.findChildren(QPushButton) if b.isVisible() and b.isEnabled()
            ]
            if len(offered) > 1:  # the last one makes a handover
                offered[0].click()
                self._settle()
                self.picture("case-referral-changed")
                return

    def _shelter(self) -> int:
        from sqlalchemy import select

        from casedesk.organisations.model import Organisation

        window = self._window()
        query = select(Organisation.id).where(Organisation.partner_kind == "shelter").limit(1)
        with window.desk.sitting.store.read() as session:
            return session.scalars(query).one()

    def _go(self, page: str, **where: object) -> None:
        from casedesk.desktop.desk import Place

        window = self._window()
        window.navigator.go(Place(page, **where))  # type: ignore[arg-type]
        self._settle()

    def _settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let everything arrive that was asked for, and be painted."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

        loop = QEventLoop()
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not deadline.hasExpired():
            window = self.desk.window
            runner = window.desk.runner if window else self.desk._runner  # noqa: SLF001
            runner.wait()
            loop.processEvents()
            QTimer.singleShot(60, loop.quit)
            loop.exec()
            if until():
                break
        if self.questions.said:
            raise SystemExit("A fault was shown: " + " / ".join(self.questions.said))

    def picture(self, name: str) -> None:
        """Keep a picture of the window that is shown."""
        window = self.desk.window or self.desk.unlock
        if window is None:
            raise SystemExit("There is no window to picture.")
        self._number += 1
        folder = self.to / self.look
        folder.mkdir(exist_ok=True)
        path = folder / f"{self._number:02d}-{name}.png"
        window.grab().save(str(path))
        self.made.append(path)

    def _keep(self, name: str, content: bytes) -> None:
        path = self.to / self.look / name
        path.write_bytes(content)
        self.made.append(path)


if __name__ == "__main__":
    sys.exit(main())
