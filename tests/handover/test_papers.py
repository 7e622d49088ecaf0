"""What a stand-in and the table of a consult read: the listed fields, and nobody's secrets.

Both papers lay out part of what the resolver lets go. So two things are held: what may go, by the
reviewed lists, and what of it stands in the file, by the short lists below.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from casedesk.bootstrap import Sitting, author
from casedesk.consults.model import ConsultParticipant
from casedesk.handover import papers
from casedesk.handover.facts import Outcome, Overrides, Purpose, Recipient, Resolution, Snapshot
from casedesk.handover.papers import ConsultPaper, Paper, prepare_consult, prepare_stand_in
from casedesk.handover.profiles import CONSULT, STAND_IN, profile_for
from casedesk.handover.resolve import resolve
from casedesk.handover.snapshot import snapshot
from casedesk.kernel.fields import Level, Sensitivity, Topic
from casedesk.paper.render import plain_text
from casedesk.referrals.model import Referral
from casedesk.store.declare import fields_of, record_class
from casedesk.tasks.model import Action
from tests.builders import a_case, a_partner, a_record, a_referral, a_store, a_suspect, a_victim
from tests.handover import golden
from tests.handover.canaries import Aviary, Canary, a_full_case
from tests.handover.finding import all_in_file, found_in

HIDDEN = {"suspect", "facilitator", "witness", "network"}
SECRET = {Topic.SUSPECT, Topic.REPORTER, Topic.SHELTER_ADDRESS, Topic.CONTACT}
NAMES = {f"person.{name}" for name in ("given_names", "name_prefix", "family_name")}

_CONSULT = {
    *("case_consult.chair", "case_consult.consult_kind", "case_consult.expert"),
    *("case_consult.goal", "case_consult.held_at", "case_consult.next_on", "case_consult.place"),
    *("consult_participant.attended", "consult_participant.contact_person_id"),
    *("consult_participant.organisation_id", "consult_participant.part_only"),
}
AGENDA = _CONSULT | {"case_consult.agenda"}
MINUTES = (
    _CONSULT
    | NAMES
    | {
        *("case_consult.agreements", "case_consult.report"),
        *("action.due_on", "action.owner", "action.what"),
    }
)
ON_STAND_IN = NAMES | {
    *("action.due_on", "action.owner", "action.what"),
    *("case_file.danger", "case_file.gemeente", "case_file.opened_on"),
    *("case_file.phase", "case_file.urgency"),
    *("contact_moment.contact_kind", "contact_moment.held_at", "contact_moment.next_step"),
    "contact_moment.subject",
    *("deadline.due_on", "deadline.what"),
    *("person.interpreter", "person.languages"),
    *("referral.answer_by", "referral.partner_id", "referral.service"),
    *("safety_assessment.assessed_on", "safety_assessment.level"),
    *("safety_assessment.risks", "safety_assessment.threat"),
    *("victim_details.contact_rules", "victim_details.never_tell"),
    *("victim_details.safe_channels", "victim_details.safe_times"),
}
"""Read line by line: nothing here tells where somebody is or how to call them."""
IF_THERE_IS_ROOM = {
    f"{kind}_event.{name}"
    for kind in ("residence", "criminal")
    for name in ("event", "happened", "state")
}
"""The last list of the page for a stand-in, which is one page."""


SAID_APART = {"case_file.coordinator", "case_consult.informed", "case_consult.informed_not_reason"}
"""Who coordinates, and how the consult was accounted for: words that the papers ask for."""


@dataclass(frozen=True)
class World:
    """The full case, with a consult that has participants and agreed actions."""

    anna: Sitting
    case_id: int
    aviary: Aviary
    consult_id: int


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_full_case(tmp_path_factory.mktemp("vol")) as (anna, case_id, aviary):
        with anna.vault.engine.begin() as connection:
            consult = connection.scalars(select(ConsultParticipant.consult_id)).one()
            # All that could be agreed upon, and all of it still to be done.
            connection.execute(update(Action).values(consult_id=consult, state="open"))
            connection.execute(update(Referral).values(state="sent"))
        written_over = {"action.state", "referral.state"}
        aviary.planted = [c for c in aviary.planted if not written_over & set(c.keys)]
        yield World(anna, case_id, aviary, consult)


Make = Callable[[World], object]


def _stand_in(world: World) -> object:
    return prepare_stand_in(author(world.anna), world.case_id)


def _consult(paper: ConsultPaper, world: World) -> object:
    return prepare_consult(author(world.anna), world.consult_id, paper)


PAPERS = pytest.mark.parametrize(
    ("make", "kind", "may_stand", "step"),
    [
        (_stand_in, STAND_IN, ON_STAND_IN, golden.READ),
        (partial(_consult, ConsultPaper.AGENDA), CONSULT, AGENDA, golden.READ),
        (partial(_consult, ConsultPaper.MINUTES), CONSULT, MINUTES, golden.HIGHEST),
    ],
    ids=["stand-in", "agenda", "minutes"],
)


def wrong_in(
    world: World, make: Make, kind: str, may_stand: set[str], step: str, folder: Path
) -> list[str]:
    """What stands in the file and should not, in words."""
    paper = make(world)
    assert isinstance(paper, Paper), paper
    found = found_in(world.aviary.planted, all_in_file(paper.file, "", folder))
    assert found
    reviewed, history = golden.read(kind), profile_for(kind, world.anna.clock.today()).history
    said = []
    for canary in found:
        keys = {key.partition(" ")[0] for key in canary.keys}
        if keys <= SAID_APART:
            continue
        if not reviewed.may_go(canary, step, history=history):
            said.append(f"not on the list: {canary.keys} of {sorted(canary.of) or 'case'}")
        if not keys & (may_stand | IF_THERE_IS_ROOM):
            said.append(f"not for this paper: {canary.keys}")
        if canary.never or canary.of & HIDDEN or all(map(is_secret, canary.keys)):
            said.append(f"secret: {canary.keys} of {sorted(canary.of) or 'case'}")
    there = {key.partition(" ")[0] for canary in found for key in canary.keys}
    return sorted(said) + [f"not there: {key}" for key in sorted(may_stand - there)]


def is_secret(key: str) -> bool:
    """Whether the field says where or how somebody can be found, who reported, or who did it."""
    kind, _dot, name = key.partition(" ")[0].partition(".")
    cls = record_class(kind)
    [declared] = [f for f in fields_of(cls).values() if f.key == f"{kind}.{name}"]
    secret = (
        Sensitivity.LOCATION_SECRET in declared.classes or Sensitivity.ART10 in declared.classes
    )
    return secret or declared.topic in SECRET


@PAPERS
def test_the_paper_holds_what_was_read_and_nothing_else(
    world: World, make: Make, kind: str, may_stand: set[str], step: str, tmp_path: Path
) -> None:
    assert wrong_in(world, make, kind, may_stand, step, tmp_path) == []


def _everything(*asked: Any) -> Resolution:
    """All goes, whatever is decided."""
    answer = resolve(*asked)
    gone = [replace(d, outcome=Outcome.GOES, text=d.text or d.fact.text) for d in answer.decisions]
    return replace(answer, decisions=tuple(gone))


def _by_name(
    content: Snapshot, recipient: Recipient, purpose: Purpose, ticked: Overrides
) -> Resolution:
    """Persons are called by name."""
    return resolve(content, recipient, purpose, replace(ticked, level=Level.NAME))


@pytest.mark.parametrize(
    ("widen", "make", "kind", "may_stand", "seen"),
    [
        (_everything, _stand_in, STAND_IN, ON_STAND_IN, "secret"),
        (_by_name, partial(_consult, ConsultPaper.AGENDA), CONSULT, AGENDA, "not on the list"),
        (_everything, partial(_consult, ConsultPaper.MINUTES), CONSULT, MINUTES, "secret"),
    ],
    ids=["stand-in", "agenda", "minutes"],
)
def test_a_wider_paper_is_seen(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    widen: Callable[..., Resolution],
    make: Make,
    kind: str,
    may_stand: set[str],
    seen: str,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(papers, "resolve", widen)
    wrong = wrong_in(world, make, kind, may_stand, golden.READ, tmp_path)
    assert any(line.startswith(seen) for line in wrong), wrong


@pytest.mark.parametrize("kind", [STAND_IN, CONSULT])
def test_a_reader_may_have_what_its_list_says(world: World, kind: str) -> None:
    profile, reviewed = profile_for(kind, world.anna.clock.today()), golden.read(kind)
    with world.anna.store.read() as session:
        content = snapshot(session, world.anna.reader, world.case_id)
    for step in golden.STEPS:
        ticked = golden.overrides(step, profile, None)
        answer = resolve(
            content, Recipient("Lezer", profile), Purpose("Doel", "public_task"), ticked
        )
        found = found_in(world.aviary.planted, "\n".join(d.text for d in answer.going()))
        expected = {c for c in world.aviary.planted
                    if reviewed.may_go(c, step, history=profile.history)}  # fmt: skip
        assert _keys(found - expected) == []
        assert _keys(expected - found) == []
        assert {world.aviary.persons[role] for role in reviewed.about} == {
            subject.person_id for subject in answer.subjects
        }


def _keys(canaries: set[Canary]) -> list[str]:
    return sorted({key for canary in canaries for key in canary.keys})


def test_no_paper_tells_where_somebody_hides_or_who_spoke(tmp_path: Path) -> None:
    with a_store(tmp_path / "een") as anna:
        case_id = a_case(anna, reporter="Buurvrouw Zegtwat")
        victim = a_victim(anna, case_id)
        a_suspect(anna, case_id)
        shelter = a_partner(anna, "Opvang De Verborgen Haven", "shelter")
        staff = a_record(anna, "contact_person", organisation_id=shelter, name="Stilman")
        a_referral(anna, case_id, shelter)
        details = {"case_id": case_id, "person_id": victim}
        a_record(anna, "identifier", person_id=victim, identifier_kind="phone", value="0612345678")
        a_record(
            anna, "contact_moment", **details, contact_kind="phone",
            held_at=datetime(2026, 3, 1, 9, tzinfo=UTC), subject="Belde op 0612345678 over Karel",
        )  # fmt: skip
        consult = a_record(
            anna, "case_consult", case_id=case_id, consult_kind="case_consult", goal="Hulp",
            held_at=datetime(2026, 3, 2, 9, tzinfo=UTC), agreements="De Verborgen Haven belt",
        )  # fmt: skip
        a_record(anna, "consult_participant", case_id=case_id, consult_id=consult,
                 organisation_id=shelter, contact_person_id=staff)  # fmt: skip
        made = [prepare_stand_in(author(anna), case_id)]
        made += [prepare_consult(author(anna), consult, paper) for paper in ConsultPaper]
    for paper in made:
        assert isinstance(paper, Paper)
        text = all_in_file(paper.file, "", tmp_path)
        for secret in ("VerborgenHaven", "Stilman", "Zegtwat", "0612345678", "Karel"):
            assert secret not in text, (secret, plain_text(paper.sheet))
