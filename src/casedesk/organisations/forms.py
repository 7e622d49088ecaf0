"""The forms of the partner directory."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "organisation",
        (
            Section(
                N_("Partner"), ("name", "partner_kind", "services", "gemeente", "working_area")
            ),
            Section(
                N_("Contact"),
                ("phone", "phone_after_hours", "email", "secure_channel", "response_days"),
            ),
            Section(N_("Remarks"), ("note",), folded=True),
        ),
        first=("name", "partner_kind", "phone", "email"),
    ),
    FormSpec(
        "contact_person",
        (Section(N_("Contact person"), ("name", "function", "phone", "email")),),
        first=("name", "function", "phone"),
    ),
)
