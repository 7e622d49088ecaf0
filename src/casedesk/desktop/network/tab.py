"""The tab "Network" of a case: filters, diagram and list, a quick way to add a tie, a picture."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.part import CasePart, Room
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.handover.beside import Beside
from casedesk.desktop.handover.saving import write_document
from casedesk.desktop.network.export import PNG, ExportPanel
from casedesk.desktop.network.filters import NetworkFilters
from casedesk.desktop.network.picture import as_png, as_svg
from casedesk.desktop.network.quick_tie import QuickTie
from casedesk.desktop.network.things import ThingList
from casedesk.desktop.network.view import NetworkView
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.network.graph import Network, Sort
from casedesk.network.numbers import linked_cases
from casedesk.network.read import DEEPEST, read_network
from casedesk.network.use_cases import TakePicture, may_take_pictures, take_picture

ZOOM_IN = Command("network.in", N_("Network: zoom in"), "std:ZoomIn", "plus", Menu.VIEW, 5)
ZOOM_OUT = Command("network.out", N_("Network: zoom out"), "std:ZoomOut", "", Menu.VIEW, 5)
FIT = Command("network.fit", N_("Network: show everything"), "Ctrl+0", "", Menu.VIEW, 5)
NEW_TIE = Command("network.tie", N_("New tie"), "Ctrl+Shift+B", "affiliate", Menu.PAGE, 2)
PICTURE = Command("network.picture", N_("Save the network as a picture"), "", "eye", Menu.PAGE, 6)
_LINES = 11
"""So many lines of text the picture is high at least, and the list beside or below it."""


class NetworkTab(CasePart):
    """Reads the network of the case and shows it twice: drawn, and as a list."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        actor = room.desk.sitting.actor
        self._whole = Network()
        self._sees_names = may(actor, Right.IDENTITIES)
        self.filters = NetworkFilters(names=self._sees_names)
        self.view = NetworkView()
        self.list = ThingList()
        self.quick: QuickTie | None = None
        if room.may_change("person_relation"):
            self.quick = QuickTie(room)
        self.asking: ExportPanel | None = None
        self._drawn = Beside()
        self._empty: EmptyState | None = None
        self._middle = QVBoxLayout()
        self._above = QVBoxLayout()
        self._lay_out()
        self.filters.changed.connect(self._filter)
        self.filters.asked.connect(self.reload)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self._open)
        self.list.chosen.connect(self.view.choose)
        self.list.opened.connect(self._open)
        self.reload()

    # What the page asks.

    def refresh(self, changes: Changes) -> None:
        if changes:
            self.reload()
            if self.quick is not None:
                self.quick.refresh(changes)

    def commands(self) -> Sequence[BoundCommand]:
        found = [
            BoundCommand(ZOOM_IN, lambda: self.view.zoom_by(1)),
            BoundCommand(ZOOM_OUT, lambda: self.view.zoom_by(-1)),
            BoundCommand(FIT, self.view.fit_whole),
        ]
        if self.quick is not None:
            found.append(BoundCommand(NEW_TIE, self.new_tie))
        if may_take_pictures(self.room.desk.sitting.store):
            found.append(BoundCommand(PICTURE, self.ask_picture))
        return found

    def start(self) -> None:
        self.view.setFocus()

    # What is done here.

    def reload(self) -> None:
        """Read the network again, as deep and with the names that are asked for."""
        desk, case_id = self.room.desk, self.room.case_id
        depth = DEEPEST if self.filters.wide.isChecked() else 1
        names = self._sees_names and self.filters.names.isChecked()

        def read() -> Network:
            with desk.sitting.store.read() as session:
                return read_network(session, desk.reader, case_id, depth=depth, names=names)

        desk.runner.run(read, self._show, owner=self)
        if depth > 1:
            self._note_reading()

    def new_tie(self) -> None:
        """Start a tie: who, what, to whom."""
        if self.quick is not None:
            self.quick.show()
            chosen = self.view.picture.chosen
            self.quick.start(chosen)

    def ask_picture(self) -> None:
        """Ask what a picture is for."""
        if self.asking is None:
            suspects = any(thing.shielded for thing in self._whole.things)
            self.asking = ExportPanel(self.room.desk, suspects=suspects)
            self.asking.given.connect(self._take_picture)
            self.asking.given_up.connect(self._put_away)
            self._above.addWidget(self.asking)
        self.asking.start()

    # Private.

    def _lay_out(self) -> None:
        tools: list[QWidget] = [
            button(_("Show everything"), self.view.fit_whole, look="quiet"),
            self._zooms(),
        ]
        if self.quick is not None:
            tools.append(button(_("New tie"), self.new_tie, icon="plus"))
        if may_take_pictures(self.room.desk.sitting.store):
            tools.append(button(_("Picture"), self.ask_picture, look="quiet", icon="file-export"))
        for tool in tools:
            self.filters.flow.addWidget(tool)
        self.ensurePolished()  # large text needs a higher picture; the page scrolls then
        least = max(tokens.TARGET * 4, self.fontMetrics().height() * _LINES)
        for part in (self.view, self.list):
            part.setMinimumSize(tokens.TARGET * 6, least)
            self._drawn.addWidget(part)
        unit = self.fontMetrics().averageCharWidth()
        self._drawn.setSizes([unit * 124, unit * 58])
        self._drawn.setStretchFactor(0, 3)
        self._drawn.setStretchFactor(1, 1)
        self._middle.addWidget(self._drawn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.filters)
        layout.addLayout(self._above)
        if self.quick is not None:
            self.quick.hide()
            self.quick.closed.connect(self._tie_done)
            layout.addWidget(self.quick)
        layout.addLayout(self._middle, 1)

    def _zooms(self) -> QWidget:
        """Smaller and larger stay beside each other in a narrow window."""
        pair = QWidget()
        pair.setLayout(
            row(
                self._small("−", _("Zoom out"), lambda: self.view.zoom_by(-1)),
                self._small("+", _("Zoom in"), lambda: self.view.zoom_by(1)),
            )
        )
        return pair

    def _small(self, words: str, name: str, act: Callable[[], None]) -> QPushButton:
        made = button(words, act, look="quiet")
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _show(self, network: Network) -> None:
        self._whole = network
        self.filters.offer(network)
        self._show_whether_empty()
        self._filter()
        alone = not any(thing.sort is Sort.CASE for thing in network.things)
        if self.filters.wide.isChecked() and alone:
            self.room.desk.announce(_("No other case shares anything with this one."))

    def _show_whether_empty(self) -> None:
        """What belongs here takes room only while nothing is here."""
        empty = not self._whole.things
        if empty and self._empty is None:
            words = _("Nobody is in this case yet. Add persons first; ties between them show here.")
            step = (_("New tie"), self.new_tie) if self.quick is not None else ("", None)
            self._empty = EmptyState("affiliate", words, *step)
            self._middle.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(empty)
        self._drawn.setVisible(not empty)

    def _filter(self) -> None:
        shown = self._whole.without(self.filters.hidden())
        self.view.show_network(shown)
        self.list.show_network(shown)

    def _note_reading(self) -> None:
        """Who looks into other cases through the network has read those cases."""
        from casedesk.access.trail import record_read

        desk, case_id = self.room.desk, self.room.case_id
        store = desk.sitting.store

        def note() -> bool:
            with store.read() as session:
                others = linked_cases(session, case_id)
            # Each of them, also when the disk is full after the first.
            return all(tuple(record_read(store, CASE, other, other) for other in others))

        desk.runner.change(note, owner=self)

    def _chosen(self, key: str) -> None:
        self.list.show_chosen(key)
        if not key:
            return
        network = self.view.network
        thing = network.thing(key)
        ties = [f"{tie.words}: {network.thing(other).label}" for other, tie in network.around(key)]
        self.room.desk.announce(", ".join([thing.label, *ties]))

    def _open(self, key: str) -> None:
        opens = self.view.network.thing(key).opens if key in self.view.network else None
        if opens is None:
            return
        kind, record_id, case_id = opens
        desk = self.room.desk
        if kind == "case_file":
            desk.open_case(record_id, "network")
        elif case_id is not None and kind not in ("location", "organisation", "signal"):
            desk.open_case(case_id, "people", (kind, record_id))
        else:
            desk.open_record(kind, record_id)

    def _tie_done(self) -> None:
        if self.quick is not None:
            self.quick.hide()
        self.view.setFocus()

    def _put_away(self) -> None:
        if self.asking is not None:
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None
        self.view.setFocus()

    def _take_picture(self) -> None:
        """What is on screen now, with what was asked for and nothing else."""
        asking, desk = self.asking, self.room.desk
        if asking is None:
            return
        if not asking.why.text().strip():
            asking.refuse(Refused(_("Say what the picture is for."), "why"))
            return
        names, suspects = asking.names.isChecked(), asking.suspects.isChecked()
        depth = DEEPEST if self.filters.wide.isChecked() else 1
        with desk.sitting.store.read() as session:
            found = read_network(
                session,
                desk.reader,
                self.room.case_id,
                depth=depth,
                names=names,
                suspects=suspects,
            )
        shown = found.without(self.filters.hidden())
        path = desk.questions.file_to_save(
            _("Save the picture"), f"netwerk.{asking.kind}", f"*.{asking.kind}"
        )
        if path is None:
            return
        shielded = any(thing.shielded for thing in shown.things)
        command = TakePicture(self.room.case_id, asking.why.text(), names, shielded)
        taken = take_picture(desk.sitting.store, command)
        if isinstance(taken, Refused):
            asking.refuse(taken)
            return
        draw = as_png if asking.kind == PNG else as_svg
        try:
            write_document(path, draw(shown, QFont(self.font()), self._foot(names)))
        except RefusedError as fault:
            asking.refuse(fault.refused)
            return
        desk.announce(_("The picture is saved. It is not encrypted: keep it safe."))
        self._put_away()

    def _foot(self, names: bool) -> str:
        """What whoever finds the picture must know."""
        words = _("Confidential. Ties are what was told or seen, not proof.")
        without = _("Without names.")
        return words if names else f"{words} {without}"
