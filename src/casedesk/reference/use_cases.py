"""Add a term to a code list, end one, or say it in other words from a day on.

Nothing here changes a shipped row, and nothing reaches back: a term begins or ends today or
later, so that records keep the term and the words that they were filled in with. Each act is one
line in the trail. It is not undone by Ctrl+Z, since others may have chosen the term meanwhile;
ending it, or taking the end away, does the same in the open.
"""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.reference.rules import may_end, may_grow, own_code
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.own_terms import OwnTerm, TermEnding
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class AddTerm:
    """A new term in both languages; ``parent`` is a code of the list above, where there is one."""

    list_name: str
    label_nl: str
    label_en: str
    valid_from: date
    parent: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class EndTerm:
    """From ``ends_on`` on the term is no longer offered; None takes an end away again."""

    list_name: str
    code: str
    ends_on: date | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class RewordTerm:
    """From a day on another term is offered in the place of this one, with these words."""

    list_name: str
    code: str
    label_nl: str
    label_en: str
    valid_from: date
    why: str | None = None


def add_term(store: Store, command: AddTerm, labels: CodeLabels) -> Changes | Refused:
    """Offer one more term from a day on."""
    with store.write(N_("Term added"), act=Act.CODE_LISTS, why=command.why) as writing:
        unit = _entitled(writing.unit)
        _refuse_past(unit, command.valid_from, "valid_from")
        if not may_grow(command.list_name):
            _refuse_fixed(unit)
        if command.parent and not labels.knows(_parent_list(command.list_name), command.parent):
            unit.refuse(_("Choose from the list what it belongs under."), "parent")
        _add(unit, labels, command, "")
    return _told(store, labels, writing.answer)


def end_term(store: Store, command: EndTerm, labels: CodeLabels) -> Changes | Refused:
    """No longer offer a term from a day on, or offer it again. Records that have it keep it."""
    label = N_("Term ended") if command.ends_on is not None else N_("Term offered again")
    with store.write(label, act=Act.CODE_LISTS, why=command.why) as writing:
        unit = _entitled(writing.unit)
        _refuse_unknown(unit, labels, command.list_name, command.code)
        if not may_end(command.list_name, shipped=is_shipped(labels, command)):
            _refuse_fixed(unit)
        if command.ends_on is not None:
            _refuse_past(unit, command.ends_on, "ends_on")
        _end(unit, command)
    return _told(store, labels, writing.answer)


def reword_term(store: Store, command: RewordTerm, labels: CodeLabels) -> Changes | Refused:
    """Offer a term in other words from a day on; records from before keep the old ones."""
    with store.write(N_("Term in other words"), act=Act.CODE_LISTS, why=command.why) as writing:
        unit = _entitled(writing.unit)
        _refuse_unknown(unit, labels, command.list_name, command.code)
        _refuse_past(unit, command.valid_from, "valid_from")
        if not may_end(command.list_name, shipped=is_shipped(labels, command)):
            _refuse_fixed(unit)
        parent = str(labels.codes(command.list_name)[command.code][-1].parent or "")
        added = AddTerm(
            command.list_name, command.label_nl, command.label_en, command.valid_from, parent
        )
        _add(unit, labels, added, command.code)
        _end(unit, EndTerm(command.list_name, command.code, command.valid_from))
    return _told(store, labels, writing.answer)


def is_shipped(labels: CodeLabels, term: EndTerm | RewordTerm) -> bool:
    """Whether a term came with the program."""
    rows = labels.codes(term.list_name).get(term.code, ())
    return any(row.origin == "shipped" for row in rows)


def _entitled(unit: UnitOfWork) -> UnitOfWork:
    if not may(unit.actor, Right.CODE_LISTS):
        raise RefusedError(refusal(Right.CODE_LISTS))
    return unit


def _add(unit: UnitOfWork, labels: CodeLabels, command: AddTerm, replaces: str) -> None:
    words = {"label_nl": command.label_nl.strip(), "label_en": command.label_en.strip()}
    for name, said in words.items():
        if not 0 < len(said) <= _LONGEST:
            unit.refuse(_("Give the term in both languages, in at most 300 characters."), name)
    today = unit.store.clock.today()
    codes = labels.codes(command.list_name)
    for code in codes:
        gone = code == replaces or labels.ended(command.list_name, code, today)
        if not gone and labels.label(command.list_name, code).casefold() in {
            said.casefold() for said in words.values()
        }:
            unit.refuse(_("This term is in the list already."), "label_nl")
    code = own_code(words["label_en"], codes)
    unit.add(
        OwnTerm(
            list_name=command.list_name,
            code=code,
            valid_from=command.valid_from,
            parent=command.parent or None,
            replaces=replaces or None,
            **words,
        )
    )


def _end(unit: UnitOfWork, command: EndTerm) -> None:
    there = unit.session.scalars(
        select(TermEnding).where(
            TermEnding.list_name == command.list_name, TermEnding.code == command.code
        )
    ).first()
    if command.ends_on is None:
        if there is not None:
            unit.remove(there)
    elif there is not None:
        unit.set(there, ends_on=command.ends_on)
    else:
        unit.add(
            TermEnding(
                list_name=command.list_name, code=command.code, ends_on=command.ends_on
            )
        )  # fmt: skip


def _refuse_past(unit: UnitOfWork, day: date, field: str) -> None:
    if day < unit.store.clock.today():
        unit.refuse(_("Choose today or a later day. What was recorded stays as it was."), field)


def _refuse_unknown(unit: UnitOfWork, labels: CodeLabels, list_name: str, code: str) -> None:
    if not labels.knows(list_name, code):
        unit.refuse(_("This term is no longer there."), "code")


def _refuse_fixed(unit: UnitOfWork) -> NoReturn:
    unit.refuse(_("CaseDesk works with this term. It cannot be changed here."), "code")


def _parent_list(list_name: str) -> str:
    from casedesk.store.code_list_files import read_lists

    return next(found.parent_list for found in read_lists() if found.name == list_name)


def _told(store: Store, labels: CodeLabels, answer: Changes | Refused) -> Changes | Refused:
    """Let the forms of this sitting offer what holds now."""
    if isinstance(answer, Changes):
        with store.read() as session:
            labels.read(session.connection())
    return answer
