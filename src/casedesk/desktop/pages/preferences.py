"""Language, theme, size of the text and idle time, each in force as soon as it is chosen."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.settings import IDLE_MINUTES, TEXT_SIZES
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import card, column, text
from casedesk.kernel.words import _


class PreferencesPage(Page):
    """What one user of this computer prefers; nothing of it stands in the store."""

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        settings = desk.settings
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_L)
        layout.setSpacing(tokens.SPACE_L)
        layout.addWidget(text(_("Settings"), "title"))
        sheet = QVBoxLayout()
        sheet.setSpacing(tokens.SPACE_L)
        self.language = self._choice(
            [("nl", "Nederlands"), ("en", "English")],
            settings.language,
            lambda value: setattr(settings, "language", value),
        )
        self.theme = self._choice(
            [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
            settings.theme,
            lambda value: setattr(settings, "theme", value),
        )
        self.text_size = self._choice(
            [(str(size), f"{size} %") for size in TEXT_SIZES],
            str(settings.text_size),
            lambda value: setattr(settings, "text_size", int(value)),
        )
        self.idle = self._choice(
            [(str(n), _("{n} minutes").format(n=n)) for n in IDLE_MINUTES],
            str(settings.idle_minutes),
            lambda value: setattr(settings, "idle_minutes", int(value)),
        )
        for words, choice, help_text in (
            (_("Language"), self.language, ""),
            (_("Colours"), self.theme, ""),
            (_("Size of the text"), self.text_size, ""),
            (
                _("Lock when nobody types or clicks for"),
                self.idle,
                _("Twenty seconds before, CaseDesk says so. What you typed is kept."),
            ),
        ):
            help_label = text(help_text, "small", wrap=True)
            help_label.setVisible(bool(help_text))
            sheet.addLayout(
                column(labelled(words, choice), choice, help_label, spacing=tokens.SPACE_XS)
            )
        frame = card(sheet)
        frame.setMaximumWidth(self.fontMetrics().averageCharWidth() * 80)
        layout.addWidget(frame)
        layout.addStretch(1)

    def title(self) -> str:
        return _("Settings")

    def start(self) -> None:
        self.language.setFocus()

    @staticmethod
    def _choice(
        options: Iterable[tuple[str, str]], chosen: str, choose: Callable[[str], None]
    ) -> QComboBox:
        combo = QComboBox()
        for value, words in options:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.activated.connect(lambda _row: choose(str(combo.currentData())))
        return combo
