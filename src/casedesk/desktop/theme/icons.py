"""Icons by name, in the colour of the theme. They accompany words, they never replace them.

The drawings stand in ``resources/icons`` (origin and licence there).
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from casedesk.desktop.theme import tokens
from casedesk.kernel.resources import resource_path

SIDE = 18
"""Width and height of an icon beside text of 10 points."""

_SCALE = 2  # drawn at twice the size, so that they stay sharp on dense screens
_NAME = "casedeskIcon"
_TOKEN = "casedeskIconToken"  # noqa: S105 - a design token
_SIZE = "casedeskIconSize"


def icon(name: str, token: str = "text") -> QIcon:  # noqa: S107 - a design token
    """An icon in a colour of the present theme. KeyError for an unknown drawing."""
    return _icon(name, getattr(tokens.of_application(), token), side())


def picture(name: str, size: int, token: str = "text") -> QPixmap:  # noqa: S107
    """An icon as a picture of ``size`` device-independent pixels, for painting."""
    return _pixmap(name, getattr(tokens.of_application(), token), size)


def draw(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Paint an icon as lines in a colour of its own, so that it stays sharp in a picture file."""
    _lines(name, colour).render(painter, box)


def side() -> int:
    """Width and height of an icon that stands beside text of the present size."""
    return round(SIDE * max(1.0, QApplication.font().pointSizeF() / 10))


def dress(target: QAbstractButton | QAction, name: str, token: str = "text") -> None:  # noqa: S107
    """Give a button or action an icon that follows theme and text size from now on."""
    target.setProperty(_NAME, name)
    target.setProperty(_TOKEN, token)
    target.setIcon(icon(name, token))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(side(), side()))


def place(label: QLabel, name: str, size: int, token: str = "text") -> None:  # noqa: S107
    """Put an icon on a label; ``size`` is that beside text of 10 points. It follows both, too."""
    label.setProperty(_NAME, name)
    label.setProperty(_TOKEN, token)
    label.setProperty(_SIZE, size)
    label.setPixmap(picture(name, round(size * side() / SIDE), token))


def redress(application: QApplication) -> None:
    """The theme or the text size changed: draw every icon anew."""
    size = QSize(side(), side())
    for widget in application.allWidgets():
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
            widget.setIconSize(size)
        if isinstance(widget, QLabel) and _dressed(widget):
            place(widget, *(widget.property(name) for name in (_NAME, _SIZE, _TOKEN)))
        for target in (widget, *widget.actions()):
            if isinstance(target, QAbstractButton | QAction) and _dressed(target):
                target.setIcon(icon(target.property(_NAME), target.property(_TOKEN)))


def _dressed(target: QObject) -> bool:
    return bool(target.property(_NAME))


@cache
def _drawing(name: str) -> str:
    path = resource_path("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(f"there is no icon {name!r}")
    return path.read_text("utf-8")


@lru_cache(maxsize=64)
def _lines(name: str, colour: str) -> QSvgRenderer:
    drawing = _drawing(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, size: int) -> QIcon:
    """Drawn in the one size that is shown; the style makes the disabled look of it."""
    drawn = _pixmap(name, colour, size)
    made = QIcon(drawn)
    made.addPixmap(drawn, QIcon.Mode.Selected)
    return made


@lru_cache(maxsize=2048)
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    image = QImage(QSize(size, size) * _SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size * _SCALE, size * _SCALE))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(_SCALE)
    return pixmap
