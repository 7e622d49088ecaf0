"""Words by which a text could give somebody or some place away, and looking for them.

The search errs towards finding: whole names and each word of them, without regard to case,
accents or script. Prefixes and very short words are left out, for every text holds those.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from casedesk.kernel.names import PREFIXES, fold

SHORTEST = 3
"""Shorter words are too common to look for, but in scripts that write words without spaces."""

_PREFIX_WORDS = frozenset(word for prefix in PREFIXES for word in prefix.split())
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-໿က-႟ក-៿]")
"""Japanese, Chinese, Thai, Lao, Burmese and Khmer: a name stands there without a space around."""


def name_words(name: str) -> Iterator[str]:
    """A name as a whole, and each word of it that is no prefix."""
    yield name
    for word in re.split(r"[\s,;/()\"]+", name):
        plain = word.strip(".-'’")
        if len(plain) >= SHORTEST and fold(plain) not in _PREFIX_WORDS:
            yield plain


def address_words(address: str) -> Iterator[str]:
    """An address as a whole, and each part of it that has a number: a town alone is no secret."""
    yield address
    for part in re.split(r"[,;\n]+", address):
        if re.search(r"\d", part):
            yield part.strip()
    yield from re.findall(r"\b\d{4} ?[A-Za-z]{2}\b", address)


def place_words(name: str) -> Iterator[str]:
    """A name as a whole, and without the words that say what it is: Opvang De Haven, De Haven."""
    words = name.split()
    yield name
    for start in range(1, len(words) - 1):
        yield " ".join(words[start:])


def list_words(listed: str) -> Iterator[str]:
    """Things listed in one line, such as number plates or firms."""
    yield listed
    yield from (part.strip() for part in re.split(r"[,;\n]+", listed))


class Spellings:
    """A set of words to look for."""

    def __init__(self, words: Iterable[str], without: Iterable[str] = ()) -> None:
        fine = {fold(word) for word in without}
        spaced: set[str] = set()
        self._unspaced: set[str] = set()
        for word in words:
            plain = fold(word)
            if not plain or plain in fine:
                continue
            if _UNSPACED.search(word):
                self._unspaced.add(_same_forms(word))
            if len(plain) >= SHORTEST:
                spaced.add(plain)
        longest_first = sorted(spaced, key=len, reverse=True)
        parts = (re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if spaced else None

    def found_in(self, text: str) -> bool:
        """Whether the text holds one of the words."""
        if self._pattern is not None and self._pattern.search(fold(text)):
            return True
        plain = _same_forms(text)
        return any(word in plain for word in self._unspaced)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words stand; the whole text where that cannot be told."""
        found = []
        if self._pattern is not None:
            folded, at = _aligned(text, fold)
            found += [_span(match, at) for match in self._pattern.finditer(folded)]
        if self._unspaced:
            plain, at = _aligned(text, _same_forms)
            for word in self._unspaced:
                found += [_span(match, at) for match in re.finditer(re.escape(word), plain)]
        if not found and self.found_in(text):
            return ((0, len(text)),)
        return tuple(sorted(found))


def _span(match: re.Match[str], at: list[int]) -> tuple[int, int]:
    return at[match.start()], at[match.end() - 1] + 1


def put_in_place(text: str, called: Iterable[tuple[Spellings, str]]) -> str:
    """The text with a label in the place of each word that has one, once per name."""
    found = sorted(
        (start, -end, label)
        for words, label in called
        if words.found_in(text)
        for start, end in words.spans(text)
    )
    parts: list[str] = []
    done, last = 0, ""
    for start, minus_end, label in found:
        if start < done:
            continue
        between = text[done:start]
        if label != last or not _joins(between):
            parts += (between, label)
        done, last = -minus_end, label
    return "".join((*parts, text[done:]))


def _joins(between: str) -> bool:
    """Whether two words with this between them are one name: Jan van der Poel."""
    return bool(between) and all(fold(word) in _PREFIX_WORDS for word in between.split())


def _aligned(text: str, form: Callable[[str], str]) -> tuple[str, list[int]]:
    """The text in a form for comparing, and from which sign each of its signs comes."""
    parts, at = [], []
    for place, sign in enumerate(text):
        part = " " if sign.isspace() else form(sign)
        parts.append(part)
        at += [place] * len(part)
    return "".join(parts), at


def _same_forms(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
