"""What a person's passphrase must be: long, not a common one, no other rules.

Length and the refusal of common passphrases: NIST SP 800-63B-4; no forced mix of signs, no
expiry. Any character may be used and pasting is fine.
"""

import re
from functools import cache
from itertools import pairwise

from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import N_, _
from casedesk.store.kdf import normal

LEAST = 15
MOST = 1024

TOO_SHORT = N_("Use at least {least} characters. A short sentence works well.")
TOO_LONG = N_("Use at most {most} characters.")
TOO_COMMON = N_("This passphrase is easy to guess. Use a few words that do not belong together.")

_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
)


@cache
def _common() -> frozenset[str]:
    lines = resource_path("passphrases", "common.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def objection(passphrase: str, *, login: str = "", least: int = LEAST) -> str | None:
    """Why this passphrase will not do, as a sentence; None if it will."""
    text = normal(passphrase)
    if len(text) < least:
        return _(TOO_SHORT).format(least=least)
    if len(text) > MOST:
        return _(TOO_LONG).format(most=MOST)
    if least >= LEAST and _guessable(text, login):
        return _(TOO_COMMON)
    return None


def _guessable(text: str, login: str) -> bool:
    plain = text.casefold()
    if len(set(plain)) < 5 or _repeats(plain) or _walks(plain):
        return True
    own = {part for part in re.split(r"\W+", login.casefold()) if len(part) > 1}
    known = _common() | own | {_letters(login.casefold())}
    return any(_only_known(_letters(form), known) for form in (plain, plain.translate(_SWAPS)))


# The swaps that everybody knows.
_SWAPS = str.maketrans("@430$1!5", "aaeosiis")


def _letters(plain: str) -> str:
    return re.sub(r"[\W\d_]+", "", plain)


def _repeats(plain: str) -> bool:
    return re.fullmatch(r"(.{1,12}?)\1+.{0,3}", plain) is not None


def _walks(plain: str) -> bool:
    """Whether at most a few steps leave the keyboard's rows or the alphabet."""
    steps = {pair for row in _ROWS for pair in pairwise(row)}
    steps |= {(b, a) for a, b in steps}
    stray = sum(pair not in steps for pair in pairwise(plain))
    return stray <= len(plain) // 5


def _only_known(letters: str, known: frozenset[str] | set[str]) -> bool:
    """Whether the letters are nothing but at most three well-known words in a row."""
    reach = {0: 0}
    for end in range(1, len(letters) + 1):
        words = [
            reach[start] + 1
            for start in range(end)
            if start in reach and letters[start:end] in known
        ]
        if words:
            reach[end] = min(words)
    return reach.get(len(letters), 99) <= 3
