"""The lists of the rail: cases, persons, referrals and partners, each drawn from its source."""

from collections.abc import Callable

from casedesk import features
from casedesk.access.rights import may_change
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.kernel.words import N_
from casedesk.store.declare import record_class


def cases(desk: Desk, _place: Place) -> Page:
    """All cases; a new one starts here."""
    return _list(desk, "cases", desk.open_case, new=N_("New case"))


def referrals(desk: Desk, _place: Place) -> Page:
    """Referrals over all cases; each opens in its case."""

    def open_in_case(referral_id: int) -> None:
        with desk.sitting.store.read() as session:
            view = desk.reader.view(session, "referral", referral_id)
        if view is not None and view.case_id is not None:
            desk.open_case(view.case_id, "referrals", ("referral", referral_id))

    return _list(desk, "referrals", open_in_case)


def partners(desk: Desk, _place: Place) -> Page:
    """The directory of partners."""

    def open_partner(partner_id: int) -> None:
        desk.open_record("organisation", partner_id)

    return _list(desk, "partners", open_partner, new=N_("New partner"))


def _list(desk: Desk, name: str, opens: Callable[[int], None], new: str = "") -> Page:
    source = features.lists()[name]
    kind = source.kind
    record = record_class(kind).record
    can_make = bool(new) and may_change(desk.sitting.actor, record.realm)
    shape = ListShape(
        name=name,
        title=record.plural,
        icon=record.icon,
        empty=record.empty,
        open=opens,
        new=(new, lambda: desk.new_record(kind)) if can_make else None,
    )
    return ListPage(desk, source, shape)
