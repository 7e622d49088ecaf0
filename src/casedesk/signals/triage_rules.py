"""What a triage decision must say, and what it means for the case; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

OURS = ("residence", "found_in", "agreed")
"""Reasons of the list ``triage_responsibility`` for which a case is one's own."""

TAKE_ON = ("open_case", "more_information")
"""Decisions of the list ``triage_decision`` after which the case goes on here."""

NO_TRAFFICKING = "no_trafficking"
NEXT_PHASE = {"open_case": "intake", "more_information": "triage"}
"""The phase of a case after a decision; after all others it waits in triage for its closing."""

CLOSE_REASON = {
    "no_trafficking": "no_trafficking",
    "pass_on_region": "not_ours",
    "pass_on_partner": "regular_help",
    "advice_only": "other",
}
"""Why a case would be closed after a decision (``case_close_reason``); closing is another step."""

EARLY = ("report", "triage", "intake")
"""Phases that a triage may change; later ones have gone beyond it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a decision does to the case: values by attribute, and why it would be closed, if so."""

    values: Mapping[str, Any]
    close_reason: str = ""


def ours_needs_a_gemeente(values: Mapping[str, Any]) -> Refused | None:
    """Who says that a case is ours, names the gemeente; one of another region is not taken on."""
    responsibility, decision = values.get("responsibility"), values.get("decision")
    if responsibility in OURS and not values.get("gemeente"):
        return Refused(_("Choose the gemeente that is responsible."), "gemeente")
    if decision == "open_case" and responsibility not in OURS:
        return Refused(
            _("Say why it is yours: the person lives here, or was found here."), "responsibility"
        )
    if decision == NO_TRAFFICKING and values.get("trafficking") == "yes":
        return Refused(
            _("The decision says no trafficking, the answer above says yes. Change one of them."),
            "decision",
        )
    return None


def meaning(phase: str, decision: Mapping[str, Any]) -> Meaning:
    """What the values of a triage mean for a case in this phase.

    A case that is past its intake keeps its phase. Whose it is and how soon is taken over where
    the triage says it, and left alone where it does not.
    """
    code = str(decision["decision"])
    values: dict[str, Any] = {
        "triage_decision": code,
        "triage_reason": decision["reasons"],
    }
    for name in ("gemeente", "urgency"):
        if isinstance(decision.get(name), str):
            values[name] = decision[name]
    if decision.get("feedback_on") is not None:
        values["feedback_on"] = decision["feedback_on"]
    if phase in EARLY:
        values["phase"] = NEXT_PHASE.get(code, "triage")
    return Meaning(values, CLOSE_REASON.get(code, ""))
