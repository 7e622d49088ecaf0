"""What one kind of document is: who may get it, and how its pages are laid out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from casedesk.handover.asking import Author, Request
from casedesk.handover.facts import Resolution
from casedesk.handover.sheets import Frame
from casedesk.kernel.changes import Refused
from casedesk.paper.blocks import Sheet

Lay = Callable[[Resolution, Frame, Any], Sheet]
"""Lays out what goes; the last value is what the kind read beside it, or None."""

Read = Callable[[Session, Author, Request], Any]


class Form(StrEnum):
    """How a choice is answered: one of some, several of them, a day, or in words."""

    ONE = "one"
    SEVERAL = "several"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """Something that the author of a document chooses; its answer is ``Request.options[key]``.

    ``values`` are code and label of what can be chosen, the label in the author's language. The
    answer of ``SEVERAL`` is codes with a space between, of ``DAY`` a date as 2026-03-02, of
    ``WORDS`` what was typed: such words are checked for names, as the purpose is. ``label`` and
    ``help`` are shown as they are.
    """

    key: str
    label: str
    form: Form = Form.ONE
    values: tuple[tuple[str, str], ...] = ()
    default: str = ""
    required: bool = False
    help: str = ""


Choose = Callable[[Session, Author, Request], tuple[DocumentChoice, ...]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a kind makes of the resolver's answer before it is laid out.

    ``resolution`` may let fewer values go, never more: only those that the document really holds,
    so that the register tells no more than the page. ``read`` is what the layout gets,
    ``choices`` are what its author may choose besides, now that it is known what goes, and
    ``refused`` what is still in the way.
    """

    resolution: Resolution
    read: Any
    choices: tuple[DocumentChoice, ...] = ()
    refused: Refused | None = None


Settle = Callable[[Resolution, Request, Any], Settled]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the copy that is sent; the copy in the archive holds none (PDF/A-2)."""

    name: str
    description: str
    media_type: str
    content: bytes


Attach = Callable[[Resolution, Frame, Any], tuple[Attachment, ...]]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document; ``code`` is of the list ``disclosure_document``.

    ``partner_kinds`` are the kinds of partner that may get it (None: any; empty: no partner, it
    is for the person themselves). ``profile_kind`` decides in place of the profile of the partner
    (a shelter request to CoMensha differs from a registration). ``read`` gives the layout what is
    no value of the case: the text of a template, what the author chose. What is of the case comes
    through the resolver only. ``choose`` tells what the author may choose, perhaps other things
    once something is chosen; ``read`` then finds every answer in ``Request.options``. ``settle``
    may narrow what goes; texts that name somebody then simply stay, unless it ``reviews`` them as
    other documents do. ``attach`` puts what goes into files inside the document, too.
    """

    code: str
    lay: Lay
    partner_kinds: frozenset[str] | None = None
    profile_kind: str = ""
    read: Read | None = None
    choose: Choose | None = None
    settle: Settle | None = None
    attach: Attach | None = None
    reviews: bool = False

    def fits(self, partner_kind: str) -> bool:
        """Whether a partner of this kind may get it."""
        return self.partner_kinds is None or partner_kind in self.partner_kinds

    @property
    def for_the_person(self) -> bool:
        """Whether it goes to the person whom it is about."""
        return self.partner_kinds is not None and not self.partner_kinds


def answers(choices: tuple[DocumentChoice, ...], options: Mapping[str, str]) -> Mapping[str, str]:
    """What was chosen, else the default, for each choice; what cannot be chosen counts for none."""
    found = {}
    for choice in choices:
        given = options.get(choice.key, choice.default)
        codes = [code for code, _label in choice.values]
        if choice.form is Form.ONE and given not in codes:
            given = choice.default
        elif choice.form is Form.SEVERAL:
            wanted = given.split()
            given = " ".join(code for code in codes if code in wanted)
        found[choice.key] = given.strip()
    return found
