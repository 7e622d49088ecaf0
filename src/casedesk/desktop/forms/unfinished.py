"""Lines that say: you were not finished here. Go on, or throw it away."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.words import _
from casedesk.records.showing import show_moment
from casedesk.store import drafts
from casedesk.store.declare import record_class
from casedesk.store.drafts import Unfinished, drafts_of


class DraftLine(QFrame):
    """Above a form that took up its draft again."""

    save = Signal()
    throw_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner-info")
        self._words = text("", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._save = button(_("Save now"), self.save.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._save)
        layout.addWidget(button(_("Throw away"), self.throw_away.emit, look="quiet"))
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, at: datetime, *, new: bool) -> None:
        """Say from when the draft is."""
        self._words.setText(_("You go on with your draft of {when}.").format(when=show_moment(at)))
        self._save.setVisible(not new)
        self.show()


class UnfinishedList(QWidget):
    """Above a list: new records of a kind that were begun and not made."""

    resume = Signal(object)
    """The user goes on with one; carries its :class:`Unfinished`."""

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[str],
        case_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._kinds, self._case_id = desk, tuple(kinds), case_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_XS)
        self.shown: tuple[Unfinished, ...] = ()
        self.hide()
        self.reload()

    def reload(self) -> None:
        """Look again what was begun."""
        sitting = self._desk.sitting

        def work() -> tuple[Unfinished, ...]:
            with sitting.store.read() as session:
                return drafts_of(session.connection(), sitting.actor.login)

        self._desk.runner.run(work, self._show, owner=self)

    def _show(self, found: tuple[Unfinished, ...]) -> None:
        self.shown = tuple(
            d
            for d in found
            if d.kind in self._kinds and d.record_id == 0 and d.case_id == self._case_id
        )
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for draft in self.shown:
            self._column.addWidget(self._line(draft))
        self.setVisible(bool(self.shown))

    def _line(self, draft: Unfinished) -> QFrame:
        line = QFrame(self)
        line.setProperty("look", "banner-info")
        words: QLabel = text(
            _("Not finished: {kind}, {when}").format(
                kind=_(record_class(draft.kind).record.label).lower(), when=show_moment(draft.at)
            ),
            wrap=True,
        )
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(tokens.SPACE_M, tokens.SPACE_XS, tokens.SPACE_M, tokens.SPACE_XS)
        layout.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(button(_("Go on with draft"), lambda: self.resume.emit(draft)))
        layout.addWidget(button(_("Throw away"), lambda: self._forget(draft), look="quiet"))
        return line

    def _forget(self, draft: Unfinished) -> None:
        sitting = self._desk.sitting

        def work() -> None:
            with sitting.store.engine.begin() as connection:
                drafts.forget(
                    connection, sitting.actor.login, draft.kind, draft.record_id, draft.place
                )

        self._desk.runner.change(work, lambda _none: self.reload(), owner=self)
