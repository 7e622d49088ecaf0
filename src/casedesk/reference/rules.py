"""Which lists an organisation may change, and how a term of its own is called; pure."""

from collections.abc import Collection

from casedesk.kernel.names import fold

FIXED = frozenset(
    {
        "action_state", "case_phase", "classification", "comensha_state", "consent_signatory",
        "consult_kind", "criminal_state", "disclosure_level", "disclosure_reader",
        "document_classification", "ground", "identifier_kind", "indicator_answer", "informed",
        "information_grade", "need_domain", "need_level", "person_role", "plan_state",
        "referral_act", "referral_direction", "referral_ground_state", "referral_state",
        "referral_withdrawal", "residence_state", "retention_basis", "role",
        "safety_level", "signal_grade_content", "signal_grade_source", "signal_outcome",
        "task_state", "track", "triage_decision", "withheld_reason", "yes_no",
    }
)  # fmt: skip
"""Lists whose codes the rules of the program name: a term more or less would mean nothing."""

ONLY_ADDED = frozenset({"partner_kind", "location_kind"})
"""Lists that may grow; of their shipped terms the program names some, so those cannot end."""

_MOST = 60


def may_grow(list_name: str) -> bool:
    """Whether an organisation may add terms to this list."""
    return list_name not in FIXED


def may_end(list_name: str, *, shipped: bool) -> bool:
    """Whether a term of this list may end."""
    return may_grow(list_name) and not (shipped and list_name in ONLY_ADDED)


def own_code(words: str, taken: Collection[str]) -> str:
    """A code for a term of one's own: from its words, and like no other of the list."""
    plain = "_".join("".join(c if c.isalnum() else " " for c in fold(words)).split())
    start = f"own_{plain or 'term'}"[: _MOST - 4]
    code, number = start, 2
    while code in taken:
        code, number = f"{start}_{number}", number + 1
    return code
