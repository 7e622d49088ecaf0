"""The forms of contact moments and notes."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "contact_moment",
        (
            Section(
                N_("Contact"),
                ("held_at", "contact_kind", "person_id", "minutes", "subject", "text", "nature"),
            ),
            Section(N_("Follow-up"), ("next_step",), folded=True),
        ),
        first=(
            "held_at",
            "contact_kind",
            "person_id",
            "minutes",
            "subject",
            "text",
            "nature",
            "next_step",
        ),
    ),
    FormSpec(
        "note",
        (Section(N_("Note"), ("subject", "text", "about", "person_id", "nature", "source")),),
        first=("subject", "text", "about", "person_id", "nature"),
    ),
)
