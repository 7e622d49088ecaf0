"""What data may contain, and where lines may end."""

from __future__ import annotations

import pytest

from casedesk.paper.text import cleaned, words


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("gewoon", "gewoon"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffe\U0001ffff", "a\ufffd\ufffd"),
        ("e\u0301", "é"),
        ("\ufeffnaam", "naam"),
    ],
)
def test_controls_are_made_harmless(given: str, drawn: str) -> None:
    assert cleaned(given) == drawn


def test_no_text_can_turn_its_neighbours_round() -> None:
    assert cleaned("veilig\u202egnaveg\u202c") == "veiliggnaveg"
    assert cleaned("\u2067naam\u2069") == "naam"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("een  zin", ["een", "  ", "zin"]),
        ("zorg-instelling", ["zorg-", "instelling"]),
        ("12-03-1990", ["12-03-1990"]),
        ("vrijdag/zaterdag", ["vrijdag/", "zaterdag"]),
        ("王小明，好", ["王", "小", "明，", "好"]),
        ("naam\u200bnaam", ["naam\u200b", "naam"]),
    ],
)
def test_lines_end_between_words_and_never_inside_a_date(line: str, parts: list[str]) -> None:
    assert words(line) == parts
    assert "".join(parts) == line
