"""A consent is taken back on the case page, and each partner that got something is told."""

from PySide6.QtWidgets import QAbstractButton, QApplication

from casedesk.bootstrap import Sitting, author
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.grounds.withdrawing import Withdrawal
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.use_cases import Made, make_handover
from tests.builders import a_partner, a_record, a_victim
from tests.desktop_case.conftest import OpenCase


def given(sitting: Sitting, case_id: int) -> int:
    """A consent, and a handover that went on it; answers the partner."""
    person = a_victim(sitting, case_id)
    partner = a_partner(sitting)
    a_record(
        sitting, "sharing_ground", case_id=case_id, person_id=person, ground="consent",
        given_on=sitting.clock.today(), signatory="self", partner_id=partner,
    )  # fmt: skip
    a_record(
        sitting, "need_assessment", case_id=case_id, person_id=person, domain="money",
        assessed_on=sitting.clock.today(), level="acute",
    )  # fmt: skip
    request = Request(case_id, partner, Purpose("Shelter", "consent"), Overrides(), informed="yes")
    made = make_handover(author(sitting), request)
    assert isinstance(made, Made), made
    return partner


def below(page: CasePage) -> Withdrawal:
    """What stands below the only ground."""
    assert isinstance(page.part, PeopleTab)
    assert page.part.panel is not None
    group = page.part.panel.groups["sharing_ground"]
    group.open()
    assert group.list is not None
    return group.list.rows[0].findChildren(Withdrawal)[-1]


def pressed(button: object) -> None:
    assert isinstance(button, QAbstractButton)
    button.click()


def test_a_consent_is_withdrawn_and_the_partner_is_told(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    given(sitting, case_id)
    page = open_case("people")
    first = below(page)
    pressed(first.withdraw)
    assert first.panel is not None
    pressed(first.panel.act)
    assert first.panel is not None, "without who said so it stays open"
    first.panel.rows["withdrawn_by"].editor.take("self")
    pressed(first.panel.act)

    after = below(page)
    assert after.withdraw is None
    (told,) = after.told.values()
    copy = [b for b in after.findChildren(QAbstractButton) if b is not told]
    copy[0].click()
    words = QApplication.clipboard().text()
    assert "2026-0007" in words
    assert "Popescu" not in words
    pressed(told)

    done = below(page)
    assert not done.told
    with sitting.store.read() as session:
        (row,) = sitting.reader.views(session, "disclosure", case_id=case_id)
    assert row.values["withdrawal_told_on"] == sitting.clock.today()
