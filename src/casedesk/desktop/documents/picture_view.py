"""A picture, drawn from memory within limits, turned as it was taken."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from casedesk.documents.limits import Limits
from casedesk.kernel.words import _

_STEP = 1.25
_ENOUGH = 24_000_000
"""So many dots show all that a screen can, four times larger than it is; more only takes memory."""

_MEGABYTES = 400
"""What one drawn picture may take; 80 million dots of four bytes are 320."""


def draw(data: bytes, limits: Limits) -> QImage:
    """The picture, or a null one where it cannot be drawn within the limits; on any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > limits.image_pixels:
        return QImage()
    if size.width() * size.height() > _ENOUGH:
        scale = (_ENOUGH / (size.width() * size.height())) ** 0.5
        reader.setScaledSize(size * scale)
    return reader.read()


class PicturePart(QWidget):
    """Fits the room until somebody wants it larger."""

    def __init__(self, image: QImage, title: str) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(image)
        self._scale = 0.0
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setAccessibleName(
            _("Picture: {title}, {width} by {height} dots").format(
                title=title, width=image.width(), height=image.height()
            )
        )
        self.area = QScrollArea()
        self.area.setWidget(self.label)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(self.label.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setFocusProxy(self.area)

    def larger(self) -> None:
        """Show it larger."""
        self._to(self._now() * _STEP)

    def smaller(self) -> None:
        """Show it smaller."""
        self._to(self._now() / _STEP)

    def fit(self) -> None:
        """As large as there is room, never larger than it is."""
        self._to(0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._scale:
            self._show()

    def _now(self) -> float:
        return self._scale or self._fitting()

    def _fitting(self) -> float:
        room, whole = self.area.maximumViewportSize(), self._picture.size()
        if whole.isEmpty() or room.isEmpty():
            return 1.0
        return min(1.0, room.width() / whole.width(), room.height() / whole.height())

    def _to(self, scale: float) -> None:
        most = 8000 / max(1, self._picture.width(), self._picture.height())
        self._scale = min(max(scale, 0.02), max(1.0, most)) if scale else 0.0
        self._show()

    def _show(self) -> None:
        size = self._picture.size() * self._now()
        self.label.setPixmap(
            self._picture.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
