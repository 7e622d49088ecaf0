"""A document that leaves: its archive copy, its passphrase, its number, its printing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy import func, select, text

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author, verify_store
from casedesk.cases.minimal import Reduce, reduce_case
from casedesk.handover.archive import ArchiveCopy, open_archive, printings
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.kinds.kind import Attachment
from casedesk.handover.making import Made, make_handover, note_printed, print_failed
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import is_number, new_number
from casedesk.handover.preparing import prepare
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import speaking
from casedesk.paper.render import page_texts, render
from casedesk.store import blobs
from casedesk.store.blobs import Blob, BlobChunk
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.journal import Act, Trail
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_store, a_suspect, a_victim, seen_by
from tests.handover.leaving import Left, a_handover, the_row


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


def count(sitting: Sitting, cls: Any) -> int:
    with sitting.vault.reading() as connection:
        return connection.scalar(select(func.count()).select_from(cls.__table__)) or 0


def everything(sitting: Sitting) -> str:
    """All rows of all tables, as one text."""
    said: list[str] = []
    with sitting.vault.reading() as connection:
        tables = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in tables.all():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                said += (v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row)
    return "\n".join(said).casefold()


def last_line(sitting: Sitting) -> Trail:
    with sitting.store.read() as session:
        line = session.scalars(select(Trail).order_by(Trail.seq.desc()).limit(1)).one()
        session.expunge(line)
        return line


# ------------------------------------------------------------------------------- archive copy


def test_the_archive_copy_is_the_page_that_was_looked_at(sitting: Sitting) -> None:
    case_id, partner_id = a_case(sitting), a_partner(sitting)
    a_victim(sitting, case_id)
    request = Request(case_id, partner_id, Purpose("Opvang", "public_task"), informed="yes",
                      number=new_number())  # fmt: skip
    looked = prepare(author(sitting), request)
    assert not isinstance(looked, Refused)
    seen = render(looked.sheet)
    made = make_handover(author(sitting), request, seen=looked.resolution)
    assert isinstance(made, Made)
    assert made.archive == seen
    copy = open_archive(sitting.store, made.disclosure_id)
    assert isinstance(copy, ArchiveCopy)
    assert copy.data == seen
    row = the_row(sitting, made.disclosure_id)
    assert row.blob_sha256 == hashlib.sha256(seen).hexdigest()
    assert row.sha256 == hashlib.sha256(made.file).hexdigest()


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    number, copies = new_number(), []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        with a_store(tmp_path / name) as sitting:
            copies.append(a_handover(sitting, number=number).made.archive)
    assert copies[0] == copies[1]


def test_the_number_stands_on_each_page_of_both_copies(sitting: Sitting) -> None:
    left = a_handover(sitting, request="Graag plaatsen. " * 400)
    made = left.made
    texts = page_texts(made.prepared.sheet)
    assert len(texts) > 1
    assert all(left.number in page for page in texts)
    with pikepdf.open(BytesIO(made.file), password=made.passphrase) as pdf:
        assert len(pdf.pages) == len(texts)
        assert pdf.encryption.R == 6


def test_a_request_without_a_number_gets_one(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    a_victim(sitting, case_id)
    made = make_handover(
        author(sitting), Request(case_id, a_partner(sitting), Purpose("Opvang", "public_task"),
                                 informed="yes"),
    )  # fmt: skip
    assert isinstance(made, Made)
    assert is_number(made.number)
    assert the_row(sitting, made.disclosure_id).number == made.number


def test_a_number_is_used_once(sitting: Sitting) -> None:
    left = a_handover(sitting)
    request = Request(left.case_id, left.partner_id, Purpose("Nog eens", "public_task"),
                      informed="yes", number=left.number)  # fmt: skip
    answer = make_handover(author(sitting), request)
    assert isinstance(answer, Refused)
    assert (count(sitting, Disclosure), count(sitting, Blob)) == (1, 1)


def test_reading_the_archive_copy_leaves_a_line_each_time(sitting: Sitting) -> None:
    left = a_handover(sitting)
    for _time in range(2):
        before = last_line(sitting).seq
        assert isinstance(open_archive(sitting.store, left.id), ArchiveCopy)
        line = last_line(sitting)
        assert (line.seq, line.act, line.object_id) == (before + 1, Act.READ, left.id)


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.KEEPER, Role.FOCAL_OFFICER, Role.LOG_OFFICER]
)
def test_who_may_not_hand_over_reads_no_copy(sitting: Sitting, role: Role) -> None:
    left = a_handover(sitting)
    assert isinstance(open_archive(seen_by(sitting, role).store, left.id), Refused)


def test_the_copy_of_a_report_about_a_suspect_is_not_there_for_others(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    suspect = a_suspect(sitting, case_id, given="Karel", family="Dreiger")
    police = a_partner(sitting, "Politie", "police")
    purpose = Purpose("Opsporing", "public_task")
    request = Request(case_id, police, purpose, informed="no", suspect_id=suspect)
    looked = prepare(author(sitting), request)
    assert not isinstance(looked, Refused)
    stays = [d.fact.id for d in looked.resolution.decisions if d.reason == "suspect"]
    added = Overrides(added=dict.fromkeys(stays, "Nodig voor de zaak"))
    made = make_handover(author(sitting), replace(request, overrides=added))
    assert isinstance(made, Made), made
    assert isinstance(open_archive(sitting.store, made.disclosure_id), ArchiveCopy)
    assert last_line(sitting).restricted
    other = seen_by(sitting, Role.COORDINATOR, suspects=False)
    answer = open_archive(other.store, made.disclosure_id)
    assert isinstance(answer, Refused)
    assert answer.sentence == _gone(other)


def _gone(sitting: Sitting) -> str:
    answer = open_archive(sitting.store, 987654)
    assert isinstance(answer, Refused)
    return answer.sentence


def test_another_content_is_damage_and_not_shown(sitting: Sitting) -> None:
    left = a_handover(sitting)
    with sitting.store.engine.begin() as connection:
        connection.execute(text("UPDATE blob_chunk SET data = x'00' WHERE place = 0"))
    with pytest.raises(DatabaseDamaged):
        open_archive(sitting.store, left.id)
    assert verify_store(sitting).findings


# ------------------------------------------------------------------------------------ as one


def test_the_store_verifies_after_making_and_printing(sitting: Sitting) -> None:
    left = a_handover(sitting)
    note_printed(sitting.store, left.id, copies=1, pages=2)
    assert verify_store(sitting).whole


def test_undo_leaves_a_handover_alone(sitting: Sitting) -> None:
    left = a_handover(sitting)
    undo(sitting.store)
    row = the_row(sitting, left.id)
    assert row.blob is not None
    note_printed(sitting.store, left.id, copies=1, pages=1)
    undo(sitting.store)
    assert the_row(sitting, left.id).printed_at is not None


def break_off(*_args: object, **_more: object) -> None:
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    "where",
    ["casedesk.store.store.append", "casedesk.handover.making.blobs.put",
     "sqlalchemy.orm.Session.commit"],
)  # fmt: skip
def test_what_breaks_off_leaves_neither_row_nor_copy(
    sitting: Sitting, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, partner_id = a_case(sitting), a_partner(sitting)
    a_victim(sitting, case_id)
    request = Request(case_id, partner_id, Purpose("Opvang", "public_task"), informed="yes")
    with monkeypatch.context() as broken:
        broken.setattr(where, break_off)
        with pytest.raises(OSError, match="full"):
            make_handover(author(sitting), request)
    counted = [count(sitting, cls) for cls in (Disclosure, Blob, BlobChunk)]
    assert counted == [0, 0, 0]
    assert isinstance(make_handover(author(sitting), request), Made)


# ---------------------------------------------------------------------------------- reduction


def test_reducing_a_case_takes_the_copy_and_the_words_along(sitting: Sitting) -> None:
    case_id = a_case(
        sitting, "2026-0077", phase="closed", closed_on=date(2026, 3, 1), outcome="not_a_victim",
        close_reason="no_trafficking", gemeente="0363",
    )  # fmt: skip
    left = a_handover(sitting, case_id=case_id, request="Qzyvraag")
    assert "qzyvraag" in everything(sitting)
    assert "mirela" in (the_row(sitting, left.id).told or "").casefold()
    with sitting.store.read() as session:
        view = sitting.reader.view(session, "case_file", case_id)
    step = Reduce(case_id, view.version, why="Geen mensenhandel", typed="2026-0077")
    assert isinstance(reduce_case(sitting.store, step, sitting.labels), Changes)
    said = everything(sitting)
    assert "mirela" not in said
    assert "qzyvraag" not in said
    assert "%pdf-" not in said
    row = the_row(sitting, left.id)
    assert (row.blob, row.told) == (None, None)
    assert row.sha256 == hashlib.sha256(left.made.file).hexdigest()  # still known as ours
    assert row.number == left.number
    assert isinstance(open_archive(sitting.store, left.id), Refused)
    assert verify_store(sitting).whole


def test_copies_in_use_are_not_tidied_away(sitting: Sitting) -> None:
    left = a_handover(sitting)
    now = sitting.clock.now()
    with sitting.store.engine.begin() as connection:
        for days in (0, 2, 4):
            blobs.forget_unused(connection, now + timedelta(days=days))
    assert isinstance(open_archive(sitting.store, left.id), ArchiveCopy)


# --------------------------------------------------------------------------------- passphrase


def test_the_passphrase_stands_nowhere_in_the_store(sitting: Sitting) -> None:
    left = a_handover(sitting)
    note_printed(sitting.store, left.id, copies=1, pages=1)
    said = everything(sitting)
    assert left.number.casefold() in said  # the search does see what is there
    assert left.made.passphrase not in said
    assert left.made.passphrase.replace("-", " ") not in said
    assert left.made.passphrase not in repr(left.made)


def test_what_travels_inside_stands_in_the_sent_copy_only(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Attachment("gegevens.json", "Uw gegevens", "application/json", b'{"naam": "Mirela"}')
    monkeypatch.setattr(
        "casedesk.handover.making.prepare",
        lambda who, request: replace(_prepared(who, request), attachments=(inside,)),
    )
    made = a_handover(sitting).made
    with pikepdf.open(BytesIO(made.file), password=made.passphrase) as pdf:
        assert pdf.attachments["gegevens.json"].get_file().read_bytes() == inside.content
        assert pdf.encryption.R == 6
    with pikepdf.open(BytesIO(made.archive)) as pdf:
        assert not pdf.attachments


def _prepared(who: Any, request: Request) -> Any:
    found = prepare(who, request)
    assert not isinstance(found, Refused)
    return found


# ----------------------------------------------------------------------------------- printing


def test_printing_is_kept_with_who_and_how_many(sitting: Sitting) -> None:
    left = a_handover(sitting)
    answer = note_printed(sitting.store, left.id, copies=2, pages=3)
    assert isinstance(answer, Changes)
    row = the_row(sitting, left.id)
    assert row.printed_at == sitting.clock.now()
    assert last_line(sitting).act == Act.PRINT
    print_failed(sitting.store, left.id)
    with sitting.store.read() as session:
        (printed,) = printings(session, sitting.reader, left.id)
    assert printed.how == "2 exemplaren, 3 bladzijden"
    assert printed.by
    assert last_line(sitting).result == "failed"


def test_who_may_not_hand_over_does_not_print(sitting: Sitting) -> None:
    left: Left = a_handover(sitting)
    other = seen_by(sitting, Role.SUPERVISOR)
    assert isinstance(note_printed(other.store, left.id, copies=1, pages=1), Refused)
    assert the_row(sitting, left.id).printed_at is None
