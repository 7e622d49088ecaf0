"""Reduce a case that was no trafficking: first what goes and what stays, then the number typed."""

from functools import partial

from casedesk.cases.minimal import Reduce, Reduction, reduce_case, reducible, what_goes
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.part import Room
from casedesk.desktop.signals.parts import Asking, Part
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _, ngettext
from casedesk.records.reading import RecordView
from casedesk.store.declare import record_class

WHY = Field("step.why", "why", Kind.TEXT, N_("Why"), required=True)
TYPED = Field(
    "step.typed", "typed", Kind.TEXT, N_("Number of the case"), required=True,
    help=N_("Type it out. This cannot be undone."),
)  # fmt: skip


class ReducePart(Part):
    """Shown only on a case that was closed as no trafficking, for who may change it."""

    kinds = (CASE,)

    def __init__(self, room: Room) -> None:
        super().__init__(room.desk, _("Minimal record"))
        self._room = room
        self.case: RecordView | None = None
        self.asking = Asking(room.desk)
        told = _("This case was no trafficking. You need not keep who it was about.")
        self.start = button(_("See what goes and what stays"), self.look, icon="trash")
        self.sheet.addWidget(text(told, wrap=True))
        self.sheet.addLayout(row(self.start, None))
        self.sheet.addWidget(self.asking)
        self.hide()
        self.load()

    def load(self) -> None:
        desk, case_id = self.desk, self._room.case_id

        def read() -> RecordView | None:
            with desk.sitting.store.read() as session:
                return desk.reader.view(session, CASE, case_id)

        desk.runner.run(read, self._show, owner=self)

    def look(self) -> None:
        """Count what goes, and ask."""
        desk, case_id = self.desk, self._room.case_id

        def read() -> Reduction:
            with desk.sitting.store.read() as session:
                return what_goes(session, case_id)

        desk.runner.run(read, self._ask, owner=self)

    def _show(self, case: RecordView | None) -> None:
        self.case = case
        fits = case is not None and reducible(case.values)
        self.setVisible(fits and self._room.may_change(CASE))

    def _ask(self, found: Reduction) -> None:
        case = self.case
        if case is None:
            return
        sitting = self.desk.sitting
        panel = AskPanel(self.desk, (WHY, TYPED), _("Reduce for good"), sentence=sentence_of(found))

        def work(given: dict[str, str | None]) -> partial[Changes | Refused]:
            step = Reduce(case.id, case.version, why=given["why"], typed=given["typed"] or "")
            return partial(reduce_case, sitting.store, step, sitting.labels)

        said = _("The case is a minimal record now.")
        self.asking.ask(panel, work, lambda _done: self.desk.announce(said))


def sentence_of(found: Reduction) -> str:
    """What goes and what stays, in two sentences, and one about persons with another case."""
    goes = ", ".join(_counted(kind, n) for kind, n in found.goes.items())
    stays = ", ".join(_counted(kind, n) for kind, n in found.stays.items())
    parts = [
        _("Goes for good: {what}, and all texts of the case.").format(
            what=goes or _("no other records")
        ),
        _("Stays: {what}. The log stays, without what was written.").format(what=stays),
    ]
    if found.persons_elsewhere:
        n = found.persons_elsewhere
        parts.append(
            ngettext(
                "{n} person stays, because of another case.",
                "{n} persons stay, because of another case.",
                n,
            ).format(n=n)
        )
    return " ".join(parts)


def _counted(kind: str, number: int) -> str:
    record = record_class(kind).record
    words = _(record.label if number == 1 else record.plural)
    return f"{number} {words[0].lower()}{words[1:]}"
