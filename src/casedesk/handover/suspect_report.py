"""The page of a report about one suspect: who it is, and what is known, fact by fact.

Made from what the resolver lets go and from nothing else, as every document. It names no victim
and does not tell whether there are any.
"""

from collections.abc import Iterator

from casedesk.handover.chapters import OF_PERSONS, Unit, kinds_blocks, person_rows
from casedesk.handover.facts import Decision, Resolution
from casedesk.handover.sheets import (
    Frame,
    end_blocks,
    framed,
    head_block,
    purpose_blocks,
    request_blocks,
)
from casedesk.kernel.words import _
from casedesk.paper.blocks import (
    Block,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Paragraph,
    Sheet,
)

_ORDER = (
    *OF_PERSONS,
    *("suspect_details", "suspect_fact", "person_organisation", "person_place"),
    *("person_relation", "criminal_event"),
)
"""Kinds in the order in which they read; the others follow by name."""


def suspect_sheet(resolution: Resolution, frame: Frame) -> Sheet:
    """The whole report, in the current language."""
    blocks: list[Block] = [
        Heading(_("Report about a suspect"), 1),
        head_block(resolution, frame),
        *purpose_blocks(resolution, frame),
        Notice(
            _("Read this first"),
            (
                _("This is information, not proof. Nobody has been found guilty by it."),
                _("Source and content are judged apart: A1 is sure, X4 cannot be judged."),
            ),
            "warning",
        ),
        *_who(resolution),
        *_known(resolution),
        *request_blocks(frame),
        _left_out(),
        *end_blocks(resolution),
    ]
    return framed(resolution, frame, _("Report {number}"), blocks)


def _units(resolution: Resolution) -> list[Unit]:
    found: dict[tuple[str, int], list[Decision]] = {}
    for decision in resolution.going():
        fact = decision.fact
        found.setdefault((fact.kind, fact.record_id), []).append(decision)
    made = [
        Unit(kind, record_id, decisions[0].fact.about, tuple(decisions))
        for (kind, record_id), decisions in found.items()
    ]
    return sorted(made, key=lambda unit: (_place(unit.kind), unit.kind, unit.record_id))


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _who(resolution: Resolution) -> Iterator[Block]:
    rows = tuple(
        row for unit in _units(resolution) if unit.kind in OF_PERSONS for row in person_rows(unit)
    )
    if rows:
        yield KeepTogether((Heading(_("Who it is"), 2), KeyValues(rows)))


def _known(resolution: Resolution) -> Iterator[Block]:
    units = [unit for unit in _units(resolution) if unit.kind not in OF_PERSONS]
    if units:
        yield Heading(_("What is known"), 2)
        yield from kinds_blocks(resolution, units)


def _left_out() -> Block:
    never = _(
        "This report holds nothing about victims, reporters or others, and does not tell whether "
        "there are any. Ask the sender before you act on it."
    )
    return KeepTogether((Heading(_("What was left out and why"), 2), Paragraph(never, "small")))
