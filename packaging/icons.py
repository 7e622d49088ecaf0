"""Make the icon in the sizes and formats that the systems ask for, from the one drawing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "casedesk.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(folder: Path) -> None:
    """Write ``casedesk-SIZE.png``, ``casedesk.ico`` (Windows) and ``casedesk.icns`` (macOS)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    renderer = QSvgRenderer(str(DRAWING))
    if not renderer.isValid():
        raise ValueError(f"{DRAWING} is not a drawing that Qt can read")
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(folder / f"casedesk-{size}.png"))
    del application
    pictures = [Image.open(folder / f"casedesk-{size}.png") for size in SIZES]
    largest = pictures[-1]
    ico_sizes = [(size, size) for size in SIZES if size <= 256]
    largest.save(folder / "casedesk.ico", sizes=ico_sizes, append_images=pictures)
    largest.save(folder / "casedesk.icns", append_images=pictures[:-1])


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
