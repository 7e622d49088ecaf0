"""How the file of a document goes, and that it went."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from sqlalchemy import select

from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, row
from casedesk.handover.making import Made
from casedesk.handover.model import Disclosure
from casedesk.handover.replies import NoteSent, note_sent
from casedesk.handover.slip import ROAD_WORDS, Road, same_road
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.store.store import Store


class SendingPart(QWidget):
    """The channel of the file, a warning where the passphrase takes the same, and the note."""

    said = Signal(str, str)
    """A sentence and its tone, for the banner of the page."""

    def __init__(self, desk: Desk, road: Callable[[], Road]) -> None:
        super().__init__()
        self._desk, self._road = desk, road
        self._made: Made | None = None
        self.channel = QComboBox()
        self.channel.setAccessibleName(_("How the file goes"))
        labels = desk.sitting.labels
        self.channel.addItem(_("Choose how the file goes"), "")
        for code in labels.codes("disclosure_channel"):
            self.channel.addItem(labels.label("disclosure_channel", code), code)
        self.channel.currentIndexChanged.connect(lambda _index: self.warn())
        label = QLabel(_("How the &file goes"))
        label.setBuddy(self.channel)
        self.banner = Banner()
        self.sent = button(_("Note as sent"), self._note, icon="send")
        layout = column(label, self.channel, self.banner, spacing=tokens.SPACE_S)
        layout.addLayout(row(self.sent, None))
        self.setLayout(layout)

    def show_made(self, made: Made) -> None:
        """A document was made, or made anew."""
        self._made = made

    def warn(self) -> None:
        """Say so where file and passphrase would go by one road."""
        if same_road(self._road(), str(self.channel.currentData())):
            sentence = _(
                "File and passphrase would go by the same road. Choose another for one of them."
            )
            self.banner.say(sentence, "warning")
        else:
            self.banner.quiet()
            self.banner.hide()

    # Private.

    def _note(self) -> None:
        made, channel = self._made, str(self.channel.currentData())
        if made is None:
            return
        sitting = self._desk.sitting
        # The road of the passphrase stands in the trail: there is no field for it.
        why = _(ROAD_WORDS[self._road()])

        def work() -> Changes | Refused:
            version = _version(sitting.store, made.disclosure_id)
            step = NoteSent(made.disclosure_id, version, why=why, channel=channel)
            return note_sent(sitting.store, step, sitting.labels)

        self._desk.runner.change(
            work, lambda _done: self._was_sent(), refused=self._not_sent, owner=self
        )

    def _was_sent(self) -> None:
        self.sent.setEnabled(False)
        self.said.emit(_("Noted as sent. The receipt is awaited now."), "good")

    def _not_sent(self, refused: Refused) -> None:
        self.said.emit(refused.sentence, "warning")
        self.channel.setFocus()


def _version(store: Store, disclosure_id: int) -> int:
    """The row as it is now: signing and printing have changed it since it was made."""
    with store.read() as session:
        query = select(Disclosure.version).where(Disclosure.id == disclosure_id)
        return session.scalar(query) or 0
