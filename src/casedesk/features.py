"""The list of what CaseDesk keeps, written out: forms, timeline entries and lists per kind.

Importing it loads every record kind. The desktop, the timeline and the handover speak of kinds
through this list and name no feature themselves.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from casedesk.kernel.columns import ListSource
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.moments import MomentRule

FEATURES = (
    "people",
    "organisations",
    "cases",
    "signals",
    "locations",
    "relations",
    "exploitation",
    "grounds",
    "needs",
    "plans",
    "tracks",
    "tasks",
    "referrals",
    "contacts",
    "consults",
    "documents",
    "handover",
)
"""Feature folders, in the order in which their kinds stand in menus."""


def load_records() -> None:
    """Import every mapped class, so that metadata, filters and declarations are complete."""
    import_module("casedesk.access.accounts")
    for part in ("code_lists", "drafts", "journal", "missing"):
        import_module(f"casedesk.store.{part}")
    for feature in FEATURES:
        import_module(f"casedesk.{feature}.model")


def forms() -> Mapping[str, FormSpec]:
    """The form of each kind that has one."""
    found: dict[str, FormSpec] = {}
    for feature in FEATURES:
        module = import_module(f"casedesk.{feature}.forms")
        found |= {form.kind: form for form in module.FORMS}
    return MappingProxyType(found)


def moment_rules() -> tuple[MomentRule, ...]:
    """How dated rows of all kinds read on the timeline."""
    rules: list[MomentRule] = []
    for feature in FEATURES:
        if feature != "organisations":
            rules += import_module(f"casedesk.{feature}.moments").MOMENTS
    return tuple(rules)


def lists() -> Mapping[str, ListSource]:
    """The lists of records by name, as the features that have one declare them."""
    found: dict[str, ListSource] = {}
    for feature in FEATURES:
        if find_spec(f"casedesk.{feature}.lists") is not None:
            found |= import_module(f"casedesk.{feature}.lists").LISTS
    return MappingProxyType(found)
