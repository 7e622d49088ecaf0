"""(e) Committing one changed field with its trail, against a bare insert on the same database."""

from pathlib import Path

from sqlalchemy import text

from benchmarks.rows import Row, median_ms
from casedesk import bootstrap
from casedesk.people.model import Person
from casedesk.records.use_cases import ChangeField, Create, change, create


def measure(work: Path) -> list[Row]:
    """One row."""
    with bootstrap.create_store(
        work / "commit.casedesk", login="bench", name="Bench", passphrase="bench", least=1
    ) as sitting:
        made = create(sitting.store, Create("person", {"given_names": "Proef"}), sitting.labels)
        person = made.created  # type: ignore[union-attr]
        state = {"seen": "Proef", "n": 0}

        def one_field() -> None:
            state["n"] += 1
            value = f"Proef {state['n']}"
            command = ChangeField("person", person, "given_names", value, state["seen"])
            assert change(sitting.store, command, sitting.labels)
            state["seen"] = value

        raw = sitting.vault.engine.raw_connection()
        cursor = raw.cursor()
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT)")

        def bare() -> None:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("INSERT INTO bare (value) VALUES ('Proef')")
            cursor.execute("COMMIT")

        floor = median_ms(bare, 200, 20)
        raw.close()
        ours = median_ms(one_field, 200, 20)
        with sitting.store.read() as session:
            assert session.get(Person, person)
            assert session.scalar(text("SELECT count(*) FROM bare")) == 220
    return [
        Row("e", "one changed field with its trail, committed", ours, floor, "< 10 ms", ours < 10)
    ]
