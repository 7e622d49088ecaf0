"""The painted parts of the diagram: things, lines, and the words on lines."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from casedesk.desktop.network.look import LOOKS, outline, pen
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.theme.tokens import Tokens
from casedesk.kernel.words import _, ngettext
from casedesk.network.graph import Bundle, Thing

_LONGEST = 26
"""So many signs of a label stand in a box; the list and the tool tip have all of it."""
_FADED = 0.22


class Fonts:
    """The two sizes of letters in the diagram, and their measures."""

    def __init__(self, font: QFont) -> None:
        self.label = QFont(font)
        self.label.setBold(True)
        self.small = QFont(font)
        if font.pointSizeF() > 0:
            self.small.setPointSizeF(font.pointSizeF() * tokens.SMALL)
        self.of_label, self.of_small = QFontMetricsF(self.label), QFontMetricsF(self.small)

    @property
    def side(self) -> float:
        """Width and height of an icon."""
        return self.of_label.height() * 1.05

    def short(self, words: str) -> str:
        """The label as far as it fits into a box."""
        wide = self.of_label.averageCharWidth() * _LONGEST
        return self.of_label.elidedText(words, Qt.TextElideMode.ElideRight, wide)

    def short_small(self, words: str, longest: int = _LONGEST + 4) -> str:
        """The same for the line below it, and for words on lines."""
        wide = self.of_small.averageCharWidth() * longest
        return self.of_small.elidedText(words, Qt.TextElideMode.ElideRight, wide)


def size_of(thing: Thing, fonts: Fonts) -> tuple[float, float]:
    """Width and height of the box of a thing."""
    small = fonts.of_small.horizontalAdvance(fonts.short_small(role_of(thing)))
    words = max(fonts.of_label.horizontalAdvance(fonts.short(thing.label)), small)
    line = fonts.of_label.height()
    high = line + fonts.of_small.height() + line * 0.7
    return (words + fonts.side + line * 2.1, high)


def role_of(thing: Thing) -> str:
    """The small line: the role, else the word for the sort."""
    role = thing.role or _(LOOKS[thing.sort].word)
    if thing.outside:
        more = ngettext("{n} more elsewhere", "{n} more elsewhere", thing.outside)
        role = f"{role} · {more.format(n=thing.outside)}"
    return role


class ThingItem(QGraphicsItem):
    """One thing: shape, icon, label and role."""

    def __init__(self, thing: Thing, fonts: Fonts, theme: Tokens) -> None:
        super().__init__()
        self.thing, self._fonts, self._theme = thing, fonts, theme
        wide, high = size_of(thing, fonts)
        self.box = QRectF(-wide / 2, -high / 2, wide, high)
        self.chosen = False
        self.setZValue(2)
        self.setToolTip(f"{thing.label}\n{role_of(thing)}")

    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-4, -4, 4, 4)

    def shape(self) -> QPainterPath:
        return outline(self.thing.sort, self.box)

    def show_as(self, *, chosen: bool, faded: bool) -> None:
        """Chosen, beside the chosen one, or neither."""
        self.chosen = chosen
        self.setOpacity(_FADED if faded else 1.0)
        self.setZValue(-1 if faded else 2)
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        del option, widget
        fonts, theme, sort = self._fonts, self._theme, self.thing.sort
        look = LOOKS[sort]
        painter.setPen(pen(sort, theme, chosen=self.chosen))
        painter.setBrush(QBrush(theme.colour(look.ground)))
        painter.drawPath(outline(sort, self.box))
        if self.chosen:
            painter.setPen(QPen(theme.colour("focus"), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline(sort, self.box.adjusted(4, 4, -4, -4)))
        line = fonts.of_label.height()
        left = self.box.left() + line * 0.7
        side = fonts.side
        icons.draw(painter, look.icon, QRectF(left, -side / 2, side, side), theme.text)
        left += side + line * 0.35
        top = self.box.top() + line * 0.35
        painter.setPen(theme.colour("text"))
        painter.setFont(fonts.label)
        painter.drawText(
            QPointF(left, top + fonts.of_label.ascent()), fonts.short(self.thing.label)
        )
        painter.setFont(fonts.small)
        painter.setPen(theme.colour("text"))
        small = fonts.short_small(role_of(self.thing))
        painter.drawText(QPointF(left, top + line + fonts.of_small.ascent()), small)


class LineItem(QGraphicsItem):
    """All that ties two things: a line, an arrow where it goes one way, and the words."""

    def __init__(
        self, bundle: Bundle, one: ThingItem, other: ThingItem, fonts: Fonts, theme: Tokens
    ) -> None:
        super().__init__()
        self.bundle, self._fonts, self._theme = bundle, fonts, theme
        self.start = _edge(one, other.pos())
        self.end = _edge(other, one.pos())
        self.words = fonts.short_small(bundle.words, 30)
        self.room: QRectF | None = None
        self._chosen_room: QRectF | None = None
        self.chosen = False
        towards = {tie.other for tie in bundle.ties}
        self._arrow_at = next(iter(towards)) if len(towards) == 1 else ""
        self.setZValue(0)
        self.setToolTip(bundle.words)

    @property
    def ends(self) -> tuple[str, str]:
        """The keys of the two things."""
        return (self.bundle.one, self.bundle.other)

    def words_size(self) -> tuple[float, float]:
        """Room that the words take."""
        measures = self._fonts.of_small
        return (measures.horizontalAdvance(self.words) + 8, measures.height() + 2)

    def boundingRect(self) -> QRectF:
        box = QRectF(self.start, self.end).normalized().adjusted(-10, -10, 10, 10)
        return box.united(self._words_box()) if self.words else box

    def shape(self) -> QPainterPath:
        line = QPainterPath(self.start)
        line.lineTo(self.end)
        stroker = QPainterPathStroker()
        stroker.setWidth(10)
        return stroker.createStroke(line)

    def show_as(self, *, chosen: bool, faded: bool, room: QRectF | None = None) -> None:
        """A line to what is chosen always shows its words, in a room found for just these lines."""
        self.prepareGeometryChange()
        self.chosen, self._chosen_room = chosen, room
        self.setOpacity(_FADED if faded else 1.0)
        self.setZValue(1 if chosen else -2 if faded else 0)
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        del option, widget
        theme = self._theme
        colour = theme.colour(
            "danger" if self.bundle.shielded else "accent" if self.chosen else "edge"
        )
        drawn = QPen(colour, 2.4 if self.chosen else 1.3)
        if self.bundle.shielded:
            drawn.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(drawn)
        painter.drawLine(self.start, self.end)
        if self._arrow_at:
            forward = self._arrow_at == self.bundle.other
            tip, tail = (self.end, self.start) if forward else (self.start, self.end)
            _arrow(painter, tip, tail, colour)
        if self.words and (self.room is not None or self.chosen):
            box = self._words_box()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("window"))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(theme.colour("text"))
            painter.setFont(self._fonts.small)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words)

    def _words_box(self) -> QRectF:
        room = self._chosen_room if self.chosen and self._chosen_room is not None else self.room
        if room is not None:
            return room
        wide, high = self.words_size()
        middle = (self.start + self.end) / 2
        return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


def _edge(item: ThingItem, towards: QPointF) -> QPointF:
    """Where the line from the middle of a thing leaves its box."""
    middle, box = item.pos(), item.box
    dx, dy = towards.x() - middle.x(), towards.y() - middle.y()
    if dx == 0 and dy == 0:
        return QPointF(middle)
    part = min(
        box.width() / 2 / abs(dx) if dx else float("inf"),
        box.height() / 2 / abs(dy) if dy else float("inf"),
    )
    return QPointF(middle.x() + dx * min(part, 1.0), middle.y() + dy * min(part, 1.0))


def _arrow(painter: QPainter, tip: QPointF, tail: QPointF, colour: QColor) -> None:
    dx, dy = tip.x() - tail.x(), tip.y() - tail.y()
    length = (dx * dx + dy * dy) ** 0.5
    if length < 16:
        return
    ux, uy = dx / length, dy / length
    back = QPointF(tip.x() - ux * 10, tip.y() - uy * 10)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    painter.drawPolygon(
        QPolygonF(
            [
                tip,
                QPointF(back.x() - uy * 4.5, back.y() + ux * 4.5),
                QPointF(back.x() + uy * 4.5, back.y() - ux * 4.5),
            ]
        )
    )
    painter.restore()
