"""Fuller places and partners: risk notes with a day to look again, and who helps with what."""

from datetime import timedelta

from casedesk.demo.course import weekday
from casedesk.demo.diary import Entry
from casedesk.demo.material import material, shares
from casedesk.demo.region import COORDINATOR, FOCAL_OFFICER, Region
from casedesk.locations.model import Inspection

_COUNTRY_WIDE = ("comensha_registration", "comensha_shelter", "ind", "ngo")


def furnish(region: Region) -> None:
    """Add what the directory and the places need; made last, so that nothing else shifts."""
    for partner in region.partners.values():
        _partner(region, partner)
    for name, place in sorted(region.locations.items()):
        _place(region, name, place)


def _partner(region: Region, partner: Entry) -> None:
    kind = partner.values["partner_kind"]
    wide = kind in _COUNTRY_WIDE
    area = set() if wide else set(region.source.some(tuple(shares("gemeenten")), 2, 4))
    if area and partner.values["gemeente"]:
        area.add(partner.values["gemeente"])
    region.diary.change(
        partner,
        region.since,
        COORDINATOR,
        str(partner.values["name"]),
        services=tuple(material("directory")["services"].get(kind, ())),
        working_area=tuple(sorted({*area, partner.values["gemeente"] or ""} - {""}))
        if area
        else (),
    )


def _place(region: Region, name: str, place: Entry) -> None:
    notes = material("directory")["risk"]
    on = min(weekday(place.day + timedelta(days=20)), region.today)
    months = region.source.random.randint(1, 12)
    region.diary.change(
        place,
        on,
        FOCAL_OFFICER,
        name,
        risk=notes.get(place.values["location_kind"], notes["other"]),
        review_on=weekday(region.today + timedelta(days=30 * months - 150)),
    )
    if region.source.chance(0.4):
        region.diary.new(
            Inspection,
            on,
            FOCAL_OFFICER,
            name,
            location_id=place,
            inspection_kind="integral",
            planned_on=weekday(region.today + timedelta(days=7 * months)),
            took_part=("police", "municipality"),
        )
