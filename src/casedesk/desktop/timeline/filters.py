"""What of the timeline is shown: a button per track, and a menu with the kinds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
    QWidgetAction,
)

from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import icons
from casedesk.desktop.timeline.lines import Shown
from casedesk.desktop.timeline.words import TRACK_ICONS, TRACK_TOKENS, TRACK_WORDS
from casedesk.kernel.moments import Track
from casedesk.kernel.words import _, ngettext
from casedesk.store.declare import record_class
from casedesk.timeline.entries import Entry


class TimelineFilters(QWidget):
    """Everything is shown until the user leaves something out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tracks: dict[Track, QPushButton] = {}
        self.kinds: dict[str, QCheckBox] = {}
        self.flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.menu_button = QPushButton(self)
        self.menu_button.setProperty("look", "filter")
        self.menu_button.setMenu(QMenu(self.menu_button))
        for track, words in TRACK_WORDS.items():
            self.flow.addWidget(self._track_button(track, _(words)))
        self.flow.addWidget(self.menu_button)
        self._say()

    def shown(self) -> Shown:
        """What is shown now."""
        return Shown(
            frozenset(kind for kind, box in self.kinds.items() if not box.isChecked()),
            frozenset(track for track, made in self.tracks.items() if not made.isChecked()),
        )

    def offer(self, found: Sequence[Entry]) -> None:
        """Offer the tracks and kinds that there are."""
        here = {entry.track for entry in found}
        for track, made in self.tracks.items():
            made.setVisible(track in here)
        kinds = list(dict.fromkeys(entry.kind for entry in found))
        kinds.sort(key=lambda kind: _(record_class(kind).record.plural))
        if kinds == list(self.kinds):
            return
        off = self.shown().kinds_off
        menu = self.menu_button.menu()
        menu.clear()
        self.kinds = {}
        for kind in kinds:
            box = self._kind_box(kind, menu)
            box.setChecked(kind not in off)
            box.toggled.connect(lambda _on: self._changed())
            self.kinds[kind] = box
        self._say()

    def _track_button(self, track: Track, words: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setCheckable(True)
        made.setChecked(True)
        made.setProperty("look", "filter")
        made.setAccessibleName(_("Show track: {name}").format(name=words.lower()))
        icons.dress(made, TRACK_ICONS[track], TRACK_TOKENS[track])
        made.toggled.connect(lambda on: self._toggle(track, on))
        self.tracks[track] = made
        return made

    def _kind_box(self, kind: str, menu: QMenu) -> QCheckBox:
        """A box that can be ticked without closing the menu."""
        holder = QWidget(menu)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(12, 2, 16, 2)
        box = QCheckBox(_(record_class(kind).record.plural), holder)
        layout.addWidget(box)
        holder.setFocusProxy(box)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        return box

    def _toggle(self, track: Track, on: bool) -> None:
        # The eye says it without colour.
        drawing = (TRACK_ICONS[track], TRACK_TOKENS[track]) if on else ("eye-off", "muted")
        icons.dress(self.tracks[track], *drawing)
        self._changed()

    def _changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        hidden = len(self.shown().kinds_off)
        if hidden:
            words = ngettext("Kinds: {n} hidden", "Kinds: {n} hidden", hidden).format(n=hidden)
        else:
            words = _("Kinds: all")
        self.menu_button.setText(words)
        self.menu_button.setAccessibleName(words)
