"""Everything about one person in a case, in groups that open when they are wanted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.access.rights import may_see
from casedesk.desktop.case.gate import VICTIM
from casedesk.desktop.case.group import Group
from casedesk.desktop.case.items import Item, describe, items_of_person, told
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.parts import Part
from casedesk.desktop.case.reach import IDENTIFIER, PLACE, Reach, split_form
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.case.row import ItemRow
from casedesk.desktop.comensha.card import ComenshaCard
from casedesk.desktop.desk import Place
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.grounds.withdrawing import KIND as GROUND
from casedesk.desktop.grounds.withdrawing import Withdrawal
from casedesk.desktop.network.episodes import ALSO, EPISODE, items_of_episodes
from casedesk.desktop.network.ties import RELATION, items_of_ties
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Realm
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.words import N_, _
from casedesk.people.model import RESTRICTED_ROLES
from casedesk.store.declare import record_class

SUSPECT = "suspect_details"
FACT = "suspect_fact"
GROUPS = (
    FACT,
    "safety_assessment",
    "need_assessment",
    "intake",
    "exploitation_episode",
    "notification",
    "care_plan",
    "goal",
    "residence_event",
    "criminal_event",
    "person_relation",
    "person_organisation",
    "sharing_ground",
    "person_name",
    IDENTIFIER,
    PLACE,
)
"""Kinds about one person of which there can be more, in the order in which they stand."""

_OF_SUSPECTS = (
    FACT,
    "person_name",
    "person_relation",
    "person_organisation",
    "criminal_event",
)
"""What is asked of somebody who is only a suspect here."""


_PERIOD = FormSpec(TIE, (Section(N_("Period"), ("since", "until")),))
"""A role is given and taken away as a whole; only its period is typed."""

_ALSO = {EPISODE: ALSO, GROUND: ("disclosure",)}
"""Kinds of which the rows of another kind speak."""

_READ: Mapping[str, Callable[..., list[Item]]] = {
    EPISODE: items_of_episodes,
    RELATION: items_of_ties,
}
"""How rows of a kind are read that say more than their record."""


class PersonPanel(QWidget):
    """Name and roles, who it is, how to reach them, and a group for each kind of record."""

    def __init__(self, room: Room, part: Part) -> None:
        super().__init__()
        self.room, self.person_id = room, part.person_id
        self.part = part
        self._title = text("", "heading", wrap=True)
        self._roles = text("", "muted", wrap=True)
        self.who = RecordList(room, self._who())
        self.reach = Reach(room, part.person_id, restricted=part.shielded)
        self.comensha = ComenshaCard(room, part.person_id)
        self.groups: dict[str, Group] = {}
        self._lay_out()
        self.reach.changeAsked.connect(self._change_safe_contact)
        self.show_part(part)
        self._count()

    def show_part(self, part: Part) -> None:
        """The person is called or plays a part otherwise now."""
        self.part = part
        self._title.setText(part.name)
        self._roles.setText(part.parts_played)

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        self.who.refresh(changes)
        if changes.touches(VICTIM, SUSPECT, TIE):
            self.who.reload()
        self.reach.refresh(changes)
        self.comensha.refresh(changes)
        for group in self.groups.values():
            group.refresh(changes)
        if changes.touches(*self.groups):
            self._count()

    def flush(self) -> None:
        """Save what was typed as drafts."""
        self.who.flush()
        self.reach.flush()
        for group in self.groups.values():
            group.flush()

    def holds(self, kind: str) -> bool:
        """Whether records of this kind stand here."""
        return kind in (IDENTIFIER, PLACE, PERSON, VICTIM, SUSPECT) or kind in self.groups

    def show_record(self, kind: str, record_id: int) -> None:
        """Open one record of this person."""
        if kind in (IDENTIFIER, PLACE):
            self.reach.show_record(kind, record_id)
        elif kind in self.groups:
            self.groups[kind].open().show_record(record_id)
        else:
            self.who.show_record(record_id, kind)

    def add(self, kind: str) -> None:
        """Start a new record about this person."""
        if kind in (IDENTIFIER, PLACE):
            self.reach.add(kind)
        elif kind in self.groups:
            self.groups[kind].open().add()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        head = row(
            Picture("shield" if self.part.shielded else "user", 24, "accent"),
            spacing=tokens.SPACE_M,
        )
        head.addLayout(column(self._title, self._roles, spacing=2), 1)
        layout.addLayout(head)
        layout.addWidget(self.who)
        layout.addWidget(self.reach)
        layout.addWidget(self.comensha)
        wanted = _OF_SUSPECTS if self.part.shielded else GROUPS
        actor = self.room.desk.sitting.actor
        for kind in wanted:
            if kind in (IDENTIFIER, PLACE) or (kind == FACT and not self._suspected()):
                continue
            if may_see(actor, record_class(kind).record.realm):
                group = self.groups[kind] = group_of_person(self.room, kind, self.person_id)
                layout.addWidget(group)
        layout.addLayout(self._leaving())

    def _suspected(self) -> bool:
        return any(code in RESTRICTED_ROLES for _id, _version, code, _label in self.part.roles)

    def _leaving(self) -> QVBoxLayout:
        """How the person gets out of the case again; undo brings them back."""
        below = column(spacing=tokens.SPACE_S)
        if self._suspected() and may_see(self.room.desk.sitting.actor, Realm.SUSPECTS):
            words = _("All that is known of this suspect")
            page = Place("suspect", kind=PERSON, id=self.person_id)
            go = self.room.desk.navigation.go
            below.addLayout(row(button(words, lambda: go(page), icon="shield"), None))
        if not self.room.may_change("person_role"):
            return below
        for role_id, version, _code, label in self.part.roles:
            out = button(
                _("Out of the case: {role}").format(role=label),
                partial(self._take_out, role_id, version),
                look="quiet",
                icon="trash",
            )
            below.addLayout(row(out, None))
        return below

    def _take_out(self, role_id: int, version: int) -> None:
        from casedesk.people.use_cases import remove_person_from_case
        from casedesk.records.steps import Step

        desk = self.room.desk
        store, step = desk.sitting.store, Step(role_id, version)
        said = _("Taken out of the case. Ctrl+Z brings the person back.")
        desk.runner.change(
            lambda: remove_person_from_case(store, step),
            lambda _done: desk.announce(said),
            owner=self,
        )

    def _who(self) -> ListShape:
        """The records of which a person has one: identity, and the details of their role."""
        room, person_id = self.room, self.person_id
        reader, case_id = room.desk.reader, room.case_id
        kinds = [PERSON]
        codes = {code for _id, _version, code, _label in self.part.roles}
        if "victim" in codes:
            kinds.append(VICTIM)
        if codes & set(RESTRICTED_ROLES):
            kinds.append(SUSPECT)
        kinds.append(TIE)

        def read(session: Session) -> list[Item]:
            found = []
            for kind in kinds:
                owned = record_class(kind).record.owner
                for view in reader.views(
                    session, kind, person_id=person_id, case_id=case_id if owned else None
                ):
                    item = describe(session, reader, view, case_id=case_id, whose=False)
                    label = _(record_class(kind).record.label)
                    if kind == TIE:
                        role = reader.labels.label("person_role", view.values["role"])
                        label = _("Role: {role}").format(role=role)
                    spec = _spec(room, kind)
                    said = told(session, reader, view, spec.names(), case_id)
                    found.append(replace(item, title=label, meta="", text=said))
            return found

        return ListShape(PERSON, read, fixed=True, form=partial(_form, room))

    def _change_safe_contact(self) -> None:
        details = next((r for r in self.who.rows if r.item.kind == VICTIM), None)
        if details is not None:
            self.who.open_row(details)

    def _count(self) -> None:
        desk, case_id, person_id = self.room.desk, self.room.case_id, self.person_id
        kinds = tuple(self.groups)

        def read_of(kind: str) -> Callable[..., list[Item]]:
            how = {"reader": desk.reader, "kind": kind, "person_id": person_id}
            return partial(_READ.get(kind, items_of_person), **how)

        def read() -> Mapping[str, int]:
            with desk.sitting.store.read() as session:
                return {kind: len(read_of(kind)(session, case_id=case_id)) for kind in kinds}

        def show(counts: Mapping[str, int]) -> None:
            for kind, number in counts.items():
                self.groups[kind].say_count(number)

        desk.runner.run(read, show, owner=self)


def group_of_person(room: Room, kind: str, person_id: int) -> Group:
    """The records of one kind about one person."""
    cls = record_class(kind)
    reader, case_id = room.desk.reader, room.case_id
    owned = f" in {case_id}" if cls.record.owner else ""
    read = _READ.get(kind, items_of_person)
    shape = ListShape(
        kind,
        partial(read, reader=reader, kind=kind, case_id=case_id, person_id=person_id),
        preset={cls.record.person: person_id},
        draft=f"{cls.record.person} {person_id}{owned}",
        also=_ALSO.get(kind, ()),
        below=(lambda item: (Withdrawal(room, item),)) if kind == GROUND else None,
    )
    return Group(room, shape)


def _spec(room: Room, kind: str) -> FormSpec:
    if kind == TIE:
        return _PERIOD
    spec = room.desk.sitting.forms[kind]
    return split_form(spec)[0] if kind == VICTIM else spec


def _form(room: Room, row_: ItemRow) -> RecordForm:
    item = row_.item
    return RecordForm(room.desk, item.kind, item.id, spec=_spec(room, item.kind))
