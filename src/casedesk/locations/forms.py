"""The forms of locations and inspections."""

from casedesk.kernel.forms import FormSpec, Section, Shown, given
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "location",
        (
            Section(N_("Place"), ("name", "location_kind", "risk_sector", "risk", "review_on")),
            Section(
                N_("Address"),
                ("street", "house_number", "addition", "postcode", "town", "gemeente", "country",
                 "web"),
            ),
            Section(N_("Numbers"), ("sector", "kvk_number", "bag_id"), folded=True),
        ),
        first=("name", "location_kind", "street", "house_number", "town", "gemeente"),
    ),
    FormSpec(
        "inspection",
        (
            Section(
                N_("Inspection"),
                ("location_id", "inspection_kind", "planned_on", "held_on", "took_part", "reason",
                 "signal_id"),
            ),
            Section(
                N_("Findings"),
                ("findings", "indicators", "persons_found", "findings_note"),
            ),
            Section(N_("Follow-up"), (
                "follow_up",
                Shown("follow_up_note", given("follow_up")),
                Shown("follow_up_by", given("follow_up")),
                Shown("followed_up_on", given("follow_up_by")),
                "recheck_on",
            )),
        ),
        first=("location_id", "inspection_kind", "planned_on", "held_on"),
    ),
)  # fmt: skip
