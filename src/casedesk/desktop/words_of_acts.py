"""What undo and redo are about, in the user's language."""

from typing import TYPE_CHECKING

from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.store.undo import Reversible


def act_words(act: "Reversible") -> str:
    """The label of a line of the trail, with the kind of record that it speaks of."""
    from casedesk.store.declare import record_class

    kind = _(record_class(act.kind).record.label).lower() if act.kind else ""
    return _(act.label).replace("{kind}", kind)
