"""The diagram as a file: a picture of points (PNG) or of lines (SVG), always in the light theme."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from casedesk.desktop.network.scene import NetworkScene
from casedesk.desktop.theme import tokens
from casedesk.network.graph import Network

_SCALE = 2
_MOST = 12_000
"""Points along the longest side of a PNG."""


def as_png(network: Network, font: QFont, foot: str) -> bytes:
    """The picture as PNG, with a line of words below it; no data about its maker inside."""
    scene = NetworkScene(network, font, tokens.LIGHT)
    whole = _with_foot(scene)
    scale = min(_SCALE, _MOST / max(whole.width(), whole.height(), 1))
    size = QSize(round(whole.width() * scale), round(whole.height() * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(tokens.LIGHT.colour("window"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, scene, QRectF(0, 0, size.width(), size.height()), font, foot)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(kept.data())


def as_svg(network: Network, font: QFont, foot: str) -> bytes:
    """The same as SVG: letters stay letters and can be found."""
    scene = NetworkScene(network, font, tokens.LIGHT)
    whole = _with_foot(scene)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = QSize(round(whole.width()), round(whole.height()))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), tokens.LIGHT.colour("window"))
    _paint(painter, scene, QRectF(0, 0, size.width(), size.height()), font, foot)
    painter.end()
    buffer.close()
    return bytes(kept.data())


def _with_foot(scene: NetworkScene) -> QRectF:
    whole = scene.whole()
    return QRectF(0, 0, max(whole.width(), 420.0), whole.height() + 40.0)


def _paint(painter: QPainter, scene: NetworkScene, target: QRectF, font: QFont, foot: str) -> None:
    room = _with_foot(scene)
    scale = target.width() / room.width()
    whole = scene.whole()
    scene.render(
        painter,
        QRectF(0, 0, whole.width() * scale, whole.height() * scale),
        whole,
        Qt.AspectRatioMode.KeepAspectRatio,
    )
    painter.save()
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(tokens.LIGHT.colour("muted"))
    box = QRectF(16, whole.height(), room.width() - 32, 40)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, foot)
    painter.restore()
