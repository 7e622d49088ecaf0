"""Take in files that were dragged, pasted or chosen, one after the other, off the window's thread.

What is refused is told by name with its reason; the others are kept. The text for the search is
read afterwards, when every file is safe in the store.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.documents.pdf_text import pdf_pages
from casedesk.desktop.progress import Progress
from casedesk.documents import media
from casedesk.documents.file_names import plain_name
from casedesk.documents.intake import take_file
from casedesk.documents.limits import limits_on
from casedesk.documents.pictures import told_by
from casedesk.documents.use_cases import AddDocument, add_document, fullness, read_text
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _, ngettext

_KINDS = {media.MAIL: "mail"} | dict.fromkeys(media.IMAGES, "photo")
"""What a file is most likely, by its content; the user sees it and may say otherwise."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some files: ids of new documents, and sentences to tell."""

    added: tuple[int, ...]
    refused: tuple[str, ...]
    places: tuple[str, ...]
    fullness: str

    def sentences(self) -> tuple[str, str]:
        """What to tell, and in which tone; empty when all went as expected."""
        told = list(self.refused)
        told += [
            _("{name}: this photo tells where it was taken. Open it to take that out.").format(
                name=name
            )
            for name in self.places
        ]
        if self.fullness:
            told.append(self.fullness)
        return "\n".join(told), "warning" if told else "good"

    def counted(self) -> str:
        """How many came in."""
        many = len(self.added)
        if not many:
            return _("No file was added.")
        words = ngettext("{n} file added. Ctrl+Z takes it back.", "{n} files added.", many)
        return words.format(n=many)


def files_in(data: QMimeData) -> list[Path]:
    """The files that were dragged or copied; nothing else that the data may hold."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def add_files(
    desk: Desk,
    case_id: int,
    paths: Sequence[Path],
    done: Callable[[Outcome], None],
    parent: QWidget,
) -> None:
    """Take in files; ``done`` hears what became of them, also when it was broken off."""
    so_far: list[Outcome] = []

    def work(progress: Progress) -> Outcome:
        return _take_in(desk, case_id, paths, progress, so_far)

    def finished(outcome: Outcome) -> None:
        done(outcome)
        for document_id in outcome.added:
            read = partial(read_text, desk.sitting.store, document_id, pdf_pages)
            desk.runner.run(read, lambda _there: None, owner=parent)

    desk.runner.run_long(
        _("Files are encrypted and kept."),
        work,
        finished,
        cancelled=lambda: finished(so_far[-1] if so_far else Outcome((), (), (), "")),
        parent=parent,
    )


def _take_in(
    desk: Desk, case_id: int, paths: Sequence[Path], progress: Progress, so_far: list[Outcome]
) -> Outcome:
    sitting = desk.sitting
    limits = limits_on(sitting.clock.today())
    added: list[int] = []
    refused: list[str] = []
    places: list[str] = []
    for number, path in enumerate(paths):
        taken = take_file(
            path,
            limits,
            lambda read, whole, n=number: progress(  # type: ignore[misc] # bound by n
                round((n + read / whole) * 100), len(paths) * 100
            ),
        )
        name = plain_name(path.name)
        if isinstance(taken, Refused):
            refused.append(f"{name}: {taken.sentence}")
            continue
        kind = media.kind_of(taken.data)
        values: dict[str, Any] = {
            "received_on": sitting.clock.today(), "document_kind": _KINDS.get(kind),
        }  # fmt: skip
        answer = add_document(
            sitting.store, AddDocument(case_id, taken.name, taken.data, values), sitting.labels
        )
        if isinstance(answer, Refused):
            refused.append(f"{name}: {answer.sentence}")
        elif answer.created is not None:
            added.append(answer.created)
            if told_by(taken.data, kind).place:
                places.append(name)
        so_far.append(Outcome(tuple(added), tuple(refused), tuple(places), ""))
        progress.check()
    return Outcome(tuple(added), tuple(refused), tuple(places), fullness(sitting.store))
