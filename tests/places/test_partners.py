"""Which partner can help with what, and where."""

from casedesk.bootstrap import Sitting
from casedesk.kernel.columns import ListQuery
from casedesk.organisations.lists import PartnerList
from tests.builders import a_record


def found(sitting: Sitting, **filters: str) -> set[int]:
    with sitting.store.read() as session:
        return set(PartnerList().ids(session, ListQuery(filters=filters), sitting.reader))


def test_a_partner_is_found_by_help_and_gemeente(anna: Sitting) -> None:
    def partner(name: str, **values: object) -> int:
        return a_record(anna, "organisation", name=name, partner_kind="shelter", **values)

    here = partner("Hier", services=("shelter",), gemeente="0363")
    around = partner("Rondom", services=("shelter", "debt_help"), working_area=("0363", "0599"))
    country = partner("Overal", services=("lawyer",))
    elsewhere = partner("Elders", services=("shelter",), gemeente="0363", working_area=("0599",))

    assert found(anna, services="shelter") == {here, around, elsewhere}
    assert found(anna, area="0363") == {here, around, country}
    assert found(anna, services="shelter", area="0363") == {here, around}
    assert found(anna, services="debt") == set(), "part of a code is no code"
