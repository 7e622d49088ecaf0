"""The form of a referral: what we ask of a partner, and what came in from one."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals, given
from casedesk.kernel.words import N_
from casedesk.referrals.rules import INCOMING, OUTGOING

_IN, _OUT = equals("direction", INCOMING), equals("direction", OUTGOING)

_SECTIONS = (
    Section(
        N_("Question"),
        (
            "person_id", "partner_id",
            Shown("sender", _IN),
            Shown("came_on", _IN),
            "service", "question",
            Shown("received_what", _IN),
            Shown("document_id", _IN),
            Shown("answer_by", _OUT),
            "direction",
        ),
    ),
    Section(
        N_("Progress"),
        (
            "state",
            Shown("sent_on", _OUT),
            Shown("received_on", _OUT),
            Shown("chased_on", given("chased_on")),
            Shown("chase_on", given("chase_on")),
            Shown("answered_on", _OUT),
            Shown("decided_on", _IN),
            Shown("refusal_reason", equals("state", "refused")),
            Shown("withdrawal_reason", equals("state", "withdrawn", "person_withdrew")),
            Shown("reason_note", given("reason_note")),
            Shown("started_on", _OUT),
            "ended_on", "result",
        ),
    ),
    Section(
        N_("Feedback to the sender"),
        (
            Shown("feedback_due", _IN), Shown("feedback_on", _IN), Shown("feedback", _IN),
        ),
    ),
    Section(N_("Legal ground"), ("ground_id", "no_ground_reason"), folded=True),
)  # fmt: skip

FORMS = (
    FormSpec(
        "referral",
        _SECTIONS,
        first=("person_id", "partner_id", "service", "question", "answer_by"),
    ),
    FormSpec(
        "referral_step",
        (
            Section(
                N_("Step"),
                (
                    "act", "taken_on", "by", "at", "partner_id", "state_before", "state_after",
                    "refusal_reason", "withdrawal_reason", "way", "next_on", "note",
                ),
            ),
            Section(
                N_("What it found"),
                (
                    "case_phase", "person_id", "person_role", "person_age", "ground_id", "ground",
                    "ground_state", "ground_version", "no_ground_reason",
                ),
            ),
        ),
    ),
)  # fmt: skip
