"""The demo store is the same for a seed, whole, complete, and lived in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import func, select

from casedesk import bootstrap
from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.demo.build import PASSPHRASE, build_demo
from casedesk.kernel.fields import Missing
from casedesk.records.values import problem_with
from casedesk.store import facts, kdf
from casedesk.store.declare import fields_of, record_classes
from casedesk.store.faults import PlaceTaken
from casedesk.store.journal import Trail
from casedesk.store.missing import MissingReason
from tests.builders import CHEAP
from tests.content import records_hash

TODAY = date(2026, 3, 2)
CASES = 12
LOGINS = (
    "zorgcoordinator", "waarnemer", "aandachtsfunctionaris", "leidinggevende", "logboek",
    "beheerder",
)  # fmt: skip
NOT_INVENTED = {
    "disclosure", "deadline_rule", "own_sharing_policy", "letter_template", "referral_step",
}  # fmt: skip
"""The first stands for a file that was sent, and there is none; rules, policy and letters are as
they were shipped; a step of a referral keeps what its act found, and here nobody acted."""


@pytest.fixture(scope="module", autouse=True)
def cheap_keys() -> Iterator[None]:
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    return build_demo(folder, cases=CASES, today=TODAY)


@pytest.fixture
def sitting(store: Path) -> Iterator[Sitting]:
    with bootstrap.open_store(store, login="zorgcoordinator", passphrase=PASSPHRASE) as opened:
        yield opened


def test_the_store_stands_in_the_folder_or_is_it(store: Path, tmp_path: Path) -> None:
    assert store.name == "demo.casedesk"
    named = tmp_path / "regio.casedesk"
    assert build_demo(named, cases=1, today=TODAY) == named
    assert (named / "store.db").is_file()


def test_it_is_whole_and_every_act_has_its_line(sitting: Sitting) -> None:
    report = bootstrap.verify_store(sitting)
    assert report.whole, report.findings
    assert report.lines > 300
    assert report.records > 1000


def test_the_same_seed_and_day_give_the_same_content(sitting: Sitting, tmp_path: Path) -> None:
    def content(path: Path) -> str:
        with (
            bootstrap.open_store(path, login="beheerder", passphrase=PASSPHRASE) as opened,
            opened.vault.reading() as connection,
        ):
            return records_hash(connection)

    again = build_demo(tmp_path / "a", cases=CASES, today=TODAY)
    other = build_demo(tmp_path / "b", cases=CASES, seed=2, today=TODAY)
    with sitting.vault.reading() as connection:
        first = records_hash(connection)
    assert content(again) == first
    assert content(other) != first


@pytest.mark.parametrize("login", LOGINS)
def test_everybody_opens_it_with_the_same_passphrase(store: Path, login: str) -> None:
    with bootstrap.open_store(store, login=login, passphrase=PASSPHRASE) as opened:
        assert opened.is_demo
        assert opened.actor.login == login


def test_the_case_to_look_at_first_is_there(sitting: Sitting) -> None:
    with sitting.vault.reading() as connection:
        number = facts.get(connection, bootstrap.DEMO_CASE_FACT)
    with sitting.store.read() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        assert case.phase == "active"
        assert case.coordinator == "zorgcoordinator"
        assert session.scalar(select(func.count()).select_from(CaseFile)) == CASES


def test_every_kind_of_record_occurs(sitting: Sitting) -> None:
    with sitting.store.read() as session:
        empty = {
            cls.record.name
            for cls in record_classes()
            if not session.scalar(select(func.count()).select_from(cls))
        }
    assert empty == NOT_INVENTED


def test_every_value_is_good_for_its_field_and_every_rule_holds(sitting: Sitting) -> None:
    wrong = []
    with sitting.store.read() as session:
        reasons = {
            (row.kind, row.record_id, row.field): Missing(row.reason)
            for row in session.scalars(select(MissingReason))
        }
        for cls in record_classes():
            for record in session.scalars(select(cls)):
                key = (cls.record.name, record.id)
                values = {
                    name: reasons.get((*key, name), getattr(record, name))
                    for name in fields_of(cls)
                }
                problems = [
                    problem_with(field, values[name], sitting.labels)
                    for name, field in fields_of(cls).items()
                ]
                problems += [rule(values) for rule in cls.record.rules]
                wrong += [(key, p.sentence, p.field) for p in problems if p]
    assert wrong == []
    assert reasons


def test_the_trail_goes_forward_through_the_years_and_stops_today(
    store: Path, sitting: Sitting
) -> None:
    with sitting.vault.reading() as connection:
        rows = connection.execute(select(Trail.at, Trail.login, Trail.machine).order_by(Trail.seq))
        lines = [row for row in rows if row.machine.startswith("WERKPLEK")]
    moments = [line.at for line in lines]
    assert moments == sorted(moments)
    assert moments[-1] < datetime(2026, 3, 3, tzinfo=UTC)
    assert moments[-1].year - moments[0].year >= 1
    assert {line.login for line in lines} == {
        "zorgcoordinator",
        "waarnemer",
        "aandachtsfunctionaris",
        "beheerder",  # decides on terms of the house
    }


def test_histories_show_how_things_went(sitting: Sitting) -> None:
    with sitting.store.read() as session:
        counts = {
            cls.record.name: session.scalar(select(func.max(cls.version))) or 0
            for cls in record_classes()
        }
    assert counts["referral"] >= 4
    assert counts["case_file"] >= 4
    assert counts["action"] == 2


def test_nobody_without_the_right_wrote_about_a_suspect(sitting: Sitting) -> None:
    with sitting.vault.reading() as connection:
        query = select(Trail.login).where(Trail.restricted).distinct()
        assert set(connection.scalars(query)) == {"zorgcoordinator"}


def test_a_place_that_is_taken_is_left_alone(store: Path) -> None:
    with pytest.raises(PlaceTaken):
        build_demo(store, cases=1, today=TODAY)
    assert (store / "store.db").is_file()


def test_stopping_half_way_leaves_nothing(tmp_path: Path) -> None:
    def stop(_cases: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path, cases=1, today=TODAY, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_the_cases(tmp_path: Path) -> None:
    told: list[int] = []
    build_demo(tmp_path, cases=3, today=TODAY, progress=told.append)
    assert sum(told) == 3
