"""What somebody did, in words: the label of a line of the trail in the user's language."""

from typing import TYPE_CHECKING

from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.store.undo import Reversible


def act_words(act: "Reversible") -> str:
    """What undo would take back."""
    return label_words(act.label)


def label_words(label: str) -> str:
    """The label of a line, translated."""
    return _(label)
