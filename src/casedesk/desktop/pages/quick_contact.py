"""Write down a contact from anywhere: which case, and then the form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casedesk import features
from casedesk.access.trail import record_list
from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.gate import read_first
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.forms.editors.options import Offer, OptionBox
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import _

KIND = "contact_moment"
MOST_CASES = 1000


class QuickContactPage(Page):
    """Choose an open case by its number or a name in it; the contact is written below.

    Once the contact is made it goes on in its case.
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self.form: RecordForm | None = None
        self.cases = OptionBox(self, searched=True)
        self.cases.picked.connect(self._chosen)
        line = self.cases.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Number of the case, or a name in it"))
            line.setAccessibleName(_("In which case"))
            line.returnPressed.connect(self._chosen)
        self._sheet = QVBoxLayout()
        whole = column(spacing=tokens.SPACE_M)
        whole.addLayout(row(Picture("message", 24, "accent"), text(self.title(), "title"), None))
        whole.addWidget(labelled(_("In which case"), self.cases))
        whole.addWidget(self.cases)
        self._safe = Banner()
        whole.addWidget(self._safe)
        whole.addLayout(self._sheet)
        whole.addStretch(1)
        margin = tokens.SPACE_XL
        whole.setContentsMargins(margin, tokens.SPACE_L, margin, margin)
        inside = QWidget()
        inside.setProperty("look", "page")
        inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * 130)
        inside.setLayout(whole)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._read(place.case_id)

    def title(self) -> str:
        return _("Write down a contact")

    def refresh(self, changes: Changes) -> None:
        if self.form is not None:
            self.form.refresh(changes)

    def flush(self) -> None:
        if self.form is not None:
            self.form.flush()

    def start(self) -> None:
        if self.form is not None:
            self.form.start()
        else:
            self.cases.setFocus()

    def _read(self, wanted: int | None) -> None:
        desk = self._desk

        def read() -> Sequence[tuple[int, str]]:
            source = features.lists()["cases"]
            query = ListQuery(sort="opened_on", descending=True, filters={"state": "open"})
            with desk.sitting.store.read() as session:
                ids = source.ids(session, query, desk.reader)[:MOST_CASES]
                rows = source.rows(session, ids, desk.reader)
            return [(i, "  ".join(part for part in rows[i][:2] if part)) for i in ids if i in rows]

        desk.runner.run(read, lambda found: self._show(found, wanted), owner=self)
        desk.runner.change(lambda: record_list(desk.sitting.store, "case_file"))

    def _show(self, found: Sequence[tuple[int, str]], wanted: int | None) -> None:
        self.cases.offer([Offer(case_id, words) for case_id, words in found])
        if wanted is not None:
            self.cases.choose(wanted)
            self._chosen()

    def _chosen(self) -> None:
        case_id = self.cases.chosen()
        if not isinstance(case_id, int) or (self.form is not None and self.form.case_id == case_id):
            return
        if self.form is not None:
            self.form.flush()  # what was typed waits in the case that it was typed for
            self.form.hide()
            self.form.deleteLater()
        self._tell_what_is_safe(case_id)
        self.form = RecordForm(self._desk, KIND, None, case_id)
        self.form.created.connect(
            lambda record_id: self._desk.open_case(case_id, None, (KIND, record_id))
        )
        self.form.gone.connect(self._desk.navigation.back)
        self._sheet.addWidget(self.form)
        self.form.start()

    def _tell_what_is_safe(self, case_id: int) -> None:
        """Who writes a contact down may be about to call: what is safe stands above the form."""
        desk = self._desk

        def say(words: str) -> None:
            if words:
                self._safe.say(words, "info")
            else:
                self._safe.quiet()

        desk.runner.run(lambda: read_first(desk, case_id), say, owner=self)
