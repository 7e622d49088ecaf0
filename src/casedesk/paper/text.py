"""Text as it may be drawn: controls made harmless, and cut where a line may end."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

REPLACEMENT = "\ufffd"

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates reach over their neighbours and can make a text read other
# than it is stored; without them each line is ordered by its letters alone. The byte order mark
# means nothing inside a text.
_DROPPED = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")
_NO_CHARACTERS = "".join(
    chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_UNPRINTABLE = re.compile(
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that mean only what two parties agreed on."""

# Characters that no font needs to show.
IGNORABLE = re.compile(
    r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)

_CJK = (
    r"\u2e80-\u303f\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
    r"\U00020000-\U0003fffd"
)
_MAY_NOT_START = (
    r"\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u30fc"
    r"\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff5d"
)
_MAY_NOT_END = r"\u3008\u300a\u300c\u300e\u3010\u3014\uff08\uff3b\uff5b"
_MAY_BREAK_INSIDE = re.compile(rf"[-\u2010\u2013\u2014/@_\xad\u200b{_CJK}]")
# A break is allowed: after a hyphen or slash between letters (never inside a date or number),
# after a zero-width space or soft hyphen, and around each character of Chinese and its kin.
_BREAK = re.compile(
    r"(?<=[^\W_][-\u2010\u2013\u2014/@_])(?=[^\W\d_])"
    r"|(?<=[\xad\u200b])(?=.)"
    rf"|(?<=[{_CJK}])(?<![{_MAY_NOT_END}])(?![{_MAY_NOT_START}])(?=.)"
    rf"|(?<=.)(?<![{_MAY_NOT_END}])(?=[{_CJK}])(?![{_MAY_NOT_START}])"
)
_WORDS = re.compile(" +|[^ ]+")
_LONGEST = 160  # characters; longer unbroken strings may break here, so that work stays linear


def cleaned(text: str) -> str:
    """The text as it is drawn and read aloud: composed, one kind of line end, no controls.

    Unpaired surrogates, control characters and code points that are no characters become the
    replacement sign, visibly. Nothing else is changed.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _UNPRINTABLE.sub(REPLACEMENT, _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", text)


def joins_previous(char: str) -> bool:
    """Whether a character belongs to the one before it (accents, joiners, variation signs)."""
    if char < "\u0300":
        return False
    return unicodedata.category(char)[0] == "M" or IGNORABLE.match(char) is not None


def words(line: str) -> list[str]:
    """Cut one line into pieces at whose ends a new line may begin; spaces stand alone."""
    found: list[str] = []
    for word in _WORDS.findall(line):
        whole = len(word) <= _LONGEST and not _MAY_BREAK_INSIDE.search(word)
        if whole or word[0] == " ":
            found.append(word)
        else:
            for part in _cut(word):
                found.extend(_chopped(part))
    return found


def _cut(word: str) -> list[str]:
    cuts = [0, *(match.start() for match in _BREAK.finditer(word)), len(word)]
    return [word[a:b] for a, b in pairwise(cuts) if b > a]


def _chopped(word: str) -> list[str]:
    parts = []
    while len(word) > _LONGEST:
        at = next((i for i in range(_LONGEST, 0, -1) if not joins_previous(word[i])), _LONGEST)
        parts.append(word[:at])
        word = word[at:]
    parts.append(word)
    return parts
