"""The form of a legal ground; what belongs to consent shows for consent only."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals, given
from casedesk.kernel.words import N_

_CONSENT = equals("ground", "consent")
_OTHERS = equals("ground", "public_task", "vital_interest", "legal_duty", "other")
_ENDED = given("withdrawn_on")
_INTERPRETED = equals(
    "interpreter", "phone", "present", "female", "male", "outside_community", "sign_language"
)

FORMS = (
    FormSpec(
        "sharing_ground",
        (
            Section(
                N_("Ground"),
                ("person_id", "ground", Shown("reason", _OTHERS), "given_on"),
            ),
            Section(
                N_("For what, for whom, which data"),
                ("purposes", "purpose", "partner_id", "partner_kinds", "data_groups",
                 "excluded_groups", "limits"),
            ),
            Section(
                N_("Consent"),
                (
                    Shown("signatory", _CONSENT), Shown("signatory_name", _CONSENT),
                    Shown("consent_form", _CONSENT), Shown("text_version", _CONSENT),
                    Shown("explained_in", _CONSENT), Shown("interpreter", _CONSENT),
                    Shown("interpreter_name", _INTERPRETED), Shown("document_id", _CONSENT),
                ),
            ),
            Section(
                N_("Until when"),
                ("valid_until", "review_on", Shown("withdrawn_on", _ENDED),
                 Shown("withdrawn_by", _ENDED), Shown("withdrawn_note", _ENDED)),
            ),
            Section(
                N_("Informing the person"),
                ("informed", Shown("informed_not_reason", equals("informed", "no"))),
            ),
        ),
        first=("person_id", "ground", "given_on", "partner_id", "partner_kinds"),
    ),
)  # fmt: skip
