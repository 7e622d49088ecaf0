"""The first tab of a case: its form, and beside it what is going on."""

from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.widgets.parts import card, column
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import CASE


class Overview(CasePart):
    """Case form."""

    kinds = (CASE,)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.form = RecordForm(room.desk, CASE, room.case_id)
        sheet = Sheet()
        sheet.column.addWidget(card(column(self.form)))
        sheet.column.addStretch(1)
        filled(self, sheet)

    def refresh(self, changes: Changes) -> None:
        self.form.refresh(changes)

    def flush(self) -> None:
        self.form.flush()

    def start(self) -> None:
        self.form.start()
