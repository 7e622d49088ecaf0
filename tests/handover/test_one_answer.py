"""Preview, file and register say the same, whatever the case and whatever the author ticks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Decision, Outcome, Overrides, Purpose, Verdict
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import new_number
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import READERS, all_profiles
from casedesk.handover.register import entries, lines
from casedesk.handover.use_cases import Made, Summary, make_handover, prepare_summary
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Level
from casedesk.kernel.words import speaking
from casedesk.paper.render import page_texts, plain_text
from tests.builders import a_case, a_partner, a_person, a_record, a_referral, a_store, a_victim
from tests.handover.finding import all_in_file, squeezed

KINDS = [p.partner_kind for p in all_profiles() if p.partner_kind not in READERS]
DAY = date(2026, 3, 2)

NAMES = st.sampled_from(
    [
        "Mirela Popescu",
        "Олена Вигадана",
        "ნინო გამოგონილი",
        "Nguyễn Thị Bịa",
        "محمد خيالي",
        "王 虚构",
    ]
)
WORDS = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEéëïłşđ0123456789 ,.;:()-'"), max_size=60
).filter(str.strip)
TEXTS = st.one_of(
    WORDS,
    st.builds("{} met {} gezien".format, WORDS, st.sampled_from(["Boris", "Popescu", "Mirela"])),
)
CODES = {
    "level": ("safe", "raised", "high", "acute"),
    "domain": ("safety", "housing", "mental_health", "justice"),
    "service": ("shelter", "lawyer", "school"),
    "track": (None, "care", "criminal", "residence"),
}


@dataclass(frozen=True)
class Drawn:
    """A small case, as values."""

    danger: str
    names: list[str]
    records: list[tuple[str, int, dict[str, Any]]]


@st.composite
def cases(draw: st.DrawFn) -> Drawn:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    code = {name: st.sampled_from(values) for name, values in CODES.items()}
    one = st.one_of(
        st.tuples(st.just("need_assessment"), st.integers(0, 2), st.fixed_dictionaries(
            {"domain": code["domain"], "assessed_on": st.just(DAY), "need": TEXTS})),
        st.tuples(st.just("safety_assessment"), st.integers(0, 2), st.fixed_dictionaries(
            {"level": code["level"], "assessed_on": st.just(DAY), "threat": TEXTS})),
        st.tuples(st.just("deadline"), st.integers(0, 2), st.fixed_dictionaries(
            {"what": WORDS, "due_on": st.just(DAY), "track": code["track"]})),
        st.tuples(st.just("action"), st.integers(0, 2), st.fixed_dictionaries(
            {"what": WORDS, "state": st.sampled_from(["open", "done"])})),
        st.tuples(st.just("note"), st.integers(0, 2), st.fixed_dictionaries({"text": TEXTS})),
    )  # fmt: skip
    return Drawn(draw(WORDS), names, draw(st.lists(one, max_size=6)))


@st.composite
def ticks(draw: st.DrawFn, decisions: tuple[Decision, ...]) -> Overrides:
    ids = [d.fact.id for d in decisions]
    some = st.lists(st.sampled_from(ids), max_size=5, unique=True)
    return Overrides(
        added=dict.fromkeys(draw(some), draw(st.sampled_from(["", "nodig voor het doel"]))),
        left_out=frozenset(draw(some)),
        texts_read=draw(st.booleans()),
        level=draw(st.sampled_from([None, *Level])),
        verdicts={
            fact_id: Verdict(text) if text else Verdict(because="geen naam")
            for fact_id in draw(some)
            for text in [draw(st.sampled_from(["", "Ingekort.", "Boris is weg."]))]
        },
        marked_stay=draw(st.booleans()),
    )


@pytest.fixture(scope="module")
def anna(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    with a_store(tmp_path_factory.mktemp("kast")) as sitting:
        for kind in KINDS:
            a_partner(sitting, f"Ontvanger {kind}", kind)
        yield sitting


def written(anna: Sitting, drawn: Drawn) -> int:
    """The drawn case, in the store."""
    case_id = a_case(anna, danger=drawn.danger)
    people = []
    for name in drawn.names:
        first, _space, last = name.partition(" ")
        people.append(a_victim(anna, case_id, given=first, family=last))
    a_person(anna, case_id, "suspect", given="Boris", family="Schijnheilig")
    for kind, place, values in drawn.records:
        person = people[place % len(people)]
        a_record(anna, kind, case_id=case_id, person_id=person, **values)
    return case_id


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(drawn=cases(), kind=st.sampled_from(KINDS), data=st.data())
def test_preview_file_and_register_are_one_answer(
    anna: Sitting, tmp_path_factory: pytest.TempPathFactory, drawn: Drawn, kind: str,
    data: st.DataObject,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("uit")
    case_id = written(anna, drawn)
    partner = KINDS.index(kind) + 1
    maker, why = author(anna), Purpose("Afgesproken hulp", "public_task")
    people = Overrides(persons=frozenset(range(1, 10_000)))
    number = new_number()
    first = prepare(maker, Request(case_id, partner, why, people, number=number))
    assert isinstance(first, Prepared)
    overrides = data.draw(ticks(first.resolution.decisions))
    seen = prepare(maker, Request(case_id, partner, why, overrides, number=number))
    assert isinstance(seen, Prepared)
    made = make_handover(maker, seen.request, seen=seen.resolution)
    if not isinstance(made, Made):
        assert seen.refused is not None
        return
    assert made.prepared.sheet == seen.sheet
    text = all_in_file(made.file, made.passphrase, folder)
    going = seen.resolution.going()
    preview = squeezed(plain_text(seen.sheet))
    for decision in going:
        value = squeezed(decision.text)
        assert value in preview
        if value.isascii():
            assert value in text, decision
    with anna.store.read() as session:
        kept = entries(session, anna.reader, made.disclosure_id)
        (line,) = [x for x in lines(session, anna.reader, case_id) if x.id == made.disclosure_id]
        row = session.get(Disclosure, made.disclosure_id)
        assert row is not None
        assert row.level == seen.resolution.level.name.lower()
        told = json.loads(row.told or "")
        assert row.number == number
        decided = {tuple(line[:3]): line[3] for line in json.loads(row.fields)}
    assert told == [[*decision.fact.id, decision.text] for decision in going]
    assert {key for key, outcome in decided.items() if outcome == "goes"} == {
        decision.fact.id for decision in going
    }
    assert line.purpose == why.text
    went = [(e.outcome, e.reason) for e in kept if e.outcome is Outcome.GOES]
    label = anna.labels.label
    assert went == [
        (Outcome.GOES, label("withheld_reason", d.reason) if d.reason else d.because) for d in going
    ]
    stayed = [d for d in seen.resolution.decisions if d.outcome is not Outcome.GOES]
    assert len(kept) - len(went) == len([d for d in stayed if not d.fact.shielded])
    assert "Schijnheilig" not in text


# The summary.


def _longest(anna: Sitting, code_list: str) -> str:
    """The code of a list whose label takes most room."""
    codes = anna.labels.codes(code_list)
    return max(codes, key=lambda code: len(anna.labels.label(code_list, code)))


def busiest(anna: Sitting) -> int:
    """A case with more of everything than a page holds, each text as long as it may be."""
    case_id = a_case(anna, danger="x" * 300, gemeente=_longest(anna, "gemeente"), urgency="acute")
    partner = a_partner(anna, "Stichting met een zeer lange naam voor een heel kleine zaak " * 3)
    people = [a_victim(anna, case_id, given=f"Iemand{n}") for n in range(12)]
    people += [a_person(anna, case_id, "child", given=f"Kind{n}") for n in range(12)]
    for number in range(24):
        person = people[number % len(people)]
        of = {"case_id": case_id, "person_id": person}
        a_record(anna, "deadline", what="Termijn " * 20, due_on=DAY, track="residence", **of)
        a_record(
            anna, "action", what="Doen", state="open", due_on=DAY, owner="Een collega " * 12, **of
        )
        a_record(anna, "goal", what="Rust", state="open", **of)
        a_referral(anna, case_id, partner, person, answer_by=DAY)
        for kind, event in [(k, _longest(anna, k)) for k in ("residence_event", "criminal_event")]:
            a_record(anna, kind, event=event, happened=VagueDate.on(DAY), **of)
        a_record(anna, "safety_assessment", level="high", assessed_on=DAY, **of)
    return case_id


def test_the_summary_of_the_busiest_case_is_two_pages(anna: Sitting) -> None:
    case_id = busiest(anna)
    for language in ("nl", "en"):
        with speaking(language):
            made = prepare_summary(author(anna), case_id)
        assert isinstance(made, Summary)
        assert len(page_texts(made.sheet)) == 2
        assert "Iemand" not in plain_text(made.sheet)
