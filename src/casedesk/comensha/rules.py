"""What a report to CoMensha rests on; pure.

CaseDesk does not decide that without consent nothing may be reported: opinions differ, and the
organisation's policy says which ground it uses (domain.md 2). It does see to it that a report
which says "consent" has a consent behind it.
"""

from dataclasses import dataclass
from datetime import date

from casedesk.grounds.signatory import who_signs
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import VagueDate, age_on, show_date
from casedesk.kernel.words import N_, _

NOT_REPORTED = "not_reported"
CONSENT, OTHER = "consent", "other"

NEXT = {
    "": N_("Say whether the victim is reported, and if not, why."),
    NOT_REPORTED: N_("Report under a pseudonym or by name, or say again later why not."),
    "registered_pseudonym": N_("Ask shelter, or report by name once that is possible."),
    "registered_name": N_("Ask shelter if it is needed."),
    "shelter_requested": N_("Record the placement once CoMensha has found a place."),
    "placed": N_("The shelter and the coordinator go on from here."),
}
"""What comes after a state, as a hint."""

FOLLOWS = {
    "": "registered_pseudonym",
    NOT_REPORTED: "registered_pseudonym",
    "registered_pseudonym": "registered_name",
    "registered_name": "shelter_requested",
    "shelter_requested": "placed",
}
"""The state that is offered first as the next one."""

NEEDS_NAME = frozenset({"registered_name", "shelter_requested", "placed"})
"""States in which CoMensha knows who it is (domain.md 2)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What is known of one consent."""

    id: int
    given_on: date | None
    valid_until: date | None
    withdrawn_on: date | None
    signatory: str
    text_version: str

    def holds_on(self, day: date) -> bool:
        """Whether the person's consent was there on that day."""
        given = self.given_on is not None and self.given_on <= day
        running = self.valid_until is None or day <= self.valid_until
        return given and running and (self.withdrawn_on is None or day < self.withdrawn_on)


def consent_problem(consent: Consent | None, on: date) -> Refused | None:
    """Refuse a report on the ground of consent without a consent that held that day."""
    if consent is None:
        sentence = _("No consent is recorded that holds on {day}. Record it, or choose another "
                     "ground.")  # fmt: skip
        return Refused(sentence.format(day=show_date(on)), "ground")
    return None


def signatory_doubt(consent: Consent, birth: VagueDate | None) -> str:
    """What to check about who signed, by age on the day of consent; empty if it fits."""
    on = consent.given_on
    if on is None:
        return ""
    if not consent.signatory:
        return _("It is not recorded who gave consent.")
    if birth is None or birth.earliest is None or birth.latest is None:
        return _("The age is not known. Check who had to give consent.")
    ages = {age_on(birth.latest, on), age_on(birth.earliest, on)}
    allowed = [who_signs(max(age, 0), on) for age in ages]
    if all(consent.signatory in each for each in allowed):
        return ""
    if any(consent.signatory in each for each in allowed):
        return _("The age is not exactly known. Check who had to give consent.")
    if "self" in allowed[0]:
        return _("The person was old enough to give consent. Somebody else did.")
    return _("The person was too young. A parent or guardian had to give consent.")
