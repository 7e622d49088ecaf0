"""A program that adds marks to one text, over and over: ``STORE PERSON NAME COUNT``.

It reads, adds its own mark to what it read, and writes. On a conflict it reads again. It prints
the marks that were accepted, and how often it was told that somebody was first.
"""

import random
import sys
import time
from pathlib import Path

from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Conflict
from casedesk.people.model import Person
from casedesk.records.use_cases import ChangeField, change
from tests.faults.stores import cheap_keys, sit


def read(sitting: Sitting, person: int, field: str) -> str:
    """What stands there now."""
    with sitting.store.read() as session:
        return str(getattr(session.get(Person, person), field) or "")


def add_marks(sitting: Sitting, person: int, field: str, name: str, count: int) -> tuple[int, int]:
    """Add so many marks; answers how many were accepted and how many conflicts there were."""
    chance = random.Random(name)
    accepted = conflicts = 0
    seen = read(sitting, person, field)
    while accepted < count:
        mark = f"{name}{accepted};"
        command = ChangeField("person", person, field, seen + mark, seen or None)
        answer = change(sitting.store, command, sitting.labels)
        if isinstance(answer, Conflict):
            conflicts += 1
            seen = str(answer.now or "")
        else:
            assert isinstance(answer, Changes), answer
            accepted += 1
            seen = read(sitting, person, field) if chance.random() < 0.5 else seen + mark
        time.sleep(chance.random() / 500)
    return accepted, conflicts


if __name__ == "__main__":
    cheap_keys()
    store, person, field, name, count = sys.argv[1:]
    with sit(Path(store)) as sitting:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        sys.stdin.readline()
        accepted, conflicts = add_marks(sitting, int(person), field, name, int(count))
    sys.stdout.write(f"{accepted} {conflicts}\n")
