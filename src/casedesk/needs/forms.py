"""The forms of intake, needs and safety."""

from casedesk.kernel.forms import FormSpec, Offer, Section
from casedesk.kernel.words import N_

_INTERPRETED = (
    ("none", "no"),
    *(
        (code, "yes")
        for code in ("phone", "present", "female", "male", "outside_community", "sign_language")
    ),
)
"""What is known about the need of an interpreter, as an answer to "was one used"."""

FORMS = (
    FormSpec(
        "intake",
        (
            Section(
                N_("Intake"),
                ("person_id", "held_on", "held_by", "language", "interpreter_used", "wishes",
                 "worries", "events"),
            ),
            Section(N_("Family"), ("civil_state", "children", "children_note"), folded=True),
            Section(N_("Health"), ("medical_need", "addiction"), folded=True),
            Section(
                N_("Papers, work and housing"),
                ("residence_status", "papers", "school_work", "debts", "earlier_help", "pets"),
                folded=True,
            ),
            Section(N_("Care taken"), ("rights_explained", "expert"), folded=True),
        ),
        first=("person_id", "held_on", "wishes", "worries"),
        offers=(
            Offer("language", "person", "languages"),
            Offer("interpreter_used", "person", "interpreter", codes=_INTERPRETED),
            Offer("children", "victim_details", "children_with"),
            Offer("residence_status", "victim_details", "residence_status"),
            *(Offer(name, "intake", name) for name in
              ("residence_status", "civil_state", "children", "children_note", "papers",
               "school_work", "earlier_help", "pets", "expert")),
        ),
    ),
    FormSpec(
        "need_assessment",
        (
            Section(
                N_("Need"),
                ("person_id", "domain", "assessed_on", "level", "situation", "need", "wish"),
            ),
            Section(N_("Source"), ("nature", "assessed_by"), folded=True),
        ),
        first=("person_id", "domain", "assessed_on", "level", "need"),
    ),
    FormSpec(
        "safety_assessment",
        (
            Section(
                N_("Safety"),
                ("person_id", "assessed_on", "level", "risks", "threat", "threat_from",
                 "regions_to_avoid"),
            ),
            Section(
                N_("Measures"),
                ("measures", "measures_note", "children_safe", "police_informed", "next_on"),
            ),
            Section(N_("Source"), ("nature", "assessed_by"), folded=True),
        ),
        first=("person_id", "assessed_on", "level", "risks", "threat", "next_on"),
        offers=tuple(
            Offer(name, "safety_assessment", name) for name in
            ("risks", "threat", "threat_from", "regions_to_avoid", "measures", "assessed_by")
        ),
    ),
)  # fmt: skip
