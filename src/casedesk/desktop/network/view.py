"""The diagram on screen: arrows walk along ties, plus and minus zoom, Enter opens."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView

from casedesk.desktop.network.items import ThingItem
from casedesk.desktop.network.scene import NetworkScene
from casedesk.desktop.theme import tokens
from casedesk.kernel.words import _
from casedesk.network.graph import Network

_STEP = 1.25
_LEAST, _MOST = 0.08, 4.0
_READABLE = 0.55
"""Smaller than this, letters can no longer be read: fitting stops there and one pans instead."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkView(QGraphicsView):
    """Shows a :class:`Network`; everything works without a mouse."""

    chosen = Signal(str)
    """Another thing was chosen, by key; empty when none is."""
    opened = Signal(str)
    """The user wants to see the record behind a thing."""
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.network = Network()
        self._picture: NetworkScene | None = None
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Else Tab would stop twice, the second time at something without a name.
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Network of the case"))
        self.setAccessibleDescription(
            _(
                "Arrows follow the ties, Page Down goes to each in turn. Enter opens. "
                "Plus and minus zoom, 0 shows everything."
            )
        )

    @property
    def picture(self) -> NetworkScene:
        """What is drawn now; made when it is first asked for."""
        if self._picture is None:
            self._draw()
        if self._picture is None:
            raise AssertionError("a view that drew has its scene")
        return self._picture

    @property
    def scale_now(self) -> float:
        """How large things are drawn; 1 is their own size."""
        return self.transform().m11()

    def show_network(self, network: Network) -> None:
        """Draw another network; what was chosen stays chosen if it is still there."""
        before = self._picture.chosen if self._picture is not None else ""
        self.network = network
        self._draw()
        if before in network:
            self.choose(before)
        if self._fitted:
            self.fit()

    def choose(self, key: str) -> None:
        """Choose a thing and bring it into view."""
        picture = self.picture
        if key == picture.chosen:
            return
        picture.choose(key)
        item = picture.items_by_key.get(key)
        if item is not None:
            self.ensureVisible(item.sceneBoundingRect(), 40, 40)
        self.chosen.emit(picture.chosen)

    def fit(self) -> None:
        """Show everything, as long as letters can be read."""
        whole, room = self.picture.whole(), self.viewport().size()
        if whole.isEmpty() or room.isEmpty():
            return
        scale = min(room.width() / whole.width(), room.height() / whole.height(), 1.0)
        self._zoom_to(max(scale, _READABLE))
        self.centerOn(self._middle(whole, scale))
        self._fitted = True

    def fit_whole(self) -> None:
        """Show everything, however small."""
        whole, room = self.picture.whole(), self.viewport().size()
        if not whole.isEmpty() and not room.isEmpty():
            self._zoom_to(min(room.width() / whole.width(), room.height() / whole.height(), 1.0))
            self.centerOn(whole.center())

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller, around what is chosen or the middle."""
        anchor = self.transformationAnchor()
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self._zoom_to(self.scale_now * _STEP**steps)
        self.setTransformationAnchor(anchor)
        item = self.picture.items_by_key.get(self.picture.chosen)
        if item is not None:
            self.centerOn(item)
        self._fitted = False

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        arrow = _ARROWS.get(key)
        if arrow is not None and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self._pan(*arrow)
        elif arrow is not None:
            self.choose(self.picture.towards(*arrow))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.fit_whole()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.choose(self.picture.following(1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.choose(self.picture.first())
        elif key == Qt.Key.Key_Escape and self.picture.chosen:
            self.choose("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.picture.chosen:
            self.opened.emit(self.picture.chosen)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, ThingItem) and event.button() is Qt.MouseButton.LeftButton:
            self.choose(item.thing.key)
            event.accept()
            return
        if item is None and event.button() is Qt.MouseButton.LeftButton:
            self.choose("")
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, ThingItem):
            self.opened.emit(item.thing.key)
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_to(self.scale_now * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
            self._fitted = False
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted and self._picture is not None:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in kinds and self._picture is not None:
            self.show_network(self.network)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The focus ring, around the whole view."""
        del rect
        if not self.hasFocus():
            return
        painter.save()
        painter.resetTransform()
        ring = tokens.of(self).colour("focus")
        painter.setPen(ring)
        box = self.viewport().rect().adjusted(0, 0, -1, -1)
        painter.drawRect(box)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    # Private.

    def _draw(self) -> None:
        font = QFont(self.font())
        self._picture = NetworkScene(self.network, font, tokens.of(self))
        self._picture.setParent(self)
        before = self.scene()
        self.setScene(self._picture)
        if before is not None:
            before.deleteLater()

    def _middle(self, whole: QRectF, scale: float) -> QPointF:
        """The middle of all, or the first victim where not all fits."""
        first = self.picture.items_by_key.get(self.picture.first())
        return whole.center() if scale >= _READABLE or first is None else first.pos()

    def _zoom_to(self, scale: float) -> None:
        wanted = max(_LEAST, min(_MOST, scale))
        self.scale(wanted / self.scale_now, wanted / self.scale_now)
        self.zoomed.emit()

    def _pan(self, dx: int, dy: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx * self.viewport().width() // 6)
        down.setValue(down.value() + dy * self.viewport().height() // 6)
        self._fitted = False
