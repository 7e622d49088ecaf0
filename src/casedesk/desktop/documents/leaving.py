"""A copy of a file that leaves the store: warned of, with a reason, written down."""

from PySide6.QtCore import QObject

from casedesk.access.rights import Right, may
from casedesk.desktop.desk import Desk
from casedesk.desktop.handover.saving import write_document
from casedesk.documents.use_cases import copy_failed, name_for_copy, take_copy
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import _


def may_leave(desk: Desk) -> bool:
    """Whether this person may let a copy leave at all."""
    return may(desk.sitting.actor, Right.HANDOVER)


def save_copy(desk: Desk, document_id: int, name: str, kind: str, owner: QObject) -> None:
    """Ask why and where, then write the copy. The line in the log stands before the copy does."""
    why = desk.questions.text(
        _(
            "A copy outside CaseDesk is not encrypted, and whoever finds it can read it.\n"
            "Delete it when you no longer need it. Why does a copy leave the store?"
        )
    )
    if why is None:
        return
    if not why:
        desk.questions.tell(_("Write down why a copy leaves the store."))
        return
    safe = name_for_copy(name, kind)
    path = desk.questions.file_to_save(_("Save a copy"), safe, _("All files (*)"))
    if path is None:
        return
    store = desk.sitting.store

    def work() -> str | Refused:
        copy = take_copy(store, document_id, why)
        if isinstance(copy, Refused):
            return copy
        try:
            write_document(path, copy.data)
        except RefusedError:
            copy_failed(store, copy)
            raise
        return path.name

    def said(saved: str) -> None:
        desk.announce(_("Copy saved: {name}. It is not encrypted.").format(name=saved))

    desk.runner.change(work, said, owner=owner)
