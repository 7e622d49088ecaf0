"""How documents for a kind of partner look: asked as a part of a profile, and in words."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.handover.own_profiles import Paper
from casedesk.handover.profiles import Profile
from casedesk.kernel.words import _, ngettext
from casedesk.store.code_lists import CodeLabels

_LANGUAGES = (("", ""), ("Nederlands", "nl"), ("English", "en"))


class PaperSheet(QWidget):
    """Language, lines above and below, channel, sources and logo."""

    def __init__(self, desk: Desk, now: Paper) -> None:
        super().__init__()
        labels = desk.sitting.labels
        self.language, self.channel = QComboBox(), QComboBox()
        for words, code in _LANGUAGES:
            self.language.addItem(words or _("That of its author"), code)
        self.channel.addItem(_("No usual one"), "")
        for code in labels.codes("disclosure_channel"):
            self.channel.addItem(labels.label("disclosure_channel", code), code)
        self.header, self.expiry = QLineEdit(now.header), QLineEdit(now.expiry)
        for line in (self.header, self.expiry):
            line.setMaxLength(300)
        self.days = QSpinBox()
        self.days.setRange(0, 3650)
        self.days.setSpecialValueText(_("no limit"))
        self.days.setValue(now.keep_days or 0)
        self.sources = QCheckBox(_("Print what kind of source a fact has"))
        self.logo = QCheckBox(_("The logo stands on the first page"))
        self.sources.setChecked(now.sources)
        self.logo.setChecked(now.logo)
        self.language.setCurrentIndex(max(self.language.findData(now.language), 0))
        self.channel.setCurrentIndex(max(self.channel.findData(now.channel), 0))
        self._lay_out()

    def paper(self) -> Paper:
        """What was answered."""
        return Paper(
            str(self.language.currentData() or ""),
            self.header.text().strip(),
            self.expiry.text().strip(),
            self.days.value() or None,
            str(self.channel.currentData() or ""),
            self.sources.isChecked(),
            self.logo.isChecked(),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        help_words = _("{day} becomes the last day on which the document may be kept.")
        for words, part in (
            (_("Language of the document"), self.language),
            (_("Text below the title"), self.header),
            (_("Text about keeping"), self.expiry),
            (_("May be kept for (days)"), self.days),
            (_("Usual channel"), self.channel),
        ):
            head = labelled(words, part)
            set_look(head, "muted")
            column.addWidget(head)
            column.addWidget(part)
            if part is self.expiry:
                column.addWidget(text(help_words, "small", wrap=True))
        column.addWidget(self.sources)
        column.addWidget(self.logo)


def paper_words(profile: Profile, labels: CodeLabels, language: str) -> list[str]:
    """What a profile says about the paper, in sentences; nothing for what it leaves open."""
    found = []
    if profile.language:
        spoken = {code: words for words, code in _LANGUAGES}[profile.language]
        found.append(_("Language: {language}.").format(language=spoken))
    if profile.header:
        found.append(_("Below the title: {text}").format(text=profile.header.in_language(language)))
    if profile.keep_days is not None:
        days = ngettext("{n} day", "{n} days", profile.keep_days).format(n=profile.keep_days)
        found.append(_("May be kept for {days}.").format(days=days))
    if profile.channel:
        channel = labels.label("disclosure_channel", profile.channel)
        found.append(_("Usual channel: {channel}.").format(channel=channel))
    if profile.sources:
        found.append(_("What kind of source a fact has is printed."))
    if profile.logo:
        found.append(_("The logo stands on the first page."))
    return found
