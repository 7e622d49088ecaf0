"""Hostile and broken files are refused with a sentence, quickly, and leave nothing."""

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casedesk.bootstrap import Sitting
from casedesk.documents import media
from casedesk.documents.file_names import MOST, plain_name, with_ending
from casedesk.documents.guards import problem_with
from casedesk.documents.intake import Taken, take_file
from casedesk.documents.limits import limits_on
from casedesk.documents.pictures import measure, told_by
from casedesk.documents.stripping import stripped
from casedesk.documents.texts import plain_html, text_of
from casedesk.documents.use_cases import AddDocument, add_document
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import speaking
from casedesk.store import blobs
from tests.builders import a_case, a_store
from tests.documents import files

LIMITS = limits_on(date(2026, 11, 25))


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("en"), a_store(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (files.bomb_docx, "unpacks to far more than it is"),
        (files.lying_bomb, ""),
        (lambda: files.packed({"a.txt": b" " * (1 << 24)}), "unpacks to far more"),
        (lambda: files.packed({f"{n}": b"x" for n in range(6000)}), "unpacks to far more"),
        (files.pdf_bomb, "unpacks to far more"),
        (lambda: files.pdf().replace(b"/ASCII85Decode /FlateDecode", b"/FlateDecode/FlateDecode"),
         "unpacks to far more"),
        (lambda: files.xxe_docx("/etc/passwd"), "asks for other files"),
        (lambda: files.docx("Heel")[:200], "damaged"),
        (lambda: files.docx(xml=b"<w:document"), "damaged"),
        (files.locked_pdf, "has a password"),
        (lambda: b"%PDF-1.7\nno page at all", "damaged"),
        (files.huge_png, "too large to show"),
        (lambda: files.png()[:20], "damaged"),
        (lambda: files.jpeg()[:40], "damaged"),
        (lambda: b"MZ\x90\0" + bytes(200), "a program"),
        (lambda: b"\x7fELF" + bytes(200), "a program"),
        (lambda: b"#!/bin/sh\nrm -rf /\n", "a program"),
        (lambda: b"", "empty"),
        (lambda: bytes(LIMITS.file_bytes + 1), "At most 52 MB fits"),
    ],
)  # fmt: skip
def test_it_is_refused_with_a_clear_sentence_and_leaves_nothing(
    sitting: Sitting, make: Callable[[], bytes], words: str
) -> None:
    case, data = a_case(sitting), make()
    started = time.process_time()
    answer = add_document(sitting.store, AddDocument(case, "brief.pdf", data), sitting.labels)
    assert time.process_time() - started < 5
    assert isinstance(answer, Refused)
    assert words in answer.sentence
    with sitting.store.read() as session:
        assert blobs.total(session.connection()) == 0


@pytest.mark.parametrize("make", [files.bomb_docx, files.lying_bomb, files.pdf_bomb])
def test_a_bomb_takes_no_memory(make: Callable[[], bytes]) -> None:
    data = make()
    tracemalloc.start()
    try:
        assert problem_with(data, media.kind_of(data), LIMITS) is not None
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\brief.pdf", "brief.pdf"),
        ("brief\0.pdf.exe", "brief.pdf.exe"),
        ("brief\u202efdp.exe", "brieffdp.exe"),
        ("  .. ", "file"),
        ("con.pdf", "_con.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("\ud800brief.pdf", "brief.pdf"),
        ("brief\r\nkop.pdf", "briefkop.pdf"),
    ],
)
def test_a_name_that_misleads_loses_what_misleads(given_name: str, kept: str) -> None:
    assert plain_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert plain_name("a" * 300 + ".pdf") == "a" * (MOST - 4) + ".pdf"


def test_a_copy_gets_the_ending_of_its_content() -> None:
    assert with_ending("factuur.exe", ".pdf") == "factuur.exe.pdf"


@given(st.text(max_size=400))
@example("/")
def test_no_name_leads_out_of_a_folder(name: str) -> None:
    plain = plain_name(name)
    assert plain not in ("", ".", "..")
    assert not set("/\\\0") & set(plain)
    assert len(plain) <= MOST + 1
    assert (Path("/map") / plain).parent == Path("/map")
    assert plain_name(plain) == plain


def refused(path: Path) -> str:
    with speaking("en"):
        answer = take_file(path, LIMITS)
    assert isinstance(answer, Refused)
    return answer.sentence


def test_what_is_no_plain_file_is_dropped(tmp_path: Path) -> None:
    true = tmp_path / "brief.txt"
    true.write_text("Verzonnen")
    (tmp_path / "link.txt").symlink_to(true)
    (tmp_path / "leeg.txt").touch()
    os.mkfifo(tmp_path / "pijp.txt")
    assert "a folder" in refused(tmp_path)
    assert "a link" in refused(tmp_path / "link.txt")
    assert "no plain file" in refused(tmp_path / "pijp.txt")
    assert "no plain file" in refused(Path("/dev/zero"))
    assert "empty" in refused(tmp_path / "leeg.txt")
    assert "cannot be read" in refused(tmp_path / "weg.txt")
    assert "cannot be read" in refused(tmp_path / ("n" * 300))
    assert take_file(true, LIMITS) == Taken("brief.txt", b"Verzonnen")


@pytest.mark.parametrize("change", ["grow", "shrink", "swap"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "groeit.txt"
    path.write_bytes(b"x" * (3 << 20))

    def meddle(done: int, _total: int) -> None:
        if done != 1 << 20:
            return
        if change == "grow":
            with path.open("ab") as stream:
                stream.write(b"y")
        elif change == "shrink":
            os.truncate(path, 1 << 20)
        else:
            with path.open("r+b") as stream:
                stream.write(b"z")
            os.utime(path, ns=(1, 1))

    with speaking("en"):
        answer = take_file(path, LIMITS, meddle)
    assert isinstance(answer, Refused)
    assert "changed while it was read" in answer.sentence


def test_a_sparse_file_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.bin"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert "At most 52 MB fits" in refused(path)


MANGLED = st.tuples(
    st.sampled_from([
        files.pdf("Een", "Twee"), files.png(), files.jpeg(files.exif()), files.webp(files.exif()),
        files.docx("Een"), files.mail(), b"GIF89a\x02\0\x02\0", b"BM" + bytes(60),
    ]),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6),
    st.integers(0, 5000),
)  # fmt: skip


@given(MANGLED)
def test_no_mangled_file_breaks_a_reader(case: tuple[bytes, list[tuple[int, int]], int]) -> None:
    whole, flips, cut = case
    data = bytearray(whole)
    for place, value in flips:
        data[place % len(data)] = value
    mangled = bytes(data[: max(1, len(data) - cut % len(data))])
    kind = media.kind_of(mangled)
    problem_with(mangled, kind, LIMITS)
    text_of(mangled, kind, LIMITS)
    if kind in media.IMAGES:
        measure(mangled, kind)
        told_by(mangled, kind)
        stripped(mangled, kind)


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    kind = media.kind_of(data)
    assert kind in media.KINDS or kind == media.PROGRAM
    text_of(data, kind, LIMITS)


_MAIL = b"From: a@example.nl\r\nTo: b@example.nl\r\nSubject: Hallo\r\n"


@pytest.mark.parametrize("piece", [b"<a ", b"<!", b"<!--", b"<script>", b'<a href="', b"&#"])
def test_a_page_that_never_ends_does_not_hold_up_the_window(piece: bytes) -> None:
    """The parser of the standard library needs the square of the length: hours for this one."""
    page = b"Content-Type: text/html\r\n\r\n<p>Kamer 12</p>" + piece * (3_000_000 // len(piece))
    assert "Kamer 12" in text_of(_MAIL + page, media.MAIL, LIMITS)


def test_a_header_that_never_ends_does_not_either() -> None:
    header = b"Content-Type: text/plain; " + b"a*0*=x; " * 200_000
    text_of(_MAIL + header + b"\r\n\r\nHallo", media.MAIL, LIMITS)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Hallo <b>daar</b> &amp; 3 < 4</p><br>twee", "Hallo daar & 3 < 4\ntwee"),
        ("<style>p{}</style>een<SCRIPT>x<p>y</SCRIPT><!-- weg -->!", "een!"),
        ("<html><head><title>T</title></head><body>Ja<table><tr><td>a", "Ja\na"),
        ("x < y en <", "x < y en <"),
    ],
)
def test_the_words_of_a_page_are_read(page: str, words: str) -> None:
    assert plain_html(page) == words
