"""Make the word lists out of which passphrases for documents are drawn.

    python tools/words/make_lists.py DUTCH ENGLISH

DUTCH is ``usr/share/dict/dutch`` of Debian's package ``wdutch`` (OpenTaal), ENGLISH the file
``xkcdpass/static/eff-long`` of the package ``xkcdpass`` (large list of the EFF). Writes
``resources/passphrases/nl.txt`` and ``en.txt``; the same sources give the same lists. How each was
made, and under which licence, stands in ``resources/passphrases/README.md``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LISTS = HERE.parent.parent / "resources" / "passphrases"
DUTCH_WORDS = 2048
SHORTEST, LONGEST = 4, 8

# Signs that are written for the same sound: such words are spelled wrongly after a phone call.
_SOUNDS = (
    ("sch", "sx"), ("ch", "g"), ("x", "ch"), ("ij", "ei"), ("ou", "au"), ("c", "k"), ("y", "i"),
    ("qu", "kw"), ("th", "t"), ("ph", "f"),
)  # fmt: skip
_LAST_SOUNDS = (("d$", "t"), ("b$", "p"), ("z", "s"), ("v", "f"), ("(.)\\1", "\\1"))
_ENDINGS = (
    ("en", ""), ("en", "e"), ("s", ""), ("e", ""), ("t", ""), ("de", ""), ("te", ""), ("d", ""),
    ("je", ""), ("tje", ""), ("den", ""), ("ten", ""), ("st", ""), ("ste", ""),
)  # fmt: skip
_PREFIX = re.compile(
    "(aan|af|be|ge|her|in|na|om|ont|op|over|onder|uit|toe|voor|weg|ver|mee|bij|door)(.{3,})"
)
_HARD_TO_SPELL = re.compile(r"[qxy]|c(?!h)|sh|th|ph|ea(?!a)|(.)\1\1")
_DERIVED = re.compile("(ing|ig|heid|sel|isch|je|tie|iek|eer)$")


def main(dutch: Path, english: Path) -> None:
    """Write both lists."""
    words = dutch.read_text(encoding="utf-8").split()
    write("nl", sorted(chosen(words, left_out("nl"))))
    out = left_out("en")
    write("en", [word for word in english.read_text("ascii").split()
                 if word not in out and word.isalpha()])  # fmt: skip


def left_out(language: str) -> frozenset[str]:
    """What people took out by hand: hurtful in this work, rare, or no word on its own."""
    return frozenset((HERE / f"left_out_{language}.txt").read_text(encoding="utf-8").split())


def write(language: str, words: list[str]) -> None:
    """One word a line."""
    (LISTS / f"{language}.txt").write_text("\n".join(words) + "\n", encoding="ascii")
    print(f"{language}: {len(words)} words")


def chosen(words: Iterable[str], out: frozenset[str]) -> list[str]:
    """The commonest short words that can be told over the phone, none nearly within another."""
    known = set(words)
    plain = {word for word in known if re.fullmatch("[a-z]+", word)}
    score = parts_of_others(plain)
    alike: dict[str, set[str]] = defaultdict(set)
    for word in plain:
        if 3 <= len(word) <= LONGEST and (len(word) == 3 or score[word] >= 3):
            alike[sound(word)].add(word)
    found: list[str] = []
    for word in sorted(score, key=lambda each: (-score[each], each)):
        if word in out or not clear(word, plain) or inflected(word, known):
            continue
        if alike[sound(word)] - {word} or any(near(word, other) for other in found):
            continue
        found.append(word)
        if len(found) == DUTCH_WORDS:
            return found
    raise SystemExit(f"only {len(found)} words are left")


def parts_of_others(plain: set[str]) -> Counter[str]:
    """In how many compounds of the list a word stands: common words make many of them."""
    short = {word for word in plain if SHORTEST <= len(word) <= LONGEST}
    score: Counter[str] = Counter()
    for word in plain:
        for size in range(SHORTEST, min(LONGEST, len(word) - 4) + 1):
            if word[:size] in short and word[size:] in plain:
                score[word[:size]] += 1
            if word[-size:] in short and word[:-size] in plain:
                score[word[-size:]] += 1
    return score


def sound(word: str) -> str:
    """Roughly how it sounds: words with the same sound are mixed up."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    for written, heard in _LAST_SOUNDS:
        word = re.sub(written, heard, word)
    return word


def clear(word: str, plain: set[str]) -> bool:
    """Easy to spell, and no bare stem of a verb with a prefix (aanjaag, verkoop)."""
    prefix = _PREFIX.fullmatch(word)
    if prefix is not None and prefix[2] in plain:
        return False
    return not (_HARD_TO_SPELL.search(word) or _DERIVED.search(word))


def inflected(word: str, known: set[str]) -> bool:
    """Whether it looks like a form of another word of the list."""
    if any(stem in known for stem in stems(word)):
        return True
    return bool(re.match("(be|ge|ver|ont|her)", word)) and word.endswith(("t", "d", "en")) and (
        len(word) > 5
    )  # fmt: skip


def stems(word: str) -> Iterator[str]:
    """What the word may be a form of."""
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(put) >= 3:
            yield word[: -len(ending)] + put
    if doubled := re.fullmatch(r"(.*[aeiou])([bdfgklmnprst])\2(en|er|e)", word):
        yield doubled[1] + doubled[2]
    if long := re.fullmatch(r"(.*[^aeiou]|)([aeou])([bdfgklmnprstvz])(en|er|e)", word):
        yield long[1] + long[2] * 2 + {"v": "f", "z": "s"}.get(long[3], long[3])
    if voiced := re.fullmatch(r"(.*)(v|z)(en|er|e)", word):
        yield voiced[1] + {"v": "f", "z": "s"}[voiced[2]]


def near(one: str, other: str) -> bool:
    """Whether one is the other with one or two letters more."""
    return (one.startswith(other) or other.startswith(one)) and abs(len(one) - len(other)) <= 2


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
