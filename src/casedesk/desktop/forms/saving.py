"""How what was typed becomes a change: one field left, one command; one new record, one create."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.values import Clash, explain
from casedesk.kernel.changes import Changes, Conflict, Refused
from casedesk.kernel.words import _
from casedesk.records.use_cases import ChangeField, change
from casedesk.records.values import problem_with
from casedesk.store.faults import StoreFault

if TYPE_CHECKING:
    from casedesk.desktop.forms.record_form import RecordForm


class Saving(QObject):
    """Saves for one form. A field that cannot be saved never holds up the others."""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form)
        self._form = form
        self._making = False
        self._left_meanwhile: list[FieldRow] = []

    def leave(self, row: FieldRow) -> None:
        """The user went on from a field: save it, and what else waits and is not in use."""
        if self._form.record_id is None:
            self._leave_new(row)
            return
        for each in self._form.body.touched():
            if each is row or not each.editor.holds_focus():
                self._save_unless_busy(each)

    def save_all(self) -> None:
        """Save everything that was taken up from a draft and is good."""
        if self._form.record_id is None:
            self.make(asked=True)
            return
        for row in self._form.body.touched():
            self._save_unless_busy(row)

    def resolve(self, row: FieldRow, mine: bool) -> None:
        """The user chose between the own value and that of somebody else."""
        panel = row.conflict
        if panel is None:
            return
        conflict = panel.clash.conflict
        row.end_conflict()
        if mine:
            row.seen = conflict.now
            self._send(row, conflict.wanted, conflict.now)
        else:
            row.show_value(conflict.now, panel.clash.theirs)
            self._tidy()
        row.editor.control().setFocus()

    def make(self, *, asked: bool) -> None:
        """Make the new record if it is complete; ``asked`` says what is missing if it is not."""
        form = self._form
        if form.record_id is not None or self._making:
            return
        given = {name: value for name, value in form.values_now().items() if value is not None}
        problem = self._first_problem(given)
        if problem is None and not form.body.touched():
            problem = Refused(_("Fill in something first."))
        if problem is not None:
            if asked:
                self._tell(problem)
            return
        self._making = True
        form.drafts.write()
        form.desk.runner.change(
            lambda: form.make_now(given),
            lambda answer: self._made(answer, given),
            refused=self._not_made,
            failed=self._failed_to_make,
            owner=self,
        )

    def _save_unless_busy(self, row: FieldRow) -> None:
        if row.pending or row.in_conflict:
            return
        value = row.editor.value()
        problem = self._problem(row, value)
        if problem is not None:
            row.show_problem(problem.sentence)
            return
        if value == row.seen and type(value) is type(row.seen):
            row.show_value(value)
            self._tidy()
            return
        self._send(row, value, row.seen)

    def _leave_new(self, row: FieldRow) -> None:
        if self._making:
            self._left_meanwhile.append(row)
            return
        if not row.editor.touched:
            return
        value = row.editor.value()
        # An empty required field is not wrong yet: the record is still being written.
        problem = self._problem(row, value) if value is not None else None
        if problem is not None:
            row.show_problem(problem.sentence)
            return
        self.make(asked=False)

    def _problem(self, row: FieldRow, value: Any) -> Refused | None:
        if isinstance(value, Refused):
            return value
        return problem_with(row.field, value, self._form.desk.sitting.labels)

    def _first_problem(self, given: dict[str, Any]) -> Refused | None:
        form = self._form
        labels = form.desk.sitting.labels
        for name, row in form.rows.items():
            if not row.wanted:
                continue
            value = row.editor.value()
            if isinstance(value, Refused):
                return Refused(value.sentence, name)
            problem = problem_with(row.field, value, labels)
            if problem is not None:
                return problem
        return next((p for rule in form.cls.record.rules if (p := rule(given))), None)

    def _tell(self, problem: Refused) -> None:
        row = self._form.rows.get(problem.field or "")
        if row is None:
            self._form.banner.say(problem.sentence, "warning")
            return
        row.show_problem(problem.sentence)
        row.editor.control().setFocus()

    def _made(self, answer: Changes | Refused, given: dict[str, Any]) -> None:
        self._making = False
        form = self._form
        if isinstance(answer, Refused) or answer.created is None:
            return
        for name, row in form.rows.items():
            sent = given.get(name)
            row.seen = sent
            if row.editor.value() == sent:
                row.editor.settle(sent)
        form.banner.quiet()
        form.desk.saved()
        form.become(answer.created)
        later, self._left_meanwhile = self._left_meanwhile, []
        for row in later:
            self.leave(row)
        if form.body.touched():
            form.drafts.note()

    def _not_made(self, refused: Refused) -> None:
        self._making = False
        self._left_meanwhile.clear()
        self._tell(refused)

    def _failed_to_make(self, fault: Exception) -> None:
        self._making = False
        self._left_meanwhile.clear()
        self._form.banner.say(unsaved(fault), "danger")

    def _send(self, row: FieldRow, value: Any, seen: Any) -> None:
        form = self._form
        desk, sitting, name = form.desk, form.desk.sitting, row.field.name
        assert form.record_id is not None  # noqa: S101 - for the type check; callers looked
        command = ChangeField(form.kind, form.record_id, name, value, seen)
        case_id = form.view.case_id if form.view is not None else form.case_id

        def work() -> Changes | Refused | Clash:
            answer = change(sitting.store, command, sitting.labels)
            if not isinstance(answer, Conflict):
                return answer
            with sitting.store.read() as session:
                return explain(session, desk, row.field, answer, case_id)

        def saved(answer: Any) -> None:
            self._saved(row, value, answer)

        row.pending = True
        desk.runner.change(
            work,
            saved,
            refused=lambda refused: self._refused(row, refused),
            failed=lambda fault: self._refused(row, Refused(unsaved(fault))),
            owner=self,
        )

    def _saved(self, row: FieldRow, value: Any, answer: Changes | Refused | Clash) -> None:
        row.pending = False
        if isinstance(answer, Clash):
            row.show_conflict(answer)
            self._form.drafts.note()
            return
        row.seen = value
        if row.editor.value() == value:
            row.editor.settle(value)
            for other in self._form.rows.values():
                other.forget_mark()
            row.show_saved()
        self._form.desk.saved()
        self._form.arrange()
        self._form.showing.show_doubts()
        self._tidy()

    def _refused(self, row: FieldRow, refused: Refused) -> None:
        row.pending = False
        about = self._form.rows.get(refused.field or "", row)
        about.show_problem(refused.sentence)
        self._form.drafts.note()

    def _tidy(self) -> None:
        """Bring the draft in line: what was saved need not be kept."""
        self._form.drafts.write()
        if not self._form.body.touched():
            self._form.draft_line.hide()


def unsaved(fault: Exception) -> str:
    """What to say when a change was not written; faults of the store have words of their own."""
    if isinstance(fault, StoreFault):
        return _("{sentence} What you typed is still here.").format(sentence=fault)
    return _("This could not be saved. What you typed is still here. Try again in a moment.")
