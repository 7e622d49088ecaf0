"""The tab of a case with the three tracks beside each other: care, criminal, residence."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from casedesk.desktop.care.chooser import PersonChooser
from casedesk.desktop.care.track_reading import COLUMNS, KINDS, TrackHead, Tracks, read_tracks
from casedesk.desktop.care.track_table import TITLES, TrackTable
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.moments import Track
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class
from casedesk.tracks.course import CRIMINAL, RESIDENCE

ADD = {
    Track.CARE: Command("tracks.care", N_("New referral"), "", "send", Menu.PAGE, 2),
    Track.CRIMINAL: Command("tracks.criminal", N_("New criminal step"), "", "gavel", Menu.PAGE, 2),
    Track.RESIDENCE: Command("tracks.residence", N_("New residence step"), "", "id", Menu.PAGE, 2),
}
NEW = {Track.CARE: "referral", Track.CRIMINAL: CRIMINAL, Track.RESIDENCE: RESIDENCE}
_BESIDE = 90
"""From this width on, in characters, the heads of the tracks stand beside each other."""


class TracksTab(CasePart):
    """Heads on top, then the form of one step, then the table."""

    kinds = (RESIDENCE, CRIMINAL)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.form: RecordForm | None = None
        self._frame: QFrame | None = None
        self._wanted: tuple[str, int] | None = None
        self._whose = 0
        self.chooser = PersonChooser(room)
        self.heads = {track: Head(room, track, partial(self.add_step, track)) for track in COLUMNS}
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._nothing = text(
            _("No steps yet. Write down what happened on each track, with its date."), "muted",
            wrap=True,
        )  # fmt: skip
        self.table = TrackTable()
        self.table.opened.connect(self.open_step)
        self._place = QVBoxLayout()
        self._sheet = Sheet(widest=260)
        inside = self._sheet.column
        inside.addWidget(self.chooser)
        self._beside.setSpacing(tokens.SPACE_M)
        for head in self.heads.values():
            self._beside.addWidget(head, 1)
        inside.addLayout(self._beside)
        inside.addLayout(self._place)
        inside.addWidget(self._nothing)
        inside.addWidget(self.table)
        inside.addStretch(1)
        filled(self, self._sheet)
        self.chooser.chosen.connect(self._chosen)
        self.chooser.loaded.connect(self._persons_read)
        self.chooser.load()

    def refresh(self, changes: Changes) -> None:
        self.chooser.refresh(changes)
        if self.form is not None:
            self.form.refresh(changes)
        if changes.touches(*KINDS, "person", "organisation"):
            self.load()

    def flush(self) -> None:
        if self.form is not None:
            self.form.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        desk = self.room.desk

        def read() -> int:
            with desk.sitting.store.read() as session:
                view = desk.reader.view(session, kind, record_id)
            return (view.person_id or 0) if view is not None else 0

        def show(person_id: int) -> None:
            self._wanted, self._whose = (kind, record_id), person_id
            self._show_wanted()

        desk.runner.run(read, show, owner=self)

    def add(self, kind: str) -> None:
        self._put_away()
        preset = {record_class(kind).record.person: self.chooser.person_id or None}
        self.form = RecordForm(self.room.desk, kind, None, case_id=self.room.case_id, preset=preset)
        self.form.created.connect(lambda _id: self._done.show())
        self._show_form()

    def add_step(self, track: Track) -> None:
        """Start what comes next on a track."""
        if NEW[track] in self.kinds:
            self.add(NEW[track])
        else:
            self.room.add(NEW[track])

    def commands(self) -> Sequence[BoundCommand]:
        return tuple(
            BoundCommand(
                ADD[track], partial(self.add_step, track), partial(self.room.may_change, NEW[track])
            )
            for track in COLUMNS
        )

    def start(self) -> None:
        self.table.setFocus()

    def open_step(self, kind: str, record_id: int) -> None:
        """Show the form of a step; what has a tab of its own is shown there."""
        if kind not in self.kinds:
            self.room.show("", kind, record_id)
            return
        self._put_away()
        self.form = RecordForm(self.room.desk, kind, record_id)
        self._show_form()
        self._done.show()

    def load(self) -> None:
        """Read the tracks of the chosen person."""
        desk, case_id, person_id = self.room.desk, self.room.case_id, self.chooser.person_id

        def read() -> Tracks:
            with desk.sitting.store.read() as session:
                return read_tracks(session, desk.reader, case_id, person_id)

        desk.runner.run(read, self._show, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() / max(1, self.fontMetrics().averageCharWidth()) >= _BESIDE
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _persons_read(self) -> None:
        if self.chooser.person_id == 0:
            self.load()  # what names no person stands here all the same
        self._show_wanted()

    def _show_wanted(self) -> None:
        """As soon as both the step and the persons are read."""
        if self._wanted is None:
            return
        if self._whose in self.chooser.buttons:
            self.chooser.choose(self._whose)
        elif not self.chooser.parts:
            return
        kind, record_id = self._wanted
        self._wanted = None
        self.table.choose(kind, record_id)
        self.open_step(kind, record_id)

    def _chosen(self, _person_id: int) -> None:
        self._put_away()
        self.load()

    def _show(self, tracks: Tracks) -> None:
        self._nothing.setVisible(not tracks.rows)
        self.table.setVisible(bool(tracks.rows))
        self.table.show_tracks(tracks)
        for track, head in self.heads.items():
            head.show_head(tracks.heads[track])

    def _show_form(self) -> None:
        if self.form is None:
            return
        self._done = button(_("Ready"), self._ready, icon="check")
        self._done.hide()
        title = text(self.form.title(), "heading")
        self._frame = card(column(title, self.form, spacing=tokens.SPACE_M))
        layout = self._frame.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addLayout(row(self._done, None))
        self.form.gone.connect(self._put_away)
        self._place.addWidget(self._frame)
        self.form.start()

    def _ready(self) -> None:
        kind = self.form.kind if self.form is not None else ""
        record_id = self.form.record_id or 0 if self.form is not None else 0
        self._put_away()
        self.table.choose(kind, record_id)
        self.table.setFocus()

    def _put_away(self) -> None:
        if self._frame is not None:
            if self.form is not None:
                self.form.flush()
            self._frame.hide()
            self._frame.deleteLater()
        self.form, self._frame = None, None


class Head(QWidget):
    """Where one track stands, what is due next on it, and a button for the next step."""

    def __init__(self, room: Room, track: Track, add: Callable[[], None]) -> None:
        super().__init__()
        self.state = text("", "strong", wrap=True)
        self.next = text("", "muted", wrap=True)
        inside = column(text(_(TITLES[track]), "heading"), self.state, self.next)
        if room.may_change(NEW[track]):
            made = button(_(ADD[track].text), add, icon="plus")
            inside.addLayout(row(made, None))
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(inside))

    def show_head(self, head: TrackHead) -> None:
        """Say it."""
        self.state.setText(head.state)
        self.next.setText("\n".join(head.next) or _("No date ahead."))
