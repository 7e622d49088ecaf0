"""Order of text that mixes writing directions: the Unicode Bidirectional Algorithm (UAX 9).

Works on one line of text without embeddings, overrides and isolates (``text.cleaned`` drops
them), so on one run of the algorithm. Packages at hand return a reordered string; drawing shaped
glyphs needs the level of each character, hence this module. A test compares it with
``python-bidi``.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional, normalize

_ANY_RTL = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NUMBER = re.compile(r"(?:\+|[€$£#] ?)?[0-9]+(?:[-./:, \xa0][0-9]+)*%?")
_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e"
    "\u2308\u2309\u230a\u230b\u2329\u232a\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u2983\u2984"
    "\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017"
    "\u3018\u3019\u301a\u301b\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSER = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSERS = frozenset(_PAIRS[1::2])
# Languages that are written from right to left, and scripts that turn any language round.
_BACKWARD_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pbt", "prs", "ps", "sd", "syr", "ug")
) | {"ur", "yi"}
_BACKWARD_SCRIPTS = frozenset(("arab", "hebr", "syrc", "thaa", "nkoo"))


def level_of(language: str) -> int:
    """Direction in which a language is written: 1 from right to left, else 0."""
    first, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4]
    if scripts:
        return int(scripts[0] in _BACKWARD_SCRIPTS)
    return int(first in _BACKWARD_LANGUAGES)


def base_level(text: str) -> int:
    """Direction of a line: 1 when its letters are right-to-left by far, else 0.

    The algorithm itself looks at the first letter only. In a Dutch document that would turn every
    sentence round that begins with an Arabic name, so the majority decides here (UAX 9, HL1).
    """
    if not _ANY_RTL.search(text):
        return 0
    kinds = [bidirectional(char) for char in text]
    backward = sum(kind in ("R", "AL") for kind in kinds)
    return int(backward > 2 * kinds.count("L"))


def levels(text: str, base: int, *, numbers_whole: bool = True) -> list[int] | None:
    """The level of each character (even runs right, odd runs left); None when all are 0.

    A number, date, time or telephone number in western digits stays as typed (UAX 9, HL3): else
    a date after an Arabic name would show its year first.
    """
    if base == 0 and not _ANY_RTL.search(text):
        return None
    kinds = [_kind(char) for char in text]
    if numbers_whole:
        for match in _NUMBER.finditer(text):
            kinds[match.start() : match.end()] = ["L"] * len(match.group())
    seen = [i for i, kind in enumerate(kinds) if kind != "BN"]
    types = [kinds[i] for i in seen]
    chars = [text[i] for i in seen]
    start = "R" if base else "L"
    _resolve_weak(types, start)
    _resolve_brackets(types, chars, [kinds[i] for i in seen], start)
    _resolve_neutral(types, start)
    found = [base] * len(text)
    for i, kind in zip(seen, types, strict=True):
        found[i] = _implicit(base, kind)
    for i, kind in enumerate(kinds):  # an invisible character goes with the one before it
        if kind == "BN" and i:
            found[i] = found[i - 1]
    end = len(text)
    while end and kinds[end - 1] in ("WS", "BN"):  # rule L1
        end -= 1
        found[end] = base
    return found


def visual_order(line: list[int]) -> list[int]:
    """Positions of the parts of a line from left to right, given their levels (rule L2)."""
    order = list(range(len(line)))
    if not line or max(line) == 0:
        return order
    lowest_odd = min((level for level in line if level % 2), default=max(line) + 1)
    for level in range(max(line), lowest_odd - 1, -1):
        i = 0
        while i < len(order):
            if line[order[i]] < level:
                i += 1
                continue
            j = i
            while j < len(order) and line[order[j]] >= level:
                j += 1
            order[i:j] = reversed(order[i:j])
            i = j
    return order


def _kind(char: str) -> str:
    kind = bidirectional(char)
    # No class: unassigned. Blocks that are kept for right-to-left scripts default to R.
    if not kind:
        return "R" if _ANY_RTL.match(char) else "L"
    return "WS" if kind in ("B", "S") else kind


def _implicit(base: int, kind: str) -> int:
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 1 if kind == "R" else 2


def _resolve_weak(types: list[str], start: str) -> None:
    """Rules W1 to W7, in place."""
    before, strong = start, start
    for i, kind in enumerate(types):
        if kind == "NSM":
            types[i] = before  # W1
        elif kind == "EN" and strong == "AL":
            types[i] = "AN"  # W2
        if types[i] in ("L", "R", "AL"):
            strong = types[i]
        before = types[i]
    _separators(types)
    strong = start
    for i, kind in enumerate(types):
        if kind == "AL":
            types[i] = "R"  # W3
        elif kind in ("ES", "CS", "ET"):
            types[i] = "ON"  # W6
        if types[i] in ("L", "R"):
            strong = types[i]
        elif types[i] == "EN" and strong == "L":
            types[i] = "L"  # W7


def _separators(types: list[str]) -> None:
    """Rules W4 and W5: signs between and beside numbers."""
    for i in range(1, len(types) - 1):
        around = types[i - 1]
        if around == types[i + 1] and (
            (types[i] == "ES" and around == "EN") or (types[i] == "CS" and around in ("EN", "AN"))
        ):
            types[i] = around
    i = 0
    while i < len(types):
        if types[i] != "ET":
            i += 1
            continue
        j = i
        while j < len(types) and types[j] == "ET":
            j += 1
        beside = (i > 0 and types[i - 1] == "EN") or (j < len(types) and types[j] == "EN")
        if beside:
            types[i:j] = ["EN"] * (j - i)
        i = j


def _direction(kind: str) -> str | None:
    """How rules N0 to N2 see a type: numbers count as right to left."""
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "AN", "EN") else None


def _resolve_brackets(types: list[str], chars: list[str], given: list[str], start: str) -> None:
    """Rule N0: a pair of brackets takes one direction."""
    for opener, closer in _bracket_pairs(types, chars):
        inside = {_direction(kind) for kind in types[opener + 1 : closer]} - {None}
        if start in inside:
            chosen = start
        elif inside:
            earlier = (_direction(types[i]) for i in range(opener - 1, -1, -1))
            chosen = next((d for d in earlier if d), start)
        else:
            continue
        for at in (opener, closer):
            types[at] = chosen
            after = at + 1
            while after < len(given) and given[after] == "NSM":
                types[after] = chosen
                after += 1


def _bracket_pairs(types: list[str], chars: list[str]) -> list[tuple[int, int]]:
    """Definition BD16, with its limit of 63 open brackets."""
    open_: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(chars):
        if types[i] != "ON":
            continue
        sign = normalize("NFC", char)
        if sign in _CLOSER:
            if len(open_) == 63:
                return []
            open_.append((_CLOSER[sign], i))
        elif sign in _CLOSERS:
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == sign:
                    pairs.append((open_[depth][1], i))
                    del open_[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(types: list[str], start: str) -> None:
    """Rules N1 and N2: what has no direction goes with its sides when they agree."""
    i = 0
    while i < len(types):
        if types[i] not in ("ON", "WS"):
            i += 1
            continue
        j = i
        while j < len(types) and types[j] in ("ON", "WS"):
            j += 1
        left = (_direction(types[i - 1]) or start) if i else start
        right = (_direction(types[j]) or start) if j < len(types) else start
        types[i:j] = [left if left == right else start] * (j - i)
        i = j
