"""What changed per life domain between two days, in words and as lines through time."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.care.line_picture import Course, LinePicture, picture_words
from casedesk.desktop.care.words import TURNS, turn_words
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import column, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.needs.course import DOMAINS, NEED, NEED_LEVELS, dates_of, needs_course
from casedesk.needs.rules import Level, Step, between


class ChangeView(QWidget):
    """Two days to choose, a line per domain, and the picture below."""

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self._room, self._person_id = room, person_id
        self._courses: Mapping[str, Sequence[Level]] = {}
        self._days: tuple[date, ...] = ()
        labels = room.desk.sitting.labels
        self._order = tuple(labels.codes(NEED_LEVELS))
        self.first, self.last = QComboBox(), QComboBox()
        self.steps: Mapping[str, Step] = {}
        self.lines: list[str] = []
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._none = text(_("One round is not enough to see change. Do another later."), "muted",
                          wrap=True)  # fmt: skip
        self.picture = LinePicture(
            self._order,
            {code: labels.label(NEED_LEVELS, code) for code in self._order},
            _("Life domains through time"),
        )
        self._lay_out()
        self.load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(NEED):
            self.load()

    def load(self) -> None:
        """Read all rounds."""
        desk, case_id, person_id = self._room.desk, self._room.case_id, self._person_id

        def read() -> Mapping[str, Sequence[Level]]:
            with desk.sitting.store.read() as session:
                return needs_course(session, desk.reader, case_id, person_id)

        desk.runner.run(read, self._show, owner=self)

    def compare(self, first: date, last: date) -> None:
        """Show what changed between the ends of two days that were chosen."""
        self.first.setCurrentIndex(self._days.index(first))
        self.last.setCurrentIndex(self._days.index(last))
        self._tell()

    def _lay_out(self) -> None:
        inside = column(spacing=tokens.SPACE_M)
        choice = QWidget()
        flow = Flow(choice, space=tokens.SPACE_S)
        for words, box in ((_("From"), self.first), (_("Until"), self.last)):
            flow.addWidget(labelled(words, box))
            box.setAccessibleName(words)
            box.activated.connect(lambda _place: self._tell())
            flow.addWidget(box)
        inside.addWidget(choice)
        self._choice = choice
        inside.addWidget(self._none)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_L)
        self._grid.setVerticalSpacing(tokens.SPACE_S)
        for place, share in enumerate((3, 3, 3, 2)):
            self._grid.setColumnStretch(place, share)
        inside.addWidget(self._table)
        self._how = text(picture_words(), "small", wrap=True)
        inside.addWidget(self._how)
        inside.addWidget(self.picture)
        self.setLayout(inside)

    def _show(self, courses: Mapping[str, Sequence[Level]]) -> None:
        chosen = (self._day(self.first), self._day(self.last))
        self._courses, self._days = courses, dates_of(courses)
        for box in (self.first, self.last):
            box.clear()
            box.addItems([show_date(day) for day in self._days])
        enough = len(self._days) > 1
        for part in (self._choice, self._table):
            part.setVisible(enough)
        self._none.setVisible(not enough)
        if self._days:
            first, last = chosen
            self.first.setCurrentIndex(self._days.index(first) if first in self._days else 0)
            self.last.setCurrentIndex(
                self._days.index(last) if last in self._days else len(self._days) - 1
            )
        self._tell()
        labels = self._room.desk.sitting.labels
        self.picture.show_courses(
            [Course(labels.label(DOMAINS, d), tuple(c)) for d, c in courses.items()]
            if enough
            else []
        )
        self._how.setVisible(enough)

    def _day(self, box: QComboBox) -> date | None:
        place = box.currentIndex()
        return self._days[place] if 0 <= place < len(self._days) else None

    def _tell(self) -> None:
        while self._grid.count():
            taken = self._grid.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        first, last = self._day(self.first), self._day(self.last)
        if first is None or last is None:
            return
        first, last = min(first, last), max(first, last)
        self.steps = between(self._courses, first, last, self._order)
        labels = self._room.desk.sitting.labels
        titles = (_("Life domain"), show_date(first), show_date(last), _("What changed"))
        for place, words in enumerate(titles):
            self._grid.addWidget(text(words, "muted", wrap=True), 0, place)
        for number, (domain, step) in enumerate(self.steps.items(), start=1):
            name = labels.label(DOMAINS, domain)
            cells = (name, self._level(step.before), self._level(step.after))
            for place, words in enumerate(cells):
                self._grid.addWidget(text(words, "strong" if place == 0 else "", wrap=True),
                                     number, place)  # fmt: skip
            tone = TURNS[step.turn][2]
            chip = text(turn_words(step.turn), f"chip-{tone}" if tone else "chip", wrap=True)
            self._grid.addWidget(chip, number, 3)
            self.lines.append(f"{cells[0]}: {cells[1]} → {cells[2]}, {turn_words(step.turn)}")
        self._table.setAccessibleName(_("Change between two days"))
        self._table.setAccessibleDescription("\n".join(self.lines))

    def _level(self, level: Level | None) -> str:
        if level is None or level.code is None:
            return _("not known")
        return self._room.desk.sitting.labels.label(NEED_LEVELS, level.code)
