"""What one kind of document is: who may get it, and how its pages are laid out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from casedesk.handover.asking import Author, Request
from casedesk.handover.facts import Resolution
from casedesk.handover.sheets import Frame
from casedesk.paper.blocks import Sheet

Lay = Callable[[Resolution, Frame, Any], Sheet]
"""Lays out what goes; the last value is what the kind read beside it, or None."""

Read = Callable[[Session, Author, Request], Any]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document; ``code`` is of the list ``disclosure_document``.

    ``partner_kinds`` are the kinds of partner that may get it (None: any; empty: no partner, it
    is for the person themselves). ``profile_kind`` decides in place of the profile of the partner
    (a shelter request to CoMensha differs from a registration). ``read`` gives the layout what is
    no value of the case: the text of a template, what the author chose. What is of the case comes
    through the resolver only.
    """

    code: str
    lay: Lay
    partner_kinds: frozenset[str] | None = None
    profile_kind: str = ""
    read: Read | None = None

    def fits(self, partner_kind: str) -> bool:
        """Whether a partner of this kind may get it."""
        return self.partner_kinds is None or partner_kind in self.partner_kinds
