"""Numbers of places: a picture and a table, with the rule and the day beneath."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.places.bars import Bar, BarPicture
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import card, column, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import add_months, show_date
from casedesk.kernel.words import N_, _
from casedesk.locations.counting import (
    BY_NAMES,
    MEASURE_NAMES,
    By,
    CountRow,
    Counts,
    Measure,
    Period,
    count_places,
)

KINDS = ("location", "inspection", "signal", "case_file", "exploitation_episode")
"""The records that the numbers speak of."""


def _this_year(today: date) -> Period:
    return Period(date(today.year, 1, 1), date(today.year, 12, 31))


def _last_year(today: date) -> Period:
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def _twelve_months(today: date) -> Period:
    return Period(add_months(today, -12) + timedelta(days=1), today)


def _always(_today: date) -> Period:
    return Period()


PERIODS: tuple[tuple[str, Callable[[date], Period]], ...] = (
    (N_("Last 12 months"), _twelve_months),
    (N_("This year"), _this_year),
    (N_("Last year"), _last_year),
    (N_("All years"), _always),
)


class CountsPart(QWidget):
    """Choose what is put together, what is counted and of which period."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.by, self.measure, self.period = QComboBox(), QComboBox(), QComboBox()
        for by in By:
            self.by.addItem(_(BY_NAMES[by]), by.value)
        for measure in Measure:
            self.measure.addItem(_(MEASURE_NAMES[measure]), measure.value)
        for place, (words, _period) in enumerate(PERIODS):
            self.period.addItem(_(words), place)
        self.heading = text("", "heading", wrap=True)
        self.picture = BarPicture()
        self.empty = text(_("Nothing to count in this period."), "muted", wrap=True)
        titles = (N_("What"), *MEASURE_NAMES.values())
        self.table = PlainTable(_("Numbers of places"), titles, grow=0)
        self.rule = text("", "small", wrap=True)
        self._counts: Counts | None = None
        self._lay_out()
        for choice in (self.by, self.period):
            choice.currentIndexChanged.connect(lambda _row: self._load())
        self.measure.currentIndexChanged.connect(lambda _row: self._draw())
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(*KINDS):
            self._load()

    def start(self) -> None:
        """Put the focus on the first choice."""
        self.by.setFocus()

    def _lay_out(self) -> None:
        choices = Flow()
        for words, choice in (
            (_("Put together by"), self.by),
            (_("Count"), self.measure),
            (_("Period"), self.period),
        ):
            holder = QWidget()
            holder.setLayout(column(labelled(words, choice), choice, spacing=tokens.SPACE_XS))
            choice.setMinimumContentsLength(18)
            choices.addWidget(holder)
        sheet = Sheet(widest=130)
        sheet.column.addLayout(choices)
        sheet.column.addWidget(
            card(column(self.heading, self.picture, self.empty, spacing=tokens.SPACE_M))
        )
        sheet.column.addWidget(self.table)
        sheet.column.addWidget(self.rule)
        sheet.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet)

    def _load(self) -> None:
        desk = self._desk
        by = By(str(self.by.currentData()))
        period = PERIODS[int(self.period.currentData())][1](desk.sitting.clock.today())

        def read() -> Counts:
            with desk.sitting.store.read() as session:
                return count_places(session, desk.reader, by, period)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, counts: Counts) -> None:
        self._counts = counts
        self.table.setRowCount(0)
        for row in counts.rows:
            self.table.add((row.label, *(_number(row, measure) for measure in Measure)))
        self.table.fit()
        said = _("Counted on {day}.").format(day=show_date(counts.counted_on))
        self.rule.setText(f"{counts.rule} {said}")
        self._draw()

    def _draw(self) -> None:
        counts = self._counts
        if counts is None:
            return
        measure = Measure(str(self.measure.currentData()))
        number: Callable[[CountRow], int] = partial(_value, measure=measure)
        bars = [Bar(row.label, number(row)) for row in counts.rows if number(row)]
        bars.sort(key=lambda bar: -bar.number)
        title = _("{what} by {by}, {period}").format(
            what=_(MEASURE_NAMES[measure]),
            by=_(BY_NAMES[counts.by]).lower(),
            period=counts.period[:1].lower() + counts.period[1:],
        )
        self.heading.setText(title)
        self.picture.show_bars(title, bars)
        self.picture.setVisible(bool(bars))
        self.empty.setVisible(not bars)


def _value(row: CountRow, measure: Measure) -> int:
    return row.numbers[measure] or 0


def _number(row: CountRow, measure: Measure) -> str:
    number = row.numbers[measure]
    return "–" if number is None else str(number)
