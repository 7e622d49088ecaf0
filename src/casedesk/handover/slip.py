"""The slip: how somebody gets to know the passphrase of a document, by another road than the file.

It holds the print number and the passphrase, and nothing of the case: who finds it knows that
something was given to a partner, and not what. It is made in the language of the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from casedesk.handover.asking import Author
from casedesk.handover.making import Made
from casedesk.handover.model import Disclosure
from casedesk.handover.passphrases import words_of
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _, speaking
from casedesk.paper.blocks import (
    Bullets,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Paragraph,
    Sheet,
    Table,
)
from casedesk.store.journal import Act
from casedesk.store.store import Store


class Road(StrEnum):
    """How the passphrase goes."""

    PHONE = "phone"
    TEXT_MESSAGE = "text_message"
    LETTER = "letter"
    IN_PERSON = "in_person"


ROAD_WORDS: Mapping[Road, str] = MappingProxyType(
    {
        Road.PHONE: N_("By phone"),
        Road.TEXT_MESSAGE: N_("By text message"),
        Road.LETTER: N_("By letter"),
        Road.IN_PERSON: N_("In person"),
    }
)
_SAME = MappingProxyType(
    {
        Road.PHONE: frozenset({"oral"}),
        Road.LETTER: frozenset({"registered_post", "carrier"}),
        Road.IN_PERSON: frozenset({"in_person", "carrier"}),
    }
)
"""Roads and channels (``disclosure_channel``) on which one thief gets both."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on it. ``organisation`` is empty where its name tells what the case is about."""

    number: str
    partner: str
    sender: str
    organisation: str
    day: date
    passphrase: str = field(repr=False)
    language: Literal["nl", "en"] = "nl"
    signed_by: str = ""
    demo: bool = False


def slip_of(author: Author, made: Made) -> Slip:
    """The slip of a document that was just made."""
    recipient = made.prepared.resolution.recipient
    return Slip(
        made.number,
        recipient.name,
        author.store.actor.name,
        "" if recipient.profile.discreet else author.office,
        author.reader.clock.today(),
        made.passphrase,
        made.prepared.sheet.language,
        made.signed_by,
        author.demo,
    )


def same_road(road: Road, channel: str) -> bool:
    """Whether file and passphrase would go together: who gets one then gets both."""
    return channel in _SAME.get(road, frozenset())


def note_slip(store: Store, made: Made, road: Road, act: Act) -> None:
    """Leave the line that the passphrase was copied or printed to be passed on. Not what it is."""
    request = made.prepared.request
    store.note(
        act, N_("Passphrase of a handover passed on"), kind=Disclosure.record.name,
        record_id=made.disclosure_id, case_id=request.case_id, why=_(ROAD_WORDS[road]),
        restricted=request.suspect_id is not None,
    )  # fmt: skip


def words_for(slip: Slip, road: Road) -> str:
    """The text that is ready to be said or sent, in the language of the document."""
    with speaking(slip.language):
        make = {
            Road.PHONE: _said,
            Road.TEXT_MESSAGE: _message,
            Road.LETTER: _letter,
            Road.IN_PERSON: _handed,
        }
        return make[road](slip)


def slip_sheet(slip: Slip) -> Sheet:
    """The slip as a page to print, for an envelope of its own or to hand over."""
    with speaking(slip.language):
        rows = tuple((str(n), word) for n, word in enumerate(words_of(slip.passphrase), start=1))
        facts = (
            (_("Print number"), slip.number),
            (_("For"), slip.partner),
            (_("From"), _sender(slip)),
            (_("Date"), show_date(slip.day)),
        )
        warning = Notice(
            _("Keep this apart"),
            (
                _("Who has this sheet and the document can read all of it."),
                _("Never send them together, and never by the same road."),
            ),
            "warning",
        )
        blocks = (
            Heading(_("Passphrase of a document"), 1),
            KeyValues(facts),
            warning,
            KeepTogether(
                (
                    Heading(_("The words"), 2),
                    Table((_("No."), _("Word")), rows, (1.0, 7.0)),
                    Paragraph(_("Type it like this:")),
                    Paragraph(slip.passphrase, "lead"),
                )
            ),
            Heading(_("How it works"), 2),
            Bullets(_steps(slip)),
        )
        return Sheet(
            title=_("Passphrase for {number}").format(number=slip.number),
            language=slip.language,
            running_head=_("Confidential"),
            running_foot=_("no. {number} · page {{page}} of {{pages}}").format(number=slip.number),
            watermark="DEMO" if slip.demo else None,
            blocks=blocks,
        )


def _steps(slip: Slip) -> tuple[str, ...]:
    steps = [
        _("You get the document by another road. It has the same number in its name."),
        _("Open it and type the words in this order, in small letters."),
        _("Put a hyphen between the words and no spaces."),
        _("Destroy this sheet once you have opened the document."),
    ]
    if slip.signed_by:
        signed = _("The document carries a digital signature of {name}. Your reader shows it.")
        steps.append(signed.format(name=slip.signed_by))
    return tuple(steps)


def _said(slip: Slip) -> str:
    words = "\n".join(f"{n}. {word}" for n, word in enumerate(words_of(slip.passphrase), start=1))
    return _(
        "Call {partner} and ask for the person who expects the document. "
        "Do not name the person or the case.\n"
        "Say: “You get a document from us with number {number}. "
        "It opens with these words. Please write them down and say them back.”\n"
        "{words}\n"
        "Say: “Small letters, a hyphen between the words, no spaces. "
        "Destroy your note once the document is open.”"
    ).format(partner=slip.partner, number=slip.number, words=words)


def _message(slip: Slip) -> str:
    return _(
        "Document {number} opens with: {passphrase}\n"
        "Small letters, hyphens between the words. Delete this once the document is open."
    ).format(number=slip.number, passphrase=slip.passphrase)


def _letter(slip: Slip) -> str:
    return _(
        "To {partner}\n\n"
        "You get a document from us by another road. It has number {number} in its name.\n"
        "It opens with these words:\n\n"
        "{passphrase}\n\n"
        "Type them in small letters, with a hyphen between the words and no spaces. "
        "Destroy this letter once you have opened the document.\n\n"
        "{sender}"
    ).format(
        partner=slip.partner, number=slip.number, passphrase=slip.passphrase, sender=_sender(slip)
    )


def _handed(slip: Slip) -> str:
    return _(
        "Print the slip and hand it over to {partner}, not together with the file.\n"
        "Say: “This opens document {number}. Destroy it once the document is open.”"
    ).format(partner=slip.partner, number=slip.number)


def _sender(slip: Slip) -> str:
    return ", ".join(filter(None, (slip.sender, slip.organisation)))
