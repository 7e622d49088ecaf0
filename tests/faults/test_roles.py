"""What each role finds in the window and on the command line, and what it never sees.

The table below is written from the issue (section 2) and the facts of the work (data on
suspects apart, need to know, logs for somebody independent), not from ``access.rights``.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk import features
from casedesk.access.accounts import Account
from casedesk.bootstrap import Sitting
from casedesk.commands.group import casedesk, run_command
from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.desk import Place
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.pages.registry import PAGES
from casedesk.desktop.rail import stops_for
from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Sensitivity
from casedesk.kernel.words import set_language
from casedesk.records.use_cases import Create, Remove, create, remove
from casedesk.store import key_changes
from casedesk.store.declare import record_classes
from tests.builders import (
    CHEAP,
    PASSPHRASE,
    a_case,
    a_partner,
    a_store,
    a_victim,
    seen_by,
)
from tests.faults.canaries import Canary, Planted, plant_everywhere
from tests.faults.reading import all_words
from tests.faults.stores import a_closed_store, sit
from tests.faults.windows import a_window, said, settle

CASES = frozenset(
    {
        "action", "care_plan", "case_closing", "case_consult", "case_file", "consult_participant",
        "contact_moment", "criminal_event", "deadline", "disclosure", "document",
        "exploitation_episode", "goal", "identifier", "intake", "meldcode_step",
        "need_assessment", "note",
        "notification", "person", "person_difference", "person_merge", "person_name",
        "person_organisation", "person_place",
        "person_relation", "person_role", "procedure_step", "referral", "referral_step", "reminder",
        "residence_event", "safety_assessment", "sharing_ground", "snooze", "triage",
        "victim_details",
    }
)  # fmt: skip
SIGNALS = frozenset(
    {
        "advice_request", "inspection", "location", "signal", "signal_indicator", "signal_link",
        "signal_trace",
    }
)  # fmt: skip
DIRECTORY = frozenset({"contact_person", "organisation"})
SUSPECTS = frozenset({"suspect_details", "suspect_fact"})
ADMINISTRATION = frozenset(
    {
        "account",
        "deadline_rule",
        "letter_template",
        "own_profile",
        "own_sharing_policy",
        "own_term",
        "term_ending",
    }
)

NAMELESS = frozenset({Sensitivity.ORDINARY, Sensitivity.ART9})
"""What says how a case goes without saying who it is about."""


@dataclass(frozen=True)
class Expected:
    """What a role finds. ``sees`` and ``changes`` are kinds of records."""

    role: str
    stops: tuple[str, ...]
    sees: frozenset[str]
    changes: frozenset[str]
    commands: frozenset[str]
    suspects: bool = False
    names: bool = True
    grant: bool = False


LISTS = {"cases", "people", "referrals", "partners"}
WORKERS = (
    "today", "cases", "signals", "people", "referrals", "places", "partners", "upkeep", "settings",
)  # fmt: skip
EVERYBODY = frozenset({"info", "migrate", "user list"})
ROLES = {
    expected.role + ("+" if expected.grant else ""): expected
    for expected in (
        Expected(
            "zorgcoordinator", WORKERS,
            CASES | SIGNALS | DIRECTORY, CASES | SIGNALS | DIRECTORY,
            EVERYBODY | {"verify", "backup", "handover", "summary", "calendar"},
        ),
        Expected(
            "zorgcoordinator", (*WORKERS[:-2], "suspects", *WORKERS[-2:]),
            CASES | SIGNALS | DIRECTORY | SUSPECTS, CASES | SIGNALS | DIRECTORY | SUSPECTS,
            EVERYBODY | {"verify", "backup", "handover", "summary", "calendar"},
            suspects=True, grant=True,
        ),
        Expected(
            "waarnemer", WORKERS,
            CASES | SIGNALS | DIRECTORY, CASES | SIGNALS,
            EVERYBODY | {"backup", "handover", "summary", "calendar"},
        ),
        Expected(
            "aandachtsfunctionaris", ("today", "signals", "places", "partners", "settings"),
            SIGNALS | DIRECTORY, SIGNALS | DIRECTORY, EVERYBODY,
        ),
        Expected(
            "leidinggevende", ("today", "cases", "referrals", "partners", "settings"),
            CASES | DIRECTORY, frozenset(), EVERYBODY | {"summary", "calendar"},
            names=False,
        ),
        Expected(
            "functionaris_logboek", ("upkeep", "settings"),
            frozenset(), frozenset(), EVERYBODY | {"verify"},
        ),
        Expected(
            "beheerder", ("partners", "upkeep", "settings"),
            DIRECTORY, ADMINISTRATION,
            EVERYBODY | {"verify", "backup", "user add", "user renew", "user revoke"},
        ),
        Expected(  # a grant on an account whose role may not hold suspect data counts for nothing
            "leidinggevende", ("today", "cases", "referrals", "partners", "settings"),
            CASES | DIRECTORY, frozenset(), EVERYBODY | {"summary", "calendar"},
            names=False, grant=True,
        ),
    )
}  # fmt: skip


@pytest.fixture(autouse=True)
def dutch_and_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    set_language("nl")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sitting, Planted]]:
    with a_store(tmp_path_factory.mktemp("rollen")) as sitting:
        yield sitting, plant_everywhere(sitting)


def in_role(maker: Sitting, name: str) -> Sitting:
    """Somebody of this role, with the same login whenever the test asks."""
    expected = ROLES[name]
    login = f"{expected.role}{int(expected.grant)}"
    with maker.store.read() as session:
        known = session.scalar(select(Account.id).where(Account.login == login))
    if known is None:
        return seen_by(maker, expected.role, suspects=expected.grant, login=login)
    actor = Actor(login, f"Verzonnen {expected.role}", expected.role, expected.grant)
    return Sitting(maker.vault, actor, maker.clock)


def forbidden(expected: Expected, planted: Planted) -> dict[str, Canary]:
    """The canaries that somebody of this role must never meet."""

    def is_forbidden(canary: Canary) -> bool:
        if canary.kind not in expected.sees or (canary.whose == "s" and not expected.suspects):
            return True
        return not expected.names and canary.kind in CASES and not canary.field.classes <= NAMELESS

    return {word: canary for word, canary in planted.words.items() if is_forbidden(canary)}


def met(words: Iterable[str], canaries: Iterable[str]) -> set[str]:
    """Which canaries stand in these words."""
    text = "\n".join(words).lower()
    there = set(re.findall(r"zq[a-z]{5}", text))
    return there & set(canaries)


def test_every_kind_has_its_place_in_the_table() -> None:
    features.load_records()
    kinds = {cls.record.name for cls in record_classes()}
    assert kinds == CASES | SIGNALS | DIRECTORY | SUSPECTS | ADMINISTRATION


@pytest.mark.parametrize("name", ROLES)
def test_records_that_exist_for_a_role(planted: tuple[Sitting, Planted], name: str) -> None:
    maker, plants = planted
    sitting, expected = in_role(maker, name), ROLES[name]
    for cls in record_classes():
        kind = cls.record.name
        if kind in ADMINISTRATION or not plants.ids(kind):
            continue
        wanted = {
            i for (of, whose), ids in plants.records.items() for i in ids
            if of == kind and kind in expected.sees and (whose != "s" or expected.suspects)
        }  # fmt: skip
        with sitting.store.read() as session:
            there = set(session.scalars(select(cls.id)))
            # Other deadlines followed from the steps that were planted.
            met_here = there & set(plants.ids(kind)) if kind == "deadline" else there
            assert met_here - {plants.case_id} == wanted - {plants.case_id}, kind
            assert session.scalar(select(func.count()).select_from(cls)) == len(
                list(session.scalars(select(cls.id)))
            )


@pytest.mark.parametrize("name", ROLES)
def test_what_a_role_may_not_change_is_refused(planted: tuple[Sitting, Planted], name: str) -> None:
    maker, plants = planted
    sitting, expected = in_role(maker, name), ROLES[name]
    for cls in record_classes():
        kind = cls.record.name
        if kind in expected.changes:
            continue
        assert isinstance(create(sitting.store, Create(kind, {}), sitting.labels), Refused), kind
        for record_id in plants.ids(kind):
            assert not isinstance(remove(sitting.store, Remove(kind, record_id, 1)), Changes), kind


ALONE_ON_THE_RAIL = (
    "today", "contact", "upkeep", "settings", "signals", "places", "suspects", "comensha",
    "duplicates", "new_person",
)  # fmt: skip


def everywhere(plants: Planted, chance: random.Random, records: int) -> list[Place]:
    """All pages that there are, also those to which no way leads for a role."""
    case_id = plants.case_id
    places = [Place(page) for page in (*sorted(LISTS), *ALONE_ON_THE_RAIL)]
    places += [Place("case", kind="case_file", id=case_id, tab=tab.key) for tab in TABS]
    persons = plants.ids("person") or [0]
    places += [
        place for person_id in persons for place in (
            Place("suspect", kind="person", id=person_id),
            Place("compare", kind="person", id=persons[0], entry=("person", person_id)),
        )
    ]  # fmt: skip
    places += [
        Place(page, kind=kind, id=i, case_id=case_id)
        for page, kind in (("document", "document"), ("consult_paper", "case_consult"))
        for i in plants.ids(kind) or [0]
    ]
    places += [Place(page, id=case_id, case_id=case_id) for page in ("stand_in", "stand_in_paper")]
    partners = plants.ids("organisation")
    places += [
        Place("handover", id=case_id, case_id=case_id, entry=("organisation", partner))
        for partner in partners
    ]
    places += [
        Place("partner_view", case_id=case_id, entry=("organisation", partner))
        for partner in partners[:2] or [0]
    ]
    # Nothing left this case: the page of a copy that is not there.
    places += [Place("archive_copy", id=1, case_id=case_id)]
    places += [Place("summary", id=case_id, case_id=case_id)]
    single = [
        Place("record", kind=kind, id=i) for (kind, _w), ids in plants.records.items() for i in ids
    ]
    return places + (chance.sample(single, records) if records < len(single) else single)


def walk(
    window: MainWindow, places: Sequence[Place], look: Callable[[str], None], spared: set[str]
) -> None:
    """Go to each place and order each command there; look now and then.

    The window keeps the last eight pages, and what is hidden is read as well.
    """
    for number, place in enumerate(places, start=1):
        window.navigator.go(place)
        settle()
        page = window.navigator.page
        for bound in page.commands() if page is not None else ():
            if bound.enabled() and bound.command.id not in spared:
                bound.run()
                settle()
        if QApplication.activeModalWidget() is not None or number % 3 == 0:
            look(f"{places[number - 3 : number]}")
            close_dialogs()
    look(f"{places[-3:]}")


def close_dialogs() -> None:
    while (dialog := QApplication.activeModalWidget()) is not None:
        assert isinstance(dialog, QWidget)
        dialog.close()
        settle()


def walk_as(
    planted: tuple[Sitting, Planted], name: str, folder: Path, records: int, spared: set[str]
) -> set[str]:
    """Walk through everything as a role; answers the canaries that it met."""
    maker, plants = planted
    sitting, expected = in_role(maker, name), ROLES[name]
    never = forbidden(expected, plants)
    seen: set[str] = set()
    with a_window(sitting, folder) as window:
        assert [stop.page for stop in stops_for(sitting.actor)] == list(expected.stops)

        def look(where: str) -> None:
            words = {*all_words(window), *said(window)}
            for widget in QApplication.topLevelWidgets():
                if widget is not window and widget.isVisible():
                    words |= all_words(widget)
            seen.update(met(words, plants.words))
            leaked = met(words, never)
            assert not leaked, f"{where}: {[never[word] for word in leaked]}"

        walk(window, everywhere(plants, random.Random(len(name)), records), look, spared)
        assert not [s for s in said(window) if "ging iets mis" in s], said(window)
    return seen


LIKE_OTHERS = {"waarnemer", "leidinggevende+"}
"""See what others see: the full run walks as them too."""


@pytest.mark.parametrize("name", [name for name in ROLES if name not in LIKE_OTHERS])
def test_a_role_meets_nothing_that_is_not_for_it(
    planted: tuple[Sitting, Planted], name: str, tmp_path: Path, qtbot: QtBot
) -> None:
    seen = walk_as(planted, name, tmp_path, records=6, spared={"remove"})
    if ROLES[name].role == "zorgcoordinator":
        assert len(seen) > 40, "the walk meets what it may"


@pytest.mark.proof
@pytest.mark.parametrize("name", ROLES)
def test_a_role_meets_nothing_on_any_page(
    name: str, tmp_path: Path, qtbot: QtBot, figure: Callable[[str], None]
) -> None:
    with a_store(tmp_path) as maker:  # a store of its own: commands change and remove things
        plants = plant_everywhere(maker)
        seen = walk_as((maker, plants), name, tmp_path, records=1000, spared=set())
    never = forbidden(ROLES[name], plants)
    pages = len(everywhere(plants, random.Random(), 1000))
    figure(
        f"role {name}: {pages} pages and their commands, {len(seen)} of {len(plants.words)} "
        f"canaries met, 0 of {len(never)} forbidden ones"
    )


def test_every_page_is_walked() -> None:
    walked = {place.page for place in everywhere(Planted(), random.Random(), 0)}
    # Pages of single kinds of records are met with the records.
    assert walked | {"record", "handover"} == {page for page in PAGES if ":" not in page}


# ------------------------------------------------------------------------- the command line


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with an account for each role, a case and a partner."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
        path = a_closed_store(tmp_path_factory.mktemp("opdrachten"))
        with sit(path) as sitting:
            a_victim(sitting, a_case(sitting, "2026-0001"))
            a_partner(sitting)
            for expected in ROLES.values():
                if not expected.grant:
                    seen_by(sitting, expected.role)
                    key_changes.add_person(
                        sitting.vault, login=expected.role, passphrase=PASSPHRASE
                    )
    return path


def commands(store: Path, folder: Path) -> dict[str, list[str]]:
    """The words of every command that opens a store as somebody."""
    (phrase := folder / "woord").write_text(PASSPHRASE + "\n", "utf-8")
    (new := folder / "nieuw").write_text("nog een verzonnen zin\n", "utf-8")
    case = ["--case", "2026-0001"]
    found = {
        "info": ["info", "STORE"],
        "verify": ["verify", "STORE"],
        "migrate": ["migrate", "STORE"],
        "backup": ["backup", "STORE", "--to", f"{folder}/kopie"],
        "summary": ["summary", "STORE", *case, "--to", f"{folder}/samenvatting.pdf"],
        "calendar": ["calendar", "STORE", "--to", f"{folder}/agenda.ics"],
        "handover": [
            "handover", "STORE", *case, "--partner", "Opvang De Haven", "--purpose", "opvang",
            "--ground", "public_task", "--informed", "yes", "--texts-read", "--request", "een bed",
            "--to", f"{folder}/overdracht.pdf", "--passphrase-out", f"{folder}/tweede-weg",
        ],
        "user list": ["user", "list", "STORE"],
        "user add": [
            "user", "add", "STORE", "daan", "--name", "Daan Verzonnen", "--role", "waarnemer",
            "--new-passphrase-file", str(new),
        ],
        "user renew": ["user", "renew", "STORE", "waarnemer", "--new-passphrase-file", str(new)],
        "user revoke": ["user", "revoke", "STORE", "waarnemer"],
    }  # fmt: skip
    return {
        name: [*(str(store) if word == "STORE" else word for word in words),
               "--passphrase-file", str(phrase)]
        for name, words in found.items()
    }  # fmt: skip


ALONE = {"demo", "create", "restore", "user recovery"}
"""Commands that work on no open store, or with the printed code; no role comes into it."""


def test_every_command_is_tried(tmp_path: Path) -> None:
    known = set(commands(tmp_path, tmp_path)) | ALONE
    there = {
        f"{name} {sub}" if isinstance(command, click.Group) else name
        for name, command in casedesk.commands.items()
        for sub in (command.commands if isinstance(command, click.Group) else [""])
    }
    assert there <= known


@pytest.mark.parametrize("name", [name for name, e in ROLES.items() if not e.grant])
def test_commands_that_a_role_may_give(
    shared_store: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Path(shutil.copytree(shared_store, tmp_path / "regio.casedesk"))
    for command, words in commands(store, tmp_path).items():
        code = run_command([*words, "--user", name])
        told = capsys.readouterr()
        allowed = command in ROLES[name].commands
        assert code == (0 if allowed else 1), (command, told)
        if not allowed:
            assert "Uw rol mag dit niet" in told.err, (command, told.err)
        assert "Popescu" not in told.out + told.err
