"""Monday: two signals about one holiday park, tied by a phone, and a request for advice."""

from __future__ import annotations

from casedesk.desktop.signals.advice_page import AdvicePage
from casedesk.desktop.signals.desk_page import SignalsPage
from casedesk.desktop.signals.signal_page import SignalPage
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.words import _
from tests.week.office import CTRL, CTRL_SHIFT, K, Office

MEN = "Mannen opgesloten op vakantiepark"
VANS = "Witte busjes bij de chalets"
PARK = "Vakantiepark De Wilgen"


def signals_come_in(office: Office) -> tuple[int, int]:
    """The ids of both signals."""
    office.at(TodayPage)
    office.picture("vandaag-leeg")
    first = _a_signal(office, MEN)
    office.write(office.at(SignalPage).form, "place", PARK)
    office.write(office.at(SignalPage).form, "gemeente", "0228")
    office.write(office.at(SignalPage).form, "source_kind", "enforcement")
    _a_phone(office, "06-12345678")
    page = office.at(SignalPage)
    assert page.form.view is not None
    assert page.form.view.values["person_id"] is None  # a place was enough
    assert not page.overlap.isVisibleTo(page)
    office.picture("eerste-signaal")

    second = _a_signal(office, VANS)
    _a_phone(office, "+31 6 1234 5678")
    page = office.at(SignalPage)
    office.sees(MEN, inside=page.overlap)  # nobody searched for it
    office.picture("tweede-signaal-eerder-gezien", page.overlap)
    office.press(_("Link to: {what}").format(what=MEN), page.overlap)
    office.sees(_("linked"), inside=page.overlap)
    office.sees(MEN, inside=page.links)
    office.picture("signalen-gekoppeld", page.links)

    office.key(K.Key_3, CTRL)
    assert office.at(SignalsPage).list.model.rowCount() == 2
    office.picture("signalen")
    _somebody_asks_for_advice(office)
    assert first != second
    return first, second


def _a_signal(office: Office, subject: str) -> int:
    """A line and Tab are enough."""
    office.key(K.Key_3, CTRL)
    office.key(K.Key_N, CTRL)
    office.keys(subject)
    office.key(K.Key_Tab)
    made = office.at(SignalPage).form.record_id
    assert made is not None
    return made


def _a_phone(office: Office, number: str) -> None:
    page = office.at(SignalPage)
    office.key(K.Key_K, CTRL_SHIFT)
    form = page.traces.list.new_form
    assert form is not None
    office.write(form, "trace_kind", "phone")
    office.write(form, "value", number)
    page.traces.list.finish()
    office.rest()


def _somebody_asks_for_advice(office: Office) -> None:
    page = office.at(SignalsPage)
    page.tabs.setCurrentIndex(2)
    office.rest()
    office.key(K.Key_N, CTRL)
    advice = office.at(AdvicePage)
    office.keys("School vraagt advies over een leerling")
    office.key(K.Key_Tab)
    assert advice.warning.sentence == ""
    office.write(advice.form, "question", "Zij heet Mirela van der Poel, 06-12345678")
    assert "Mirela van der Poel" in advice.warning.sentence
    office.picture("advies-waarschuwt-voor-een-naam")
    office.write(advice.form, "question", "Wat kan de school doen?")
    assert advice.warning.sentence == ""
