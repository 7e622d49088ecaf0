"""The forms of signals, indicators, requests for advice and reports."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals
from casedesk.kernel.words import N_

_CAUTION = N_("Signals are hints. They can mean something else, and absence proves nothing.")

FORMS = (
    FormSpec(
        "signal",
        (
            Section(
                N_("Signal"),
                ("subject", "received_on", "seen", "description", "forms", "risk_sector"),
                caution=_CAUTION,
            ),
            Section(N_("Place"), ("location_id", "place", "gemeente")),
            Section(
                N_("Possible victims"),
                ("persons_seen", "minors", "risk_groups", "person_id"),
                folded=True,
            ),
            Section(
                N_("Source"),
                ("source_kind", "source_name", "source_contact", "grade_source", "grade_content"),
            ),
            Section(
                N_("Follow-up"),
                (
                    "outcome", "outcome_reason",
                    Shown("passed_to_id", equals("outcome", "passed_on")),
                    Shown("passed_on", equals("outcome", "passed_on")),
                    "case_id", "feedback_on", "review_on",
                ),
            ),
        ),
        first=("subject", "received_on", "description", "location_id", "place", "source_kind"),
    ),
    FormSpec(
        "signal_indicator",
        (
            Section(
                N_("Indicator"), ("indicator", "answer", "seen", "source", "note"),
                caution=_CAUTION,
            ),
        ),
        first=("indicator", "answer"),
    ),
    FormSpec(
        "signal_trace",
        (Section(N_("Trace"), ("trace_kind", "value", "note")),),
        first=("trace_kind", "value"),
    ),
    FormSpec(
        "signal_link",
        (Section(N_("Link between signals"), ("signal_id", "other_id", "reason")),),
        first=("other_id", "reason"),
    ),
    FormSpec(
        "advice_request",
        (
            Section(
                N_("Question"),
                ("subject", "asked_on", "caller_kind", "organisation_id", "caller", "topics",
                 "question"),
                caution=N_("No name, date of birth or number of the victim."),
            ),
            Section(N_("Advice"), ("advice", "answered_on", "minutes")),
            Section(N_("Follow-up"), ("signal_id", "case_id"), folded=True),
        ),
        first=("subject", "asked_on", "caller_kind", "organisation_id"),
    ),
    FormSpec(
        "notification",
        (
            Section(
                N_("Report"),
                ("direction", "reported_on", "person_id", "organisation_id", "urgency", "reason"),
            ),
            Section(
                N_("Reporter"),
                ("reporter_kind", "reporter", "reporter_contact", "feedback_on"),
            ),
            Section(
                N_("Legal ground"),
                (
                    "ground", "ground_id", "informed",
                    Shown("informed_not_reason", equals("informed", "no")),
                ),
            ),
            Section(
                N_("Follow-up"), ("comensha_state", "reference", "signal_id"), folded=True
            ),
        ),
        first=("direction", "reported_on", "person_id", "organisation_id", "reason"),
    ),
    FormSpec(
        "triage",
        (
            Section(N_("What it is"), ("triaged_on", "trafficking", "urgency")),
            Section(N_("Whose it is"), ("responsibility", "gemeente")),
            Section(N_("Decision"), ("decision", "reasons", "decided_by")),
            Section(N_("What follows"), ("next_step", "next_on")),
            Section(N_("Feedback to the reporter"), ("feedback_on", "feedback")),
            Section(N_("Report"), ("notification_id",), folded=True),
        ),
    ),
)  # fmt: skip
