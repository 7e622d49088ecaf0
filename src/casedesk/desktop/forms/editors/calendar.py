"""A month to pick a day from; everything that it does can be typed as well."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from casedesk.desktop.theme import icons
from casedesk.kernel.words import _, current_language

_LOCALES = {
    "nl": QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def pick_day(near: QWidget, shown: date, chosen: Callable[[date], None]) -> QMenu:
    """Open a month below a widget; ``chosen`` hears the day. Escape closes it."""
    menu = QMenu(near)
    calendar = QCalendarWidget(menu)
    calendar.setLocale(_LOCALES[current_language()])
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    calendar.setAccessibleName(_("Calendar"))
    for name, icon in (("prevmonth", "arrow-left"), ("nextmonth", "arrow-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            icons.dress(arrow, icon)
    calendar.setMinimumWidth(calendar.fontMetrics().averageCharWidth() * 44)
    weekend = QTextCharFormat()  # no red: a Saturday is no warning
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))

    def pick(day: QDate) -> None:
        menu.close()
        chosen(date(day.year(), day.month(), day.day()))

    calendar.activated.connect(pick)
    calendar.clicked.connect(pick)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(near.mapToGlobal(near.rect().bottomLeft()))
    calendar.setFocus()
    return menu
