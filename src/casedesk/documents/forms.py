"""The form of a document."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "document",
        (
            Section(
                N_("Document"),
                ("title", "document_kind", "person_id", "dated", "received_on", "from_id"),
            ),
            Section(
                N_("More about it"),
                ("description", "classification", "expires_on", "file_name"),
                folded=True,
            ),
        ),
        first=("title", "document_kind", "person_id", "dated"),
    ),
)
