"""The logo of the organisation: which one it is now, another one, or none."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel

from casedesk.desktop.desk import Desk
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.handover.logo import LARGEST, logo, set_logo
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


class LogoPart(QFrame):
    """A card with the picture and what can be done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("look", "card")
        self.banner = Banner()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.choose = button(_("Choose another logo"), self._choose)
        self.remove = button(_("Remove the logo"), self._remove)
        why = _(
            "A PNG of at most 300 kB. It stands on documents for partners whose profile asks it."
        )
        inside = column(
            text(_("Logo"), "heading"), text(why, "muted", wrap=True), self.banner, self.picture
        )
        inside.addLayout(row(self.choose, self.remove, None))
        self.setLayout(inside)
        self._load()

    def _load(self) -> None:
        def read() -> bytes:
            with self._desk.sitting.store.read() as session:
                return logo(session)

        self._desk.runner.run(read, self._show, owner=self)

    def _show(self, found: bytes) -> None:
        picture = QPixmap()
        there = bool(found) and picture.loadFromData(found)
        height = self.fontMetrics().height() * 3
        if there:
            self.picture.setPixmap(
                picture.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
            )
            self.picture.setAccessibleName(_("Logo"))
        else:
            self.picture.clear()
            self.picture.setText(_("There is no logo yet."))
        self.remove.setVisible(there)

    def _choose(self) -> None:
        path = self._desk.questions.file_to_open(_("Choose another logo"), "PNG (*.png)")
        if path is not None:
            self._set(path)

    def _remove(self) -> None:
        self._set(None)

    def _set(self, path: Path | None) -> None:
        store = self._desk.sitting.store
        self.banner.quiet()

        def work() -> object:
            # One sign more than may be tells that it is too large, and reads no further.
            if path is None:
                return set_logo(store, b"")
            try:
                with path.open("rb") as file:
                    picture = file.read(LARGEST + 1)
            except OSError:
                return Refused(_("This file cannot be read."))
            return set_logo(store, picture)

        self._desk.runner.change(
            work, lambda _done: self._load(), refused=self._refused, owner=self
        )

    def _refused(self, refused: Refused) -> None:
        self.banner.say(refused.sentence, "warning")
