"""Paints the lines of the timeline: lanes, dots, periods, words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.theme.tokens import Tokens
from casedesk.desktop.timeline.lines import Bar, Line, Look
from casedesk.desktop.timeline.measures import (
    LANES,
    SAY_GAP,
    Fit,
    Measures,
    is_broken,
    measures,
)
from casedesk.desktop.timeline.model import TimelineModel
from casedesk.desktop.timeline.words import (
    TRACK_TOKENS,
    TRACK_WORDS,
    day_word,
    due_word,
    kind_word,
    range_word,
)
from casedesk.kernel.moments import Track
from casedesk.kernel.words import _, ngettext
from casedesk.timeline.entries import AHEAD, LATE, MET, TODAY, Entry

DUE_TONES = {LATE: "danger", TODAY: "warning", AHEAD: "info", MET: "good"}
DUE_ICONS = {LATE: "alert-triangle", TODAY: "alarm", AHEAD: "alarm", MET: "check"}

Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """One line at a time; nothing is kept between lines."""

    def __init__(self, view: QWidget, model: TimelineModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, zoom = self._model.line(index.row()), self._model.zoom
        room = measures(option.fontMetrics, self._view.width())
        return QSize(10, room.gap(line, zoom) + room.body(line, zoom))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line(index.row())
        theme = tokens.of(self._view)
        room = measures(option.fontMetrics, self._view.width())
        rect = option.rect
        gap = room.gap(line, self._model.zoom)
        body = rect.adjusted(0, gap, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if line.look is Look.ENTRY and option.state & QStyle.StateFlag.State_Selected:
            self._selection(painter, option, body, theme)
        if line.look is not Look.UNDATED:
            self._lanes(painter, rect, room, theme)
            if is_broken(line, self._model.zoom):
                self._break(painter, rect, gap, room, theme)
        for bar in line.bars:
            self._bar(painter, rect, body, bar, room, theme)
        if gap > SAY_GAP * room.text:
            self._gap_words(painter, QRect(rect.x(), rect.y(), rect.width(), gap), line, theme)
        if line.entry is None:
            self._heading(painter, body, line, room, theme)
        else:
            self._entry(painter, body, line.entry, room, theme)
        painter.restore()

    def _selection(
        self, painter: QPainter, option: QStyleOptionViewItem, body: QRect, theme: Tokens
    ) -> None:
        shape = QRectF(body).adjusted(2, 1, -2, -1)
        painter.setBrush(theme.colour("accent_soft"))
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(
            QPen(theme.colour("focus"), tokens.FOCUS_RING) if focused else Qt.PenStyle.NoPen
        )
        painter.drawRoundedRect(shape, tokens.RADIUS, tokens.RADIUS)

    def _lanes(self, painter: QPainter, rect: QRect, room: Measures, theme: Tokens) -> None:
        painter.setPen(QPen(theme.colour("line"), 1))
        for track in LANES:
            x = rect.x() + room.lane_x(track)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1))

    def _break(
        self, painter: QPainter, rect: QRect, gap: int, room: Measures, theme: Tokens
    ) -> None:
        """Time is cut short here: the lanes are dotted."""
        ground = theme.colour("surface")
        left = rect.x() + room.dates
        for y in range(rect.top() + gap // 4, rect.top() + 3 * gap // 4, 6):
            painter.fillRect(QRect(left, y, len(LANES) * room.lane, 3), ground)

    def _bar(
        self,
        painter: QPainter,
        rect: QRect,
        body: QRect,
        bar: Bar,
        room: Measures,
        theme: Tokens,
    ) -> None:
        width = 5 * room.unit
        offset = (0, -7, 7)[bar.place] * room.unit
        x = rect.x() + room.lane_x(bar.track) + offset - width / 2
        middle = body.top() + body.height() / 2
        top = middle if bar.ends else float(rect.top())
        bottom = middle if bar.starts else float(rect.bottom() + 1)
        colour = theme.colour(TRACK_TOKENS[bar.track])
        faint = QColor(colour)
        faint.setAlphaF(0.45)
        style = Qt.BrushStyle.BDiagPattern if bar.vague else Qt.BrushStyle.SolidPattern
        painter.setPen(QPen(colour, 1) if bar.vague else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour if bar.vague else faint, style))
        painter.drawRect(QRectF(x, top, width, bottom - top))

    def _gap_words(self, painter: QPainter, rect: QRect, line: Line, theme: Tokens) -> None:
        room = measures(painter.fontMetrics(), self._view.width())
        painter.setPen(theme.colour("muted"))
        area = rect.adjusted(room.words_x, 0, -8, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, gap_words(line.gap))

    def _heading(
        self, painter: QPainter, body: QRect, line: Line, room: Measures, theme: Tokens
    ) -> None:
        words = self._model.text(line)
        font = QFont(painter.font())
        font.setBold(True)
        if line.look is Look.YEAR:
            font.setPointSizeF(font.pointSizeF() * tokens.HEADING)
        painter.setFont(font)
        area = body.adjusted(room.words_x, 0, -8, 0)
        if line.look is Look.TODAY:
            self._today(painter, body, words, room, theme)
            return
        painter.setPen(theme.colour("text" if line.look is Look.YEAR else "muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _today(
        self, painter: QPainter, body: QRect, words: str, room: Measures, theme: Tokens
    ) -> None:
        middle = body.top() + body.height() / 2
        accent = theme.colour("accent")
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(body.left() + 4, middle), QPointF(body.right() - 4, middle))
        metrics = painter.fontMetrics()
        wanted = metrics.horizontalAdvance(words) + round(24 * room.unit)
        height = metrics.height() + round(8 * room.unit)
        left = body.left() + room.words_x - 8
        # Where there is no room beside the lanes, today lies over them.
        left = min(left, max(body.left() + 4, body.right() - wanted - 8))
        width = min(wanted, body.right() - left - 4)
        label = QRectF(left, middle - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(label, height / 2, height / 2)
        painter.setPen(theme.colour("on_accent"))
        left_over = round(width - 16 * room.unit)
        said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left_over)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, said)

    def _entry(
        self, painter: QPainter, body: QRect, entry: Entry, room: Measures, theme: Tokens
    ) -> None:
        self._dot(painter, body, entry, room, theme)
        pad = round(room.text * 0.35)
        inner = body.adjusted(0, pad, -round(10 * room.unit), -pad)
        words = inner.adjusted(room.words_x, 0, 0, 0)
        chip = self._due(painter, words, entry, room, theme)
        painter.setPen(theme.colour("muted"))
        if room.fit is Fit.TIGHT:
            painter.drawText(words, int(Qt.AlignmentFlag.AlignTop), day_word(entry))
            words.setTop(words.top() + round(room.text * 1.12))
            chip = 0
        else:
            dates = inner.adjusted(0, 0, 0, 0)
            dates.setWidth(room.dates - round(10 * room.unit))
            flags = int(Qt.AlignmentFlag.AlignRight) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(dates, flags, day_word(entry))
        self._words(painter, words, chip, entry, room, theme)

    def _words(
        self,
        painter: QPainter,
        words: QRect,
        chip: int,
        entry: Entry,
        room: Measures,
        theme: Tokens,
    ) -> None:
        """The title, and below it the quiet line; ``chip`` is the width taken at the right."""
        top = int(Qt.AlignmentFlag.AlignTop)
        normal = painter.font()
        painter.setPen(theme.colour("text"))
        if entry.due in (LATE, TODAY, AHEAD):
            bold = QFont(normal)
            bold.setWeight(QFont.Weight.DemiBold)
            painter.setFont(bold)
        rows = room.title_lines
        height = round(room.text * 1.12 * rows)
        title = QRect(words.x(), words.y(), words.width() - chip, height)
        said = elided(painter.fontMetrics(), entry.title, title.width(), rows)
        painter.drawText(title, top | int(Qt.TextFlag.TextWordWrap), said)
        painter.setFont(normal)
        if self._model.zoom.lines > 1:
            painter.setPen(theme.colour("muted"))
            below = QRect(words.x(), words.y() + height, words.width(), room.text)
            meta = painter.fontMetrics().elidedText(
                about(entry), Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, top, meta)

    def _dot(
        self, painter: QPainter, body: QRect, entry: Entry, room: Measures, theme: Tokens
    ) -> None:
        colour = theme.colour(TRACK_TOKENS[entry.track])
        size = room.dot
        x = body.x() + room.lane_x(entry.track)
        y = body.top() + body.height() / 2
        circle = QRectF(x - size / 2, y - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(circle)
        pen = QPen(colour, 1.6)
        if entry.vague:
            faint = QColor(colour)
            faint.setAlphaF(0.35)
            painter.setBrush(QBrush(faint, Qt.BrushStyle.BDiagPattern))
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawEllipse(circle)
        icon = round(size * 0.64)
        picture = icons.picture(entry.icon, icon, TRACK_TOKENS[entry.track])
        painter.drawPixmap(QPointF(x - icon / 2, y - icon / 2), picture)

    def _due(
        self, painter: QPainter, words: QRect, entry: Entry, room: Measures, theme: Tokens
    ) -> int:
        """Paint how far ahead or late it is; answers the width that this takes."""
        said = due_word(entry, self._model.today)
        if not said:
            return 0
        tone = DUE_TONES[entry.due]
        metrics = painter.fontMetrics()
        icon = round(room.text * 0.9)
        height = metrics.height() + round(4 * room.unit)
        width = metrics.horizontalAdvance(said) + icon + round(20 * room.unit)
        label = QRectF(words.right() - width, words.top() - 2, width, height)
        painter.setPen(QPen(theme.colour(tone), 1))
        painter.setBrush(theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(label, height / 2, height / 2)
        left = label.left() + 7 * room.unit
        painter.drawPixmap(
            QPointF(left, label.center().y() - icon / 2),
            icons.picture(DUE_ICONS[entry.due], icon, tone),
        )
        painter.setPen(theme.colour(tone))
        rest = label.adjusted(icon + 10 * room.unit, 0, -7 * room.unit, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, said)
        return round(width + 10 * room.unit)


def about(entry: Entry) -> str:
    """The quiet line below the title: kind, track, and the days of what is vague or lasts."""
    parts = [kind_word(entry)]
    if entry.track is not Track.NONE:
        parts.append(_(TRACK_WORDS[entry.track]))
    parts.append(range_word(entry))
    return " · ".join(part for part in parts if part)


def elided(metrics: QFontMetrics, text: str, width: int, rows: int) -> str:
    """The text as far as it fits in so many rows."""
    if rows == 1 or metrics.horizontalAdvance(text) <= width:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    # Words break where they will, so a little less than two rows is sure to fit.
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width * (rows - 0.25)))


def gap_words(days: int) -> str:
    """How long nothing is written down of, in words that suit the length."""
    if days >= 720:
        years = round(days / 365)
        return ngettext("{n} year", "{n} years", years).format(n=years)
    if days >= 60:
        months = round(days / 30.4)
        return ngettext("{n} month", "{n} months", months).format(n=months)
    if days >= 21:
        weeks = round(days / 7)
        return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)
    return ngettext("{n} day", "{n} days", days).format(n=days)
