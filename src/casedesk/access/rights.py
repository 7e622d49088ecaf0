"""What each role may see and do: one table.

Grounds: need to know (BIO2 8.03.02), suspect data apart (AVG art. 10, domain.md 5.1), logs read
by somebody independent (BIO2 8.15.06), no personal data for those who only keep the store
running (domain.md 5.4 and 11, requirements 34 to 38).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Level, Realm, Sensitivity
from casedesk.kernel.words import N_, _


class Role(StrEnum):
    """The work that somebody does in this store."""

    COORDINATOR = "zorgcoordinator"
    DEPUTY = "waarnemer"
    FOCAL_OFFICER = "aandachtsfunctionaris"
    SUPERVISOR = "leidinggevende"
    LOG_OFFICER = "functionaris_logboek"
    KEEPER = "beheerder"


ROLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Role.COORDINATOR: N_("Care coordinator"),
        Role.DEPUTY: N_("Deputy"),
        Role.FOCAL_OFFICER: N_("Municipal focal officer"),
        Role.SUPERVISOR: N_("Supervisor"),
        Role.LOG_OFFICER: N_("Log officer"),
        Role.KEEPER: N_("Administrator"),
        "system": N_("CaseDesk"),
    }
)


class Right(StrEnum):
    """One thing that a role may or may not do."""

    CASES_SEE = "cases_see"
    CASES_CHANGE = "cases_change"
    IDENTITIES = "identities"
    SUSPECTS = "suspects"
    SIGNALS_SEE = "signals_see"
    SIGNALS_CHANGE = "signals_change"
    PARTNERS_SEE = "partners_see"
    PARTNERS_CHANGE = "partners_change"
    HANDOVER = "handover"
    SUMMARY = "summary"
    TRAIL_READ = "trail_read"
    VERIFY = "verify"
    BACKUP = "backup"
    RESTORE = "restore"
    MIGRATE = "migrate"
    ACCOUNTS = "accounts"
    CODE_LISTS = "code_lists"


R = Right

RIGHTS: Mapping[str, frozenset[Right]] = MappingProxyType(
    {
        Role.COORDINATOR: frozenset(
            {
                R.CASES_SEE, R.CASES_CHANGE, R.IDENTITIES, R.SUSPECTS, R.SIGNALS_SEE,
                R.SIGNALS_CHANGE, R.PARTNERS_SEE, R.PARTNERS_CHANGE, R.HANDOVER, R.SUMMARY,
                R.VERIFY, R.BACKUP,
            }
        ),
        Role.DEPUTY: frozenset(
            {
                R.CASES_SEE, R.CASES_CHANGE, R.IDENTITIES, R.SUSPECTS, R.SIGNALS_SEE,
                R.SIGNALS_CHANGE, R.PARTNERS_SEE, R.HANDOVER, R.SUMMARY, R.BACKUP,
            }
        ),
        Role.FOCAL_OFFICER: frozenset(
            {R.SIGNALS_SEE, R.SIGNALS_CHANGE, R.PARTNERS_SEE, R.PARTNERS_CHANGE}
        ),
        Role.SUPERVISOR: frozenset({R.CASES_SEE, R.PARTNERS_SEE, R.SUMMARY}),
        Role.LOG_OFFICER: frozenset({R.TRAIL_READ, R.VERIFY}),
        Role.KEEPER: frozenset(
            {
                R.PARTNERS_SEE, R.VERIFY, R.BACKUP, R.RESTORE, R.MIGRATE, R.ACCOUNTS,
                R.CODE_LISTS,
            }
        ),
        "system": frozenset(Right),
    }
)  # fmt: skip
"""The table. ``SUSPECTS`` counts only with the personal grant on the account."""

REALM_RIGHTS: Mapping[Realm, tuple[Right, Right]] = MappingProxyType(
    {
        Realm.CASES: (R.CASES_SEE, R.CASES_CHANGE),
        Realm.SUSPECTS: (R.SUSPECTS, R.SUSPECTS),
        Realm.SIGNALS: (R.SIGNALS_SEE, R.SIGNALS_CHANGE),
        Realm.DIRECTORY: (R.PARTNERS_SEE, R.PARTNERS_CHANGE),
        Realm.ADMINISTRATION: (R.ACCOUNTS, R.ACCOUNTS),
    }
)
"""Per realm: the right to see its records, and to change them."""

_WITHOUT_NAMES = frozenset({Sensitivity.ORDINARY, Sensitivity.ART9})


def may(actor: Actor, right: Right) -> bool:
    """Whether this person has this right now."""
    if right is Right.SUSPECTS and not actor.suspects:
        return False
    return right in RIGHTS.get(actor.role, frozenset())


def may_see(actor: Actor, realm: Realm) -> bool:
    """Whether records of this realm exist for this person."""
    return may(actor, REALM_RIGHTS[realm][0])


def may_change(actor: Actor, realm: Realm) -> bool:
    """Whether this person may make, change and remove records of this realm."""
    see, change = REALM_RIGHTS[realm]
    return may(actor, see) and may(actor, change)


def may_read(actor: Actor, classes: frozenset[Sensitivity], realm: Realm = Realm.CASES) -> bool:
    """Whether this person may read a value of these classes in a record that they may see.

    In a case, without the right to identities, a person sees how it goes, not who it is about.
    Signals and the directory are read whole by whoever has them as work.
    """
    if Sensitivity.ART10 in classes and not may(actor, Right.SUSPECTS):
        return False
    if realm not in (Realm.CASES, Realm.SUSPECTS):
        return True
    return may(actor, Right.IDENTITIES) or classes <= _WITHOUT_NAMES


def reading_level(actor: Actor) -> Level:
    """How much of a person's identity this person sees on screen."""
    return Level.FULL if may(actor, Right.IDENTITIES) else Level.PSEUDONYM


def refusal(right: Right) -> Refused:
    """What to say to somebody without this right."""
    del right
    return Refused(_("Your role may not do this. Ask the administrator if you need it."))
