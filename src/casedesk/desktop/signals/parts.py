"""What the pages of what comes in have in common: sheets below each other, and steps to take."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.leaving import take_away
from casedesk.desktop.widgets.parts import card, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.records.reading import Choice

MOST_CASES = 500


class Part(QWidget):
    """A titled sheet on a page, which reads again when one of its kinds changes."""

    kinds: tuple[str, ...] = ()

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.sheet = QVBoxLayout()
        self.sheet.setSpacing(tokens.SPACE_M)
        self.heading = text(title, "heading", wrap=True)
        self.sheet.addWidget(self.heading)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(self.sheet))

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(*self.kinds):
            self.load()

    def flush(self) -> None:
        """Save what was typed as drafts."""

    def load(self) -> None:
        """Read again what is shown."""


class Asking(QWidget):
    """A place where one step at a time is asked for; empty until then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.panel: AskPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask(self, panel: AskPanel, work: Callable[[Any], Callable[[], Changes | Refused]],
            done: Callable[[Changes], None] | None = None) -> None:  # fmt: skip
        """Show the questions; ``work`` makes the act from the answers."""
        self.put_away()
        self.panel = panel
        panel.given.connect(lambda given: self._take(work(given), done))
        panel.given_up.connect(self.put_away)
        self._column.addWidget(panel)
        self.show()
        panel.start()

    def put_away(self) -> None:
        """Ask nothing any more."""
        if self.panel is not None:
            take_away(self.panel)
            self.panel = None
        self.hide()

    def _take(
        self, act: Callable[[], Changes | Refused], done: Callable[[Changes], None] | None
    ) -> None:
        panel = self.panel
        if panel is None:
            return

        def finished(answer: Any) -> None:
            self.put_away()
            if done is not None:
                done(answer)

        self._desk.runner.change(act, finished, refused=panel.refuse, owner=panel)


def clear(layout: QVBoxLayout, widgets: list[QWidget]) -> None:
    """Take these widgets out of a layout."""
    for each in widgets:
        layout.removeWidget(each)
        take_away(each)
    widgets.clear()


def open_cases(desk: Desk) -> Sequence[Choice]:
    """The open cases, newest first, each by its number and who it is about."""
    from casedesk import features

    source = features.lists()["cases"]
    query = ListQuery(sort="opened_on", descending=True, filters={"state": "open"})
    with desk.sitting.store.read() as session:
        ids = source.ids(session, query, desk.reader)[:MOST_CASES]
        rows = source.rows(session, ids, desk.reader)
    return [Choice(i, "  ".join(part for part in rows[i][:2] if part)) for i in ids if i in rows]


def partners(desk: Desk) -> Sequence[Choice]:
    """All partners of the directory, by name."""
    from casedesk.store.declare import fields_of, record_class

    field = fields_of(record_class("signal"))["passed_to_id"]
    with desk.sitting.store.read() as session:
        return desk.reader.choices(session, field)
