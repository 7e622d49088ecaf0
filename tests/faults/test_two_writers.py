"""Two windows or two programs that change one field: the second is told, nothing is lost (T11)."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.bootstrap import Sitting, verify_store
from casedesk.kernel.changes import Changes, Conflict
from casedesk.records.use_cases import ChangeField, change
from tests.builders import CHEAP, a_case, a_person, a_store, seen_by
from tests.faults.stores import a_closed_store, sit
from tests.faults.writer import add_marks, read

FIELD = "form_of_address"
NAMES = st.sampled_from(["Een", "Twee", "Drie", None])


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


@pytest.fixture(scope="module")
def writers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with a_store(tmp_path_factory.mktemp("writers")) as sitting:
        others = [seen_by(sitting, "waarnemer", login=f"b{n}", suspects=True) for n in range(2)]
        yield [sitting, *others], a_person(sitting, a_case(sitting))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), NAMES, st.booleans()), min_size=2, max_size=8))
def test_what_is_there_is_what_was_acknowledged(
    writers: tuple[list[Sitting], int], acts: list[tuple[int, str | None, bool]]
) -> None:
    """Each act: who, the new value, and whether the writer looks again first."""
    sittings, person = writers
    truth: str | None = read(sittings[0], person, FIELD) or None
    seen = [truth] * len(sittings)
    for who, value, looks in acts:
        if looks:
            seen[who] = truth
        command = ChangeField("person", person, FIELD, value, seen[who])
        answer = change(sittings[who].store, command, sittings[who].labels)
        if truth in (seen[who], value):
            assert isinstance(answer, Changes), answer
            truth = seen[who] = value
        else:
            assert isinstance(answer, Conflict), answer
            assert (answer.seen, answer.now, answer.wanted) == (seen[who], truth, value)
            assert answer.by
        assert (read(sittings[0], person, FIELD) or None) == truth


def test_threads_lose_no_acknowledged_change(tmp_path: Path) -> None:
    with a_store(tmp_path) as sitting:
        person = a_person(sitting, a_case(sitting))
        writers = [sitting, *(seen_by(sitting, "waarnemer", login=f"b{n}") for n in range(2))]
        counts: list[tuple[int, int]] = []

        def work(name: str, writer: Sitting) -> None:
            counts.append(add_marks(writer, person, FIELD, name, 10))

        threads = [
            threading.Thread(target=work, args=(name, writer))
            for name, writer in zip("abc", writers, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(counts) == 3
        assert_all_marks(read(sitting, person, FIELD), "abc", 10)
        assert verify_store(sitting).whole


def assert_all_marks(text: str, names: str, count: int) -> None:
    """Every mark stands there once, and those of one writer in their order."""
    marks = text.rstrip(";").split(";")
    assert len(marks) == len(names) * count
    for name in names:
        assert [m for m in marks if m[0] == name] == [f"{name}{n}" for n in range(count)]


def programs(path: Path, person: int, count: int) -> int:
    """Two programs at once; answers how often one was told that the other was first."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", path, str(person), FIELD, name,
             str(count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": "src:."}, cwd=Path(__file__).parents[2],
        )
        for name in "ab"
    ]  # fmt: skip
    for program in started:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
    conflicts = 0
    for program in started:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in started:
        told, _errors = program.communicate(timeout=120)
        assert program.returncode == 0
        conflicts += int(told.split()[1])
    return conflicts


def run_programs(folder: Path, count: int) -> int:
    path = a_closed_store(folder)
    with sit(path) as sitting:
        person = a_person(sitting, a_case(sitting))
    conflicts = programs(path, person, count)
    with sit(path) as sitting:
        assert_all_marks(read(sitting, person, FIELD), "ab", count)
        assert verify_store(sitting).whole
    return conflicts


def test_two_programs_lose_no_acknowledged_change(tmp_path: Path) -> None:
    assert run_programs(tmp_path, 12) > 0


@pytest.mark.proof
def test_two_programs_in_a_long_race(
    tmp_path: Path, own_user_folders: Path, figure: Callable[[str], None]
) -> None:
    total = conflicts = 0
    for number in range(100):
        # Each race is on another copy of one store: this machine must not remember the last one.
        shutil.rmtree(own_user_folders / "state", ignore_errors=True)
        (tmp_path / str(number)).mkdir()
        conflicts += run_programs(tmp_path / str(number), 25)
        total += 50
    figure(
        f"two programs: {total} acknowledged changes of one field in 100 races, {conflicts} "
        "conflicts told with both values, 0 changes lost"
    )
