"""Passphrases made of common words, to be told over the phone.

The lists are data under ``resources/passphrases``; its README says where they come from and what
a passphrase is worth. A passphrase stands nowhere but on the screen, on a slip of paper and in
memory: never in the store, the trail or beside the file that it opens.
"""

import math
import secrets
from functools import cache

from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import current_language

BITS = 77
"""What a passphrase is worth at the least, in bits: six words of the EFF's large list, rounded
down. At a million million guesses a second, half of all takes over two thousand years."""

BETWEEN = "-"
"""Stands between the words: also where a line of the slip ends, nobody has to guess."""

_LANGUAGES = ("nl", "en")


@cache
def word_list(language: str) -> tuple[str, ...]:
    """The words of a language; of English for one that has no list."""
    known = language if language in _LANGUAGES else "en"
    return tuple(resource_path("passphrases", f"{known}.txt").read_text("ascii").split())


def words_needed(language: str) -> int:
    """How many words of this list make a passphrase."""
    return math.ceil(BITS / math.log2(len(word_list(language))))


def worth(language: str) -> float:
    """What a passphrase of this language is worth, in bits."""
    return words_needed(language) * math.log2(len(word_list(language)))


def new_passphrase(language: str = "") -> str:
    """A passphrase in the language of its reader, else in that of this window."""
    spoken = language or current_language()
    words = word_list(spoken)
    return BETWEEN.join(secrets.choice(words) for _word in range(words_needed(spoken)))


def words_of(passphrase: str) -> tuple[str, ...]:
    """The words of a passphrase, in order."""
    return tuple(passphrase.split(BETWEEN))
