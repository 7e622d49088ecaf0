"""What topics, classes and levels of partner profiles are called."""

from collections.abc import Mapping
from types import MappingProxyType

from casedesk.handover.own_profiles import NEVER_CLASSES, NEVER_TOPICS
from casedesk.kernel.fields import Level, Sensitivity, Topic
from casedesk.kernel.words import N_

T, S = Topic, Sensitivity

TOPIC_NAMES: Mapping[Topic, str] = MappingProxyType(
    {
        T.CASE: N_("The case: number, phase, coordinator"),
        T.IDENTITY: N_("Who the person is"),
        T.CONTACT: N_("Phone and address"),
        T.SAFE_CONTACT: N_("Safe contact"),
        T.SAFETY: N_("Safety"),
        T.NEEDS: N_("Needs"),
        T.PLAN: N_("Care plan"),
        T.HEALTH: N_("Health"),
        T.RESIDENCE: N_("Residence"),
        T.CRIMINAL: N_("Criminal case"),
        T.EXPLOITATION: N_("Exploitation"),
        T.PARTNERS: N_("Other partners"),
        T.REFERRAL: N_("Referrals and reports"),
        T.DATES: N_("Dates"),
        T.NARRATIVE: N_("What happened, in words"),
        T.FILE_NOTES: N_("Notes and contacts"),
        T.MELDCODE: N_("Steps of the reporting code"),
        T.DOCUMENTS: N_("Documents"),
        T.CHILDREN: N_("Children"),
        T.WORK_MONEY: N_("Work and money"),
        T.HOUSING: N_("Housing"),
        T.SIGNAL: N_("Signals"),
        T.LOCATIONS: N_("Places and inspections"),
        T.ADMINISTRATION: N_("Administration"),
    }
)
"""Topics that a profile may name; the others never go by themselves."""

CLASS_NAMES: Mapping[Sensitivity, str] = MappingProxyType(
    {
        S.ORDINARY: N_("Ordinary data"),
        S.IDENTIFYING: N_("Data that identify"),
        S.CONTACT: N_("Contact data"),
        S.ART9: N_("Special data (art. 9 AVG)"),
        S.FREE_TEXT: N_("Free text"),
    }
)

LEVEL_NAMES: Mapping[Level, str] = MappingProxyType(
    {
        Level.PSEUDONYM: N_("Pseudonym"),
        Level.NAME: N_("Name and date of birth"),
        Level.FULL: N_("Full identity"),
    }
)

if set(TOPIC_NAMES) | NEVER_TOPICS != set(Topic) or set(CLASS_NAMES) | NEVER_CLASSES != set(S):
    raise AssertionError("a topic or class has no name")
