"""A case with a victim, a shelter and what is asked of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import set_language
from tests.builders import a_case, a_partner, a_record, a_store, a_victim

GIVEN = date(2026, 2, 1)


@dataclass
class Desk:
    """Anna's store: one case, one victim, one shelter."""

    anna: Sitting
    case_id: int
    person_id: int
    shelter: int

    def consent(self, **more: object) -> int:
        """A consent of the victim for the shelter."""
        given: dict[str, object] = {
            "case_id": self.case_id,
            "person_id": self.person_id,
            "ground": "consent",
            "given_on": GIVEN,
            "signatory": "self",
            "partner_id": self.shelter,
            "text_version": "2026-1 nl-ar",
        }
        return a_record(self.anna, "sharing_ground", **(given | more))

    def request(self, ground: str = "consent", why: str = "", **more: object) -> Request:
        """A handover to the shelter."""
        overrides = more.pop("overrides", Overrides())
        assert isinstance(overrides, Overrides)
        partner = more.pop("partner", self.shelter)
        assert isinstance(partner, int)
        return Request(
            self.case_id, partner, Purpose("Opvang", ground, why), overrides, informed="yes"
        )

    def look(self, request: Request) -> Prepared:
        """What would go."""
        found = prepare(author(self.anna), request)
        assert isinstance(found, Prepared), found
        return found

    def send(self, request: Request) -> int:
        """Make the handover; answers its id in the register."""
        made = make_handover(author(self.anna), request)
        assert isinstance(made, Made), made
        return made.disclosure_id


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    """Anna at work."""
    with a_store(tmp_path) as anna:
        case_id = a_case(anna)
        person_id = a_victim(anna, case_id, birth=VagueDate.on(date(1999, 4, 1)))
        a_record(
            anna, "need_assessment", case_id=case_id, person_id=person_id, domain="money",
            assessed_on=date(2026, 2, 1), level="acute",
        )  # fmt: skip
        yield Desk(anna, case_id, person_id, a_partner(anna))
