"""What the invented organisation decided itself: a term of its own, one that ended, a profile."""

from datetime import timedelta

from casedesk.handover.own_profiles import NewProfile, decide_profile
from casedesk.handover.profiles import profile_for
from casedesk.kernel.fields import Topic
from casedesk.reference.use_cases import AddTerm, EndTerm, add_term, end_term
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store


def decide_own_lists(store: Store, labels: CodeLabels) -> None:
    """Written by the administrator, at the end of what the region's diary tells."""
    today = store.clock.today()
    why = "Werkafspraak in de regio"
    add_term(
        store,
        AddTerm("risk_sector", "Kringloop en textiel", "Second-hand goods", today, "47", why),
        labels,
    )
    end = EndTerm("risk_sector", "door_to_door", today + timedelta(days=30), why)
    end_term(store, end, labels)
    shipped = profile_for("practical", today)
    narrower = NewProfile(
        "practical", today, shipped.level, shipped.topics - {Topic.WORK_MONEY}, shipped.classes,
        shipped.free_text, shipped.response_days, "Afgestemd met de functionaris",
    )  # fmt: skip
    decide_profile(store, narrower, labels)
