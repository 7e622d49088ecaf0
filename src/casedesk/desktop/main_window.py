"""The one window of an unlocked store: rail, pages, menus and status line."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.access.rights import ROLE_NAMES, may_change, may_see
from casedesk.desktop import orders
from casedesk.desktop.background import Runner
from casedesk.desktop.backup_clock import BackupClock
from casedesk.desktop.commands import Action, Menus, button
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.menu_bar import MenuBar
from casedesk.desktop.navigation import Navigator
from casedesk.desktop.notices import Notices
from casedesk.desktop.opening import Opened
from casedesk.desktop.pages.registry import make_page
from casedesk.desktop.questions import Questions
from casedesk.desktop.rail import Rail, stop_of, stops_for
from casedesk.desktop.settings import Settings
from casedesk.desktop.status_line import StatusLine
from casedesk.desktop.theme import tokens
from casedesk.desktop.today.counter import Count, WorkCounter
from casedesk.desktop.today.reminding import remind
from casedesk.desktop.undo_bar import UndoBar
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import row, text
from casedesk.desktop.words_of_acts import act_words
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import _, ngettext


class MainWindow(QMainWindow):
    """Frame around the pages of one sitting; made at unlocking, thrown away at locking."""

    lockAsked = Signal()
    blankAsked = Signal()
    quitAsked = Signal()

    def __init__(
        self, opened: Opened, runner: Runner, questions: Questions, settings: Settings
    ) -> None:
        super().__init__()
        self._opened, self._settings, self._runner = opened, settings, runner
        actor = opened.sitting.actor
        role = _(ROLE_NAMES.get(actor.role, actor.role))
        self._status = StatusLine(self, f"{actor.name} · {role}")
        self._warning = Banner()
        self._stack = QStackedWidget()
        self.navigator = Navigator(self._stack, self._make)
        self.notices = Notices(self)
        self.desk = Desk(
            opened.sitting, opened.reader, runner, self.notices, self.navigator, questions,
            settings, self._status.say, self._status.saved,
        )  # fmt: skip
        store = opened.sitting.store
        self.undo_bar = UndoBar(store, runner, self._status.say, act_words, self)
        self._rail = Rail(actor, self._go, self)
        self._bar = MenuBar()
        self.counter = WorkCounter(self.desk, self)
        self.counter.counted.connect(self._counted)
        self.menus = Menus(self, self._bar, self._own_commands())
        self._lay_out()
        self.navigator.moved.connect(self._moved)
        self.notices.changed.connect(self.navigator.refresh)
        self.notices.changed.connect(self.undo_bar.look_again)
        self.undo_bar.changed.connect(self._undo_changed)
        self.notices.follow(store, runner)
        self._backups = BackupClock(opened.sitting, runner, self._status.say, self)
        self._backups.start()
        warn_of_older_store(self._warning, opened)
        self._restore()

    # What the application asks.

    def start(self, place: Place | None = None) -> None:
        """Show the place where the user was, or the first stop of the rail."""
        first = stops_for(self.desk.sitting.actor)[0].page
        try:
            self.navigator.go(place or Place(first))
        except KeyError:
            self.navigator.go(Place(first))
        self.undo_bar.look_later()
        self.counter.count()

    def flush(self) -> None:
        """Save what was typed, on every page."""
        self.navigator.flush()

    def leave(self) -> Place | None:
        """The sitting ends: save what was typed and hear nothing more; answers the place."""
        place = self.navigator.place
        self.flush()
        self.notices.stop()
        self.counter.stop()
        self._backups.stop()
        self.undo_bar.stop()
        self._settings.keep_bytes("main", self.saveGeometry())
        return place

    # Qt's own.

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.quitAsked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.fit(event.size())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.flush()
        super().changeEvent(event)

    # Private.

    def _make(self, place: Place) -> Page:
        return make_page(self.desk, place)

    def _go(self, page: str) -> None:
        self.navigator.go(Place(page))

    def _own_commands(self) -> list[BoundCommand]:
        move, undo = self.navigator, self.undo_bar
        stops = stops_for(self.desk.sitting.actor)
        return [
            BoundCommand(orders.BACK, move.back, move.can_back),
            BoundCommand(orders.FORWARD, move.forward, move.can_forward),
            *(
                BoundCommand(orders.stop(number, stop), partial(self._go, stop.page))
                for number, stop in enumerate(stops, start=1)
            ),
            BoundCommand(orders.UNDO, undo.undo, undo.can_undo),
            BoundCommand(orders.REDO, undo.redo, undo.can_redo),
            BoundCommand(
                orders.CONTACT,
                self._write_contact,
                lambda: may_change(self.desk.sitting.actor, Realm.CASES),
            ),
            BoundCommand(
                orders.COMENSHA,
                partial(self._go, "comensha"),
                lambda: may_see(self.desk.sitting.actor, Realm.CASES),
            ),
            BoundCommand(
                orders.REMINDER,
                partial(remind, move),
                lambda: may_change(self.desk.sitting.actor, Realm.CASES),
            ),
            BoundCommand(orders.PALETTE, self._open_palette),
            BoundCommand(orders.BLANK, self.blankAsked.emit),
            BoundCommand(orders.LOCK, self.lockAsked.emit),
            BoundCommand(orders.QUIT, self.quitAsked.emit),
            BoundCommand(orders.ABOUT, self._about),
        ]

    def _write_contact(self) -> None:
        from casedesk.desktop.case.page import CasePage

        page = self.navigator.page
        if isinstance(page, CasePage):
            page.add("contact_moment")
        else:
            self.navigator.go(Place("contact"))

    def _lay_out(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._warning)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._status)
        whole = QWidget()
        beside = QHBoxLayout(whole)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self._rail)
        beside.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.setMenuWidget(self._top())
        self.setMinimumSize(QSize(760, 480))
        self.resize(1280, 800)

    def _top(self) -> QWidget:
        top = QWidget(self)
        layout = row(self._bar, None)
        layout.setContentsMargins(0, 2, tokens.SPACE_M, 2)
        top.setLayout(layout)
        if self._opened.demo:
            mark = text(_("DEMO"), "demo")
            mark.setToolTip(_("The people in this store are invented."))
            layout.addWidget(mark)
        for command in (orders.BACK, orders.FORWARD, orders.UNDO, orders.REDO, orders.LOCK):
            layout.addWidget(button(self._action(command.id), top))
        for part in top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        return top

    def _action(self, name: str) -> Action:
        return self.menus.own[name]

    def _counted(self, count: Count) -> None:
        words = ngettext("{n} late or due today", "{n} late or due today", count.urgent)
        self._rail.count("today", count.urgent, words.format(n=count.urgent))

    def _moved(self) -> None:
        page, place = self.navigator.page, self.navigator.place
        title = page.title() if page is not None else ""
        parts = (title, self._opened.store_name, "CaseDesk")
        self.setWindowTitle(" – ".join(part for part in parts if part))
        if place is not None:
            self._rail.mark(stop_of(place))
        self.menus.show_page(page.commands() if page is not None else ())
        self.menus.look_again()

    def _undo_changed(self) -> None:
        for command, words in (
            (orders.UNDO, self.undo_bar.undo_text()),
            (orders.REDO, self.undo_bar.redo_text()),
        ):
            action = self._action(command.id)
            action.setText(words)
            action.setToolTip(words.replace("&", ""))
            action.look_again()

    def _restore(self) -> None:
        geometry = self._settings.bytes_of("main")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def _open_palette(self) -> None:
        from casedesk.desktop.command_palette import CommandPalette

        CommandPalette(self.menus.actions(), self).open()

    def _about(self) -> None:
        from casedesk import __version__

        self.desk.questions.tell(
            _("CaseDesk {version}").format(version=__version__),
            _("Guards the cases of victims of human trafficking. Free software, EUPL-1.2."),
        )


def warn_of_older_store(banner: Banner, opened: Opened) -> None:
    """Say that an older copy of the store was put in its place, if that was seen."""
    from casedesk.store.anchor import AnchorState

    if opened.sitting.anchor_state in (AnchorState.OLDER, AnchorState.FOREIGN):
        banner.say(
            _(
                "The store is older than this computer remembers. "
                "Somebody put an older copy back. Ask IT before you go on."
            ),
            "danger",
        )
