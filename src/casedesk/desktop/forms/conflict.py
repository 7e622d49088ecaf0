"""Somebody was there first: both values side by side, and a choice. Nothing else waits for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from casedesk.desktop.forms.values import Clash
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.words import _
from casedesk.records.showing import show_moment


class ConflictPanel(QFrame):
    """Shows my value and theirs below the field."""

    keepMine = Signal()
    takeTheirs = Signal()

    def __init__(self, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clash = clash
        self.setProperty("look", "banner-warning")
        at = clash.conflict.at
        told = _("{name} changed this on {when}, after you read it. Choose which value stays.")
        sentence = told.format(
            name=clash.by or _("Somebody else"), when=show_moment(at) if at else "…"
        )
        self.setAccessibleName(sentence)
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        grid.setColumnStretch(1, 1)
        grid.addWidget(text(sentence, wrap=True), 0, 0, 1, 2)
        empty = _("(empty)")
        for line, (name, value) in enumerate(
            ((_("Yours"), clash.mine), (_("Theirs"), clash.theirs)), start=1
        ):
            grid.addWidget(text(name, "strong"), line, 0)
            grid.addWidget(text(value or empty, wrap=True), line, 1)
        self.mine = button(_("Keep mine"), self.keepMine.emit)
        self.theirs = button(_("Take theirs"), self.takeTheirs.emit)
        grid.addLayout(row(self.mine, self.theirs, None), 3, 0, 1, 2)
