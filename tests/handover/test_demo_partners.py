"""Each partner of the demo store gets its handover: the listed fields, and nobody's secrets."""

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import select

from casedesk.bootstrap import DEMO_CASE_FACT, Sitting, author, open_store
from casedesk.cases.model import CaseFile
from casedesk.demo.build import PASSPHRASE, build_demo
from casedesk.handover.asking import Request
from casedesk.handover.facts import Fact, Overrides, Purpose
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.fields import Kind, Sensitivity, Topic
from casedesk.organisations.model import Organisation
from casedesk.store import facts, kdf
from tests.builders import CHEAP
from tests.handover import golden
from tests.handover.finding import all_in_file, squeezed
from tests.handover.test_leaks import KINDS

SECRET = {Sensitivity.IDENTIFYING, Sensitivity.CONTACT, Sensitivity.LOCATION_SECRET}


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        store = build_demo(tmp_path_factory.mktemp("demo"), cases=3)
        with open_store(store, login="zorgcoordinator", passphrase=PASSPHRASE) as opened:
            yield opened


@pytest.fixture(scope="module")
def case_id(sitting: Sitting) -> int:
    with sitting.vault.reading() as connection:
        number = facts.get(connection, DEMO_CASE_FACT)
    with sitting.store.read() as session:
        return session.scalars(select(CaseFile.id).where(CaseFile.number == number)).one()


def single_keys(key: str) -> list[str]:
    """A key with several topics behind it must be allowed with each of them."""
    name, _space, topics = key.removesuffix(")").partition(" (")
    return [f"{name} ({topic})" for topic in topics.split("+")] if topics else [name]


def is_secret(fact: Fact) -> bool:
    """Whether the value points at somebody or at a hiding place by itself."""
    return fact.field.kind is Kind.TEXT and (
        fact.shielded or fact.field.topic is Topic.REPORTER or bool(fact.classes & SECRET)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_partner_gets_the_listed_fields(
    sitting: Sitting, case_id: int, kind: str, tmp_path: Path
) -> None:
    with sitting.store.read() as session:
        partner = session.scalars(
            select(Organisation.id).where(Organisation.partner_kind == kind)
        ).first()
    assert partner is not None, f"the demo store has no partner of kind {kind}"
    why, maker = Purpose("Afgesproken hulp", "public_task"), author(sitting)
    first = prepare(maker, Request(case_id, partner, why))
    assert isinstance(first, Prepared)
    people = frozenset(subject.person_id for subject in first.candidates)
    read = Overrides(persons=people, texts_read=True, marked_stay=True)
    request = Request(case_id, partner, why, read)
    made = make_handover(maker, request)
    assert isinstance(made, Made), made
    answer = made.prepared.resolution
    keys = {
        key
        for decision in answer.going()
        # Not the value stands there but "Organisation 1".
        if decision.reason != "labelled"
        and not (decision.fact.dealing and decision.fact.with_partner == partner)
        for key in single_keys(golden.key_of(decision))
    }
    # The lists speak of dealings with others; its own referral a partner knows.
    # Yes and no are nobody's own value, so the lists of planted values do not speak of them;
    # a case number stands on every page.
    free = {"case_file.number"} | {
        d.fact.field.key for d in answer.decisions if d.fact.field.kind is Kind.FLAG
    }
    assert keys - free <= golden.read(kind).keys[golden.READ]
    text = all_in_file(made.file, made.passphrase, tmp_path)
    said = squeezed("\n".join(decision.text for decision in answer.going()))
    said += squeezed(answer.recipient.name + sitting.actor.name + sitting.vault.name)
    for decision in answer.decisions:
        value = squeezed(decision.fact.text)
        if decision.text or not is_secret(decision.fact) or len(value) < 4 or value in said:
            continue
        assert value not in text, decision.fact.field.key
    assert "DEMO" in text
