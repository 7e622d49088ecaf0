"""Texts that name somebody who must stay: one after the other, until each is settled.

The author leaves the text out, sends a shorter one, or says that it is no name. What was typed is
looked at again by the resolver before anything goes.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout

from casedesk.desktop.accessible import announce
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.handover.facts import Decision, FactId, Span, Verdict
from casedesk.kernel.words import _
from casedesk.store.declare import record_class


class SettlingPanel(QFrame):
    """One text with its names marked, and what can happen to it."""

    settled = Signal(object, object)
    """Carries the id of a text and the :class:`Verdict` about it."""
    leftOut = Signal(object)
    """Carries the ids of texts that stay."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._open: tuple[Decision, ...] = ()
        self._verdicts: Mapping[FactId, Verdict] = {}
        self._place = 0
        self.setProperty("look", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = text("", "strong", wrap=True)
        self.remark = text("", "small", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(True)
        self.out = button(_("Leave this text out"), self._leave_out)
        self.shorten = button(_("Send a shorter text"), self._shorten)
        self.no_name = button(_("It is no name"), self._no_name)
        self.all_out = button(_("Leave all these texts out"), self.leave_all, look="link")
        self.send = button(_("Use this text"), self._use, look="primary")
        self.back = button(_("Back"), self._show)
        self.earlier = button("", lambda: self._go(-1), icon="arrow-left", look="quiet")
        self.later = button("", lambda: self._go(1), icon="arrow-right", look="quiet")
        self.earlier.setAccessibleName(_("Earlier text"))
        self.later.setAccessibleName(_("Next text"))
        self._lay_out()
        self.hide()

    def show_open(self, decisions: Sequence[Decision], verdicts: Mapping[FactId, Verdict]) -> None:
        """What is still to be settled; hidden when nothing is."""
        same = [d.fact.id for d in self._open] == [d.fact.id for d in decisions]
        if same and tuple(decisions) == self._open and verdicts == self._verdicts:
            return
        self._open, self._verdicts = tuple(decisions), dict(verdicts)
        self._place = min(self._place, max(len(self._open) - 1, 0))
        self.setVisible(bool(self._open))
        if self._open:
            self._show()

    def leave_all(self) -> None:
        """None of them goes."""
        self.leftOut.emit([decision.fact.id for decision in self._open])

    # Private.

    def _lay_out(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(line * 3)
        self.text.setMaximumHeight(line * 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        head = row(self.head, self.earlier, self.later)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.remark)
        ways = Flow()
        for part in (self.out, self.shorten, self.no_name, self.send, self.back, self.all_out):
            ways.addWidget(part)
        column.addLayout(ways)

    @property
    def _now(self) -> Decision:
        return self._open[self._place]

    def _show(self) -> None:
        """The text as it would go, with the names in it marked."""
        now = self._now
        verdict = self._verdicts.get(now.fact.id)
        tried = verdict is not None and bool(verdict.text)
        words = verdict.text if verdict is not None and verdict.text else now.fact.text
        what = f"{_(record_class(now.fact.kind).record.label)} · {_(now.fact.field.label)}"
        count = _("Text {n} of {all}").format(n=self._place + 1, all=len(self._open))
        self.head.setText(f"{count}: {what}")
        self.text.setPlainText(words)
        self.text.setReadOnly(True)
        self.text.setExtraSelections([self._marked(span) for span in now.marks])
        named = ", ".join(dict.fromkeys(words[start:end] for start, end in now.marks))
        if named:
            sentence = _("Names who or what must stay: {words}.").format(words=named)
        else:
            sentence = _("Names somebody whom you may not be shown here.")
        if tried:
            sentence = _("Your shorter text still names: {words}.").format(words=named or "…")
        if now.firm:
            more = _("Of suspects, reporters and secret places one word is enough: shorten it.")
            sentence = f"{sentence} {more}"
        self.remark.setText(sentence)
        self.text.setAccessibleName(what)
        self.text.setAccessibleDescription(sentence)
        self.no_name.setEnabled(not now.firm and not tried)
        self._typing(False)
        announce(self, f"{self.head.text()}. {sentence}")

    def _marked(self, span: Span) -> QTextEdit.ExtraSelection:
        """A word on a ground of its own and underlined, so that colour is not all that tells."""
        theme = tokens.of(self)
        form = QTextCharFormat()
        form.setFontUnderline(True)
        form.setBackground(QColor(theme.colour("warning_soft")))
        form.setForeground(QColor(theme.colour("text")))
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        # Qt counts in units of UTF-16.
        before, word = (self.text.toPlainText()[a:b] for a, b in ((0, span[0]), span))
        start = len(before.encode("utf-16-le")) // 2
        cursor.setPosition(start)
        length = len(word.encode("utf-16-le")) // 2
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        found.cursor, found.format = cursor, form
        return found

    def _typing(self, on: bool) -> None:
        for part in (self.send, self.back):
            part.setVisible(on)
        for part in (self.out, self.shorten, self.no_name):
            part.setVisible(not on)
        several = len(self._open) > 1
        self.all_out.setVisible(several and not on)
        for part, bound in ((self.earlier, 0), (self.later, len(self._open) - 1)):
            part.setVisible(several)
            part.setEnabled(self._place != bound and not on)

    def _go(self, step: int) -> None:
        self._place = max(0, min(len(self._open) - 1, self._place + step))
        self._show()

    def _leave_out(self) -> None:
        self.leftOut.emit([self._now.fact.id])

    def _shorten(self) -> None:
        self.text.setReadOnly(False)
        self._typing(True)
        self.remark.setText(_("Take out who must stay. The text is looked at again."))
        self.text.setFocus()

    def _use(self) -> None:
        words = self.text.toPlainText().strip()
        if not words:
            self._leave_out()
            return
        self.settled.emit(self._now.fact.id, Verdict(text=words))

    def _no_name(self) -> None:
        question = _("Why is this no name? The reason is kept in the register.")
        because = self._desk.questions.text(question)
        if because and because.strip():
            self.settled.emit(self._now.fact.id, Verdict(because=because.strip()))
