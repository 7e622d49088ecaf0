"""Paints one line of the work list: on one line of text where there is room, else on two or three.

Late and today are told by a word and an icon; the colour only helps.
"""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.theme.tokens import Tokens
from casedesk.desktop.timeline.words import TRACK_TOKENS
from casedesk.desktop.today.model import Heading, TodayModel, number
from casedesk.desktop.today.words import (
    GROUP_ICONS,
    GROUP_TOKENS,
    about_words,
    heading_words,
    late_words,
    put_off_words,
    track_words,
    what_words,
    when_chip,
)
from casedesk.kernel.dates import show_date
from casedesk.records.reading import Reader
from casedesk.worklist.telling import WorkItem

Index = QModelIndex | QPersistentModelIndex

_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DATE, _LATE = "00-00-0000", 365
_ABOUT, _TRACK, _OWNER = "2026-0000 · Voorbeeldnaam Lang", "Strafrecht", "Voorbeeldnaam Lang"
"""What fits in the columns of the widest form; longer words are cut there."""


NARROW_BELOW = 70
"""With fewer characters beside each other a thing takes three lines, and orders one menu."""


class Form(IntEnum):
    """How many lines of text one thing takes."""

    WIDE = 1
    MIDDLE = 2
    NARROW = 3


def form_for(width: int, metrics: QFontMetrics) -> Form:
    """The form that fits a list of this width."""
    characters = width / max(1, metrics.averageCharWidth())
    if characters >= 135:
        return Form.WIDE
    return Form.MIDDLE if characters >= NARROW_BELOW else Form.NARROW


def row_height(form: Form, metrics: QFontMetrics) -> int:
    """The height of every row, headings included."""
    return max(tokens.TARGET, form * metrics.height()) + 2 * tokens.SPACE_S


class TodayDelegate(QStyledItemDelegate):
    """Nothing is kept between lines."""

    def __init__(self, view: QWidget, model: TodayModel, reader: Reader) -> None:
        super().__init__(view)
        self._view, self._model, self._reader = view, model, reader

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        form = form_for(self._view.width(), option.fontMetrics)
        return QSize(10, row_height(form, option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = tokens.of(self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            self._selection(painter, option, theme)
        heading = self._model.heading(index.row())
        body = option.rect.adjusted(tokens.SPACE_M, 0, -tokens.SPACE_M, 0)
        if heading is not None:
            self._heading(painter, body, heading, theme)
        else:
            self._line(painter, option.rect)
            item = self._model.item(index.row())
            if item is not None:
                self._item(painter, body, item, theme)
        painter.restore()

    def _selection(self, painter: QPainter, option: QStyleOptionViewItem, theme: Tokens) -> None:
        painter.setBrush(theme.colour("accent_soft"))
        # The table has the focus, whatever part of the page the cell believes to be in.
        focused = self._view.hasFocus()
        pen = QPen(theme.colour("focus"), tokens.FOCUS_RING) if focused else Qt.PenStyle.NoPen
        painter.setPen(pen)
        shape = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.drawRoundedRect(shape, tokens.RADIUS, tokens.RADIUS)

    def _line(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(tokens.of(self._view).colour("line"), tokens.LINE))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _heading(self, painter: QPainter, body: QRect, heading: Heading, theme: Tokens) -> None:
        token = GROUP_TOKENS.get(heading.group, "text")
        side = icons.side()
        chevron = "chevron-down" if heading.is_open else "chevron-right"
        x = body.x()
        for name, its_token in ((chevron, "text"), (GROUP_ICONS[heading.group], token)):
            _icon(painter, name, its_token, x, body, side)
            x += side + tokens.SPACE_S
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        words = heading_words(heading.group, number(heading.count))
        _put(painter, QRect(x, body.y(), body.right() - x, body.height()), words)

    def _item(self, painter: QPainter, body: QRect, item: WorkItem, theme: Tokens) -> None:
        form = form_for(self._view.width(), painter.fontMetrics())
        if form is Form.WIDE:
            self._wide(painter, body, item, theme)
        else:
            self._high(painter, body, item, theme, form)

    def _wide(self, painter: QPainter, body: QRect, item: WorkItem, theme: Tokens) -> None:
        wide = painter.fontMetrics().horizontalAdvance
        right = body.right()
        for words, widest, token in (
            (item.owner, _OWNER, "muted"),
            (track_words(item), _TRACK, TRACK_TOKENS[item.track]),
            (about_words(item), _ABOUT, "text"),
        ):
            width = wide(widest)
            right -= width + tokens.SPACE_L
            painter.setPen(theme.colour(token))
            _put(painter, QRect(right, body.y(), width, body.height()), words)
        painter.setPen(theme.colour("text"))
        x, width = body.x(), wide(_DATE)
        _put(painter, QRect(x, body.y(), width, body.height()), show_date(item.on))
        x += width + tokens.SPACE_L
        width = wide(late_words(_LATE)) + icons.side() + tokens.SPACE_S
        self._when(painter, QRect(x, body.y(), width, body.height()), item, theme)
        x += width + tokens.SPACE_L
        words = " · ".join(part for part in (what_words(item), put_off_words(item)) if part)
        painter.setPen(theme.colour("text"))
        _put(painter, QRect(x, body.y(), right - x - tokens.SPACE_L, body.height()), words)

    def _high(
        self, painter: QPainter, body: QRect, item: WorkItem, theme: Tokens, form: Form
    ) -> None:
        height = painter.fontMetrics().height()
        top = body.y() + (body.height() - form * height) // 2
        lines = [QRect(body.x(), top + n * height, body.width(), height) for n in range(form)]
        painter.setPen(theme.colour("text"))
        waits = put_off_words(item)
        about = [waits, about_words(item)] if waits else [about_words(item), track_words(item)]
        if form is Form.MIDDLE:
            chip = when_chip(item, self._reader.clock.today())
            width = painter.fontMetrics().horizontalAdvance(chip.words)
            width += icons.side() + 2 * tokens.SPACE_S
            first = lines[0].adjusted(0, 0, -width - tokens.SPACE_M, 0)
            self._when(painter, QRect(lines[0].right() - width, top, width, height), item, theme)
        else:
            first = lines[0]
            date_width = painter.fontMetrics().horizontalAdvance("00-00-0000 ")
            painter.setPen(theme.colour("text"))
            _put(painter, lines[1], show_date(item.on))
            self._when(painter, lines[1].adjusted(date_width, 0, 0, 0), item, theme)
        painter.setPen(theme.colour("text"))
        _put(painter, first, what_words(item))
        painter.setPen(theme.colour("muted"))
        parts = [*about, item.owner]
        if form is Form.MIDDLE:
            parts = [show_date(item.on), *parts]
        _put(painter, lines[-1], " · ".join(part for part in parts if part))

    def _when(self, painter: QPainter, area: QRect, item: WorkItem, theme: Tokens) -> None:
        chip = when_chip(item, self._reader.clock.today())
        token = "muted" if chip.tone == "info" else chip.tone
        side = icons.side()
        _icon(painter, chip.icon, token, area.x(), area, side)
        painter.setPen(theme.colour(token))
        _put(painter, area.adjusted(side + tokens.SPACE_XS, 0, 0, 0), chip.words)


def _put(painter: QPainter, area: QRect, words: str) -> None:
    """Words on one line, cut with a sign where there is no room; the tool tip has them whole."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _CENTRE, shown)


def _icon(painter: QPainter, name: str, token: str, x: int, area: QRect, side: int) -> None:
    picture = icons.picture(name, side, token)
    painter.drawPixmap(x, area.y() + (area.height() - side) // 2, picture)
