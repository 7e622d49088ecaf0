"""Files in a case: kept, found, read, copied out, stripped, removed, and by whom."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting, verify_store
from casedesk.documents import media
from casedesk.documents.pictures import measure, orientation, told_by
from casedesk.documents.stripping import stripped
from casedesk.documents.upkeep import forget_removed
from casedesk.documents.use_cases import (
    AddDocument,
    Opened,
    StripDocument,
    add_document,
    fullness,
    open_document,
    read_text,
    remove_document,
    strip_document,
    take_copy,
)
from casedesk.kernel.changes import Refused
from casedesk.kernel.clock import FixedClock
from casedesk.kernel.words import speaking
from casedesk.records.use_cases import ChangeField, Remove, change
from casedesk.search.index import rebuild
from casedesk.search.query import Hit, find
from casedesk.store import backup, blobs, key_changes, vault
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.undo import redo, undo
from tests.builders import (
    CHEAP,
    NINE,
    PASSPHRASE,
    a_case,
    a_store,
    a_suspect,
    made,
    seen_by,
)
from tests.documents import files


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("en"), a_store(tmp_path, clock=FixedClock(NINE)) as opened:
        yield opened


def a_document(
    sitting: Sitting, case_id: int, data: bytes, name: str = "brief.txt", **values: Any
) -> int:
    command = AddDocument(case_id, name, data, values)
    return made(add_document(sitting.store, command, sitting.labels))


def opened(sitting: Sitting, document_id: int) -> Opened:
    answer = open_document(sitting.store, document_id)
    assert isinstance(answer, Opened), answer
    return answer


def sentence(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    return answer.sentence


def values(sitting: Sitting, document_id: int) -> Any:
    with sitting.store.read() as session:
        view = sitting.reader.view(session, "document", document_id)
    assert view is not None
    return view.values


def kept_blobs(sitting: Sitting) -> list[int]:
    with sitting.vault.reading() as connection:
        return list(connection.scalars(text("SELECT id FROM blob ORDER BY id")))


def search(sitting: Sitting, words: str) -> tuple[Hit, ...]:
    with sitting.store.read() as session:
        return find(session, sitting.reader, words)


def test_a_file_comes_in_with_what_is_known_of_it_and_reads_back_byte_for_byte(
    sitting: Sitting,
) -> None:
    case = a_case(sitting)
    data = bytes(range(256)) * 3000  # three chunks
    kept = a_document(sitting, case, data, "../geheim\u202e/Besluit_IND.bin", received_on=None)

    found = opened(sitting, kept)
    assert found.data == data
    assert (found.name, found.title) == ("Besluit_IND.bin", "Besluit IND")
    about = values(sitting, kept)
    assert about["size"] == len(data)
    assert about["media_type"] == media.UNKNOWN
    with sitting.vault.reading() as connection:
        assert connection.scalar(text("SELECT max(length(data)) FROM blob_chunk")) == blobs.CHUNK


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.pdf(), media.PDF),
        (files.png(), media.PNG),
        (files.jpeg(), media.JPEG),
        (files.webp(files.exif()), media.WEBP),
        (files.docx("Een"), media.DOCX),
        (files.mail(), media.MAIL),
        (b"Beste collega: dit is een brief.\nDatum: morgen\n", media.TEXT),
        (files.packed({"a.txt": b"a"}), media.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), media.OLE),
        (b"Caf\xe9 in de Kwartelstraat", media.TEXT),
        (b"Zij vroeg wat %PDF-1.4 betekent.", media.TEXT),
        (b"\0\0rommel" + files.pdf(), media.PDF),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content_whatever_its_name(
    sitting: Sitting, data: bytes, kind: str
) -> None:
    kept = a_document(sitting, a_case(sitting), data, "foto.exe")
    assert values(sitting, kept)["media_type"] == kind


def test_the_same_file_again_is_told_and_kept_once(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    a_document(sitting, case, b"Verzonnen", "Eerste brief.txt")
    again = add_document(sitting.store, AddDocument(case, "b.txt", b"Verzonnen"), sitting.labels)
    assert sentence(again) == "This file is in the case already: Eerste brief."
    a_document(sitting, other, b"Verzonnen")
    assert len(kept_blobs(sitting)) == 2  # never shared between cases


def test_undo_and_redo_bring_the_bytes_along(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept = a_document(sitting, case, b"Verzonnen brief")
    undo(sitting.store)
    assert "no longer there" in sentence(open_document(sitting.store, kept))
    redo(sitting.store)
    assert opened(sitting, kept).data == b"Verzonnen brief"


def test_removing_asks_why_and_undo_brings_it_back(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), b"Verkeerde zaak")
    assert "why" in sentence(remove_document(sitting.store, Remove("document", kept, 1, " ")))
    remove_document(sitting.store, Remove("document", kept, 1, "Verkeerd dossier"))
    with sitting.store.read() as session:
        assert history(session, sitting.reader)[0].why == "Verkeerd dossier"
    undo(sitting.store)
    assert opened(sitting, kept).data == b"Verkeerde zaak"


def test_the_bytes_of_a_removed_document_go_a_day_later(sitting: Sitting, tmp_path: Path) -> None:
    clock = sitting.clock
    assert isinstance(clock, FixedClock)
    case = a_case(sitting)
    gone = a_document(sitting, case, b"Weg " + files.CANARY.encode())
    stays = a_document(sitting, case, b"Blijft")
    remove_document(sitting.store, Remove("document", gone, 1, "Verkeerd dossier"))
    forget_removed(sitting.store)
    clock.move_to(NINE + timedelta(hours=23))
    forget_removed(sitting.store)
    assert len(kept_blobs(sitting)) == 2
    clock.move_to(NINE + timedelta(hours=25))
    forget_removed(sitting.store)
    assert len(kept_blobs(sitting)) == 1
    assert opened(sitting, stays).data == b"Blijft"
    assert verify_store(sitting).whole


def test_a_removal_that_was_undone_keeps_its_bytes(sitting: Sitting) -> None:
    clock = sitting.clock
    assert isinstance(clock, FixedClock)
    kept = a_document(sitting, a_case(sitting), b"Toch niet weg")
    remove_document(sitting.store, Remove("document", kept, 1, "Vergissing"))
    forget_removed(sitting.store)
    undo(sitting.store)
    clock.move_to(NINE + timedelta(days=3))
    forget_removed(sitting.store)
    assert opened(sitting, kept).data == b"Toch niet weg"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE blob_chunk SET data = zeroblob(length(data))",
        "DELETE FROM blob_chunk",
        "DELETE FROM blob_chunk; DELETE FROM blob",
        "UPDATE blob SET sha256 = printf('%064d', 7)",
        "UPDATE document SET blob = 2 WHERE id = 1",
    ],
)
def test_a_content_that_was_changed_is_never_shown_and_verify_tells(
    sitting: Sitting, harm: str
) -> None:
    case = a_case(sitting)
    kept = a_document(sitting, case, b"Verzonnen brief")
    a_document(sitting, case, b"Een andere brief")
    assert verify_store(sitting).whole
    with sitting.vault.engine.begin() as connection:
        for statement in harm.split("; "):
            connection.execute(text(statement))
    assert not verify_store(sitting).whole
    with pytest.raises(DatabaseDamaged):
        open_document(sitting.store, kept)


def test_a_backup_brings_the_contents_back(
    sitting: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    kept = a_document(sitting, a_case(sitting), b"Verzonnen brief")
    backup.make(sitting.vault, tmp_path / "kopie")
    backup.restore(tmp_path / "kopie", tmp_path / "terug.casedesk")
    with vault.open_vault(
        tmp_path / "terug.casedesk", login="maker", passphrase=PASSPHRASE
    ) as again:
        other = Sitting(again, sitting.actor, sitting.clock)
        assert opened(other, kept).data == b"Verzonnen brief"
        with again.reading() as connection:
            assert list(blobs.problems(connection)) == []


def test_a_new_root_key_takes_the_contents_along(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    data = bytes(range(256)) * 2000
    kept = a_document(sitting, a_case(sitting), data)
    key_changes.add_person(sitting.vault, login="bram", passphrase="verzonnen woorden van bram")
    key_changes.revoke(sitting.vault, login="bram")
    assert sitting.vault.keys.epoch == 2
    assert opened(sitting, kept).data == data
    assert verify_store(sitting).whole


def test_who_may_not_read_names_reads_no_files_and_finds_nothing_in_them(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept = a_document(sitting, case, files.CANARY.encode(), title="Brief")
    read_text(sitting.store, kept)
    for role in (Role.SUPERVISOR, Role.FOCAL_OFFICER, Role.LOG_OFFICER, Role.KEEPER):
        other = seen_by(sitting, role)
        assert "Your role may not do this" in sentence(open_document(other.store, kept))
        assert "Your role may not do this" in sentence(take_copy(other.store, kept, "Zomaar"))
        command = AddDocument(case, "b.txt", b"Nieuw")
        assert sentence(add_document(other.store, command, other.labels))
        assert search(other, "kwartelstraat") == ()


def test_a_paper_about_a_suspect_exists_only_for_those_entitled(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    kept = a_document(sitting, case, files.CANARY.encode(), title="Tip", person_id=suspect)
    read_text(sitting.store, kept)
    assert search(sitting, "kwartelstraat")[0].id == kept
    deputy = seen_by(sitting, Role.DEPUTY)
    assert "no longer there" in sentence(open_document(deputy.store, kept))
    assert search(deputy, "kwartelstraat") == ()
    # The same file is not told of to somebody who may not know that it is there.
    mine = a_document(deputy, case, files.CANARY.encode(), title="Zelfde brief")
    assert opened(deputy, mine).data == files.CANARY.encode()


def test_reading_leaves_a_line(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept = a_document(sitting, case, b"Verzonnen")
    opened(sitting, kept)
    with sitting.store.read() as session:
        line = history(session, sitting.reader, kind="document", record_id=kept)[0]
    assert (line.act, line.sentence, line.case_id) == ("read", "Read: Document", case)


def test_a_copy_leaves_only_with_a_reason_that_the_trail_keeps(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), files.pdf(), "akte.exe")
    assert "why a copy leaves" in sentence(take_copy(sitting.store, kept, "  "))
    copy = take_copy(sitting.store, kept, "Voor de advocaat")
    assert isinstance(copy, Opened)
    with sitting.store.read() as session:
        line = history(session, sitting.reader, kind="document", record_id=kept)[0]
    assert (line.act, line.why) == ("export", "Voor de advocaat")


def test_facts_of_a_file_are_not_typed(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), b"Verzonnen")
    for name, value in (("blob", 2), ("sha256", "0" * 64), ("media_type", "text/html")):
        seen = values(sitting, kept)[name]
        command = ChangeField("document", kept, name, value, seen)
        assert sentence(change(sitting.store, command, sitting.labels))


# What stands in a file is found.


@pytest.mark.parametrize(
    "data",
    [
        files.CANARY.encode(),
        files.CANARY.encode("utf-16"),
        files.docx("Aanhef", files.CANARY),
        files.mail(files.CANARY),
        files.mail(html=f"<html><script>niets</script><p>{files.CANARY}</p></html>"),
        files.mail(subject=files.CANARY),
    ],
)
def test_the_text_of_a_file_is_found(sitting: Sitting, data: bytes) -> None:
    case = a_case(sitting)
    kept = a_document(sitting, case, data, title="Brief")
    assert search(sitting, "kwartelstraat") == ()
    assert read_text(sitting.store, kept)
    (hit,) = search(sitting, "Kwartelstraat zeldz")
    assert (hit.kind, hit.id, hit.case_id, hit.page) == ("document", kept, case, 1)
    assert files.CANARY in hit.found


def test_a_hit_tells_the_page(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), files.pdf("Een", "Twee"), "akte.pdf")
    assert not read_text(sitting.store, kept)  # there is no engine for PDF here
    assert read_text(sitting.store, kept, lambda _data, _limits: ["Eerste", f"x {files.CANARY}"])
    (hit,) = search(sitting, "kwartelstraat")
    assert (hit.page, hit.found) == (2, f"On page 2: x {files.CANARY}")


def test_the_text_stays_found_after_a_change_and_a_new_index(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), files.CANARY.encode(), title="Brief")
    read_text(sitting.store, kept)
    change(sitting.store, ChangeField("document", kept, "title", "Akte", "Brief"), sitting.labels)
    assert [hit.title for hit in search(sitting, "kwartelstraat")] == ["Akte"]
    with sitting.store.derive() as connection:
        from sqlalchemy.orm import Session

        with Session(connection) as session:
            rebuild(session)
    assert [hit.title for hit in search(sitting, "kwartelstraat")] == ["Akte"]
    remove_document(sitting.store, Remove("document", kept, 2, "Weg"))
    assert search(sitting, "kwartelstraat") == ()


def test_a_file_at_which_the_engine_broke_down_is_not_tried_again(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), files.pdf(), "wreed.pdf")

    def crash(_data: bytes, _limits: object) -> list[str]:
        raise MemoryError

    with pytest.raises(MemoryError):
        read_text(sitting.store, kept, crash)
    assert not read_text(sitting.store, kept, crash)  # not even asked
    assert opened(sitting, kept).data == files.pdf()


# Photos that tell more than they show.


def test_a_photo_that_tells_where_it_was_taken_loses_it_and_keeps_its_dots(
    sitting: Sitting,
) -> None:
    from io import BytesIO

    from PIL import Image

    photo = files.jpeg(files.exif(turned=6, remark=files.CANARY), after=b"film " * 50)
    assert told_by(photo, media.JPEG).place
    assert "Verzonnen Telefoon" in told_by(photo, media.JPEG).camera
    kept = a_document(sitting, a_case(sitting), photo, "foto.jpg")
    made_ = strip_document(sitting.store, StripDocument(kept, 1), sitting.labels)
    assert not isinstance(made_, Refused), made_
    plain = opened(sitting, kept).data
    assert not told_by(plain, media.JPEG)
    assert b"Telefoon" not in plain
    assert files.CANARY.encode() not in plain
    assert b"film" not in plain
    assert orientation(plain, media.JPEG) == 6
    before, after = (Image.open(BytesIO(each)).tobytes() for each in (photo, plain))
    assert before == after
    undo(sitting.store)
    assert opened(sitting, kept).data == photo


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.webp(files.exif(turned=1)), media.WEBP),
        (files.png(3, 2, (b"eXIf", files.exif()), (b"tEXt", b"Comment\0geheim")), media.PNG),
    ],
)
def test_other_pictures_lose_it_too(data: bytes, kind: str) -> None:
    assert told_by(data, kind).place
    plain = stripped(data, kind)
    assert plain is not None
    assert not told_by(plain, kind)
    assert measure(plain, kind) == measure(data, kind)
    assert b"geheim" not in plain
    assert stripped(plain, kind) == plain


def test_the_original_may_stay_beside_it(sitting: Sitting) -> None:
    case, photo = a_case(sitting), files.jpeg(files.exif())
    kept = a_document(sitting, case, photo, "foto.jpg", title="Foto woning")
    copy = made(strip_document(sitting.store, StripDocument(kept, 1, keep=True), sitting.labels))
    assert opened(sitting, kept).data == photo
    assert not told_by(opened(sitting, copy).data, media.JPEG)
    assert values(sitting, copy)["title"] == "Foto woning (hidden data taken out)"


def test_a_photo_without_hidden_data_says_so(sitting: Sitting) -> None:
    kept = a_document(sitting, a_case(sitting), files.png(), "foto.png")
    answer = strip_document(sitting.store, StripDocument(kept, 1), sitting.labels)
    assert sentence(answer) == "This photo holds no hidden data."
    other = a_document(sitting, a_case(sitting), files.pdf(), "brief.pdf")
    answer = strip_document(sitting.store, StripDocument(other, 1), sitting.labels)
    assert "cannot be taken out" in sentence(answer)


def test_a_full_store_is_told(sitting: Sitting) -> None:
    assert fullness(sitting.store) == ""
    a_document(sitting, a_case(sitting), b"Klein")
    with sitting.vault.engine.begin() as connection:
        connection.execute(text("UPDATE blob SET size = 3000000000"))
    assert fullness(sitting.store).startswith("All files together take 3 GB.")
