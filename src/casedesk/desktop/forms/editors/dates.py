"""Days, vague dates and moments, typed as people write them."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from casedesk.desktop.forms.editors.base import Around
from casedesk.desktop.forms.editors.calendar import pick_day
from casedesk.desktop.forms.editors.lines import Line, LineEditor
from casedesk.desktop.theme import icons
from casedesk.kernel.changes import Refused
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import (
    Precision,
    Problem,
    VagueDate,
    parse_date,
    parse_vague,
    show_date,
)
from casedesk.kernel.fields import Field
from casedesk.kernel.words import N_, _, current_language

_ZONE = ZoneInfo(AMSTERDAM)

_WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)


def read_day(text: str, today: date) -> date | Problem:
    """A typed day; "+14" alone is fourteen days from now."""
    return parse_date(re.sub(r"^([+-] ?\d{1,3})$", r"\1d", text.strip()), today)


class _DayEditor(LineEditor):
    """A line with a calendar beside it, which tells how it was understood."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.button = QToolButton(self)
        self.button.setProperty("look", "small")
        icons.dress(self.button, "calendar", "muted")
        self.button.setToolTip(_("Pick a day from the calendar"))
        self.button.clicked.connect(self._open_calendar)
        self.button.installEventFilter(self)
        self._row.addWidget(self.button)
        self._row.addStretch(1)
        self.line.textEdited.connect(self._tell)

    def set_accessible(self, name: str, description: str) -> None:
        super().set_accessible(name, description)
        self.button.setAccessibleName(_("Calendar for {field}").format(field=name))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setVisible(not read_only)

    def _open_calendar(self) -> None:
        pick_day(self.line, self._near(), self._pick)

    def _near(self) -> date:
        value = self.value()
        return value if isinstance(value, date) else self.around.today()

    def _pick(self, day: date) -> None:
        self._put(show_date(day))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(self.line.text())
        self._decide()

    def _tell(self, text: str) -> None:
        self.understood.emit(self._meaning(text) if text.strip() else "")

    def _meaning(self, text: str) -> str:
        raise NotImplementedError


class DateEditor(_DayEditor):
    """An exact day."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line.fit(14)

    def _say(self, value: date) -> str:
        return show_date(value)

    def _display(self, value: Any) -> None:
        super()._display(value)
        if not self.line.placeholderText():
            self.line.setPlaceholderText(_("dd-mm-yyyy"))

    def _read(self) -> Any:
        text = self.line.text()
        if not text.strip():
            return None
        found = read_day(text, self.around.today())
        return Refused(found.sentence, self.field.name) if isinstance(found, Problem) else found

    def _meaning(self, text: str) -> str:
        found = read_day(text, self.around.today())
        return "" if isinstance(found, Problem) else show_day(found)


class VagueDateEditor(_DayEditor):
    """A date as far as it is known, in words."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line.fit(30)

    def _say(self, value: VagueDate) -> str:
        return value.typed(current_language())

    def _display(self, value: Any) -> None:
        super()._display(value)
        if not self.line.placeholderText():
            self.line.setPlaceholderText(_("such as summer 2022"))

    def _near(self) -> date:
        value = self.value()
        near = value.anchor if isinstance(value, VagueDate) else None
        return near or self.around.today()

    def _read(self) -> Any:
        text = self.line.text()
        if not text.strip():
            return None
        found = parse_vague(text, self.around.today(), current_language())
        return Refused(found.sentence, self.field.name) if isinstance(found, Problem) else found

    def _meaning(self, text: str) -> str:
        found = parse_vague(text, self.around.today(), current_language())
        return "" if isinstance(found, Problem) else explain(found)


class MomentEditor(_DayEditor):
    """A day and a time, as the clock on the wall says it."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line.fit(14)
        self.clock = Line(self)
        self.clock.fit(7)
        self.clock.setPlaceholderText(_("hh:mm"))
        self.clock.textEdited.connect(self._touch)
        self.clock.installEventFilter(self)
        self._row.insertWidget(2, self.clock)

    def set_accessible(self, name: str, description: str) -> None:
        super().set_accessible(name, description)
        self.clock.setAccessibleName(_("{field}: time").format(field=name))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.clock.setReadOnly(read_only)

    def typed(self) -> Any:
        return {"text": self.line.text(), "time": self.clock.text()}

    def show_typed(self, typed: Any) -> None:
        super().show_typed(typed)
        self.clock.setText(typed.get("time", ""))

    def _near(self) -> date:
        value = self.value()
        if isinstance(value, datetime):
            return value.astimezone(_ZONE).date()
        return self.around.today()

    def _say(self, value: datetime) -> str:
        return show_date(value.astimezone(_ZONE).date())

    def _display(self, value: Any) -> None:
        super()._display(value)
        known = isinstance(value, datetime)
        self.clock.setText(f"{value.astimezone(_ZONE):%H:%M}" if known else "")

    def _read(self) -> Any:
        day_text, time_text = self.line.text().strip(), self.clock.text().strip()
        if not day_text and not time_text:
            return None
        day = read_day(day_text, self.around.today()) if day_text else self.around.today()
        if isinstance(day, Problem):
            return Refused(day.sentence, self.field.name)
        at = read_time(time_text) if time_text else time(0, 0)
        if at is None:
            return Refused(_("Type the time as hours and minutes, for example 14:30."))
        return datetime.combine(day, at, _ZONE).astimezone(UTC)

    def _meaning(self, text: str) -> str:
        found = read_day(text, self.around.today())
        return "" if isinstance(found, Problem) else show_day(found)


def read_time(text: str) -> time | None:
    """14:30, 14.30, 1430, 9u05 or 9; None for anything else."""
    match = re.fullmatch(r"(\d{1,2})(?:[:.uUhH ]?(\d{2}))?\s*[uUhH]?", text.strip())
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def show_day(day: date) -> str:
    """A day with its weekday: a slip of the finger shows at once."""
    return f"{_(_WEEKDAYS[day.weekday()])} {show_date(day)}"


def explain(value: VagueDate) -> str:
    """How a vague date was understood, with the days that it spans."""
    if value.precision is Precision.DAY and value.earliest is not None and not value.estimated:
        return show_day(value.earliest)
    first, last = value.earliest, value.latest
    if first is not None and last is not None:
        span = _("{first} to {last}").format(first=show_date(first), last=show_date(last))
    elif last is not None:
        span = _("until {last}").format(last=show_date(last))
    elif first is not None:
        span = _("from {first}").format(first=show_date(first))
    else:
        return _("kept in words, without a date")
    return f"{value.show(current_language())}: {span}"
