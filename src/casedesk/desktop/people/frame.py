"""What the pages about persons who look alike share: a title above a sheet that scrolls."""

from PySide6.QtWidgets import QVBoxLayout

from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk, Page
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, Wrapped, row, text


class PeoplePage(Page):
    """A heading, a place for sentences, and ``sheet.column`` for the rest."""

    heading = ""
    icon = "users"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sheet = Sheet(widest=150)
        self.banner = Banner()
        title = text(self.title(), "title", wrap=True)
        head = row(Picture(self.icon, 24, "accent"), title, spacing=tokens.SPACE_M)
        head.setStretch(1, 1)
        self.sheet.column.addLayout(head)
        self.sheet.column.addWidget(self.banner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sheet)

    def explain(self, words: str) -> Wrapped:
        """A sentence below the heading."""
        label = Wrapped(words)
        label.setProperty("look", "muted")
        self.sheet.column.addWidget(label)
        return label
