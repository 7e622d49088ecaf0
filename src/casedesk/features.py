"""The list of what CaseDesk keeps, written out: forms, timeline entries and lists per kind.

Importing it loads every record kind. The desktop, the timeline and the handover speak of kinds
through this list and name no feature themselves.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListSource
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.moments import MomentRule

Maker = Callable[[Any, Mapping[str, Any], Any], Changes | Refused]
"""Makes a record: called with the store, first values by attribute, and the code labels."""

FEATURES = (
    "people",
    "organisations",
    "cases",
    "signals",
    "locations",
    "relations",
    "exploitation",
    "suspects",
    "grounds",
    "needs",
    "plans",
    "tracks",
    "tasks",
    "deadlines",
    "reminders",
    "referrals",
    "contacts",
    "consults",
    "meldcode",
    "documents",
    "handover",
)
"""Feature folders, in the order in which their kinds stand in menus."""


def load_records() -> None:
    """Import every mapped class, so that metadata, filters and declarations are complete."""
    import_module("casedesk.access.accounts")
    for part in ("code_lists", "own_terms", "drafts", "journal", "missing", "overlap_keys"):
        import_module(f"casedesk.store.{part}")
    for feature in FEATURES:
        import_module(f"casedesk.{feature}.model")
    import_module("casedesk.people.merged")
    import_module("casedesk.handover.own_profiles")
    import_module("casedesk.grounds.own_policy")
    import_module("casedesk.letters.model")
    _tell_cases()
    engine = import_module("casedesk.deadlines.engine")
    followers = import_module("casedesk.store.followers")
    shielding = import_module("casedesk.people.shielding")
    followers.register("shielding", shielding.ShieldFollower())
    followers.register("deadlines", engine.DeadlineFollower())
    steps = import_module("casedesk.referrals.following")
    followers.register("referral_steps", steps.StepFollower())


def _tell_cases() -> None:
    """Let the case know what hangs on it: dates that must be met, and what is still open."""
    import_module("casedesk.cases.coming").register(moment_rules())
    closing = import_module("casedesk.cases.closing")
    for feature in ("tasks", "referrals", "grounds"):
        for check in import_module(f"casedesk.{feature}.closing").CHECKS:
            closing.register(check)


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


def makers() -> Mapping[str, Maker]:
    """How a record of a kind comes to be, where that takes more than its values."""
    found: dict[str, Maker] = {}
    for feature in FEATURES:
        if find_spec(f"casedesk.{feature}.use_cases") is not None:
            module = import_module(f"casedesk.{feature}.use_cases")
            found |= getattr(module, "MAKERS", {})
    return MappingProxyType(found)
