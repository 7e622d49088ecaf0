"""A handover with and without a ground that carries it, from the record to the register."""

from collections import Counter
from datetime import date

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import author
from casedesk.grounds.own_policy import NewPolicy, OwnSharingPolicy, decide_policy
from casedesk.grounds.policy import Answer, Answers
from casedesk.handover.facts import Outcome, Overrides
from casedesk.handover.model import Disclosure
from casedesk.handover.preparing import Prepared
from casedesk.handover.use_cases import make_handover
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Level
from tests.builders import a_partner, seen_by
from tests.grounds.conftest import Desk

NEED = "need_assessment.level"
SHOW: Answers = (Answer.SHOW, Answer.SHOW, Answer.SHOW)
STOP: Answers = (Answer.STOP, Answer.STOP, Answer.STOP)


def outcomes(prepared: Prepared, key: str = NEED) -> list[tuple[str, str]]:
    return [
        (d.outcome.value, d.reason)
        for d in prepared.resolution.decisions
        if d.fact.field.key == key
    ]


def test_a_consent_carries_what_it_names_and_the_register_keeps_which(here: Desk) -> None:
    ground_id = here.consent()
    found = here.look(here.request())
    assert outcomes(found) == [("goes", "")]
    made = here.send(here.request())
    with here.anna.store.read() as session:
        row = session.get_one(Disclosure, made)
        assert (row.ground_id, row.ground_version) == (ground_id, "1 · 2026-1 nl-ar")


def test_without_a_recorded_consent_a_reason_is_asked(here: Desk) -> None:
    found = here.look(here.request())
    assert outcomes(found) == [("stays", "no_consent")]
    assert found.refused is not None
    assert found.refused.field == "ground_reason"
    assert "write why it goes" in found.refused.sentence
    assert isinstance(make_handover(author(here.anna), here.request()), Refused)


def test_a_reason_for_the_whole_document_lets_it_go_and_is_kept(here: Desk) -> None:
    said = "Mondeling gegeven, het formulier volgt"
    found = here.look(here.request(why=said))
    assert outcomes(found) == [("goes", "")]
    made = here.send(here.request(why=said))
    with here.anna.store.read() as session:
        row = session.get_one(Disclosure, made)
        assert (row.ground_id, row.ground_reason) == (None, said)


def test_a_reason_for_one_value_lets_that_value_go(here: Desk) -> None:
    found = here.look(here.request())
    fact = next(d.fact for d in found.resolution.decisions if d.fact.field.key == NEED)
    after = here.look(here.request(overrides=Overrides(added={fact.id: "nodig voor de intake"})))
    went = after.resolution.going()
    assert [(d.fact.id, d.because) for d in went] == [(fact.id, "nodig voor de intake")]


def test_under_a_pseudonym_it_only_shows(here: Desk) -> None:
    """A registration without names is no reason to ask twice; the list still tells."""
    comensha = a_partner(here.anna, "CoMensha", "comensha_registration")
    found = here.look(here.request(partner=comensha))
    assert found.resolution.level is Level.PSEUDONYM
    assert any(d.outcome is Outcome.GOES for d in found.resolution.decisions)
    assert {c.reason for c in found.resolution.purpose.coverage[0].groups} == {"no_consent"}


@pytest.mark.parametrize("why", ["", "toch nodig"])
def test_what_was_withdrawn_is_blocked_whatever_the_reason(here: Desk, why: str) -> None:
    here.consent(withdrawn_on=date(2026, 3, 1), withdrawn_by="self")
    found = here.look(here.request(why=why))
    fact = next(d.fact for d in found.resolution.decisions if d.fact.field.key == NEED)
    again = here.look(here.request(why=why, overrides=Overrides(added={fact.id: "toch"})))
    assert outcomes(found) == outcomes(again) == [("blocked", "consent_withdrawn")]


def test_what_the_person_excludes_is_blocked_and_the_rest_goes(here: Desk) -> None:
    here.consent(excluded_groups=("needs",))
    found = here.look(here.request())
    assert outcomes(found) == [("blocked", "consent_excludes")]
    assert outcomes(found, "case_file.number") == [("goes", "")]


def test_a_name_whose_group_is_excluded_is_a_pseudonym_everywhere(here: Desk) -> None:
    here.consent(excluded_groups=("identity",))
    found = here.look(here.request())
    assert [s.name for s in found.resolution.subjects] == [
        s.pseudonym for s in found.resolution.subjects
    ]
    assert "Popescu" not in str(found.sheet)


def test_another_ground_goes_without_consent(here: Desk) -> None:
    """No consent, no sharing is nowhere written: the task in the public interest carries it."""
    assert outcomes(here.look(here.request("public_task"))) == [("goes", "")]


def test_the_policy_of_the_organisation_decides(here: Desk) -> None:
    keeper = seen_by(here.anna, Role.KEEPER)
    today = here.anna.clock.today()
    stricter = NewPolicy("consent", today, STOP, STOP, STOP, "besluit FG")
    assert isinstance(decide_policy(keeper.store, stricter, keeper.labels), Changes)
    found = here.look(here.request(why="toch"))
    assert outcomes(found) == [("blocked", "no_consent")]
    looser = NewPolicy("consent", today, SHOW, STOP, STOP, "besluit FG 2")
    refused = decide_policy(keeper.store, looser, keeper.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "sure", "what is looser than shipped must be meant"
    sure = NewPolicy("consent", today, SHOW, STOP, STOP, "besluit FG 2", sure=True)
    assert isinstance(decide_policy(keeper.store, sure, keeper.labels), Changes)
    assert outcomes(here.look(here.request())) == [("goes", "")]
    with here.anna.store.read() as session:
        rows = session.query(OwnSharingPolicy).all()
        assert [(row.looser, row.decided_by) for row in rows] == [("uncovered", keeper.actor.login)]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SUPERVISOR])
def test_only_who_keeps_the_lists_decides_policy(here: Desk, role: Role) -> None:
    other = seen_by(here.anna, role, login="ander")
    wanted = NewPolicy("consent", here.anna.clock.today(), STOP, STOP, STOP, "x")
    assert isinstance(decide_policy(other.store, wanted, other.labels), Refused)


def test_a_policy_never_reaches_back(here: Desk) -> None:
    keeper = seen_by(here.anna, Role.KEEPER)
    wanted = NewPolicy("consent", date(2026, 3, 1), STOP, STOP, STOP, "x")
    refused = decide_policy(keeper.store, wanted, keeper.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "valid_from"


def test_for_several_victims_the_case_needs_the_consent_of_each(here: Desk) -> None:
    from tests.builders import a_victim

    other = a_victim(here.anna, here.case_id, given="Iva", family="Bedacht")
    here.consent()
    both = Overrides(persons=frozenset({here.person_id, other}))
    found = here.look(here.request(overrides=both))
    assert outcomes(found) == [("goes", "")], "hers is covered"
    assert outcomes(found, "case_file.number") == [("stays", "no_consent")]
    told = Counter(d.reason for d in found.resolution.decisions if d.fact.about == other)
    assert told["no_consent"] > 0
