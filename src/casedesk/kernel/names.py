"""Names of people as the Dutch write, sort and look for them, in whatever script they are.

The name prefix (tussenvoegsel) stands apart: Van der Poel sorts under P, reads "J. van der Poel"
after a given name and "Van der Poel" without one. Folded texts and skeletons are derived for
finding; what is shown is always the name as it was typed.
"""

import re
import unicodedata
from functools import lru_cache

PREFIXES = (
    *("van", "van de", "van den", "van der", "van het", "van 't", "van ter", "van ten", "von"),
    *("de", "den", "der", "het", "'t", "'s", "te", "ten", "ter", "tot", "op de", "op den"),
    *("op 't", "in de", "in den", "in het", "in 't", "aan de", "aan den", "aan het", "aan 't"),
    *("uit de", "uit den", "bij de", "bij 't", "onder de", "over de", "voor de", "voor den"),
    *("d'", "da", "das", "de la", "de las", "de los", "del", "della", "di", "do", "dos", "du"),
    *("la", "le", "les", "el", "al", "el-", "al-", "ben", "bin", "bint", "ibn", "abu", "zu"),
    *("v.d.", "v.", "v/d", "vd"),
)
"""Prefixes as they are recognised in a name typed in one go; any other may be typed apart."""

_PREFIX_WORDS = frozenset(word for prefix in PREFIXES for word in prefix.split())
_JOINED = ("'", "’", "-")

# Left out of a skeleton: they are written, dropped and attached at will.
_PARTICLES = frozenset(
    (
        *("van", "von", "de", "den", "der", "het", "t", "s", "te", "ten", "ter", "v", "d", "vd"),
        *("al", "el", "ul", "bin", "ben", "ibn", "bint", "abu", "oglu"),
    )
)

# One spelling for sounds that transcriptions write in several ways; longest first.
_SOUNDS = (
    ("tsch", "sh"),
    ("sch", "sh"),
    ("tch", "sh"),
    ("dzh", "j"),
    ("ch", "sh"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "j"),
    ("dj", "j"),
    ("ij", "i"),
    ("ou", "u"),
    ("oe", "u"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
)


def display_name(given: str | None, prefix: str | None, family: str | None) -> str:
    """The name in reading order: "J. van den Berg", and "Van den Berg" without a given name.

    One-word names and names without a prefix are fine; with no name at all it is empty.
    """
    given, prefix, family = _tidy(given), _tidy(prefix), _tidy(family)
    if prefix and not given:
        prefix = prefix[0].upper() + prefix[1:]
    surname = _with_prefix(prefix, family)
    return " ".join(part for part in (given, surname) if part)


def list_name(given: str | None, prefix: str | None, family: str | None) -> str:
    """The name as a sorted list shows it: "Berg, Jan van den"."""
    given, prefix, family = _tidy(given), _tidy(prefix), _tidy(family)
    if not family:
        return display_name(given, prefix, family)
    behind = " ".join(part for part in (given, prefix) if part)
    return f"{family}, {behind}" if behind else family


def sort_key(given: str | None, prefix: str | None, family: str | None) -> str:
    """A text that sorts names as the Dutch do: by the core word, then given name, then prefix.

    Case, diacritics and script make no difference; without a family name the given name counts.
    """
    parts = (fold(family or ""), fold(given or ""), fold(prefix or ""))
    if not parts[0]:
        parts = (parts[1], "", parts[2])
    return "\x1f".join(parts)


def split_name(text: str) -> tuple[str, str, str]:
    """Given names, prefix and family name of a name typed in one go.

    Understands "Jan van der Berg", "Berg, Jan van der" and "Berg, van der, Jan". One word is a
    family name. A family name of several words must be typed with a comma.
    """
    if "," in text:
        family, _comma, behind = text.partition(",")
        words = behind.replace(",", " ").split()
        given = [word for word in words if not _is_prefix(word)]
        prefix = [word for word in words if _is_prefix(word)]
        return " ".join(given), " ".join(prefix), _tidy(family)
    words = text.split()
    if not words:
        return "", "", ""
    starts = [place for place, word in enumerate(words[:-1]) if _is_prefix(word)]
    if not starts:
        return " ".join(words[:-1]), "", words[-1]
    first = starts[0]
    after = next(p for p in range(first, len(words)) if p not in starts)
    return " ".join(words[:first]), " ".join(words[first:after]), " ".join(words[after:])


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A text for finding: compatible forms, lower case, Latin letters without diacritics."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        # Loaded here because most texts need no transcription and start-up counts.
        from anyascii import anyascii

        plain = anyascii(plain).casefold()
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """A name by its sound, roughly: two spellings of one name have like skeletons.

    Compare with ``rapidfuzz.fuzz.token_sort_ratio``; above 80 is worth showing, never proof
    (feasibility.md 5 has the measured pairs).
    """
    # The Arabic article is written onto its word, where a transcription would hide it.
    plain = fold(re.sub(r"(?<!\w)ال(?=\w\w)", "", text))
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _PARTICLES]
    return " ".join(_sound(word) for word in words)


def consonants(text: str) -> str:
    """The skeleton without vowels, for scripts that do not write them (Arabic, Hebrew)."""
    words = (re.sub(r"(?<=.)[aeiou]|^[aeiou](?=.)", "", word) for word in skeleton(text).split())
    return " ".join(words)


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


def _with_prefix(prefix: str, family: str) -> str:
    if not prefix or not family:
        return prefix or family
    return f"{prefix}{family}" if prefix.endswith(_JOINED) else f"{prefix} {family}"


def _is_prefix(word: str) -> bool:
    return word.casefold().replace("’", "'") in _PREFIX_WORDS


def _sound(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word)
