"""The timeline of a case, read from its records."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.fields import Sensitivity
from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_, speaking
from casedesk.records.reading import Reader
from casedesk.timeline.coming import next_date_of_case
from casedesk.timeline.entries import Entry, entries
from tests.builders import (
    a_case,
    a_partner,
    a_record,
    a_referral,
    a_store,
    a_suspect,
    a_victim,
    seen_by,
)

TODAY = date(2026, 3, 2)
S = Sensitivity


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def told(
    sitting: Sitting, case: int, kind: str = "", rules: list[MomentRule] | None = None
) -> list[Entry]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        found = entries(session, reader, case, rules)
    return [entry for entry in found if not kind or entry.kind == kind]


def vague(text: str) -> VagueDate:
    found = parse_vague(text, TODAY, "nl")
    assert isinstance(found, VagueDate)
    return found


def test_entries_stand_in_order_exact_and_vague_together(sitting: Sitting) -> None:
    case = a_case(sitting)
    for subject, when in (
        ("C", "12-03-2024"),
        ("A", "2022"),
        ("B", "zomer 2022"),
        ("D", "na 2024"),
    ):
        a_record(sitting, "note", case_id=case, subject=subject, about=vague(when))
    moment = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)
    a_record(sitting, "contact_moment", case_id=case, contact_kind="phone", held_at=moment)
    found = told(sitting, case)
    assert [entry.title for entry in found] == ["A", "B", "C", "Telefoon", "D", "Dossier geopend"]
    assert [entry.vague for entry in found] == [True, True, False, False, True, False]
    assert found[3].sort == (date(2024, 3, 12), date(2024, 3, 12), "10:30")


def test_a_period_has_its_end_and_a_track(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    a_referral(
        sitting, case, partner, state="completed", sent_on=date(2026, 1, 5),
        answered_on=date(2026, 1, 9), started_on=date(2026, 1, 12), ended_on=date(2026, 2, 1),
    )  # fmt: skip
    sent, answered, help_given = told(sitting, case, "referral")
    assert sent.title == "Verwijzing naar Opvang De Haven: Opvang"
    assert answered.title == "Opvang De Haven antwoordde: Afgerond"
    assert (help_given.start, help_given.end) == (date(2026, 1, 12), date(2026, 2, 1))
    assert {entry.track for entry in (sent, answered, help_given)} == {Track.CARE}


def test_a_track_may_come_from_the_record(sitting: Sitting) -> None:
    case = a_case(sitting)
    for track in ("residence", None):
        a_record(sitting, "deadline", case_id=case, what="Bedenktijd", due_on=TODAY, track=track)
    assert [e.track for e in told(sitting, case, "deadline")] == [Track.RESIDENCE, Track.NONE]


@pytest.mark.parametrize(
    ("due_on", "values", "due"),
    [
        (date(2026, 3, 1), {}, "late"),
        (TODAY, {}, "today"),
        (date(2026, 3, 3), {}, "ahead"),
        (date(2026, 3, 1), {"state": "done", "done_on": TODAY}, "met"),
        (date(2026, 3, 1), {"state": "dropped"}, ""),
    ],
)
def test_a_date_to_meet_says_how_it_stands(
    sitting: Sitting, due_on: date, values: dict[str, Any], due: str
) -> None:
    case = a_case(sitting)
    a_record(sitting, "action", case_id=case, what="Bellen", due_on=due_on, **values)
    entry = next(e for e in told(sitting, case, "action") if e.when == "due_on")
    assert entry.due == due


def test_a_referral_waits_only_while_it_is_asked(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    for state in ("draft", "sent", "withdrawn"):
        a_referral(sitting, case, partner, state=state, answer_by=date(2026, 2, 1))
    assert [e.due for e in told(sitting, case, "referral")] == ["", "late", ""]


def test_what_may_not_be_read_is_shielded(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_victim(sitting, case)
    a_record(sitting, "action", case_id=case, what="Bel Mirela", due_on=TODAY)
    a_record(sitting, "intake", case_id=case, person_id=person, held_on=TODAY)
    theirs = told(seen_by(sitting, Role.SUPERVISOR), case)
    text = str([entry.title for entry in theirs])
    assert "Mirela" not in text
    assert "Actie: afgeschermd" in text
    assert "Persoon A" in text


def test_a_title_has_the_classes_of_all_it_says(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_record(sitting, "action", case_id=case, what="Bellen", due_on=TODAY)
    (entry,) = told(sitting, case, "action")
    assert entry.classes == {S.FREE_TEXT}


def test_suspects_are_on_no_timeline_without_the_right(sitting: Sitting) -> None:
    case, elsewhere = a_case(sitting), a_case(sitting)
    suspect = a_suspect(sitting, case)
    victim = a_victim(sitting, elsewhere)
    a_record(sitting, "person_role", case_id=case, person_id=victim, role="facilitator",
             since=vague("2022"))  # fmt: skip
    for person in (suspect, victim):
        a_record(sitting, "note", case_id=case, person_id=person, subject="Gezien",
                 about=vague("2023"))  # fmt: skip
    assert len(told(sitting, case)) == 4
    assert [e.title for e in told(seen_by(sitting, Role.DEPUTY), case)] == ["Dossier geopend"]


def test_an_empty_part_leaves_no_sign_behind(sitting: Sitting) -> None:
    case = a_case(sitting)
    rules = [
        MomentRule("note", "about", N_("{nature}: {subject}"), "note"),
        MomentRule("note", "about", N_("{subject}"), "note"),
    ]
    a_record(sitting, "note", case_id=case, nature="fact", about=vague("2023"))
    assert [e.title for e in told(sitting, case, rules=rules)] == ["Feit", "Notitie"]


def test_braces_in_a_text_are_only_text(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_record(sitting, "note", case_id=case, subject="{text} {0}", about=vague("2023"))
    assert told(sitting, case, "note")[0].title == "{text} {0}"


def test_the_number_of_queries_does_not_grow_with_the_entries(sitting: Sitting) -> None:
    case = a_case(sitting)
    partner = a_partner(sitting)
    asked: list[str] = []
    event.listen(sitting.vault.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    def count() -> int:
        asked.clear()
        told(sitting, case)
        return len([sql for sql in asked if sql.startswith("SELECT")])

    a_referral(sitting, case, partner, a_victim(sitting, case), sent_on=TODAY)
    few = count()
    for _ in range(20):
        a_referral(sitting, case, partner, a_victim(sitting, case), sent_on=TODAY)
    assert count() == few


def next_date(sitting: Sitting, case: int) -> Any:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return next_date_of_case(session, reader, case)


def test_the_next_date_is_the_earliest_that_is_not_met(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    assert next_date(sitting, case) is None
    a_record(sitting, "deadline", case_id=case, what="Bedenktijd", due_on=date(2026, 4, 1))
    a_record(sitting, "action", case_id=case, what="Gedaan", due_on=date(2026, 1, 1),
             state="done", done_on=date(2026, 1, 1))  # fmt: skip
    assert next_date(sitting, case).title == "Uiterlijk: Bedenktijd"
    a_referral(sitting, case, partner, state="sent", answer_by=date(2026, 2, 20))
    found = next_date(sitting, case)
    assert (found.on, found.kind, found.due) == (date(2026, 2, 20), "referral", "late")
