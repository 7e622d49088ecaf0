"""Levels through time as plain lines, one below the other, on one scale of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.desktop.theme import tokens
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.needs.rules import Level

_LINES = 2.2
"""Height of one course, in lines of text."""


@dataclass(frozen=True, slots=True)
class Course:
    """One line of the picture; ``levels`` from the earliest on."""

    name: str
    levels: tuple[Level, ...]


class LinePicture(QWidget):
    """Draws courses; the top of each band is the best level, the bottom the gravest.

    Everything that it shows stands in its accessible description, too.
    """

    def __init__(self, order: Sequence[str], labels: Mapping[str, str], name: str) -> None:
        super().__init__()
        self._order = tuple(order)
        self._labels = dict(labels)
        self._courses: tuple[Course, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_courses(self, courses: Sequence[Course]) -> None:
        """Draw these."""
        self._courses = tuple(
            Course(c.name, known)
            for c in courses
            if (known := tuple(level for level in c.levels if level.code in self._order))
        )
        self.setAccessibleDescription(self.spoken())
        self.setToolTip(self.spoken())
        self.setVisible(bool(self._courses))
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """The picture in words."""
        return "\n".join(
            f"{course.name}: "
            + "; ".join(
                f"{show_date(level.on)} {self._labels.get(level.code or '', '')}"
                for level in course.levels
            )
            for course in self._courses
        )

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(40 * self.fontMetrics().averageCharWidth(), round(self._height(line)))

    def minimumSizeHint(self) -> QSize:
        return QSize(24 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        days = [level.on for course in self._courses for level in course.levels]
        if not days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, line = tokens.of(self), self.fontMetrics().height()
        first, last = min(days), max(days)
        band = line * _LINES
        names = self._name_width()
        area = QRectF(names, 0, max(1.0, self.width() - names - line), band)
        for place, course in enumerate(self._courses):
            area.moveTop(place * band)
            self._draw_name(painter, course.name, QRectF(0, area.top(), names - line / 2, band))
            self._draw(painter, course, area, first, last)
        painter.setPen(theme.colour("muted"))
        foot = QRectF(names, len(self._courses) * band, area.width(), line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, show_date(first))
        if last != first:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, show_date(last))

    def _height(self, line: int) -> float:
        return len(self._courses) * line * _LINES + line if self._courses else 0.0

    def _name_width(self) -> float:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(c.name) for c in self._courses), default=0)
        return min(widest + metrics.height(), self.width() * 0.45)

    def _draw_name(self, painter: QPainter, name: str, place: QRectF) -> None:
        painter.setPen(tokens.of(self).colour("text"))
        words = self.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, round(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _draw(
        self, painter: QPainter, course: Course, area: QRectF, first: date, last: date
    ) -> None:
        theme, room = tokens.of(self), area.adjusted(0, area.height() / 5, 0, -area.height() / 5)
        painter.setPen(QPen(theme.colour("line"), 1))
        for edge in (room.top(), room.bottom()):
            painter.drawLine(QPointF(room.left(), edge), QPointF(room.right(), edge))
        span = max(1, (last - first).days)
        steps = max(1, len(self._order) - 1)
        points = [
            QPointF(
                room.left() + room.width() * (level.on - first).days / span,
                room.bottom() - room.height() * self._order.index(level.code or "") / steps,
            )
            for level in course.levels
        ]
        painter.setPen(QPen(theme.colour("accent"), 2))
        for one, other in pairwise(points):
            painter.drawLine(one, other)
        painter.drawLine(points[-1], QPointF(room.right(), points[-1].y()))
        painter.setBrush(theme.colour("accent"))
        for point in points:
            painter.drawEllipse(point, 3.5, 3.5)


def picture_words() -> str:
    """How the picture is to be read."""
    return _("High in its band goes well, low goes badly.")
