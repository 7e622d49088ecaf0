"""How changes read: an arrow and a word, so that colour is never the only sign."""

from collections.abc import Mapping

from casedesk.desktop.case.items import Chip
from casedesk.kernel.words import N_, _
from casedesk.needs.rules import Turn

TURNS: Mapping[Turn, tuple[str, str, str]] = {
    Turn.BETTER: ("↗", N_("better"), "good"),
    Turn.WORSE: ("↘", N_("worse"), "danger"),
    Turn.SAME: ("=", N_("unchanged"), ""),
    Turn.NEW: ("•", N_("first time"), "info"),
    Turn.NOT_KNOWN: ("?", N_("cannot be compared"), ""),
}


def turn_words(turn: Turn) -> str:
    """Arrow and word."""
    arrow, words, _tone = TURNS[turn]
    return f"{arrow} {_(words)}"


def turn_chip(turn: Turn) -> Chip:
    """The same as a chip."""
    return Chip(turn_words(turn), TURNS[turn][2])
