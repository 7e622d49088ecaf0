"""The form of one document, below the list, for as long as somebody wants it there."""

from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk
from casedesk.desktop.documents.lines import KIND
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.kernel.changes import Changes


class Details(Sheet):
    """Hidden until a document is shown; what was typed is kept when it is put away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(widest=130)
        self._desk = desk
        self.form: RecordForm | None = None
        self.hide()

    @property
    def document_id(self) -> int | None:
        """Whose details are shown; None when none are."""
        return self.form.record_id if self.form is not None else None

    def show_document(self, document_id: int) -> None:
        """Show the form of this document."""
        if self.document_id == document_id:
            return
        self.put_away()
        self.form = RecordForm(self._desk, KIND, document_id)
        self.form.gone.connect(self.put_away)
        self.column.addWidget(self.form)
        self.show()

    def put_away(self) -> None:
        """Show no form any more."""
        form, self.form = self.form, None
        if form is not None:
            form.flush()
            form.hide()
            self.column.removeWidget(form)
            form.deleteLater()
        self.hide()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if self.form is not None:
            self.form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as a draft."""
        if self.form is not None:
            self.form.flush()
