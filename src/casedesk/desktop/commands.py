"""Declared commands as Qt actions: in menus, on buttons and by shortcut."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.theme import icons
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _

MENU_NAMES = {
    Menu.FILE: N_("&File"),
    Menu.EDIT: N_("&Edit"),
    Menu.VIEW: N_("&View"),
    Menu.GO: N_("&Go to"),
    Menu.PAGE: N_("&Actions"),
    Menu.HELP: N_("&Help"),
}
"""The menus, from left to right."""


def key_sequences(command: Command) -> list[QKeySequence]:
    """The keys of a command on this platform; none if it has none."""
    if not command.shortcut:
        return []
    standard = command.shortcut.removeprefix("std:")
    if standard != command.shortcut:
        return QKeySequence.keyBindings(QKeySequence.StandardKey[standard])
    return [QKeySequence(keys) for keys in command.shortcut.split("|")]


class Action(QAction):
    """A bound command as a menu, a button or a shortcut shows it."""

    def __init__(self, bound: BoundCommand, parent: QWidget) -> None:
        super().__init__(parent)
        self.bound = bound
        command = bound.command
        self.setObjectName(command.id)
        self.setText(_(command.text))
        if command.hint:
            self.setToolTip(_(command.hint))
            self.setStatusTip(_(command.hint))
        self.setShortcuts(key_sequences(command))
        if command.icon:
            icons.dress(self, command.icon)
        self.triggered.connect(self._run)
        self.look_again()

    def look_again(self) -> None:
        """Ask whether the command can be ordered now."""
        self.setEnabled(self.bound.enabled())

    def _run(self) -> None:
        if self.bound.enabled():
            self.bound.run()


def button(action: QAction, parent: QWidget, *, words: bool = False) -> QToolButton:
    """A quiet button for an action; without ``words`` its text is its name and tool tip."""
    made = QToolButton(parent)
    made.setDefaultAction(action)
    made.setProperty("look", "quiet")
    made.setAutoRaise(True)
    made.setIconSize(QSize(icons.side(), icons.side()))
    made.setAccessibleName(action.text().replace("&", ""))
    if words:
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made


class Menus:
    """Keeps the menu bar: the window's own commands, and those of the page in view."""

    def __init__(self, window: QWidget, bar: QMenuBar, own: Iterable[BoundCommand]) -> None:
        self._window, self._bar = window, bar
        self.own = {bound.command.id: Action(bound, window) for bound in own}
        self._page: list[Action] = []
        self._menus: dict[Menu, QMenu] = {}
        for action in self.own.values():
            window.addAction(action)
        self.rebuild()

    def actions(self) -> Sequence[Action]:
        """Everything that can be ordered now, for the palette."""
        return (*self._page, *self.own.values())

    def show_page(self, commands: Iterable[BoundCommand]) -> None:
        """Another page is in view, or what it offers has changed."""
        for action in self._page:
            self._window.removeAction(action)
            action.deleteLater()
        self._page = [Action(bound, self._window) for bound in commands]
        for action in self._page:
            self._window.addAction(action)
        self.rebuild()

    def look_again(self) -> None:
        """Ask every command whether it can be ordered now."""
        for action in self.actions():
            action.look_again()

    def rebuild(self) -> None:
        """Put the actions in their menus."""
        for menu in self._menus.values():
            menu.clear()
        for name, text in MENU_NAMES.items():
            actions = [a for a in self.actions() if a.bound.command.menu is name]
            if actions:
                self._fill(self._menu(name, text), actions)
            elif name in self._menus:
                self._menus[name].menuAction().setVisible(False)

    def _menu(self, name: Menu, text: str) -> QMenu:
        menu = self._menus.get(name)
        if menu is None:
            menu = self._menus[name] = QMenu(_(text), self._bar)
            order = list(MENU_NAMES)
            later = [self._menus[m] for m in order[order.index(name) + 1 :] if m in self._menus]
            if later:
                self._bar.insertMenu(later[0].menuAction(), menu)
            else:
                self._bar.addMenu(menu)
            menu.aboutToShow.connect(self.look_again)
        menu.setTitle(_(text))
        menu.menuAction().setVisible(True)
        return menu

    @staticmethod
    def _fill(menu: QMenu, actions: list[Action]) -> None:
        actions.sort(key=lambda action: action.bound.command.group)
        group = actions[0].bound.command.group
        for action in actions:
            if action.bound.command.group != group:
                group = action.bound.command.group
                menu.addSeparator()
            menu.addAction(action)
