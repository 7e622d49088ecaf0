"""A field for a passphrase: hidden, may be pasted into, may be looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.words import _


class PassphraseField(QWidget):
    """Text field and a button that shows what is typed, for as long as it is pressed down."""

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.setMaxLength(1024)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self._eye = QToolButton()
        self._eye.setCheckable(True)
        self._eye.setProperty("look", "quiet")
        self._eye.toggled.connect(self._look)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_XS)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._eye)
        self.setFocusProxy(self.line)
        self._look(False)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide what comes next."""
        self.line.clear()
        self._eye.setChecked(False)

    def _look(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        icons.dress(self._eye, "eye-off" if shown else "eye", "muted")
        name = _("Hide the passphrase") if shown else _("Show the passphrase")
        self._eye.setToolTip(name)
        self._eye.setAccessibleName(name)
