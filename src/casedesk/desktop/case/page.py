"""One case: its header, which never scrolls away, and its tabs."""

from PySide6.QtWidgets import QVBoxLayout

from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.forms.record_form import RecordForm


class CasePage(Page):
    """The workspace of one case."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._place = desk, place
        self.form = RecordForm(desk, "case_file", place.id)
        QVBoxLayout(self).addWidget(self.form)

    def title(self) -> str:
        return self.form.title()
