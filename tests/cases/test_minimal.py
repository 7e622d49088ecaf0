"""A case that was no trafficking becomes a minimal record, and nothing of the rest can be read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from casedesk.access.rights import Role
from casedesk.access.trail import record_search
from casedesk.bootstrap import Sitting, verify_store
from casedesk.cases.closing import closing_warnings
from casedesk.cases.minimal import Reduce, reduce_case, what_goes
from casedesk.cases.use_cases import CloseCase, close_case, reopen_case
from casedesk.documents.use_cases import AddDocument, add_document
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import speaking
from casedesk.people.merging import Merge, merge_persons
from casedesk.people.unmerging import Unmerge, unmerge_persons
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.search.query import find
from casedesk.store.drafts import Unfinished, keep
from casedesk.store.undo import redo, undo, undoable
from casedesk.store.verify import verify
from tests.builders import (
    NINE,
    a_case,
    a_partner,
    a_person,
    a_record,
    a_store,
    a_suspect,
    a_victim,
    made,
    seen_by,
)

CANARIES = ("Qzybdfgh", "Qzyklmnp", "Qzyrstvw", "Qzyxbcdf", "Qzymnbvc")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("en"), a_store(tmp_path) as opened:
        yield opened


def a_closed_case(sitting: Sitting, number: str = "2026-0031", **values: object) -> int:
    return a_case(
        sitting, number, phase="closed", closed_on=date(2026, 3, 1), outcome="not_a_victim",
        close_reason="no_trafficking", gemeente="0363", **values,
    )  # fmt: skip


def version(sitting: Sitting, case: int) -> int:
    with sitting.store.read() as session:
        found = sitting.reader.view(session, "case_file", case)
    assert found is not None
    return found.version


def reduced(sitting: Sitting, case: int, number: str = "2026-0031") -> Changes | Refused:
    step = Reduce(case, version(sitting, case), why="No trafficking", typed=number)
    return reduce_case(sitting.store, step, sitting.labels)


def everything(sitting: Sitting) -> str:
    """All rows of all tables, the inner ones of the search index too, as one text."""
    said: list[str] = []
    with sitting.vault.reading() as connection:
        tables = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in tables.all():
            if table == "code":
                continue
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                said += (
                    value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    for value in row
                )
    return "\n".join(said).casefold()


def a_full_case(sitting: Sitting) -> int:
    case = a_closed_case(sitting, summary=f"Story {CANARIES[0]}")
    victim = a_victim(sitting, case, given=CANARIES[1])
    a_suspect(sitting, case, family=CANARIES[2])
    a_record(sitting, "identifier", person_id=victim, identifier_kind="other", value=CANARIES[3])
    a_record(sitting, "note", case_id=case, text=CANARIES[4])
    return case


def test_it_shows_what_goes_and_what_stays(sitting: Sitting) -> None:
    case = a_full_case(sitting)
    a_record(sitting, "signal", subject="s", received_on=date(2026, 1, 1), case_id=case)
    with sitting.store.read() as session:
        found = what_goes(session, case)
    assert found.goes["person"] == 2
    assert found.goes["note"] == 1
    assert found.stays == {"case_file": 1, "signal": 1}


def test_it_counts_no_suspect_for_who_may_not_know_of_one(sitting: Sitting) -> None:
    case, other = a_closed_case(sitting), a_case(sitting)
    suspect = a_suspect(sitting, case)
    a_record(sitting, "person_role", case_id=other, person_id=suspect, role="suspect")
    a_suspect(sitting, case)
    counts = []
    for who in (sitting, seen_by(sitting, Role.COORDINATOR, login="piet")):
        with who.store.read() as session:
            found = what_goes(session, case)
        counts.append((dict(found.goes), dict(found.stays), found.persons_elsewhere))
    assert counts[0][2] == 1
    assert counts[1] == ({}, {"case_file": 1}, 0)


def test_nothing_that_went_can_be_read_in_any_table_or_in_the_index(sitting: Sitting) -> None:
    case = a_full_case(sitting)
    assert all(canary.casefold() in everything(sitting) for canary in CANARIES)
    assert isinstance(reduced(sitting, case), Changes)
    left = everything(sitting)
    assert [canary for canary in CANARIES if canary.casefold() in left] == []
    with sitting.store.read() as session:
        assert [find(session, sitting.reader, canary) for canary in CANARIES] == [()] * 5
        values = sitting.reader.view(session, "case_file", case)
    assert values is not None
    assert (values.values["number"], values.values["gemeente"]) == ("2026-0031", "0363")
    assert values.values["summary"] is None
    report = verify_store(sitting)
    assert report.whole, report.findings
    assert report.destroyed


def test_what_was_removed_merged_or_filed_earlier_is_gone_too(sitting: Sitting) -> None:
    case = a_closed_case(sitting)
    kept = a_victim(sitting, case, given="Qzybdfgh")
    gone = a_person(sitting, case, "network", given="Qzyklmnp")
    merge = Merge(kept, 1, gone, 1, why="Same person", despite=True)
    assert isinstance(merge_persons(sitting.store, merge), Changes)
    note = a_record(sitting, "note", case_id=case, text="Qzyrstvw")
    remove(sitting.store, Remove("note", note, 1))
    phone = a_record(
        sitting, "identifier", person_id=kept, identifier_kind="other", value="Qzyxbcdf"
    )
    remove(sitting.store, Remove("identifier", phone, 1))
    letter = AddDocument(case, "brief.txt", b"Beste Qzymnbvc", {"title": "Qzymnbvc"})
    assert isinstance(add_document(sitting.store, letter, sitting.labels), Changes)
    assert all(canary.casefold() in everything(sitting) for canary in CANARIES)
    assert isinstance(reduced(sitting, case), Changes)
    left = everything(sitting)
    assert [canary for canary in CANARIES if canary.casefold() in left] == []
    assert verify_store(sitting).whole


def test_a_case_that_was_closed_and_opened_before_loses_why(sitting: Sitting) -> None:
    case = a_closed_case(sitting)
    again = Step(case, version(sitting, case), why=f"{CANARIES[0]} belde weer")
    assert isinstance(reopen_case(sitting.store, again, sitting.labels), Changes)
    close = CloseCase(
        case, version(sitting, case), reason="no_trafficking", outcome="not_a_victim",
        no_aftercare="none", retention="wmo", despite=True,
    )  # fmt: skip
    assert isinstance(close_case(sitting.store, close, sitting.labels), Changes)
    assert isinstance(reduced(sitting, case), Changes)
    with sitting.store.read() as session:
        (ended,) = sitting.reader.views(session, "case_closing", case_id=case)
    assert ended.values["closed_on"] == date(2026, 3, 1)
    with sitting.vault.reading() as connection:
        kept = connection.scalars(text("SELECT body FROM trail_values")).all()
    assert CANARIES[0] not in f"{ended.values}{kept}"
    assert verify_store(sitting).whole


def test_what_a_merge_remembers_of_the_case_goes_though_the_person_stays(sitting: Sitting) -> None:
    case, other = a_closed_case(sitting), a_case(sitting)
    kept = a_victim(sitting, case)
    a_record(sitting, "person_role", case_id=other, person_id=kept, role="victim")
    gone = a_person(sitting, case, "victim", given="Anders")
    a_record(sitting, "victim_details", case_id=case, person_id=gone, health=CANARIES[0])
    merge = merge_persons(sitting.store, Merge(kept, 1, gone, 1, why="One", despite=True))
    assert isinstance(merge, Changes)
    assert isinstance(reduced(sitting, case), Changes)
    assert CANARIES[0].casefold() not in everything(sitting)
    assert verify_store(sitting).whole
    undone = Unmerge(made(merge), 2)
    assert isinstance(unmerge_persons(sitting.store, undone), Changes)
    assert verify_store(sitting).whole


def test_a_signal_about_a_suspect_goes_with_them(sitting: Sitting) -> None:
    """Without the person nothing would tell that it is shielded, and everybody would read it."""
    case = a_closed_case(sitting)
    suspect = a_suspect(sitting, case)
    signal = a_record(
        sitting, "signal", subject=CANARIES[0], received_on=date(2026, 1, 1), case_id=case,
        person_id=suspect,
    )  # fmt: skip
    a_record(sitting, "signal_trace", signal_id=signal, trace_kind="nickname", value=CANARIES[1])
    assert isinstance(reduced(sitting, case), Changes)
    left = everything(sitting)
    assert [canary for canary in CANARIES if canary.casefold() in left] == []
    assert verify_store(sitting).whole


def test_what_was_begun_about_the_persons_and_searched_for_is_gone(sitting: Sitting) -> None:
    case = a_closed_case(sitting)
    person = a_victim(sitting, case, given=CANARIES[0])
    with sitting.store.engine.begin() as connection:
        begun = Unfinished(
            "identifier", 0, f"person_id {person}", None, NINE, {"value": CANARIES[1]}
        )
        keep(connection, "anna", begun)
    record_search(sitting.store, f"{CANARIES[0]} pop", 1)
    record_search(sitting.store, "Blijftstaan", 1)
    assert isinstance(reduced(sitting, case), Changes)
    left = everything(sitting)
    assert [canary for canary in CANARIES if canary.casefold() in left] == []
    assert "blijftstaan" in left
    assert verify_store(sitting).whole


def test_a_person_with_another_case_stays_as_they_are(sitting: Sitting) -> None:
    case, other = a_closed_case(sitting), a_case(sitting)
    person = a_victim(sitting, case, given="Blijft")
    a_record(sitting, "person_role", case_id=other, person_id=person, role="victim")
    alone = a_person(sitting, case, "network", given="Weg")
    with sitting.store.read() as session:
        assert what_goes(session, case).persons_elsewhere == 1
    reduced(sitting, case)
    with sitting.store.read() as session:
        assert sitting.reader.view(session, "person", person) is not None
        assert sitting.reader.view(session, "person", alone) is None
        roles = sitting.reader.views(session, "person_role", case_id=other)
    assert len(roles) == 1
    assert verify_store(sitting).whole


def test_a_signal_stays_and_lets_go_of_the_person(sitting: Sitting) -> None:
    case = a_closed_case(sitting)
    person = a_victim(sitting, case)
    signal = a_record(
        sitting, "signal", subject="Park", received_on=date(2026, 1, 1), case_id=case,
        person_id=person,
    )  # fmt: skip
    reduced(sitting, case)
    with sitting.store.read() as session:
        found = sitting.reader.view(session, "signal", signal)
    assert found is not None
    assert (found.values["person_id"], found.values["subject"]) == (None, "Park")
    assert verify_store(sitting).whole


@pytest.mark.parametrize(
    ("values", "typed", "why"),
    [
        ({"close_reason": "goals_reached"}, "2026-0031", "x"),
        ({}, "2026-0032", "x"),
        ({}, "2026-0031", " "),
    ],
)
def test_it_needs_the_reason_of_closing_the_number_and_a_reason(
    sitting: Sitting, values: dict[str, object], typed: str, why: str
) -> None:
    given = {"phase": "closed", "closed_on": date(2026, 3, 1), "outcome": "not_a_victim",
             "close_reason": "no_trafficking"} | values  # fmt: skip
    case = a_case(sitting, "2026-0031", **given)
    step = Reduce(case, version(sitting, case), why=why, typed=typed)
    assert isinstance(reduce_case(sitting.store, step, sitting.labels), Refused)


def test_it_cannot_be_undone_nor_what_it_emptied(sitting: Sitting) -> None:
    case = a_full_case(sitting)
    other = a_case(sitting, "2026-0099")
    reduced(sitting, case)
    found = undoable(sitting.store)
    assert found is not None
    assert found.kind == "case_file"
    undo(sitting.store)
    with sitting.store.read() as session:
        assert sitting.reader.view(session, "case_file", other) is None
        assert sitting.reader.view(session, "case_file", case) is not None
    redo(sitting.store)
    assert verify_store(sitting).whole


def test_a_store_goes_on_as_before(sitting: Sitting) -> None:
    case = a_full_case(sitting)
    reduced(sitting, case)
    edit = ChangeField("case_file", case, "gemeente", "0344", "0363")
    assert isinstance(change(sitting.store, edit, sitting.labels), Changes)
    with sitting.store.read() as session:
        assert closing_warnings(session, case) == ()
    assert verify_store(sitting).whole


_FIRST = {
    "note": {"text": "Nota wkvzx"},
    "action": {"what": "Bel wkvzx", "state": "open"},
    "referral": {
        "direction": "outgoing", "service": "shelter", "state": "draft", "question": "Vraag wkvzx",
    },
}  # fmt: skip


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["victim", "witness", "suspect", "child"]), max_size=4),
    st.lists(st.sampled_from(["note", "action", "referral"]), max_size=4),
    st.booleans(),
)
def test_whatever_a_case_holds_it_is_gone_and_the_store_is_whole(
    tmp_path_factory: pytest.TempPathFactory, roles: list[str], kinds: list[str], again: bool
) -> None:
    with a_store(tmp_path_factory.mktemp("store")) as sitting:
        case = a_closed_case(sitting, summary="Een wkvzx")
        kept = a_case(sitting, "2026-0077", summary="Qzyblijft")
        partner = a_partner(sitting)
        for role in roles:
            a_person(sitting, case, role, given="Naam wkvzx")
        for kind in kinds:
            more = {"partner_id": partner} if kind == "referral" else {}
            a_record(sitting, kind, **(_FIRST[kind] | more | {"case_id": case}))
        if again:
            edit = ChangeField("case_file", case, "danger", "Gevaar wkvzx", None)
            change(sitting.store, edit, sitting.labels)
        assert isinstance(reduced(sitting, case), Changes)
        left = everything(sitting)
        assert "wkvzx" not in left
        assert "qzyblijft" in left
        with sitting.vault.reading() as connection:
            # Not by way of the anchor, which would take each copy for an older store.
            report = verify(connection, sitting.vault.keys.trail_key)
        assert report.whole, report.findings
        with sitting.store.read() as session:
            assert sitting.reader.view(session, "case_file", kept) is not None
