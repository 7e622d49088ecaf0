"""Texts that name somebody are settled one by one; labels are the same throughout a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Decision, Outcome, Overrides, Purpose, Verdict
from casedesk.handover.numbers import new_number
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.spellings import Spellings, put_in_place
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Level
from casedesk.paper.render import plain_text
from tests.builders import (
    a_case,
    a_partner,
    a_person,
    a_record,
    a_store,
    a_suspect,
    a_victim,
    seen_by,
)

WHY = Purpose("Opvang", "public_task")
TEXT = "Mirela belt elke dag met Roos, ook ’s nachts."


@pytest.fixture
def anna(tmp_path: Any) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


class Scene:
    """A victim, her sister who stays out, a suspect, and a text that names the sister."""

    def __init__(self, anna: Sitting, text: str = TEXT, partner: str = "shelter") -> None:
        self.anna = anna
        self.case_id = a_case(anna)
        self.victim = a_victim(anna, self.case_id, given="Mirela", family="Popescu")
        self.sister = a_person(anna, self.case_id, "network", given="Roos", family="Ionescu")
        a_suspect(anna, self.case_id)
        self.partner = a_partner(anna, "Ontvanger", partner)
        self.id = a_record(
            anna, "safety_assessment", case_id=self.case_id, person_id=self.victim,
            assessed_on=anna.clock.today(), level="high", threat=text,
        )  # fmt: skip

    def asked(self, number: str = "", **ticked: Any) -> Request:
        told: dict[str, Any] = {"texts_read": True, "persons": frozenset({self.victim})} | ticked
        return Request(self.case_id, self.partner, WHY, Overrides(**told), number=number)

    def prepared(self, number: str = "", **ticked: Any) -> Prepared:
        found = prepare(author(self.anna), self.asked(number, **ticked))
        assert isinstance(found, Prepared), found
        return found

    def threat(self, **ticked: Any) -> Decision:
        decisions = self.prepared(**ticked).resolution.decisions
        return next(d for d in decisions if d.fact.field.key == "safety_assessment.threat")

    @property
    def text_id(self) -> tuple[str, int, str]:
        return ("safety_assessment", self.id, "safety_assessment.threat")


def test_nothing_is_made_before_the_text_is_settled(anna: Sitting) -> None:
    scene = Scene(anna)
    decision = scene.threat()
    assert decision.review
    assert [TEXT[a:b] for a, b in decision.marks] == ["Roos"]
    made = make_handover(author(anna), scene.asked())
    assert isinstance(made, Refused)
    assert made.field == "marked"


@pytest.mark.parametrize("ticked", [{"marked_stay": True}, {"left_out": True}])
def test_a_text_that_is_left_out_is_settled(anna: Sitting, ticked: dict[str, Any]) -> None:
    scene = Scene(anna)
    if "left_out" in ticked:
        ticked = {"left_out": frozenset({scene.text_id})}
    made = make_handover(author(anna), scene.asked(**ticked))
    assert isinstance(made, Made)
    assert "Roos" not in plain_text(made.prepared.sheet)


def test_a_shorter_text_goes_once_it_names_nobody(anna: Sitting) -> None:
    scene = Scene(anna)
    still = scene.threat(verdicts={scene.text_id: Verdict("Belt elke dag met Ionescu.")})
    assert still.review
    fine = Verdict("Mirela belt elke dag met haar zus.")
    made = make_handover(author(anna), scene.asked(verdicts={scene.text_id: fine}))
    assert isinstance(made, Made)
    said = plain_text(made.prepared.sheet)
    assert "haar zus" in said
    assert "Roos" not in said
    (gone,) = [d for d in made.prepared.resolution.going() if d.fact.id == scene.text_id]
    assert gone.reason == "shortened"


def test_the_author_may_say_that_it_is_no_name(anna: Sitting) -> None:
    scene = Scene(anna, "Er staat een roos op de mat.")
    assert scene.threat(verdicts={scene.text_id: Verdict(because="  ")}).review
    gone = scene.threat(verdicts={scene.text_id: Verdict(because="een bloem")})
    assert gone.outcome is Outcome.GOES
    assert (gone.reason, gone.because) == ("no_name", "een bloem")


@pytest.mark.parametrize("text", ["Karel dreigt.", "Er was een roos, en Verdacht."])
def test_of_a_suspect_one_word_is_enough(anna: Sitting, text: str) -> None:
    scene = Scene(anna, text)
    decision = scene.threat(verdicts={scene.text_id: Verdict(because="geen naam")})
    assert decision.outcome is Outcome.BLOCKED
    assert decision.firm


def test_who_may_not_know_the_suspect_is_not_shown_where_the_name_stands(anna: Sitting) -> None:
    scene = Scene(anna, "Karel Verdacht stond voor de deur.")
    scene.anna = seen_by(anna, Role.COORDINATOR, login="bea")
    decision = scene.threat()
    assert decision.review
    assert decision.marks == ()
    said = scene.threat(verdicts={scene.text_id: Verdict(because="geen naam")})
    assert said.outcome is Outcome.BLOCKED


def test_without_reading_the_texts_there_is_nothing_to_settle(anna: Sitting) -> None:
    scene = Scene(anna)
    assert not scene.threat(texts_read=False).review


def test_a_reason_lets_no_name_out_of_a_text_of_another_topic(anna: Sitting) -> None:
    scene = Scene(anna, partner="health")
    a_record(anna, "note", case_id=scene.case_id, person_id=scene.victim, text="Roos belde.")
    first = scene.prepared().resolution.decisions
    (note,) = [d.fact.id for d in first if d.fact.field.key == "note.text"]
    page = scene.prepared(added={note: "van belang"})
    (decision,) = [d for d in page.resolution.decisions if d.fact.id == note]
    assert decision.review
    assert "Roos" not in plain_text(page.sheet)


# Labels.


def added(scene: Scene) -> dict[str, Any]:
    return {"added": {scene.text_id: "nodig voor de opvang"}, "level": Level.PSEUDONYM}


def test_where_no_name_goes_texts_stay_by_default(anna: Sitting) -> None:
    scene = Scene(anna, "Mirela is bang.", "ngo")
    assert scene.threat().outcome is not Outcome.GOES
    assert scene.threat().reason in ("free_text", "not_in_profile")


def test_a_person_has_one_label_everywhere_and_another_in_the_next_document(anna: Sitting) -> None:
    scene = Scene(anna, "Mirela Popescu is bang; Mirela slaapt niet.", "ngo")
    a_victim(anna, scene.case_id, given="Iva", family="Ander")
    people = {"persons": None}
    seen = set()
    for _time in range(12):
        page = scene.prepared(new_number(), **added(scene), **people)
        (mirela,) = [s for s in page.resolution.subjects if s.person_id == scene.victim]
        threat = next(d for d in page.resolution.going() if d.fact.id == scene.text_id)
        assert threat.text == f"{mirela.pseudonym} is bang; {mirela.pseudonym} slaapt niet."
        assert "Mirela" not in plain_text(page.sheet)
        assert "Popescu" not in plain_text(page.sheet)
        seen.add(mirela.pseudonym)
    assert seen == {"Persoon A", "Persoon B"}


def test_a_number_in_a_text_is_no_name_to_put_a_label_for(anna: Sitting) -> None:
    scene = Scene(anna, "Bel 0612345678.", "ngo")
    a_record(anna, "identifier", person_id=scene.victim, identifier_kind="v_number",
             value="0612345678")  # fmt: skip
    assert scene.threat(**added(scene)).outcome is Outcome.BLOCKED


def test_an_organisation_whose_identity_stays_has_one_label(anna: Sitting) -> None:
    scene = Scene(anna, partner="ngo")
    home = a_partner(anna, "Stichting De Verzonnen Haven", "municipality")
    shelter = a_partner(anna, "Opvang Achter De Dijk", "shelter")
    for place in (home, home, shelter):
        a_record(anna, "person_organisation", case_id=scene.case_id, person_id=scene.victim,
                 relation="works_for", organisation_id=place)  # fmt: skip
    page = scene.prepared(new_number())
    named = [
        d
        for d in page.resolution.decisions
        if d.fact.field.key == "person_organisation.organisation_id"
    ]
    assert {d.reason for d in named} == {"labelled"}
    first, again, other = (d.text for d in named)
    assert first == again != other
    assert {first, other} == {"Organisatie 1", "Organisatie 2"}
    said = plain_text(page.sheet)
    assert "Haven" not in said
    assert "Dijk" not in said


def test_the_same_number_gives_the_same_labels(anna: Sitting) -> None:
    scene = Scene(anna, partner="ngo")
    number = new_number()
    assert scene.prepared(number).sheet == scene.prepared(number).sheet


# Finding and replacing.

WORDS = st.sampled_from(["Zoë", "Müller", "van der Berg", "Straße", "王芳", "Олена", "ﬁne", "İpek"])
FILL = st.text(st.sampled_from("abc ,.\n’ßşé王"), max_size=12)


@given(FILL, WORDS, FILL)
def test_what_is_found_is_marked_where_it_stands(before: str, word: str, behind: str) -> None:
    words = Spellings([word])
    text = f"{before} {word} {behind}"
    assert words.found_in(text)
    spans = words.spans(text)
    assert any(text[start:end] == word for start, end in spans) or spans == ((0, len(text)),)
    assert not words.found_in(put_in_place(text, [(words, "Persoon Q")]))


@given(FILL)
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    assert put_in_place(text, [(Spellings(["Zoroaster"]), "Persoon Q")]) == text
