"""The form of a case."""

from casedesk.kernel.forms import FormSpec, Section, Shown, given
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "case_file",
        (
            Section(N_("Situation"), ("summary", "danger")),
            Section(
                N_("Responsibility"),
                ("phase", "urgency", "gemeente", "gemeente_reason", "coordinator", "opened_on"),
            ),
            Section(N_("Report"), ("reporter_kind", "reporter", "feedback_on"), folded=True),
            Section(N_("Triage"), ("triage_decision", "triage_reason"), folded=True),
            Section(
                N_("Closing and aftercare"),
                (
                    "closed_on",
                    "close_reason",
                    "outcome",
                    "aftercare_on",
                    Shown("aftercare_done_on", given("aftercare_on")),
                    "no_aftercare",
                    "retention_basis",
                    "retention_from",
                ),
                folded=True,
            ),
        ),
        first=("gemeente", "reporter_kind", "urgency", "summary"),
    ),
    FormSpec(
        "case_closing",
        (
            Section(N_("Closing"), ("closed_on", "close_reason", "outcome")),
            Section(N_("Reopening"), ("reopened_on", "reopened_by", "reopen_reason")),
        ),
        first=("closed_on", "reopened_on", "reopen_reason"),
    ),
)
