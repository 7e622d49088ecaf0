"""Let a picture of a network leave the store: asked for with a reason, and recorded first."""

from dataclasses import dataclass

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import Refused
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.store.journal import Act
from casedesk.store.store import Store


@dataclass(frozen=True, slots=True)
class TakePicture:
    """A picture of the network of a case, as it is drawn.

    ``names`` says that persons are called by name in it, ``shielded`` that suspects stand in it.
    """

    case_id: int
    why: str
    names: bool = False
    shielded: bool = False


def take_picture(store: Store, command: TakePicture) -> Refused | int:
    """Leave the line for a picture that is about to be written; the answer is its number.

    Refused without a reason, and to whoever may not give out what stands in it: without names
    the right to summaries will do, names and suspects need the right to hand over.
    """
    actor = store.actor
    if not command.why.strip():
        return Refused(_("Say what the picture is for."), "why")
    needed = [Right.HANDOVER, Right.IDENTITIES] if command.names else [Right.SUMMARY]
    if command.shielded:
        needed += [Right.HANDOVER, Right.SUSPECTS]
    for right in needed:
        if not may(actor, right):
            return refusal(right)
    label = N_("Picture of the network, with names")
    if not command.names:
        label = N_("Picture of the network, without names")
    return store.note(
        Act.EXPORT,
        label,
        kind=CASE,
        record_id=command.case_id,
        case_id=command.case_id,
        why=command.why.strip(),
        restricted=command.shielded,
    )


def may_take_pictures(store: Store) -> bool:
    """Whether there is any picture that this person may take."""
    return may(store.actor, Right.SUMMARY)
