"""The forms of the residence and criminal tracks."""

from casedesk.kernel.forms import FormSpec, Offer, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "residence_event",
        (
            Section(
                N_("Residence step"),
                ("person_id", "event", "happened", "state", "dublin", "valid_until",
                 "term_ends_on"),
            ),
            Section(
                N_("Authority"), ("authority_id", "reference", "lawyer_id", "note"), folded=True
            ),
        ),
        first=("person_id", "event", "happened", "dublin", "valid_until"),
        offers=tuple(
            Offer(name, "residence_event", name) for name in
            ("dublin", "authority_id", "reference", "lawyer_id")
        ),
    ),
    FormSpec(
        "criminal_event",
        (
            Section(
                N_("Criminal law step"),
                ("person_id", "event", "happened", "starts_at", "state", "term_ends_on"),
            ),
            Section(
                N_("Authority"),
                ("authority_id", "officer", "police_number", "court_number", "note"),
                folded=True,
            ),
            Section(
                N_("Suspect"), ("suspect_id",), folded=True,
                caution=N_("With a suspect filled in, this step is shielded."),
            ),
        ),
        first=("person_id", "event", "happened"),
        offers=tuple(
            Offer(name, "criminal_event", name) for name in
            ("authority_id", "officer", "police_number", "court_number")
        ),
    ),
)  # fmt: skip
