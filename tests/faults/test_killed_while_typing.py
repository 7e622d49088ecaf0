"""A program killed while somebody types loses at most the last second of typing (T1, T9)."""

import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_state_path
from sqlalchemy import select

from casedesk.bootstrap import Sitting, verify_store
from casedesk.store.drafts import drafts_of
from casedesk.store.journal import TrailValues
from tests.builders import CHEAP, a_case, a_person
from tests.faults.stores import a_filled_store, sit
from tests.faults.typist import TICK_MS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")

SECOND = 1.0


@dataclass
class Life:
    """What a program told between its birth and its death."""

    killed_at: float = 0.0
    told: list[list[Any]] = field(default_factory=list)

    def of(self, what: str) -> list[list[Any]]:
        """What it told of one sort, without the word for it."""
        return [line[1:] for line in self.told if line[0] == what]

    @property
    def starved(self) -> float:
        """Seconds of the last two in which this computer gave the program no time."""
        ticks = [when for (when,) in self.of("tick") if when > self.killed_at - 2 * SECOND]
        gaps = [b - a for a, b in pairwise([*ticks, self.killed_at])]
        return float(sum(max(0.0, gap - 3 * TICK_MS / 1000) for gap in gaps))


class Nursery:
    """Starts programs on stores and kills them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": "src:.", "QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parents[2],
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="what the typist tells")
        self._reader.start()

    def kill_one(self, store: Path, seed: int, after: float, since: str = "born") -> Life:
        """Let somebody type for a while, from the birth of the program on; then kill it.

        Or from the moment on which it told something: that it is ``ready``.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(f"{store} {seed}\n")
        self._process.stdin.flush()
        life = Life()
        (child,) = self._next()[1:]
        while since not in ("born", self._take(life, 60)):
            pass
        until = time.monotonic() + after
        while (left := until - time.monotonic()) > 0:
            self._take(life, left)
        os.kill(child, signal.SIGKILL)
        life.killed_at = time.monotonic()
        while self._take(life, 30) != "dead":
            pass
        return life

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._reader.join(20)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _next(self) -> list[Any]:
        return list(json.loads(self._lines.get(timeout=60)))

    def _take(self, life: Life, seconds: float) -> str:
        try:
            line = json.loads(self._lines.get(timeout=seconds))
        except queue.Empty:
            return ""
        life.told.append(line)
        return str(line[0])

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)


@contextmanager
def a_nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    try:
        yield nursery
    finally:
        nursery.close()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


def a_store_to_type_in(folder: Path) -> Path:
    path = a_filled_store(folder)
    with sit(path) as sitting:
        for _number in range(3):
            a_person(sitting, a_case(sitting))
    return path


def examine(sitting: Sitting, life: Life) -> float:
    """Everything told as committed is there; answers how many seconds of typing are not."""
    report = verify_store(sitting)
    assert report.whole, report.findings[:3]
    assert life.of("said") == []
    with sitting.store.read() as session:
        rows = session.execute(select(TrailValues.seq, TrailValues.body))
        bodies = {seq: body for seq, body in rows}  # noqa: C416 - rows are no pairs to the types
        drafts = drafts_of(session.connection(), sitting.actor.login)
    for _when, seq, body in life.of("saved"):
        assert bodies.get(seq) == body, f"committed line {seq} is gone"
    kept: dict[tuple[str, str], set[str]] = {}
    for body in bodies.values():
        for kind, _id, name, _before, after, _restricted in json.loads(body):
            if isinstance(after, str):
                kept.setdefault((kind, name), set()).add(plain(after))
    for draft in drafts:
        for name, typed in draft.typed.items():
            if "text" in typed["typed"]:
                kept.setdefault((draft.kind, name), set()).add(plain(typed["typed"]["text"]))
    return max((lost(keys, kept, life) for keys in by_field(life)), default=0.0)


def plain(text: str) -> str:
    return " ".join(text.split())


def by_field(life: Life) -> list[list[list[Any]]]:
    """The keystrokes of each field of each form."""
    found: dict[tuple[str, str], list[list[Any]]] = {}
    for key in life.of("key"):
        found.setdefault((key[1], key[3]), []).append(key)
    return list(found.values())


def lost(keys: Sequence[list[Any]], kept: dict[tuple[str, str], set[str]], life: Life) -> float:
    """How long before the death the first keystroke was made that is not kept any more."""
    _when, _form, kind, name, _text = keys[-1]
    texts = [plain(key[4]) for key in keys]
    there = kept.get((kind, name), set())
    for place in range(len(keys) - 1, -1, -1):
        later = texts[place:]  # what the user typed in place of it counts as well
        if any(known.startswith(later[0]) or known in later for known in there):
            after = keys[place + 1][0] if place + 1 < len(keys) else life.killed_at
            return float(life.killed_at - after)
    return float(life.killed_at - keys[0][0])


def test_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = a_store_to_type_in(tmp_path)
    with a_nursery() as nursery:
        for number, since in enumerate(("ready", "ready", "born", "ready", "ready", "ready")):
            life = nursery.kill_one(path, number, chance.uniform(0.2, 1.6), since)
            with sit(path) as sitting:
                assert examine(sitting, life) <= SECOND + life.starved


@pytest.mark.proof
def test_killed_at_two_hundred_moments(tmp_path: Path, figure: Callable[[str], None]) -> None:
    chance = random.Random()
    told: Counter[str] = Counter()
    losses, late = [], []
    with a_nursery() as nursery:
        for number in range(200):
            if number % 20 == 0:  # each store goes through twenty deaths
                (tmp_path / str(number)).mkdir()
                # Copies of one template have one name for the anchor: each begins anew.
                shutil.rmtree(user_state_path("casedesk", appauthor=False), ignore_errors=True)
                path = a_store_to_type_in(tmp_path / str(number))
            life = nursery.kill_one(path, chance.randrange(10**9), chance.uniform(0, 6))
            told.update(line[0] for line in life.told)
            with sit(path) as sitting:
                losses.append(loss := examine(sitting, life))
            if loss > SECOND + life.starved:
                late.append((loss, life.starved))
    figure(
        f"killed while typing: 200 kills, {told['key']} keystrokes, {told['saved']} commits told "
        f"and {told['draft']} drafts; 0 commits lost, 200 stores whole; typing lost: "
        f"median {sorted(losses)[100]:.2f} s, most {max(losses):.2f} s"
    )
    assert late == []
