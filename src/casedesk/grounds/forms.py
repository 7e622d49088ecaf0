"""The form of a legal ground; what belongs to consent shows for consent only."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals
from casedesk.kernel.words import N_

_CONSENT = equals("ground", "consent")

FORMS = (
    FormSpec(
        "sharing_ground",
        (
            Section(
                N_("Ground"),
                ("person_id", "ground", "purpose", "reason", "given_on", "partner_kinds", "limits",
                 "valid_until"),
            ),
            Section(
                N_("Consent"),
                (
                    Shown("signatory", _CONSENT), Shown("signatory_name", _CONSENT),
                    Shown("consent_form", _CONSENT), Shown("text_version", _CONSENT),
                    Shown("explained_in", _CONSENT), Shown("document_id", _CONSENT),
                    Shown("withdrawn_on", _CONSENT), Shown("withdrawn_note", _CONSENT),
                ),
            ),
            Section(
                N_("Informing the person"),
                ("informed", Shown("informed_not_reason", equals("informed", "no"))),
            ),
        ),
        first=("person_id", "ground", "purpose", "given_on"),
    ),
)  # fmt: skip
