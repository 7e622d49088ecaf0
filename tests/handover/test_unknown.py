"""The two outputs for CoMensha list what is not given as unknown, never as a blank."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Purpose
from casedesk.handover.preparing import Prepared, prepare
from casedesk.kernel.words import speaking
from casedesk.paper.render import plain_text
from casedesk.records.use_cases import ChangeField, change
from tests.builders import a_case, a_partner, a_store, a_victim


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


def page(sitting: Sitting, case_id: int, partner: int) -> str:
    request = Request(case_id, partner, Purpose("Registratie", "public_task"), informed="yes")
    found = prepare(author(sitting), request)
    assert isinstance(found, Prepared), found
    return plain_text(found.sheet)


@pytest.mark.parametrize("kind", ["comensha_registration", "comensha_shelter"])
def test_what_is_not_filled_in_stands_there_as_unknown(sitting: Sitting, kind: str) -> None:
    case_id = a_case(sitting)
    person = a_victim(sitting, case_id)
    partner = a_partner(sitting, "CoMensha Verzonnen", kind)
    before = page(sitting, case_id, partner)
    asked = before.partition("Onbekend of niet gedeeld")[2]
    assert "Nationaliteit" in asked
    change(
        sitting.store,
        ChangeField("person", person, "nationality", ("0001",), None),
        sitting.labels,
    )
    after = page(sitting, case_id, partner)
    assert "Nationaliteit" in after.partition("Onbekend of niet gedeeld")[0]
    assert "Nationaliteit" not in after.partition("Onbekend of niet gedeeld")[2]


def test_the_two_outputs_ask_different_things(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    a_victim(sitting, case_id)
    pages = [
        page(sitting, case_id, a_partner(sitting, f"CoMensha {kind}", kind))
        for kind in ("comensha_registration", "comensha_shelter")
    ]
    assert "Huisdieren" not in pages[0]
    assert "Huisdieren" in pages[1]


def test_another_partner_gets_no_list_of_what_is_unknown(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    a_victim(sitting, case_id)
    assert "Onbekend of niet gedeeld" not in page(
        sitting, case_id, a_partner(sitting, "GGZ Verzonnen", "health")
    )
