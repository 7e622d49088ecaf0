"""What a signal, person or case has in common with others: shown at once, as far as one may see."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.desktop.case.items import Chip
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import Desk
from casedesk.desktop.signals.parts import Part, clear
from casedesk.desktop.widgets.parts import button, row, show_if, text
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import _
from casedesk.overlap.finding import SIGNAL, Match, overlap_of
from casedesk.overlap.keys import COMPARED
from casedesk.store.declare import record_class

Link = Callable[[int, str], None]
"""Ties the signal of the page to another: its id, and the reason."""

_FEW = 12


class OverlapPart(Part):
    """The matches of one record; ``link`` is offered for signals that are not tied yet.

    With ``only_if_any`` it takes no room while there are none.
    """

    kinds = (*COMPARED, "person_role", CASE)

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record_id: int,
        link: Link | None = None,
        *,
        only_if_any: bool = False,
    ) -> None:
        super().__init__(desk, _("Seen before"))
        self._only_if_any = only_if_any
        self._kind, self._id, self._link = kind, record_id, link
        self._tied: frozenset[int] = frozenset()
        self.matches: tuple[Match, ...] = ()
        self._most = _FEW
        hint = _("The same value does not prove that it is the same person or place.")
        self._hint = text(hint, "small", wrap=True)
        self._none = text(_("Nothing that you may see has the same value."), "muted", wrap=True)
        self._made: list[QWidget] = []
        self.sheet.addWidget(self._none)
        self._more = button(_("Show more"), self._show_more, look="quiet")
        self._more.hide()
        self.sheet.addWidget(self._hint)
        self.sheet.addLayout(row(self._more, None))
        self.load()

    def tied(self, ids: frozenset[int]) -> None:
        """These signals are tied to the one of the page already."""
        if ids != self._tied:
            self._tied = ids
            self._show(self.matches)

    def load(self) -> None:
        desk, kind, record_id = self.desk, self._kind, self._id

        def read() -> tuple[Match, ...]:
            with desk.sitting.store.read() as session:
                return overlap_of(session, desk.reader, kind, record_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, matches: tuple[Match, ...]) -> None:
        self.matches = matches
        clear(self.sheet, self._made)
        # One line for each that was seen before, however much it has in common.
        grouped: dict[tuple[str, int], list[Match]] = {}
        for match in matches:
            grouped.setdefault((match.kind, match.id), []).append(match)
        for place, same in enumerate([*grouped.values()][: self._most]):
            match = same[0]
            line = QWidget()
            inside = row(self._line(match, " · ".join(each.sentence for each in same)))
            inside.setStretch(0, 1)
            if match.kind == SIGNAL and self._link is not None and match.id not in self._tied:
                tie = button(_("Link"), partial(self._link, match.id, match.sentence), icon="link")
                tie.setAccessibleName(_("Link to: {what}").format(what=match.title))
                inside.addWidget(tie)
            line.setLayout(inside)
            self.sheet.insertWidget(1 + place, line)
            self._made.append(line)
        show_if(self, bool(matches) or not self._only_if_any)
        self._none.setVisible(not matches)
        self._hint.setVisible(bool(matches))
        hidden = len(grouped) - self._most
        self._more.setVisible(hidden > 0)
        if hidden > 0:
            self._more.setText(_("Show more ({n})").format(n=hidden))

    def _line(self, match: Match, in_common: str) -> LinkRow:
        record = record_class(match.kind).record
        chips = [Chip(number) for _case, number in match.cases[:2]]
        if match.id in self._tied and match.kind == SIGNAL:
            chips.insert(0, Chip(_("linked"), "good", "link"))
        label = _(record.label)
        title = f"{label}: {match.title}"
        if match.detail:
            title = _("{kind} of {day}: {title}").format(
                kind=label, day=match.detail, title=match.title
            )
        return LinkRow(record.icon, title, partial(self._go, match), meta=in_common, chips=chips)

    def _go(self, match: Match) -> None:
        if match.kind == "person" and match.cases:
            self.desk.open_case(match.cases[0][0], "people", ("person", match.id))
            return
        self.desk.open_record(match.kind, match.id)

    def _show_more(self) -> None:
        self._most += 50
        self._show(self.matches)
