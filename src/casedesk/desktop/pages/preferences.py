"""Language, theme, size of the text and idle time, each in force as soon as it is chosen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from casedesk.bootstrap import RECOVERER
from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.pages.own_passphrase import OwnPassphrase
from casedesk.desktop.settings import IDLE_MINUTES, TEXT_SIZES
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import card, column, show_if, text
from casedesk.kernel.words import _, ngettext


class PreferencesPage(Page):
    """What one user of this computer prefers, and their passphrase."""

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        settings = desk.settings
        self.language = _choice(
            [("nl", "Nederlands"), ("en", "English")],
            settings.language,
            lambda value: setattr(settings, "language", value),
        )
        self.theme = _choice(
            [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
            settings.theme,
            lambda value: setattr(settings, "theme", value),
        )
        self.text_size = _choice(
            [(str(size), f"{size} %") for size in TEXT_SIZES],
            str(settings.text_size),
            lambda value: setattr(settings, "text_size", int(value)),
        )
        self.idle = _choice(
            [(str(n), ngettext("{n} minute", "{n} minutes", n).format(n=n)) for n in IDLE_MINUTES],
            str(settings.idle_minutes),
            lambda value: setattr(settings, "idle_minutes", int(value)),
        )
        self.notify = _choice(
            [("on", _("Yes, only the number")), ("off", _("No"))],
            "on" if settings.notify else "off",
            lambda value: setattr(settings, "notify", value == "on"),
        )
        self.passphrase = OwnPassphrase(desk)
        show_if(self.passphrase, desk.sitting.actor != RECOVERER)
        self._lay_out()

    def title(self) -> str:
        return _("Settings")

    def flush(self) -> None:
        """A passphrase is no draft: it is forgotten when the page is left."""
        self.passphrase.forget()

    def start(self) -> None:
        self.language.setFocus()

    def _lay_out(self) -> None:
        sheet = QVBoxLayout()
        sheet.setSpacing(tokens.SPACE_L)
        for words, choice in (
            (_("Language"), self.language),
            (_("Colours"), self.theme),
            (_("Size of the text"), self.text_size),
            (_("Tell once a day how many dates fall on today"), self.notify),
            (_("Lock when nobody types or clicks for"), self.idle),
        ):
            label = labelled(words, choice)
            label.setWordWrap(True)
            sheet.addLayout(column(label, choice, spacing=tokens.SPACE_XS))
        sheet.addWidget(
            text(
                _("Twenty seconds before, CaseDesk says so. What you typed is kept."),
                "small",
                wrap=True,
            )
        )
        inside = QWidget()
        inside.setProperty("look", "page")
        inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * 86)
        layout = QVBoxLayout(inside)
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_L)
        layout.setSpacing(tokens.SPACE_L)
        for part in (text(_("Settings"), "title"), card(sheet), self.passphrase):
            layout.addWidget(part)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _choice(
    options: Iterable[tuple[str, str]], chosen: str, choose: Callable[[str], None]
) -> QComboBox:
    combo = QComboBox()
    for value, words in options:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.activated.connect(lambda _row: choose(str(combo.currentData())))
    return combo
