"""Traces of a signal, and the signals that it is tied to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from casedesk.access.rights import may_change
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.items import Item, describe
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.desk import Desk
from casedesk.desktop.signals.parts import Asking, Part, clear
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind, Realm
from casedesk.kernel.kinds import TIE
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Choice
from casedesk.records.use_cases import Remove, remove
from casedesk.signals.carry import KeepWithPerson, keep_with_person
from casedesk.signals.use_cases import LinkSignals, link_signals

OTHER = Field(
    "step.other", "other_id", Kind.REFERENCE, N_("Other signal"), target="signal", required=True
)
WHY = Field("step.reason", "reason", Kind.TEXT, N_("Why they belong together"), required=True)

_MOST = 300
_FEW = 4


class TracesPart(Part):
    """Phones, plates, addresses and names in the signal; each can be kept with a person."""

    kinds = ("signal_trace",)

    def __init__(self, desk: Desk, signal_id: int) -> None:
        super().__init__(desk, _("Traces"))
        self._signal_id = signal_id
        self._persons: Sequence[Choice] = ()
        self.list = RecordList(
            Room(desk, 0, lambda _kind: None),
            ListShape(
                "signal_trace",
                self._items,
                preset={"signal_id": signal_id},
                draft=f"signal {signal_id}",
                below=self._keepers,
            ),
        )
        self.sheet.addWidget(self.list)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("signal", "signal_trace", TIE, "person"):
            self.list.refresh(changes)
            self.list.reload()

    def flush(self) -> None:
        self.list.flush()

    def _items(self, session: Session) -> Sequence[Item]:
        reader = self.desk.reader
        signal = reader.view(session, "signal", self._signal_id)
        self._persons = _persons_of(session, self.desk, signal.case_id if signal else None)
        if signal is not None and signal.person_id is not None and not self._persons:
            title = reader.titles(session, "person", [signal.person_id]).get(signal.person_id)
            self._persons = [Choice(signal.person_id, title)] if title else []
        views = reader.views(session, "signal_trace", parent=("signal_id", self._signal_id))
        found = []
        for view in views:
            item = describe(session, reader, view, case_id=signal.case_id or 0 if signal else 0)
            found.append(replace(item, meta=str(view.values["note"] or "")))
        return found

    def _keepers(self, item: Item) -> Sequence[QWidget]:
        if not may_change(self.desk.sitting.actor, Realm.CASES):
            return ()
        made: list[QWidget] = []
        for person in self._persons[:_FEW]:
            words = _("Keep with {name}").format(name=person.label)
            made.append(button(words, partial(self._keep, item, person.id), look="quiet"))
        return made

    def _keep(self, item: Item, person_id: int) -> None:
        sitting = self.desk.sitting
        step = KeepWithPerson(item.id, item.version, person_id=person_id)
        said = _("Kept with the person. Ctrl+Z takes it back.")
        self.desk.runner.change(
            lambda: keep_with_person(sitting.store, step, sitting.labels),
            lambda _done: self.desk.announce(said),
            owner=self,
        )


class LinksPart(Part):
    """The signals that this one is tied to, and reports and advice that belong to it."""

    kinds = ("signal_link", "signal", "notification", "advice_request")

    def __init__(self, desk: Desk, signal_id: int) -> None:
        super().__init__(desk, _("Belongs with"))
        self._signal_id = signal_id
        self.linked: frozenset[int] = frozenset()
        self.on_linked: Callable[[frozenset[int]], None] | None = None
        self._made: list[QWidget] = []
        self._empty = text(_("Not linked to another signal, report or advice."), "muted", wrap=True)
        self.asking = Asking(desk)
        self.sheet.addWidget(self._empty)
        if may_change(desk.sitting.actor, Realm.SIGNALS):
            add = button(_("Link another signal"), self._read_others, icon="link")
            self.sheet.addLayout(row(add, None))
        self.sheet.addWidget(self.asking)

    def link(self, other_id: int, reason: str) -> None:
        """Tie this signal to another."""
        sitting = self.desk.sitting
        command = LinkSignals(self._signal_id, other_id, reason[:200])
        self.desk.runner.change(
            lambda: link_signals(sitting.store, command, sitting.labels),
            lambda _done: self.desk.announce(_("Linked. Ctrl+Z takes it back.")),
            owner=self,
        )

    def load(self) -> None:
        desk, signal_id = self.desk, self._signal_id

        def read() -> list[tuple[str, int, int, int, str, str]]:
            with desk.sitting.store.read() as session:
                return [*_ties(session, desk, signal_id), *_others(session, desk, signal_id)]

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: list[tuple[str, int, int, int, str, str]]) -> None:
        clear(self.sheet, self._made)
        for place, (kind, record_id, tie, version, title, meta) in enumerate(found):
            icons = {"signal": "radar", "notification": "speakerphone", "advice_request": "help"}
            go = partial(self.desk.open_record, kind, record_id)
            line = QWidget()
            inside = row(LinkRow(icons[kind], title, go, meta=meta))
            inside.setStretch(0, 1)
            if tie and may_change(self.desk.sitting.actor, Realm.SIGNALS):
                off = button(_("Unlink"), partial(self._unlink, tie, version), look="quiet")
                off.setAccessibleName(_("Unlink from: {what}").format(what=title))
                inside.addWidget(off)
            line.setLayout(inside)
            self.sheet.insertWidget(1 + place, line)
            self._made.append(line)
        self._empty.setVisible(not found)
        self.linked = frozenset(each[1] for each in found if each[0] == "signal")
        if self.on_linked is not None:
            self.on_linked(self.linked)

    def _unlink(self, tie: int, version: int) -> None:
        store = self.desk.sitting.store
        self.desk.runner.change(lambda: remove(store, Remove("signal_link", tie, version)),
                                owner=self)  # fmt: skip

    def _read_others(self) -> None:
        desk, signal_id = self.desk, self._signal_id

        def read() -> list[Choice]:
            from casedesk import features
            from casedesk.kernel.columns import ListQuery

            source = features.lists()["signals"]
            with desk.sitting.store.read() as session:
                ids = source.ids(session, ListQuery(), desk.reader)[:_MOST]
                rows = source.rows(session, ids, desk.reader)
            return [
                Choice(i, "  ".join(part for part in rows[i][:3] if part))
                for i in ids
                if i in rows and i != signal_id
            ]

        def ask(choices: list[Choice]) -> None:
            panel = AskPanel(desk, (OTHER, WHY), _("Link"), choices={"other_id": choices})
            sitting = desk.sitting
            self.asking.ask(
                panel,
                lambda given: (
                    lambda: link_signals(
                        sitting.store,
                        LinkSignals(signal_id, given["other_id"] or 0, given["reason"] or ""),
                        sitting.labels,
                    )
                ),
            )

        desk.runner.run(read, ask, owner=self)


def _persons_of(session: Session, desk: Desk, case_id: int | None) -> Sequence[Choice]:
    if case_id is None:
        return ()
    ties = desk.reader.views(session, TIE, case_id=case_id)
    ids = [tie.person_id for tie in ties if tie.person_id is not None]
    titles = desk.reader.titles(session, "person", ids, case_id)
    return [Choice(person_id, title) for person_id, title in titles.items()]


def _ties(
    session: Session, desk: Desk, signal_id: int
) -> list[tuple[str, int, int, int, str, str]]:
    found = []
    for mine, theirs in (("signal_id", "other_id"), ("other_id", "signal_id")):
        for tie in desk.reader.views(session, "signal_link", parent=(mine, signal_id)):
            other = desk.reader.view(session, "signal", tie.values[theirs])
            if other is None:
                continue
            day = show_date(other.values["received_on"])
            meta = f"{day} · {tie.values['reason']}"
            found.append(("signal", other.id, tie.id, tie.version, other.title, meta))
    return found


def _others(
    session: Session, desk: Desk, signal_id: int
) -> list[tuple[str, int, int, int, str, str]]:
    found = []
    for kind, when in (("notification", "reported_on"), ("advice_request", "asked_on")):
        for view in desk.reader.views(session, kind, parent=("signal_id", signal_id)):
            label = _("Report") if kind == "notification" else _("Request for advice")
            title = f"{label}: {view.title}"
            found.append((kind, view.id, 0, 0, title, show_date(view.values[when])))
    return found
