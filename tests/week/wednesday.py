"""Wednesday: a reflection period, its date corrected, and what follows in every place."""

from __future__ import annotations

from datetime import date

from casedesk.desktop.care.tracks_tab import TracksTab
from casedesk.desktop.case.actions import ActionsTab
from casedesk.desktop.case.items import days_chip
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.moments import Track
from casedesk.kernel.words import _
from casedesk.worklist.rules import Group
from tests.week.office import CTRL, K, Office
from tests.week.tuesday import VICTIM


def a_date_moves(office: Office) -> None:
    """From 30 November to 2 December, then Dublin, then a witness who has no such period."""
    tracks = office.tab("tracks", TracksTab)
    office.choose(tracks.chooser, VICTIM)
    tracks.add_step(Track.RESIDENCE)
    office.rest()
    assert tracks.form is not None
    office.write(tracks.form, "event", "reflection_granted")
    office.write(tracks.form, "happened", "30-11-2026")
    event = tracks.form.record_id
    assert event is not None
    _ready(office, tracks)
    office.picture("bedenktijd-ingegaan")
    _everywhere(office, "28-02-2027", rule="3")

    _change(office, event, "happened", "2-12-2026")
    office.picture("bedenktijd-verbeterd")
    _everywhere(office, "02-03-2027", rule="3", gone="28-02-2027")

    _change(office, event, "dublin", "yes")
    office.picture("bedenktijd-dublin")
    _everywhere(office, "01-01-2027", rule="30", gone="02-03-2027")
    _change(office, event, "dublin", "no")
    _everywhere(office, "02-03-2027", rule="3", gone="01-01-2027")

    _change(office, event, "state", "b8_witness")
    office.sees_not("02-03-2027", inside=office.tab("actions", ActionsTab))
    office.picture("getuige-aangever-geen-bedenktijd")
    _change(office, event, "state", "reflection_period")
    _everywhere(office, "02-03-2027", rule="3")


def _ready(office: Office, tracks: TracksTab) -> None:
    office.press(_("Ready"), tracks)
    assert tracks.form is None


def _change(office: Office, event: int, name: str, value: object) -> None:
    tracks = office.tab("tracks", TracksTab)
    tracks.open_step("residence_event", event)
    office.rest()
    assert tracks.form is not None
    office.write(tracks.form, name, value)
    _ready(office, tracks)


def _everywhere(office: Office, day: str, *, rule: str, gone: str = "") -> None:
    """In the list with its rule, in the head of the case and of the track, and in Vandaag."""
    tracks = office.tab("tracks", TracksTab)
    office.sees(day, inside=tracks)
    actions = office.tab("actions", ActionsTab)
    office.sees(day, inside=actions)
    (text,) = [row.item.text for row in actions.lists["deadline"].rows if day in row.item.meta]
    assert rule in text.split()[0]
    case = office.at(CasePage)
    left = days_chip(date(2026, 12, 14), office.clock.today())
    assert left is not None
    office.sees(f"14-12-2026 · {left.words}", inside=case.header)  # counted anew since midnight
    case_id = case.room.case_id
    office.picture(f"termijn-{day}")
    office.key(K.Key_1, CTRL)
    today = office.at(TodayPage)
    office.rest()
    lines = _open_later(office, today)
    assert any(day in line for line in lines), lines
    if gone:
        assert not any(gone in line for line in lines), lines
    office.picture(f"vandaag-{day}")
    office.window.desk.open_case(case_id)
    office.rest()
    if gone:
        office.sees_not(gone, inside=office.tab("actions", ActionsTab))


def _open_later(office: Office, today: TodayPage) -> list[str]:
    model = today.model
    for row in range(model.rowCount()):
        heading = model.heading(row)
        if heading is not None and heading.group is Group.LATER and not heading.is_open:
            today.view.choose(row)
            today.view.setFocus()
            office.key(K.Key_Right)
            break
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
