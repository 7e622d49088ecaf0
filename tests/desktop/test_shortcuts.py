"""No key does two things on one page: Qt would then do neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from casedesk import desktop
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.commands import key_sequences
from casedesk.desktop.desk import Place
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.pages.registry import PAGES
from casedesk.desktop.rail import stops_for
from casedesk.kernel.commands import Command
from tests.builders import a_case, a_partner, a_record, a_store, a_suspect, a_victim
from tests.desktop.conftest import MakeWindow

_LISTS = {"signals": ("signals", "notifications", "advice"),
          "places": ("places", "inspections", "numbers")}  # fmt: skip
_PAPERS = {"document", "summary", "stand_in_paper", "consult_paper"}
"""Pages of a file: they need one, so the test of declared keys stands for them."""


def _doubles(window: MainWindow) -> dict[str, list[str]]:
    """Each key that more than one command of window and page has."""
    found: dict[str, list[str]] = defaultdict(list)
    for action in window.menus.actions():
        for keys in action.shortcuts():
            found[keys.toString()].append(action.objectName())
    return {keys: names for keys, names in found.items() if len(names) > 1}


def _places(sitting: Sitting) -> Iterator[Place]:
    """Each stop and each page, with all its tabs."""
    case_id = a_case(sitting, gemeente="0363")
    victim = a_victim(sitting, case_id, given="Mirela", family="Verzonnen")
    other = a_victim(sitting, case_id, given="Mirella", family="Verzonnen")
    suspect = a_suspect(sitting, case_id)
    on = sitting.clock.today()
    records = {
        "person": victim,
        "organisation": a_partner(sitting),
        "location": a_record(sitting, "location", name="Hotel De Verzonnen Nacht"),
        "signal": a_record(sitting, "signal", subject="Busjes bij het hek", received_on=on),
        "advice_request": a_record(sitting, "advice_request", subject="Opvang", asked_on=on),
        "notification": a_record(
            sitting, "notification", case_id=case_id, direction="incoming", reported_on=on
        ),
    }
    yield from (Place(stop.page) for stop in stops_for(sitting.actor))
    yield from (Place(page, tab=tab) for page, tabs in _LISTS.items() for tab in tabs)
    for tab in TABS:
        yield Place("case", kind="case_file", id=case_id, tab=tab.key)
    for kind, record_id in records.items():
        yield Place("record", kind=kind, id=record_id)
        yield Place("record", kind=kind)
    yield Place("suspect", kind="person", id=suspect)
    yield Place("compare", kind="person", id=victim, entry=("person", other))
    for page in sorted(set(PAGES) - _PAPERS - {"record", "case", "suspect", "compare"}):
        if ":" not in page:
            yield Place(page, id=case_id, case_id=case_id)


def test_no_key_of_a_coordinator_does_two_things(sitting: Sitting, make_window: MakeWindow) -> None:
    window = make_window(sitting)
    wrong = []
    for place in _places(sitting):
        window.navigator.go(place)
        wrong += [f"{place}: {keys} is {names}" for keys, names in _doubles(window).items()]
    assert not wrong, "\n".join(wrong)


def test_no_page_takes_a_key_of_the_window(sitting: Sitting, make_window: MakeWindow) -> None:
    window = make_window(sitting)
    own = {command.id: command for command in (a.bound.command for a in window.menus.own.values())}
    keys = {keys.toString() for command in own.values() for keys in key_sequences(command)}
    wrong = []
    for module in walk_packages(desktop.__path__, "casedesk.desktop."):
        for command in vars(import_module(module.name)).values():
            if isinstance(command, Command) and command.id not in own:
                taken = {each.toString() for each in key_sequences(command)} & keys
                wrong += [f"{module.name}: {command.id} takes {each}" for each in sorted(taken)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_no_key_of_another_role_does_two_things(
    role: str, tmp_path: Path, make_window: MakeWindow
) -> None:
    with a_store(tmp_path, role) as sitting:
        window = make_window(sitting)
        for stop in stops_for(sitting.actor):
            window.navigator.go(Place(stop.page))
            assert not _doubles(window)
        window.leave()
