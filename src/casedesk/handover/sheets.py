"""The pages of a handover, built from what goes and from nothing else.

What stays leaves no trace: two cases that differ only in what stays give the same pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.handover.chapters import Chapter, chapter_blocks, kinds_blocks, units
from casedesk.handover.facts import Resolution
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Level, Topic
from casedesk.kernel.words import N_, _, current_language
from casedesk.paper.blocks import (
    Block,
    Bullets,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Paragraph,
    Picture,
    ReceiptLine,
    Sheet,
    Signature,
)
from casedesk.store.declare import fields_of, record_class

LEVEL_NAMES: Mapping[Level, str] = {
    Level.PSEUDONYM: N_("Pseudonym: no names"),
    Level.NAME: N_("Name and date of birth"),
    Level.FULL: N_("Full identity"),
}

TOPIC_NAMES: Mapping[Topic, str] = {
    Topic.CASE: N_("course of the case"),
    Topic.IDENTITY: N_("identity"),
    Topic.CONTACT: N_("addresses and numbers"),
    Topic.SAFE_CONTACT: N_("safe contact"),
    Topic.SAFETY: N_("safety"),
    Topic.NEEDS: N_("needs"),
    Topic.PLAN: N_("plan"),
    Topic.HEALTH: N_("health"),
    Topic.RESIDENCE: N_("right of residence"),
    Topic.CRIMINAL: N_("criminal law"),
    Topic.EXPLOITATION: N_("exploitation"),
    Topic.PARTNERS: N_("other partners"),
    Topic.REFERRAL: N_("referral"),
    Topic.DATES: N_("dates"),
    Topic.NARRATIVE: N_("account of what happened"),
    Topic.FILE_NOTES: N_("notes and contact moments"),
    Topic.MELDCODE: N_("steps of the reporting code"),
    Topic.DOCUMENTS: N_("documents"),
    Topic.CHILDREN: N_("children"),
    Topic.WORK_MONEY: N_("work and money"),
    Topic.HOUSING: N_("housing"),
    Topic.SIGNAL: N_("signals"),
    Topic.LOCATIONS: N_("locations and inspections"),
}
"""What may be told to be left out, as it is for everybody of a kind; the rest is never told."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the values: sender, day, what is asked. All texts as shown.

    ``texts`` says that free texts were looked at and go, ``chosen`` that the author left out
    what might have gone. ``number`` is the print number. ``header`` stands below the title,
    ``expiry`` at the end, ``logo`` (PNG) before all.
    """

    sender: str
    organisation: str
    day: date
    classification: str
    ground: str
    informed: str
    request: str
    answer_by: date | None
    version: int
    demo: bool
    texts: bool
    chosen: bool
    number: str = ""
    header: str = ""
    expiry: str = ""
    logo: bytes = b""


def handover_sheet(resolution: Resolution, frame: Frame) -> Sheet:
    """The whole handover, in the current language."""
    blocks: list[Block] = [
        Heading(_("Handover"), 1),
        head_block(resolution, frame),
        *purpose_blocks(resolution, frame),
        *chapter_blocks(resolution, Chapter.PERSONS),
        *_safety(resolution),
    ]
    for chapter in Chapter:
        if chapter not in (Chapter.PERSONS, Chapter.SAFETY):
            blocks += chapter_blocks(resolution, chapter)
    blocks += [
        *_unknown(resolution),
        *request_blocks(frame),
        *left_out_blocks(resolution, frame),
        *end_blocks(resolution),
    ]
    return framed(resolution, frame, _("Handover {number}"), blocks)


def framed(resolution: Resolution, frame: Frame, title: str, blocks: Sequence[Block]) -> Sheet:
    """Blocks with the lines that stand on each page of a document that leaves."""
    return Sheet(
        title=title.format(number=resolution.number),
        language="en" if current_language() == "en" else "nl",
        running_head=_("{classification} · case {number} · version {version}").format(
            classification=frame.classification, number=resolution.number, version=frame.version
        ),
        running_foot=_("For {partner} · {day} · page {{page}} of {{pages}}").format(
            partner=_plain(resolution.recipient.name), day=show_date(frame.day)
        ),
        watermark="DEMO" if frame.demo else None,
        blocks=tuple(_dressed(frame, blocks)),
    )


def _dressed(frame: Frame, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with what the profile of the partner puts around them."""
    if frame.logo:
        yield Picture(frame.logo, frame.organisation or _("Logo"), _LOGO_HEIGHT)
    yield from blocks[:1]
    if frame.header:
        yield Paragraph(frame.header, "small")
    yield from blocks[1:]
    if frame.expiry:
        yield Paragraph(frame.expiry)


_LOGO_HEIGHT = 40.0
"""In points: as high as three lines."""


def _plain(text: str) -> str:
    """Braces of data are no placeholders of a foot line."""
    return text.replace("{", "(").replace("}", ")")


def head_block(resolution: Resolution, frame: Frame) -> Block:
    """From whom, to whom, when, about which case."""
    day = show_date(frame.day)
    if frame.answer_by:
        by = show_date(frame.answer_by)
        day = _("{day}, answer needed by {by}").format(day=day, by=by)
    return KeyValues(
        (
            (_("From"), ", ".join(filter(None, (frame.sender, frame.organisation)))),
            (_("To"), resolution.recipient.name),
            (_("Date"), day),
            (_("Case"), f"{resolution.number} · {frame.classification}"),
        )
    )


def purpose_blocks(resolution: Resolution, frame: Frame) -> list[Block]:
    """Why, on which ground, and about whom."""
    ground = ": ".join(filter(None, (frame.ground, resolution.purpose.ground_reason)))
    rows = [(_("Purpose"), resolution.purpose.text), (_("Legal ground"), ground)]
    if frame.informed:
        rows.append((_("Person informed"), frame.informed))
    names = ", ".join(subject.label(resolution.level) for subject in resolution.subjects)
    if names:
        level = _(LEVEL_NAMES[resolution.level])
        rows.append((_("Concerns"), f"{names} ({level[0].lower()}{level[1:]})"))
    else:
        rows.append((_("Concerns"), _("no persons")))
    return [Heading(_("Purpose and legal ground"), 2), KeyValues(tuple(rows))]


def _safety(resolution: Resolution) -> Iterator[Block]:
    """The warnings, and the assessments behind them; they stand out even when there are none."""
    found = units(resolution, Chapter.SAFETY)
    if not found and not resolution.subjects:
        return
    cards = [unit for unit in found if unit.kind in _CARDS]
    rest = [unit for unit in found if unit.kind not in _CARDS]
    yield Heading(_(Chapter.SAFETY.value), 2)
    for unit in cards:
        whom = resolution.label(unit.about)
        title = _("Safe contact: {name}").format(name=whom) if whom else _("Danger")
        lines = (f"{_(d.fact.field.label)}: {d.text}" for d in unit.decisions)
        yield Notice(title, tuple(lines), "warning")
    if not cards and not rest:
        none = _("This document gives nothing about safety. Ask before you make contact.")
        yield Notice(_("Before you make contact"), (none,), "warning")
    yield from kinds_blocks(resolution, rest)


_CARDS = ("case_file", "victim_details")


def request_blocks(frame: Frame) -> list[Block]:
    """What is asked of the reader, if anything."""
    rows = []
    if frame.request:
        rows.append((_("We ask you"), frame.request))
    if frame.answer_by:
        rows.append((_("Answer needed by"), show_date(frame.answer_by)))
    if not rows:
        return []
    return [KeepTogether((Heading(_("What we ask"), 2), KeyValues(tuple(rows))))]


def _unknown(resolution: Resolution) -> list[Block]:
    """What the partner asks and does not get, per person; a blank would raise a question.

    It does not tell whether a value is not known or not shared, so it gives nothing away.
    """
    asked = [
        declared
        for key in resolution.recipient.profile.asked
        if (declared := asked_field(key)).level <= resolution.level
    ]
    given = {(d.fact.field.key, d.fact.about) for d in resolution.going()}
    rows = []
    for subject in resolution.subjects:
        missing = [f for f in asked if (f.key, subject.person_id) not in given]
        if missing:
            labels = ", ".join(_(declared.label) for declared in missing)
            rows.append((subject.label(resolution.level), labels))
    if not rows:
        return []
    title = Heading(_("Unknown, or not shared"), 2)
    return [KeepTogether((title, KeyValues(tuple(rows))))]


def asked_field(key: str) -> Field:
    """The declared field of a key such as "person.birth"."""
    declared = fields_of(record_class(key.partition(".")[0])).values()
    return next(each for each in declared if each.key == key)


def left_out_blocks(resolution: Resolution, frame: Frame) -> list[Block]:
    """What was left out and why, without telling whether there was any of it."""
    profile = resolution.recipient.profile
    items = []
    topics = [_(name) for topic, name in TOPIC_NAMES.items() if topic not in profile.topics]
    if topics and not profile.discreet:
        items.append(_("Not for this kind of partner: {topics}.").format(topics=", ".join(topics)))
    if resolution.level < Level.NAME:
        items.append(_("Names and dates of birth: not needed for the purpose."))
    elif resolution.level < Level.FULL:
        items.append(_("Numbers, addresses and other names: not needed for the purpose."))
    if not frame.texts:
        items.append(_("Texts in the sender's own words."))
    if frame.chosen:
        items.append(_("What the sender chose to leave out. Ask if you miss something."))
    never = _(
        "A handover never holds data about suspects, reporters, shelter addresses or persons "
        "outside its purpose. So this says nothing about whether there are any."
    )
    if profile.discreet:
        never = _("Whatever the purpose does not need is left out.")
    return [
        KeepTogether(
            (
                Heading(_("What was left out and why"), 2),
                *([Bullets(tuple(items))] if items else []),
                Paragraph(never, "small"),
            )
        )
    ]


def end_blocks(resolution: Resolution) -> list[Block]:
    """What to do with the data afterwards, and the receipt."""
    after = resolution.recipient.profile.after_use.in_language(current_language())
    return [
        KeepTogether(
            (
                Heading(_("Receipt"), 2),
                Paragraph(after),
                ReceiptLine(_("Received on")),
                Signature((_("Name"), _("Signature"))),
            )
        )
    ]
