"""How each sort of thing looks: a shape, an icon and a word, so that colour says nothing alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from casedesk.desktop.theme import icons
from casedesk.desktop.theme.tokens import Tokens
from casedesk.kernel.words import N_
from casedesk.network.graph import Sort

OUTLINE = 1.6
STRONG = 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """Icon, word for one and for many, and the tokens of outline and ground."""

    icon: str
    word: str
    plural: str
    edge: str
    ground: str


LOOKS: Mapping[Sort, Look] = {
    Sort.VICTIM: Look(
        "heart-handshake", N_("(Possible) victim"), N_("Victims"), "accent", "accent_soft"
    ),
    Sort.CHILD: Look("user-check", N_("Child"), N_("Children"), "accent", "surface"),
    Sort.SUSPECT: Look("shield", N_("Suspect (shielded)"), N_("Suspects"), "danger", "danger_soft"),
    Sort.PERSON: Look("user", N_("Other person"), N_("Other persons"), "edge", "surface"),
    Sort.ORGANISATION: Look(
        "briefcase", N_("Organisation"), N_("Organisations"), "info", "info_soft"
    ),
    Sort.PLACE: Look("map-pin", N_("Place"), N_("Places"), "good", "good_soft"),
    Sort.SIGNAL: Look("radar", N_("Signal"), N_("Signals"), "warning", "warning_soft"),
    Sort.NUMBER: Look("phone", N_("Shared number"), N_("Shared numbers"), "edge", "surface"),
    Sort.CASE: Look("folder", N_("Case"), N_("Cases"), "edge", "window"),
}


def outline(sort: Sort, box: QRectF) -> QPainterPath:
    """The shape of a thing, as large as its box."""
    path = QPainterPath()
    cut = min(box.height() * 0.3, 14.0)
    if sort in (Sort.VICTIM, Sort.CHILD):
        path.addRoundedRect(box, cut, cut)
    elif sort is Sort.PERSON:
        path.addRoundedRect(box, box.height() / 2, box.height() / 2)
    elif sort is Sort.ORGANISATION:
        path.addRect(box)
    else:
        path.addPolygon(_corners(sort, box, cut))
        path.closeSubpath()
    return path


def _corners(sort: Sort, box: QRectF, cut: float) -> QPolygonF:
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    middle = box.center().y()
    points: tuple[tuple[float, float], ...]
    if sort is Sort.SUSPECT:  # the corners cut off
        points = (
            (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
            (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
        )  # fmt: skip
    elif sort is Sort.PLACE:  # a point at either side
        points = (
            (left + cut, top), (right - cut, top), (right, middle), (right - cut, bottom),
            (left + cut, bottom), (left, middle),
        )  # fmt: skip
    elif sort is Sort.SIGNAL:  # leaning
        points = ((left + cut, top), (right, top), (right - cut, bottom), (left, bottom))
    elif sort is Sort.NUMBER:  # a tag
        points = (
            (left + cut, top), (right, top), (right, bottom), (left + cut, bottom), (left, middle)
        )  # fmt: skip
    else:  # a folder with its tab
        half = left + box.width() * 0.4
        points = (
            (left, top), (half, top), (half + cut, top + cut * 0.7), (right, top + cut * 0.7),
            (right, bottom), (left, bottom),
        )  # fmt: skip
    return QPolygonF([QPointF(x, y) for x, y in points])


def pen(sort: Sort, theme: Tokens, *, chosen: bool = False) -> QPen:
    """The outline of a thing; suspects have a broken one."""
    strong = chosen or sort is Sort.VICTIM
    made = QPen(
        theme.colour("focus" if chosen else LOOKS[sort].edge), STRONG if strong else OUTLINE
    )
    if sort is Sort.SUSPECT:
        made.setStyle(Qt.PenStyle.DashLine)
    return made


def sample(sort: Sort, theme: Tokens, height: int) -> QPixmap:
    """A small picture of the shape, for the legend."""
    scale = 2
    made = QPixmap(round(height * 1.5) * scale, height * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    box = QRectF(1.5, 1.5, height * 1.5 - 3, height - 3)
    painter.setPen(pen(sort, theme))
    painter.setBrush(theme.colour(LOOKS[sort].ground))
    painter.drawPath(outline(sort, box))
    side = height * 0.62
    icons.draw(painter, LOOKS[sort].icon, QRectF(box.center().x() - side / 2,
               box.center().y() - side / 2, side, side), theme.text)  # fmt: skip
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
