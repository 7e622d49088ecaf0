"""The tab that is made elsewhere: the drawn timeline."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from casedesk.desktop.case.part import CasePart, Room
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.theme import tokens
from casedesk.desktop.timeline.panel import TimelinePanel
from casedesk.kernel.changes import Changes


class TimelineTab(CasePart):
    """The timeline; each entry opens what it stands for."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.panel = TimelinePanel(room.desk, room.case_id)
        self.panel.opened.connect(lambda kind, record_id: room.show("", kind, record_id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, tokens.SPACE_M)
        layout.addWidget(self.panel)

    def refresh(self, changes: Changes) -> None:
        self.panel.refresh(changes)

    def show_record(self, kind: str, record_id: int) -> None:
        self.panel.show_record(kind, record_id)

    def commands(self) -> Sequence[BoundCommand]:
        return self.panel.commands()

    def start(self) -> None:
        self.panel.start()
