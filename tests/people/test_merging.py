"""Two persons become one, and two again: nothing is lost, hidden or betrayed on the way."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select, text

from casedesk import features
from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import set_language
from casedesk.people.differing import SayDifferent, doubts_about, say_different
from casedesk.people.keys import rebuild
from casedesk.people.merged import PersonMerge
from casedesk.people.merging import Side, own_fields
from casedesk.people.model import Identifier, Person, PersonName, PersonRole, VictimDetails
from casedesk.people.references import ELSEWHERE, references_to
from casedesk.people.unmerging import Unmerge, merges_of, unmerge_persons, went_up_in
from casedesk.records.use_cases import ChangeField, change
from casedesk.relations.model import PersonRelation
from casedesk.store.base import Base
from casedesk.store.undo import redo, undo
from casedesk.store.verify import verify
from tests.builders import a_case, a_person, a_record, a_store, a_suspect, a_victim, made, seen_by
from tests.people.merges import a_crowd, keys, merged, rows, try_merge

features.load_records()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as opened:
        yield opened


def all_of(sitting: Sitting, cls: type[Any], **where: Any) -> list[Any]:
    with sitting.store.read() as session:
        found = list(session.scalars(select(cls).filter_by(**where).order_by(cls.id)))
        session.expunge_all()
        return found


def taken_apart(sitting: Sitting, merge_id: int, **more: Any) -> int:
    with sitting.store.read() as session:
        version = session.scalars(select(PersonMerge.version).filter_by(id=merge_id)).one()
    return made(unmerge_persons(sitting.store, Unmerge(merge_id, version, **more)))


def set_field(sitting: Sitting, kind: str, record_id: int, name: str, value: Any) -> None:
    with sitting.store.read() as session:
        view = sitting.reader.view(session, kind, record_id)
    assert view is not None
    seen = view.values[name]
    answer = change(sitting.store, ChangeField(kind, record_id, name, value, seen), sitting.labels)
    assert isinstance(answer, Changes), answer


def assert_whole(sitting: Sitting) -> None:
    """Every record is what the trail says; apart from what this computer remembers of others."""
    with sitting.vault.reading() as connection:
        report = verify(connection, sitting.vault.keys.trail_key)
    assert report.whole, report.findings


# Identity. Shrinking is left out: each example makes an encrypted store.

PHASES = (Phase.explicit, Phase.generate)


@settings(max_examples=15, phases=PHASES)
@given(
    seed=st.integers(0, 2**32),
    most=st.integers(0, 25),
    sides=st.dictionaries(st.sampled_from(sorted(own_fields())), st.sampled_from(list(Side))),
)
def test_merge_then_unmerge_is_identity_over_the_whole_store(
    seed: int, most: int, sides: dict[str, Side]
) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as sitting:
        kept, gone, _third = a_crowd(sitting, seed, most)
        before, found_by = rows(sitting), keys(sitting)

        merge_id = merged(sitting, kept, gone, sides)
        during = keys(sitting)
        with sitting.store.read() as session:
            for ref in references_to("person"):
                query = select(ref.cls.id).where(getattr(ref.cls, ref.name) == gone)
                assert session.scalars(query).all() == [], (ref.kind, ref.name)
        assert gone not in {row[2] for row in during if len(row) == 7}
        assert taken_apart(sitting, merge_id, different=False) == gone

        assert rows(sitting) == before
        assert keys(sitting) == found_by
        assert_whole(sitting)


@settings(max_examples=5, phases=PHASES)
@given(seed=st.integers(0, 2**32))
def test_two_merges_are_undone_in_turn(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as sitting:
        kept, gone, third = a_crowd(sitting, seed, 15)
        before = rows(sitting)
        first = merged(sitting, kept, gone)
        second = merged(sitting, third, kept)

        answer = unmerge_persons(sitting.store, Unmerge(first, 2, different=False))
        assert isinstance(answer, Refused)
        assert "later" in answer.sentence
        taken_apart(sitting, second, different=False)
        taken_apart(sitting, first, different=False)

        assert rows(sitting) == before


@settings(max_examples=5, phases=PHASES)
@given(seed=st.integers(0, 2**32))
def test_ctrl_z_takes_a_merge_back_and_redo_does_it_again(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as sitting:
        kept, gone, _third = a_crowd(sitting, seed, 15)
        before = {t: r for t, r in rows(sitting).items() if t != "draft"}
        merged(sitting, kept, gone)
        together = {t: r for t, r in rows(sitting).items() if t != "draft"}

        assert isinstance(undo(sitting.store), Changes)
        assert {t: r for t, r in rows(sitting).items() if t != "draft"} == before
        assert isinstance(redo(sitting.store), Changes)

        assert {t: r for t, r in rows(sitting).items() if t != "draft"} == together


def test_keys_in_step_are_those_made_anew(sitting: Sitting) -> None:
    kept, gone, _third = a_crowd(sitting, 7, 25)
    merged(sitting, kept, gone)
    in_step = keys(sitting)
    with sitting.store.read() as session:
        session.info.clear()
    from sqlalchemy.orm import Session

    with Session(sitting.vault.engine) as session:
        rebuild(session)
        session.commit()
    assert keys(sitting) == in_step


# Coverage of the schema.


def test_every_table_that_holds_a_person_is_covered_by_a_merge() -> None:
    """A new table that refers to a person must be declared, or say in ELSEWHERE what is done."""
    declared = {(ref.cls.__tablename__, ref.name) for ref in references_to("person")}
    left = []
    for table in Base.metadata.tables.values():
        for column in table.columns:
            points = any(key.column.table.name == "person" for key in column.foreign_keys)
            by_number = not column.foreign_keys and (
                column.name.endswith("person_id") or column.name in ("record_id", "gone")
            )
            known = {table.name, f"{table.name}.{column.name}"} & set(ELSEWHERE)
            if points and (table.name, column.name) not in declared:
                left.append(f"{table.name}.{column.name}")
            if by_number and not known and not column.info.get("declared", {}).get("target"):
                left.append(f"{table.name}.{column.name}")
    assert left == [], "a merge of persons forgets these"


def test_a_table_that_points_at_a_person_past_the_declarations_is_seen() -> None:
    from sqlalchemy import Column, ForeignKey, Integer

    from casedesk.people.references import references_to as named

    extra = Table("zz_extra", Base.metadata, Column("who", Integer, ForeignKey("person.id")))
    try:
        with pytest.raises(AssertionError, match=r"zz_extra\.who"):
            test_every_table_that_holds_a_person_is_covered_by_a_merge()
        assert "zz_extra" not in {ref.cls.__tablename__ for ref in named("person")}
    finally:
        Base.metadata.remove(extra)


# What stays, what folds.


def test_what_hangs_on_both_hangs_on_one(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    kept = a_victim(sitting, case, given="Mirela", family="Popescu")
    gone = a_victim(
        sitting, other, given="Mirella", family="Popesku", birth=VagueDate.on(date(1999, 3, 12))
    )
    note = a_record(sitting, "note", case_id=other, person_id=gone, text="Belde")

    merged(sitting, kept, gone)

    (person,) = all_of(sitting, Person)
    assert (person.id, person.family_name) == (kept, "Popescu")
    assert person.birth == VagueDate.on(date(1999, 3, 12))
    assert {r.case_id for r in all_of(sitting, PersonRole, person_id=kept)} == {case, other}
    assert [n.name for n in all_of(sitting, PersonName)] == ["Mirella Popesku"]
    with sitting.store.read() as session:
        view = sitting.reader.view(session, "note", note)
    assert view is not None
    assert view.person_id == kept


def test_the_same_part_in_the_same_case_is_folded_and_no_text_is_lost(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_victim(sitting, case), a_victim(sitting, case, given="Mira")
    for person_id, health, rules in (
        (kept, "Astma", ("no_voicemail",)), (gone, "Zwanger", ("no_post",))
    ):  # fmt: skip
        (card,) = all_of(sitting, VictimDetails, person_id=person_id)
        set_field(sitting, "victim_details", card.id, "health", health)
        set_field(sitting, "victim_details", card.id, "contact_rules", rules)
        a_record(
            sitting, "identifier", person_id=person_id, identifier_kind="phone",
            value="0612345678",
        )  # fmt: skip

    merge_id = merged(sitting, kept, gone)

    (card,) = all_of(sitting, VictimDetails)
    assert card.health == "Astma\n\nZwanger"
    assert card.contact_rules == ("no_voicemail", "no_post")
    assert len(all_of(sitting, Identifier)) == len(all_of(sitting, PersonRole)) == 1
    with sitting.store.read() as session:
        (line,) = merges_of(session, sitting.reader, kept)
    assert line.changed == ()
    taken_apart(sitting, merge_id)
    assert [c.health for c in all_of(sitting, VictimDetails)] == ["Astma", "Zwanger"]
    assert len(all_of(sitting, Identifier)) == len(all_of(sitting, PersonRole)) == 2


def test_a_tie_between_the_two_is_no_tie_any_more_and_comes_back(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_victim(sitting, case), a_victim(sitting, case, given="Mira")
    tie = {"case_id": case, "person_id": kept, "other_id": gone, "relation": "parent_of"}
    a_record(sitting, "person_relation", **tie)
    before = rows(sitting)["person_relation"]

    merge_id = merged(sitting, kept, gone)

    assert rows(sitting)["person_relation"] == []
    taken_apart(sitting, merge_id)
    assert rows(sitting)["person_relation"] == before


# Later.


def test_two_merges_into_one_are_undone_in_the_order_of_making(sitting: Sitting) -> None:
    """The tie of the first went up in the second: it must come back to whom it was of."""
    case = a_case(sitting)
    one, two, three = (a_victim(sitting, case, given=name) for name in ("Ana", "Bea", "Cia"))
    tie = {"case_id": case, "relation": "friend_of", "other_id": two}
    a_record(sitting, "person_relation", person_id=one, **tie)
    first = merged(sitting, three, one)
    second = merged(sitting, three, two)
    assert all_of(sitting, PersonRelation) == []
    taken_apart(sitting, first)
    taken_apart(sitting, second)
    (back,) = all_of(sitting, PersonRelation)
    assert (back.person_id, back.other_id) == (one, two)
    assert_whole(sitting)


def test_undone_weeks_later_what_changed_since_stays_and_is_told(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    kept = a_victim(sitting, case, given="Mirela", family=None)
    gone = a_victim(sitting, other, given="Mira", family="Popescu")
    moved = a_record(sitting, "note", case_id=other, person_id=gone, text="Oud")
    merge_id = merged(sitting, kept, gone)
    set_field(sitting, "person", kept, "family_name", "Popescu-Ionescu")
    set_field(sitting, "note", moved, "text", "Oud, aangevuld")
    new = a_record(sitting, "note", case_id=case, person_id=kept, text="Nieuw")

    with sitting.store.read() as session:
        (line,) = merges_of(session, sitting.reader, kept)
    assert line.changed == (
        "Family name was changed since the merge and stays as it is now.",
        "Added since, stays with the person who is kept: Notes (1)",
    )
    assert taken_apart(sitting, merge_id) == gone

    names = {p.id: p.family_name for p in all_of(sitting, Person)}
    assert names == {kept: "Popescu-Ionescu", gone: "Popescu"}
    with sitting.store.read() as session:
        views = {v.id: v for v in sitting.reader.views(session, "note")}
    assert views[moved].person_id == gone
    assert views[moved].values["text"] == "Oud, aangevuld"
    assert views[new].person_id == kept
    assert_whole(sitting)


def test_a_record_that_was_removed_since_does_not_stop_the_way_back(sitting: Sitting) -> None:
    from casedesk.records.use_cases import Remove, remove

    case = a_case(sitting)
    kept, gone = a_victim(sitting, case), a_victim(sitting, a_case(sitting), given="Mira")
    note = a_record(sitting, "note", case_id=case, person_id=gone, text="Weg")
    merge_id = merged(sitting, kept, gone)
    with sitting.store.read() as session:
        view = sitting.reader.view(session, "note", note)
    assert view is not None
    assert isinstance(remove(sitting.store, Remove("note", note, view.version)), Changes)

    with sitting.store.read() as session:
        (line,) = merges_of(session, sitting.reader, kept)
    assert line.changed == ("1 record that was moved was removed since.",)
    assert taken_apart(sitting, merge_id) == gone


def test_ctrl_z_after_a_later_change_says_why_not(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_victim(sitting, case), a_victim(sitting, a_case(sitting), given="Mira")
    note = a_record(sitting, "note", case_id=case, person_id=gone, text="Belde")
    merge_id = merged(sitting, kept, gone)
    colleague = seen_by(sitting, Role.COORDINATOR, suspects=True, login="bert")
    set_field(colleague, "note", note, "person_id", None)

    answer = undo(sitting.store)

    assert isinstance(answer, Refused)
    assert taken_apart(sitting, merge_id) == gone


# Doubts, rights, traces.


def test_doubts_are_told_and_must_be_seen(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept = a_victim(sitting, case, birth=VagueDate.on(date(1999, 3, 12)))
    gone = a_suspect(sitting, case, birth=VagueDate.on(date(2001, 3, 12)))
    for person_id, number in ((kept, "111222333"), (gone, "123456782")):
        a_record(sitting, "identifier", person_id=person_id, identifier_kind="bsn", value=number)

    with sitting.store.read() as session:
        doubts = doubts_about(session, kept, gone)
    assert doubts == (
        "Each has another BSN. One person has only one.",
        "The dates of birth differ. One of them will be lost.",
        "In one case, one is a victim and the other a suspect.",
    )
    assert try_merge(sitting, kept, gone) == Refused(doubts[0])
    assert isinstance(try_merge(sitting, kept, gone, despite=True), Changes)


def test_a_merge_asks_for_a_reason(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_person(sitting, case), a_person(sitting, case, "witness")
    answer = try_merge(sitting, kept, gone, why="  ")
    assert isinstance(answer, Refused)
    assert answer.field == "why"


@pytest.mark.parametrize(
    ("role", "suspects"),
    [
        (Role.COORDINATOR, False), (Role.SUPERVISOR, False), (Role.FOCAL_OFFICER, False),
        (Role.KEEPER, False), (Role.LOG_OFFICER, False),
    ],
)  # fmt: skip
def test_who_may_not_merge_is_refused_alike_whatever_is_hidden(
    sitting: Sitting, role: str, suspects: bool
) -> None:
    """Were only persons with something shielded refused, a refusal would tell of it."""
    case = a_case(sitting)
    plain = a_victim(sitting, case), a_victim(sitting, a_case(sitting), given="Mira")
    shielded = a_victim(sitting, case, given="Olha"), a_suspect(sitting, a_case(sitting))
    other = seen_by(sitting, role, suspects=suspects, login="bert")

    answers = {try_merge(other, *pair, despite=True) for pair in (plain, shielded)}

    (answer,) = answers
    assert isinstance(answer, Refused)
    assert len(all_of(sitting, Person)) == 4


def test_the_line_of_a_merge_stands_with_both_persons(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_person(sitting, case), a_person(sitting, case, "witness", given="Mira")
    merged(sitting, kept, gone)
    with sitting.store.read() as session:
        for person_id in (kept, gone):
            lines = history(session, sitting.reader, kind="person", record_id=person_id)
            assert lines[0].sentence == "Two persons merged"
            assert lines[0].why == "Zelfde geboortedatum en telefoon"
        assert went_up_in(session, gone) == kept


def test_the_history_of_a_case_still_tells_of_who_went(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    kept, gone = a_victim(sitting, other), a_victim(sitting, case, given="Mira")
    set_field(sitting, "person", gone, "sex", "female")
    merged(sitting, kept, gone)
    with sitting.store.read() as session:
        lines = history(session, sitting.reader, case_id=case)
    assert ("person", gone) in {(line.kind, line.record_id) for line in lines}


def test_after_an_unmerge_the_two_are_known_to_be_different(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_person(sitting, case), a_person(sitting, case, "witness", given="Mira")
    taken_apart(sitting, merged(sitting, kept, gone))
    with sitting.store.read() as session:
        assert "different" in doubts_about(session, gone, kept)[0]
    answer = say_different(sitting.store, SayDifferent(gone, kept))
    assert isinstance(answer, Refused)


def test_an_old_version_is_refused(sitting: Sitting) -> None:
    case = a_case(sitting)
    kept, gone = a_person(sitting, case), a_person(sitting, case, "witness", given="Mira")
    from casedesk.people.merging import Merge, merge_persons

    with sitting.store.read() as session:
        version = session.scalars(select(Person.version).filter_by(id=gone)).one()
    set_field(sitting, "person", gone, "sex", "female")
    answer = merge_persons(sitting.store, Merge(kept, version, gone, version, "Zelfde"))
    assert isinstance(answer, Refused)
    with sitting.vault.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 2
