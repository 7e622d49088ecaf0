"""One code of a list, or one record to point at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from casedesk.desktop.forms.editors.base import Around, Editor
from casedesk.desktop.forms.editors.options import LONG, Offer, OptionBox, Typed, same
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Field, Missing
from casedesk.kernel.words import _
from casedesk.records.showing import MISSING_WORDS
from casedesk.store.types import to_plain


class _OneOf(Editor):
    """What both kinds share: a box of options."""

    def __init__(
        self, field: Field, around: Around, offers: Sequence[Offer], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, around, parent)
        self._known = [offer.value for offer in offers]
        self.box = OptionBox(self, searched=len(offers) > LONG)
        self._fill(offers)
        self.box.typedText.connect(self._touch)
        self.box.picked.connect(self.left)
        self._adopt(self.box)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Type part of a word to search"))
            line.installEventFilter(self)
            line.scrolls = False  # type: ignore[attr-defined]

    def typed(self) -> Any:
        chosen = self.box.chosen()
        return {"text": chosen.text} if isinstance(chosen, Typed) else {"plain": to_plain(chosen)}

    def show_typed(self, typed: Any) -> None:
        if "text" in typed:
            self.box.choose(None)
            self.box.setEditText(typed["text"])
            self._touched = True
        else:
            super().show_typed(typed)

    def set_accessible(self, name: str, description: str) -> None:
        super().set_accessible(name, description)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setAccessibleDescription(description)

    def value(self) -> Any:
        return self._read() if self._touched else self._shown

    def _fill(self, offers: Sequence[Offer]) -> None:
        self.box.offer(offers)

    def _display(self, value: Any) -> None:
        self.box.choose(value)

    def _read(self) -> Any:
        chosen = self.box.chosen()
        if isinstance(chosen, Typed):
            return Refused(
                _("“{code}” is not in the list. Choose from the list.").format(code=chosen.text),
                self.field.name,
            )
        return chosen


class ChoiceEditor(_OneOf):
    """One code. An old code that is no longer offered stays, and can be seen."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        self._codes = [
            Offer(option.code, option.label)
            for option in around.labels.options(field.choices, around.today())
        ]
        self._rest: list[Offer] = []
        if field.may_be_missing:
            self._rest = [
                Offer(reason, _(words), quiet=True)
                for reason, words in MISSING_WORDS.items()
                # A list that has "unknown" among its own codes needs no second one.
                if not around.labels.knows(field.choices, reason.value)
            ]
        self._empty = [] if field.required else [Offer(None, _("(not filled in)"), quiet=True)]
        super().__init__(field, around, [*self._codes, *self._rest, *self._empty], parent)

    def _display(self, value: Any) -> None:
        if value is not None and not any(same(value, known) for known in self._known):
            if isinstance(value, Missing):
                label = _(MISSING_WORDS[value])
            else:
                label = self.around.labels.label(self.field.choices, value)
            self._known.append(value)
            self._codes = [*self._codes, Offer(value, label)]
            self._fill([*self._codes, *self._rest, *self._empty])
        super()._display(value)


class ReferenceEditor(_OneOf):
    """A record of another kind: a person in the case, a partner, a legal ground."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, self._offers_of(field, around), parent)

    def reload(self) -> None:
        """What can be chosen has changed; what stands here stays."""
        typed, touched, shown = self.typed(), self._touched, self._shown
        self._fill(self._offers_of(self.field, self.around))
        if touched:
            self.show_typed(typed)
        else:
            self.show_value(shown)

    @staticmethod
    def _offers_of(field: Field, around: Around) -> list[Offer]:
        found = [Offer(choice.id, choice.label) for choice in around.choices(field)]
        return found if field.required else [*found, Offer(None, _("(none)"), quiet=True)]
