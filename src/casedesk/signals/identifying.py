"""What in a text about advice may tell who it is about; it warns, and never blocks.

A BSN is refused by the field itself (``rules.no_citizen_number``). The rest cannot be known for
certain: a name can be that of an office. So the words are told, and the author decides.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.people.model import Person, PersonName

_SMALL = "van|de|der|den|het|te|ten|ter|von|el|al|bin|ben|di|da|du|la"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_NAME = re.compile(rf"\b{_CAPITAL}(?:\s+(?:{_SMALL}))*(?:\s+{_CAPITAL})+")
_WORD = re.compile(rf"\b{_CAPITAL}")
_NUMBER = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){6,}(?!\d)")
_DATE = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d{2})\b")
_CHILDHOOD = 2
"""A date of fewer years ago is no date of birth that anybody needs to be warned of."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What was seen. ``names`` are as they were typed."""

    names: tuple[str, ...] = ()
    phone: bool = False
    number: bool = False
    birth: bool = False
    known: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.phone or self.number or self.birth or self.known)

    @property
    def sentence(self) -> str:
        """One warning that says what was seen and what to do; empty when nothing was."""
        seen = []
        if self.names:
            seen.append(_("a name ({names})").format(names=", ".join(self.names[:3])))
        elif self.known:
            seen.append(_("the name of a person who is known here"))
        if self.phone:
            seen.append(_("a phone number"))
        if self.number:
            seen.append(_("a long number"))
        if self.birth:
            seen.append(_("a date of birth"))
        if not seen:
            return ""
        what = ", ".join(seen)
        return _("This looks like {what}. Leave out who it is about.").format(what=what)


def telling(text: str, today: date, harmless: Collection[str] = ()) -> Telling:
    """What a text may give away; ``harmless`` are folded names of places and offices."""
    phone = _has_phone(text)
    return Telling(
        names=tuple(n for n in _names(text) if not _is_harmless(n, harmless)),
        phone=phone,
        number=not phone and bool(_NUMBER.search(_DATE.sub(" ", text))),
        birth=any(_is_birth(found, today) for found in _DATE.finditer(text)),
    )


def known_names(session: Session, text: str) -> bool:
    """Whether a word is the name of a person whom this reader may see; never which one."""
    words = {word for word in _WORD.findall(text) if len(word) > 2}
    if not words:
        return False
    person = select(Person.id).where(
        or_(Person.family_name.in_(words), Person.given_names.in_(words))
    )
    other = select(PersonName.id).where(PersonName.name.in_(words))
    return any(session.scalars(query.limit(1)).first() is not None for query in (person, other))


def _names(text: str) -> list[str]:
    return [" ".join(found.group().split()) for found in _NAME.finditer(text)]


def _is_harmless(name: str, harmless: Collection[str]) -> bool:
    """All of it, or all but a first word that only begins a sentence, is a place or an office."""
    folded = fold(name)
    return any(folded == known or folded.endswith(f" {known}") for known in harmless)


def _has_phone(text: str) -> bool:
    # Takes some 40 ms to import, and most sittings need no phone number.
    import phonenumbers

    return phonenumbers.PhoneNumberMatcher(text, "NL").has_next()


def _is_birth(found: re.Match[str], today: date) -> bool:
    day, month, year = (int(part) for part in found.groups())
    try:
        on = date(year, month, day)
    except ValueError:
        return False
    return on.year <= today.year - _CHILDHOOD
