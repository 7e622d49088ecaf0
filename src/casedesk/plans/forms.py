"""The forms of care plans and goals."""

from casedesk.kernel.forms import FormSpec, Offer, Section, Shown, equals
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "care_plan",
        (
            Section(
                N_("Care plan"),
                (
                    "person_id", "state", "made_on", "purpose", "agreed_on",
                    Shown("disagreement", equals("state", "not_agreed", "draft")),
                    "review_on",
                ),
            ),
            Section(
                N_("Version"),
                ("plan_version", "copy_safe", "copy_given", "ended_on"),
                folded=True,
            ),
        ),
        first=("person_id", "state", "made_on", "purpose", "review_on"),
        offers=(Offer("purpose", "intake", "wishes"),),
    ),
    FormSpec(
        "goal",
        (
            Section(
                N_("Goal"),
                ("what", "domain", "track", "person_id", "owner", "partner_id", "due_on", "state",
                 "plan_id"),
            ),
            Section(N_("Result"), ("reached_on", "result"), folded=True),
        ),
        first=("what", "domain", "state", "person_id", "due_on"),
    ),
)  # fmt: skip
