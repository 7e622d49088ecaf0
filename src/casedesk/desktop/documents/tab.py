"""The tab of documents: what came in or was made here, and beside it what left."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.case.part import CasePart, Room
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.documents.case_documents import CaseDocuments
from casedesk.desktop.documents.lines import KIND
from casedesk.desktop.handover.disclosures import DisclosureList
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, show_if
from casedesk.documents.use_cases import may_open
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _

ADD = Command(
    "documents.add", N_("&Add file"), "Ctrl+Shift+D", "plus", Menu.PAGE, 2,
    N_("Keep a file in this case, encrypted."),
)  # fmt: skip
OWN, LEFT = 0, 1


class DocumentsTab(CasePart):
    """Two lists; the register of what left cannot be changed."""

    kinds = (KIND, "disclosure")

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.documents = CaseDocuments(room)
        self.list = DisclosureList(room.desk, room.case_id)
        self.ways = QTabBar()
        self.ways.setExpanding(False)
        self.ways.setDrawBase(False)
        self.ways.setUsesScrollButtons(False)  # where there is no room the button goes below
        self.ways.setAccessibleName(_("Which documents"))
        self.ways.addTab(_("Received and own"))
        self.ways.addTab(_("What left"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.documents)
        self._stack.addWidget(self.list)
        self.ways.currentChanged.connect(self._stack.setCurrentIndex)
        self.documents.counted.connect(self._counted)
        self._counted(self.documents.count)
        self._may_add = room.may_change(KIND) and may_open(room.desk.sitting.store)
        add = button(_("Add file"), self.documents.choose_file, look="primary", icon="plus")
        show_if(add, self._may_add)
        self.ways.currentChanged.connect(lambda way: add.setVisible(self._may_add and way == OWN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(HeadRow(row(self.ways, None), row(add)))
        layout.addWidget(self._stack, 1)
        # Whoever may read no files has only the register to look at.
        if not may_open(room.desk.sitting.store):
            self.ways.setCurrentIndex(LEFT)

    def refresh(self, changes: Changes) -> None:
        self.documents.refresh(changes)
        self.list.refresh(changes)

    def flush(self) -> None:
        self.documents.details.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        if kind == KIND:
            self.ways.setCurrentIndex(OWN)
            self.documents.show_document(record_id)
        else:
            self.ways.setCurrentIndex(LEFT)

    def add(self, kind: str) -> None:
        if kind == KIND:
            self.ways.setCurrentIndex(OWN)
            self.documents.choose_file()

    def commands(self) -> Sequence[BoundCommand]:
        return (BoundCommand(ADD, lambda: self.add(KIND)),) if self._may_add else ()

    def start(self) -> None:
        if self.ways.currentIndex() == OWN:
            self.documents.start()
        else:
            self.list.list.setFocus()

    def _counted(self, many: int) -> None:
        words = _("Received and own ({n})").format(n=many) if many else _("Received and own")
        self.ways.setTabText(OWN, words)
