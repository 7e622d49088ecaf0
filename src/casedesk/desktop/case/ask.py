"""A few questions in place, before a step that needs their answers: a day, a reason, a result."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Choice

DAY = Field("step.on", "on", Kind.DATE, N_("Day of the step"))
"""The day of a step; empty is today."""


class AskPanel(QFrame):
    """Asks for declared fields; ``given`` carries the answers by name.

    ``presets`` are answers that stand there already; ``parts`` are shown above the questions;
    ``choices`` are what a reference may point at, by the name of its field.
    """

    given = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        desk: Desk,
        fields: Sequence[Field],
        act: str,
        *,
        sentence: str = "",
        presets: Mapping[str, Any] | None = None,
        parts: Sequence[QWidget] = (),
        choices: Mapping[str, Sequence[Choice]] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "banner-info")
        sitting = desk.sitting
        offered = choices or {}
        around = Around(
            sitting.labels,
            sitting.clock.today,
            sitting.clock.now,
            lambda field: offered.get(field.name, ()),
        )
        self.rows = {field.name: FieldRow(field, editor_for(field, around)) for field in fields}
        preset = {DAY.name: sitting.clock.today()} | dict(presets or {})
        for name, each in self.rows.items():
            each.show_value(preset.get(name))
        self._problem = Banner()
        self.act = button(act, self._give, look="primary")
        above = [text(sentence, wrap=True)] if sentence else []
        inside = column(*above, *parts, self._problem, *self.rows.values(), spacing=tokens.SPACE_M)
        inside.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        inside.addLayout(row(self.act, button(_("Cancel"), self.given_up.emit, look="quiet"), None))
        self.setLayout(inside)

    def start(self) -> None:
        """Put the focus in the first field that needs an answer."""
        empty = (r for r in self.rows.values() if r.editor.value() is None)
        first = next(empty, None)
        (first.editor.control() if first is not None else self.act).setFocus()

    def refuse(self, refused: Refused) -> None:
        """Say why the step was not taken, beside the field that it is about."""
        asked = self.rows.get(refused.field or "")
        if asked is None:
            self._problem.say(refused.sentence, "warning")
            return
        asked.show_problem(refused.sentence)
        asked.editor.control().setFocus()

    def _give(self) -> None:
        answers: dict[str, Any] = {}
        for name, asked in self.rows.items():
            value = asked.editor.value()
            if isinstance(value, Refused):
                self.refuse(Refused(value.sentence, name))
                return
            answers[name] = value
        self._problem.quiet()
        found: Mapping[str, Any] = answers
        self.given.emit(found)
