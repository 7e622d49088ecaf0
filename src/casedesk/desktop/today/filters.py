"""What the work list shows: whose work, which kind, which track, which gemeente."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from casedesk.access.rights import Right, Role, may
from casedesk.desktop.timeline.words import TRACK_WORDS
from casedesk.kernel.actor import Actor
from casedesk.kernel.moments import Track
from casedesk.kernel.words import _
from casedesk.records.listing import code_options
from casedesk.records.reading import Reader
from casedesk.store.declare import record_class
from casedesk.worklist.reading import MINE, OTHERS, WorkQuery, seen_kinds


def whose_at_first(actor: Actor) -> str:
    """A coordinator starts with the own work; who stands in, watches or guides sees all of it."""
    return MINE if actor.role == Role.COORDINATOR else ""


class WorkFilters(QObject):
    """The choices; ``shown`` are those that mean something to this reader, for the page."""

    changed = Signal()

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        actor = reader.actor
        self.whose = _choice(
            _("Whose work"),
            _("All work"),
            ((MINE, _("Mine or nobody's")), (OTHERS, _("Of others"))),
            widest=24,
        )
        self.whose.setCurrentIndex(max(0, self.whose.findData(whose_at_first(actor))))
        kinds = ((kind, _(record_class(kind).record.plural)) for kind in seen_kinds(reader))
        self.kind = _choice(_("Kind"), _("All kinds"), kinds)
        self.track = _choice(
            _("Track"), _("All tracks"), ((track, _(TRACK_WORDS[track])) for track in Track)
        )
        places = [o.code for o in reader.labels.options("gemeente", reader.clock.today())]
        self.gemeente = _choice(
            _("Gemeente"), _("All gemeenten"), code_options(reader, "gemeente", places)
        )
        for combo in self._all():
            combo.currentIndexChanged.connect(lambda _row: self.changed.emit())
        # Whose a case is, and on which track, means nothing to who sees no cases.
        sees_cases = may(actor, Right.CASES_SEE)
        self.shown = self._all() if sees_cases else (self.kind, self.gemeente)

    def query(self) -> WorkQuery:
        """What is chosen now."""
        whose, kind, track, gemeente = (str(each.currentData() or "") for each in self._all())
        return WorkQuery(whose, kind, track, gemeente)

    def clear(self) -> None:
        """Show everything."""
        for combo in self._all():
            combo.setCurrentIndex(0)

    def _all(self) -> tuple[QComboBox, ...]:
        return self.whose, self.kind, self.track, self.gemeente


def _choice(
    name: str, everything: str, options: Iterable[tuple[str, str]], widest: int = 16
) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.addItem(everything, "")
    for value, words in options:
        combo.addItem(words, str(value))
    longest = max(len(combo.itemText(row)) for row in range(combo.count()))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(min(widest, max(12, longest)))
    return combo
