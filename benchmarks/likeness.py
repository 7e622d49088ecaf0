"""(k) Who may be meant, asked at each keystroke of a new person among 60,000, and the worklist."""

from functools import partial
from pathlib import Path

from sqlalchemy import select

from benchmarks.big_store import LOGIN, PASSPHRASE, TODAY, big_store, cheap_keys
from benchmarks.rows import Row, median_ms
from casedesk import bootstrap
from casedesk.kernel.names import display_name
from casedesk.people.duplicates import possible_duplicates
from casedesk.people.likeness import probable
from casedesk.people.model import Person
from casedesk.people.sounds import read_typed

GOAL_MS = 50
PERSONS = (7, 4_001, 33_333)
"""Known persons who are typed in, letter by letter."""


def measure(_work: Path) -> list[Row]:
    """Two rows: the slowest keystroke of all, and the worklist of possible duplicates."""
    cheap_keys()
    path = big_store(Path("build"))
    slowest, missed = 0.0, 0
    with bootstrap.open_store(path, login=LOGIN, passphrase=PASSPHRASE) as sitting:
        with sitting.store.read() as session:
            rows = session.execute(
                select(
                    Person.id, Person.given_names, Person.name_prefix, Person.family_name,
                    Person.birth,
                ).where(Person.id.in_(PERSONS))
            ).all()  # fmt: skip

        def ask(words: str) -> list[int]:
            with sitting.store.read() as session:
                found = probable(session, sitting.reader, read_typed(words, TODAY))
            return [one.person_id for one in found]

        for row in rows:
            born = row.birth.show("nl") if row.birth else ""
            line = f"{display_name(row[1], row[2], row[3])} {born}".strip()
            for end in range(1, len(line) + 1):
                slowest = max(slowest, median_ms(partial(ask, line[:end]), 3, 1))
            missed += row.id not in ask(line)

        def all_pairs() -> object:
            with sitting.store.read() as session:
                return possible_duplicates(session, sitting.reader)

        worklist = median_ms(all_pairs, 2, 0)
    what = f"who may be meant, slowest keystroke, 60,000 persons ({missed} of 3 not found)"
    return [
        Row("k", what, slowest, None, f"< {GOAL_MS} ms", slowest < GOAL_MS and not missed),
        Row("k", "possible duplicates of 60,000 persons", worklist, None, "< 30 s",
            worklist < 30_000),
    ]  # fmt: skip
