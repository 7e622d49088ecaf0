"""The kinds of document that may leave, written out."""

from collections.abc import Mapping
from types import MappingProxyType

from casedesk.handover.asking import HANDOVER, SUSPECT_REPORT
from casedesk.handover.kinds.kind import DocumentKind
from casedesk.handover.sheets import handover_sheet
from casedesk.handover.suspect_report import suspect_sheet

KINDS: Mapping[str, DocumentKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            DocumentKind(
                HANDOVER, lambda resolution, frame, _read: handover_sheet(resolution, frame)
            ),
            DocumentKind(
                SUSPECT_REPORT,
                lambda goes, frame, _read: suspect_sheet(goes, frame),
                frozenset({"police", "riec"}),
            ),
        )
    }
)


def kinds_for(partner_kind: str) -> tuple[DocumentKind, ...]:
    """The documents that a partner of this kind may get, a report about a suspect aside."""
    return tuple(k for k in KINDS.values() if k.code != SUSPECT_REPORT and k.fits(partner_kind))


def kinds_for_person() -> tuple[DocumentKind, ...]:
    """The documents that a person may get about themselves."""
    return tuple(kind for kind in KINDS.values() if kind.for_the_person)
