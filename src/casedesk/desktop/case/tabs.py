"""The tabs of a case, in order; what stands on each is made when it is first shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casedesk.desktop.case.part import CasePart, Room
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; ``make`` is called when it is first shown."""

    key: str
    text: str
    make: Callable[[Room], CasePart]


def _overview(room: Room) -> CasePart:
    from casedesk.desktop.case.overview import Overview

    return Overview(room)


def _timeline(room: Room) -> CasePart:
    from casedesk.desktop.case.other_tabs import TimelineTab

    return TimelineTab(room)


def _people(room: Room) -> CasePart:
    from casedesk.desktop.case.people import PeopleTab

    return PeopleTab(room)


def _network(room: Room) -> CasePart:
    from casedesk.desktop.network.tab import NetworkTab

    return NetworkTab(room)


def _contacts(room: Room) -> CasePart:
    from casedesk.desktop.case.contacts import ContactsTab

    return ContactsTab(room)


def _consults(room: Room) -> CasePart:
    from casedesk.desktop.consults.tab import ConsultsTab

    return ConsultsTab(room)


def _referrals(room: Room) -> CasePart:
    from casedesk.desktop.case.referrals import ReferralsTab

    return ReferralsTab(room)


def _actions(room: Room) -> CasePart:
    from casedesk.desktop.case.actions import ActionsTab

    return ActionsTab(room)


def _intake(room: Room) -> CasePart:
    from casedesk.desktop.signals.case_tab import IntakeTab

    return IntakeTab(room)


def _documents(room: Room) -> CasePart:
    from casedesk.desktop.documents.tab import DocumentsTab

    return DocumentsTab(room)


def _care(room: Room) -> CasePart:
    from casedesk.desktop.care.tab import CareTab

    return CareTab(room)


def _tracks(room: Room) -> CasePart:
    from casedesk.desktop.care.tracks_tab import TracksTab

    return TracksTab(room)


def _history(room: Room) -> CasePart:
    from casedesk.desktop.case.history import HistoryTab

    return HistoryTab(room)


TABS = (
    Tab("overview", N_("Overview"), _overview),
    Tab("timeline", N_("Timeline"), _timeline),
    Tab("intake", N_("Triage"), _intake),
    Tab("people", N_("Persons"), _people),
    Tab("contacts", N_("Contact"), _contacts),
    Tab("care", N_("Care"), _care),
    Tab("tracks", N_("Tracks"), _tracks),
    Tab("actions", N_("Actions"), _actions),
    Tab("referrals", N_("Referrals"), _referrals),
    Tab("consults", N_("Consults"), _consults),
    Tab("network", N_("Network"), _network),
    Tab("documents", N_("Documents"), _documents),
    Tab("history", N_("History"), _history),
)
"""In the order of the work; their names are short, for all must fit on a small laptop."""

KEYS = (*"1234567890", "-", "=")
"""With Alt, the keys of the first tabs: the row of digits and what stands beside it."""


def tab_command(place: int) -> Command:
    """The command that shows a tab, by its place: from the keys and the palette."""
    tab = TABS[place]
    keys = f"Alt+{KEYS[place]}" if place < len(KEYS) else ""
    words = _("Tab: {name}").format(name=_(tab.text))
    return Command(f"case.tab-{tab.key}", words, keys, "", Menu.NONE)


TAB_OF: Mapping[str, str] = {
    "case_file": "overview",
    "triage": "intake",
    "notification": "intake",
    "signal": "intake",
    "advice_request": "intake",
    "contact_moment": "contacts",
    "note": "contacts",
    "case_consult": "consults",
    "consult_participant": "consults",
    "meldcode_step": "consults",
    "intake": "care",
    "need_assessment": "care",
    "safety_assessment": "care",
    "care_plan": "care",
    "goal": "care",
    "residence_event": "tracks",
    "criminal_event": "tracks",
    "referral": "referrals",
    "referral_step": "referrals",
    "action": "actions",
    "deadline": "actions",
    "reminder": "timeline",
    "disclosure": "documents",
    "document": "documents",
}
"""On which tab a record stands; those of a person stand with the persons."""


def tab_of(kind: str) -> str:
    """The key of the tab on which records of a kind stand."""
    return TAB_OF.get(kind, "people")
