"""All texts of CaseDesk in the user's language, with or without a window.

English is the source; Dutch is the language that users see first. Declared texts (labels,
command names) are marked with :func:`N_` and translated when shown with :func:`_`.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from casedesk.kernel.resources import resource_path

LANGUAGES = ("nl", "en")
_DOMAIN = "casedesk"

_chosen = "nl"
_borrowed: ContextVar[str | None] = ContextVar("borrowed_language", default=None)


def N_(text: str) -> str:  # noqa: N802 - the name that catalogue tools look for
    """Mark a text for the catalogue without translating it yet."""
    return text


def set_language(language: str) -> None:
    """Choose the language of the program (``nl`` or ``en``), for all threads."""
    global _chosen  # noqa: PLW0603 - one language for all threads of the program
    if language not in LANGUAGES:
        raise ValueError(f"no texts in language {language!r}")
    _chosen = language


def current_language() -> str:
    """The language in which texts are shown now."""
    return _borrowed.get() or _chosen


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while, for a document in the partner's language."""
    token = _borrowed.set(language)
    try:
        yield
    finally:
        _borrowed.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    path = resource_path("translations", language, "LC_MESSAGES", f"{_DOMAIN}.mo")
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def _(text: str) -> str:
    """The text in the current language; the source text where there is no translation."""
    return _catalogue(current_language()).gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The text for a number of things, in the current language."""
    return _catalogue(current_language()).ngettext(one, many, n)
