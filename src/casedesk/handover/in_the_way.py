"""What is in the way of making a document: something not said, a name that must stay, nobody."""

from casedesk.handover.asking import Request
from casedesk.handover.covering import ground_in_the_way
from casedesk.handover.facts import Overrides, Resolution, Snapshot
from casedesk.handover.kinds.kind import DocumentChoice, Form
from casedesk.handover.resolve import candidates, gives_away
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _, ngettext

MARKED = "marked"
"""The field of a refusal that waits for texts with names."""


def why_not(
    content: Snapshot,
    request: Request,
    resolution: Resolution,
    choices: tuple[DocumentChoice, ...],
    overrides: Overrides,
) -> Refused | None:
    """Why it cannot be made yet, or None.

    ``request`` has an answer for each of ``choices``; the field of a refusal about one is its
    key behind ``option.``.
    """
    return (
        _unsaid(request, resolution, choices)
        or _names_somebody(content, request, resolution, choices, overrides)
        or _about_nobody(content, request, resolution)
        or _to_settle(resolution)
        or _nothing_goes(resolution)
    )


def _unsaid(
    request: Request, resolution: Resolution, choices: tuple[DocumentChoice, ...]
) -> Refused | None:
    purpose = resolution.purpose
    if request.partner_id is None and request.person_id is None:
        return Refused(_("Choose the partner."), "partner_id")
    if not purpose.text.strip():
        return Refused(_("Say what the handover is for."), "purpose")
    if not purpose.ground:
        return Refused(_("Choose the legal ground."), "ground")
    if purpose.ground == "other" and not purpose.ground_reason.strip():
        return Refused(_("Give the reason for this legal ground."), "ground_reason")
    for choice in choices:
        if choice.required and not request.options[choice.key]:
            sentence = _("Fill in: {field}.").format(field=choice.label)
            return Refused(sentence, f"option.{choice.key}")
    return None


def _names_somebody(
    content: Snapshot,
    request: Request,
    resolution: Resolution,
    choices: tuple[DocumentChoice, ...],
    overrides: Overrides,
) -> Refused | None:
    """What the author typed for this document itself."""
    typed = (
        ("purpose", resolution.purpose.text),
        ("ground_reason", resolution.purpose.ground_reason),
        ("request", request.request),
        *((f"option.{c.key}", request.options[c.key]) for c in choices if c.form is Form.WORDS),
    )
    for name, text in typed:
        if gives_away(content, resolution.recipient, overrides, text):
            return Refused(
                _("This text names somebody or some place that must stay. Say it otherwise."), name
            )
    return None


def _about_nobody(content: Snapshot, request: Request, resolution: Resolution) -> Refused | None:
    if resolution.subjects:
        return None
    if request.suspect_id is not None:
        return Refused(
            _("No report can be made about this person: they play another part in this case, too.")
        )
    if candidates(content, resolution.recipient.profile):
        return Refused(_("Choose whom the handover is about."), "persons")
    return None


def _to_settle(resolution: Resolution) -> Refused | None:
    names = len(resolution.to_settle())
    if not names:
        return None
    sentence = ngettext(
        "{n} text names somebody or some place that must stay. Say first what happens to it.",
        "{n} texts name somebody or some place that must stay. Say first what happens to them.",
        names,
    )
    return Refused(sentence.format(n=names), MARKED)


def _nothing_goes(resolution: Resolution) -> Refused | None:
    if resolution.going():
        return None
    nothing = Refused(_("Nothing may go to this partner. Look at the list to see why."))
    return ground_in_the_way(resolution) or nothing
