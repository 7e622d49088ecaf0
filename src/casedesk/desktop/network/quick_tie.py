"""A tie in three answers: who, what, to whom. Typing a few letters and Enter is enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QFrame,
    QSizePolicy,
    QWidget,
)

from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.store.declare import fields_of, record_class

_RELATION, _FIRM, _PLACE = "person_relation", "person_organisation", "person_place"
_LISTS = {_RELATION: "relation_kind", _FIRM: "organisation_relation", _PLACE: "place_relation"}
_FREE = {_FIRM: "firm", _PLACE: "address"}
_ONWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
"""What a text becomes that names nothing known, by kind of tie."""

Choices = Mapping[str, tuple[tuple[str, Any], ...]]


@dataclass(frozen=True, slots=True)
class _What:
    """A kind of tie: which record, and which code in it."""

    kind: str
    code: str


class QuickTie(QFrame):
    """Makes ties between persons, to organisations and to places."""

    closed = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setProperty("look", "banner-info")
        self._room = room
        self._choices: Choices = {}
        self.who, self.what, self.whom = _box(), _box(), _box()
        self._problem = Banner()
        self.save = button(_("Save the tie"), self._save, look="primary", icon="check")
        done = button(_("Ready"), self.closed.emit, look="quiet")
        flow = Flow()
        for words, box in ((_("Who"), self.who), (_("Is or does"), self.what),
                           (_("To whom or what"), self.whom)):  # fmt: skip
            part = QWidget()
            part.setLayout(column(labelled(words, box), box, spacing=2))
            box.setAccessibleName(words)
            flow.addWidget(part)
        for each in (self.save, done):
            flow.addWidget(each)
        inside = column(self._problem, spacing=tokens.SPACE_S)
        inside.addLayout(flow)
        inside.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        self.setLayout(inside)
        for box in (self.who, self.what, self.whom):
            box.installEventFilter(self)
            line = box.lineEdit()
            if line is not None:
                line.installEventFilter(self)
            popup = _popup(box)
            if popup is not None:
                popup.installEventFilter(self)
        self.what.currentIndexChanged.connect(lambda _row: self._offer_whom())
        self._load()

    def start(self, chosen: str = "") -> None:
        """Begin with the person who is chosen in the diagram, if one is."""
        kind, _colon, number = chosen.partition(":")
        if kind == PERSON and number.isdecimal():
            place = self.who.findData(int(number))
            if place >= 0:
                self.who.setCurrentIndex(place)
                self.what.setFocus()
                return
        self.who.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Somebody new may be tied."""
        if changes.touches(PERSON, TIE, "organisation", "location"):
            self._load()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next box, from the last one it saves; Escape closes."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if isinstance(watched, QAbstractItemView):  # the list of what fits hears keys first
                return key in _ONWARD and self._take(watched)
            if key == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._enter(watched)
        return super().eventFilter(watched, event)

    # Private.

    def _take(self, popup: QAbstractItemView) -> bool:
        """Take what is chosen in the list, or what was typed, and go on as Enter does."""
        box = next(b for b in (self.who, self.what, self.whom) if _popup(b) is popup)
        words = popup.currentIndex().data()
        popup.hide()
        if words:
            box.setCurrentIndex(box.findText(words))
        return self._enter(box)

    def _enter(self, watched: QObject) -> bool:
        boxes = (self.who, self.what, self.whom)
        for place, box in enumerate(boxes):
            if watched not in (box, box.lineEdit()):
                continue
            if box is not self.whom or self._free_kind() == "":
                _settle(box)
            if place + 1 < len(boxes):
                boxes[place + 1].setFocus()
            else:
                self._save()
            return True
        return False

    def _load(self) -> None:
        desk, case_id = self._room.desk, self._room.case_id
        reader, today = desk.reader, desk.sitting.clock.today()

        def read() -> Choices:
            found: dict[str, tuple[tuple[str, Any], ...]] = {}
            with desk.sitting.store.read() as session:
                wanted = (
                    (_RELATION, "other_id"), (_FIRM, "organisation_id"), (_PLACE, "location_id")
                )  # fmt: skip
                for kind, name in wanted:
                    field = fields_of(record_class(kind))[name]
                    choices = reader.choices(session, field, case_id)
                    found[kind] = tuple((choice.label, choice.id) for choice in choices)
            found["what"] = tuple(
                (option.label, _What(kind, option.code))
                for kind, name in _LISTS.items()
                for option in desk.sitting.labels.options(name, today)
            )
            return found

        desk.runner.run(read, self._offer, owner=self)

    def _offer(self, choices: Choices) -> None:
        self._choices = choices
        _fill(self.who, choices[_RELATION])
        _fill(self.what, self._told_apart(choices["what"]))
        self._offer_whom()

    @staticmethod
    def _told_apart(options: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The same words for a firm and a place get a word that says which is meant."""
        after = {_RELATION: _("person"), _FIRM: _("organisation"), _PLACE: _("place")}
        listed = list(options)
        labels = [label for label, _what in listed]
        return [
            (f"{label} ({after[what.kind]})" if labels.count(label) > 1 else label, what)
            for label, what in listed
        ]

    def _offer_whom(self) -> None:
        what = self._what()
        kind = what.kind if what is not None else _RELATION
        typed = self.whom.currentText()
        _fill(self.whom, self._choices.get(kind, ()))
        if typed:
            self.whom.setEditText(typed)

    def _what(self) -> _What | None:
        found = _chosen(self.what)
        return found if isinstance(found, _What) else None

    def _free_kind(self) -> str:
        what = self._what()
        return _FREE.get(what.kind, "") if what is not None else ""

    def _save(self) -> None:
        from casedesk.records.use_cases import Create, create

        who, what, whom = _chosen(self.who), self._what(), _chosen(self.whom)
        if not isinstance(who, int):
            self._refuse(_("Choose a person of this case."), self.who)
            return
        if what is None:
            self._refuse(_("Choose what the tie is."), self.what)
            return
        values: dict[str, Any] = {
            "case_id": self._room.case_id,
            "person_id": who,
            "relation": what.code,
        }
        typed = self.whom.currentText().strip()
        if isinstance(whom, int):
            targets = {_RELATION: "other_id", _FIRM: "organisation_id", _PLACE: "location_id"}
            values[targets[what.kind]] = whom
        elif typed and what.kind in _FREE:
            values[_FREE[what.kind]] = typed
        else:
            self._refuse(_("Choose to whom or what. A person must be in this case."), self.whom)
            return
        if values.get("other_id") == who:
            self._refuse(_("Nobody is tied to themselves. Choose somebody else."), self.whom)
            return
        desk = self._room.desk
        store, labels = desk.sitting.store, desk.sitting.labels
        desk.runner.change(
            lambda: create(store, Create(what.kind, values), labels),
            self._saved,
            refused=lambda refused: self._refuse(refused.sentence, self.whom),
            owner=self,
        )

    def _saved(self, _done: Changes) -> None:
        self._problem.quiet()
        self._room.desk.announce(_("The tie is saved. Ctrl+Z takes it back."))
        self.what.setCurrentIndex(-1)
        self.whom.setCurrentIndex(-1)
        self.what.clearEditText()
        self.whom.clearEditText()
        self.what.setFocus()

    def _refuse(self, sentence: str, box: QComboBox) -> None:
        self._problem.say(sentence, "warning")
        box.setFocus()


def _box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(22)
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    completer = box.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return box


def _popup(box: QComboBox) -> QAbstractItemView | None:
    """The list of what fits, which opens below a box while one types."""
    completer = box.completer()
    return completer.popup() if completer is not None else None


def _fill(box: QComboBox, choices: Iterable[tuple[str, Any]]) -> None:
    kept = box.currentText()
    box.blockSignals(True)
    box.clear()
    for label, data in choices:
        box.addItem(label, data)
    box.setCurrentIndex(box.findText(kept) if kept else -1)
    if box.currentIndex() < 0:
        box.setEditText(kept)
    box.blockSignals(False)


def _chosen(box: QComboBox) -> Any:
    """What the words in the box stand for: exactly, or by their beginning if only one has it."""
    place = _match(box)
    return box.itemData(place) if place >= 0 else None


def _settle(box: QComboBox) -> None:
    """Write out what was begun, so that one sees what is meant."""
    place = _match(box)
    if place >= 0:
        box.setCurrentIndex(place)


def _match(box: QComboBox) -> int:
    typed = fold(box.currentText())
    if not typed:
        return -1
    labels = [fold(box.itemText(row)) for row in range(box.count())]
    if typed in labels:
        return labels.index(typed)
    for fits in (str.startswith, str.__contains__):
        found = [row for row, label in enumerate(labels) if fits(label, typed)]
        if len(found) == 1:
            return found[0]
    return -1
