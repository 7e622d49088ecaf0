"""The passphrase of a document that was just made, and how it gets to its reader."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.handover.secret_copy import SECONDS, clear_secret, copy_secret
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Wrapped, button, column, text
from casedesk.handover.making import Made
from casedesk.handover.slip import ROAD_WORDS, Road, Slip, note_slip, words_for
from casedesk.kernel.words import _
from casedesk.store.journal import Act

_LINES = 15
"""Lines of the ready text that are in view: the longest one, for the phone."""


class PassingOn(QWidget):
    """Shows the passphrase with the text for the road that was chosen; forgets both when told."""

    roadChanged = Signal()
    printAsked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Made | None = None
        self._slip: Slip | None = None
        self.passphrase = Wrapped()
        self.passphrase.setProperty("look", "code")
        self.passphrase.setTextFormat(Qt.TextFormat.PlainText)
        self.passphrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.passphrase.setAccessibleName(_("Passphrase of the file"))
        self.road_choice = QComboBox()
        self.road_choice.setAccessibleName(_("How the passphrase goes"))
        for road, words in ROAD_WORDS.items():
            self.road_choice.addItem(_(words), road)
        self.road_choice.currentIndexChanged.connect(lambda _index: self._chosen())
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Words for the second channel"))
        self._lay_out()

    @property
    def road(self) -> Road:
        """How it goes."""
        return Road(self.road_choice.currentData())

    def show_slip(self, made: Made, slip: Slip) -> None:
        """Show the passphrase of this document."""
        self._made, self._slip = made, slip
        self.passphrase.setText(slip.passphrase)
        self.words.setPlainText(words_for(slip, self.road))

    def forget(self) -> None:
        """Keep nothing of it."""
        for secret in (self.passphrase.text(), self.words.toPlainText()):
            clear_secret(secret)
        self._made = self._slip = None
        self.passphrase.clear()
        self.words.clear()

    # Private.

    def _lay_out(self) -> None:
        self.words.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        label = QLabel(_("How the &passphrase goes"))
        label.setBuddy(self.road_choice)
        copies = Flow()
        for each in (
            button(_("Copy the passphrase"), self._copy, icon="key"),
            button(_("Copy these words"), self._copy_words, icon="message"),
            button(_("Print the slip"), self.printAsked.emit, icon="printer"),
        ):
            copies.addWidget(each)
        once = _("You see this passphrase only now. Nobody can make it again.")
        layout = column(
            self.passphrase, text(once, "muted", wrap=True), label, self.road_choice, self.words,
            spacing=tokens.SPACE_S,
        )  # fmt: skip
        layout.addLayout(copies)
        self.setLayout(layout)

    def _chosen(self) -> None:
        if self._slip is not None:
            clear_secret(self.words.toPlainText())
            self.words.setPlainText(words_for(self._slip, self.road))
        self.roadChanged.emit()

    def _copy(self) -> None:
        if self._slip is not None:
            self._to_clipboard(self._slip.passphrase)

    def _copy_words(self) -> None:
        self._to_clipboard(self.words.toPlainText())

    def _to_clipboard(self, secret: str) -> None:
        made, road, store = self._made, self.road, self._desk.sitting.store
        if made is None:
            return
        copy_secret(secret)
        self._desk.announce(_("Copied. The clipboard is cleared in {n} seconds.").format(n=SECONDS))
        self._desk.runner.change(lambda: note_slip(store, made, road, Act.EXPORT), owner=self)
