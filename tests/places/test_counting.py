"""What is counted per place, and what must not be."""

from datetime import date

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.locations.counting import By, Counts, Measure, Period, count_places
from casedesk.locations.lists import InspectionList, PlaceList
from casedesk.locations.ties import cases_of, numbers, signals_of
from tests.builders import a_record, seen_by
from tests.places.conftest import Region

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def counted(sitting: Sitting, by: By, period: Period = YEAR) -> Counts:
    with sitting.store.read() as session, speaking("en"):
        return count_places(session, sitting.reader, by, period)


def number(counts: Counts, code: str, measure: Measure) -> int | None:
    return next((row.numbers[measure] for row in counts.rows if row.code == code), 0)


def test_a_place_says_how_much_is_tied_to_it(region: Region) -> None:
    with region.anna.store.read() as session:
        park = numbers(session)[region.park]
        assert (park.signals, park.inspections, park.cases) == (1, 2, 1)
        assert [case.id for case in cases_of(session, region.anna.reader, region.park)] == [
            region.case
        ]


def test_a_shelter_stands_nowhere_among_the_places(region: Region) -> None:
    with region.anna.store.read() as session:
        ids = PlaceList().ids(session, ListQuery(), region.anna.reader)
        assert set(ids) == {region.park, region.farm}
        assert PlaceList().cells(session, [region.shelter], region.anna.reader) == {}
        searched = PlaceList().ids(session, ListQuery(text="Geheim"), region.anna.reader)
        assert searched == []
    for by in By:
        counts = counted(region.anna, by, Period())
        assert "shelter" not in {row.code for row in counts.rows}
    kinds = counted(region.anna, By.KIND, Period())
    assert sum(row.numbers[Measure.SIGNALS] or 0 for row in kinds.rows) == 2


def test_where_a_victim_is_hidden_ties_no_case_to_a_place(region: Region) -> None:
    with region.anna.store.read() as session:
        assert cases_of(session, region.anna.reader, region.shelter) == ()
        assert numbers(session, [region.shelter])[region.shelter].cases == 0


def test_a_period_leaves_out_what_was_before_it(region: Region) -> None:
    kinds = counted(region.anna, By.KIND)
    assert number(kinds, "holiday_park", Measure.SIGNALS) == 1
    assert number(kinds, "farm", Measure.SIGNALS) == 0
    assert number(counted(region.anna, By.KIND, Period()), "farm", Measure.SIGNALS) == 1


def test_a_planned_inspection_does_not_count_as_held(region: Region) -> None:
    assert number(counted(region.anna, By.GEMEENTE), "0363", Measure.INSPECTIONS) == 1


def test_a_signal_counts_under_its_own_sector_before_that_of_its_place(region: Region) -> None:
    sectors = counted(region.anna, By.SECTOR, Period())
    assert number(sectors, "meat", Measure.SIGNALS) == 1
    assert number(sectors, "agriculture", Measure.SIGNALS) == 0
    assert number(sectors, "holiday_parks", Measure.CASES) == 1


def test_groups_count_a_signal_in_each_and_say_so(region: Region) -> None:
    groups = counted(region.anna, By.GROUP)
    assert number(groups, "debts", Measure.SIGNALS) == 1
    assert number(groups, "labour_migrants", Measure.INSPECTIONS) == 1
    assert "do not add up" in groups.rule
    assert all(row.numbers[Measure.PLACES] is None for row in groups.rows)


def test_each_table_says_its_rule_and_its_day(region: Region) -> None:
    counts = counted(region.anna, By.KIND)
    assert "received" in counts.rule
    assert counts.counted_on == region.anna.clock.today()
    assert counts.period == "01-01-2026 up to and including 31-12-2026"


def test_who_sees_no_cases_gets_no_number_of_cases(region: Region) -> None:
    officer = seen_by(region.anna, Role.FOCAL_OFFICER)
    kinds = counted(officer, By.KIND)
    assert all(row.numbers[Measure.CASES] is None for row in kinds.rows)
    with officer.store.read() as session:
        assert PlaceList().cells(session, [region.park], officer.reader)[region.park][-1] == ""
        assert cases_of(session, officer.reader, region.park) == ()


def test_who_sees_no_signals_finds_no_places(region: Region) -> None:
    supervisor = seen_by(region.anna, Role.SUPERVISOR)
    with supervisor.store.read() as session:
        assert PlaceList().ids(session, ListQuery(), supervisor.reader) == []
        assert signals_of(session, supervisor.reader, region.park) == ()


def test_places_are_found_and_put_in_order_by_what_is_tied(region: Region) -> None:
    source, reader = PlaceList(), region.anna.reader
    with region.anna.store.read() as session:
        query = ListQuery(sort="signals", descending=True)
        assert source.ids(session, query, reader)[0] in (region.park, region.farm)
        due = ListQuery(filters={"review": "due"})
        assert source.ids(session, due, reader) == [region.park]
        kind = ListQuery(filters={"location_kind": "farm"})
        assert source.ids(session, kind, reader) == [region.farm]


def test_inspections_that_are_late_or_open_are_found(region: Region) -> None:
    source, reader = InspectionList(), region.anna.reader
    followed = a_record(
        region.anna, "inspection", location_id=region.farm, held_on=date(2026, 2, 1),
        follow_up=("warning",), follow_up_by=date(2026, 4, 1),
    )  # fmt: skip
    with region.anna.store.read() as session:
        late = source.ids(session, ListQuery(filters={"state": "late"}), reader)
        assert len(late) == 1
        assert source.ids(session, ListQuery(filters={"state": "open"}), reader) == [followed]
        with speaking("en"):
            assert source.cells(session, [followed], reader)[followed][-1] == (
                "Follow-up by 01-04-2026"
            )
