"""Dates as people type them, as they are stored, and as they read again."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casedesk.kernel.calendar_words import easter
from casedesk.kernel.dates import (
    Precision,
    Problem,
    VagueDate,
    add_months,
    age_on,
    parse_date,
    parse_vague,
    show_date,
)
from casedesk.kernel.vague_dates import clean_words, month_span, part_span, season_span
from casedesk.kernel.words import speaking

TODAY = date(2024, 11, 24)


def vague(text: str) -> VagueDate:
    found = parse_vague(text, TODAY, "nl")
    assert isinstance(found, VagueDate), found
    return found


TYPED = {
    "12-03-2022": ("2022-03-12", "2022-03-12", "12-03-2022", "12-03-2022"),
    "1-2-24": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "1/2/2024": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "010224": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "01022024": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "2024-02-01": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "1 feb 2024": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "maandag 1 februari 2024": ("2024-02-01", "2024-02-01", "01-02-2024", "01-02-2024"),
    "March 12, 2022": ("2022-03-12", "2022-03-12", "12-03-2022", "12-03-2022"),
    "1st of March 2022": ("2022-03-01", "2022-03-01", "01-03-2022", "01-03-2022"),
    "3-4-85": ("1985-04-03", "1985-04-03", "03-04-1985", "03-04-1985"),
    "1 dec": ("2023-12-01", "2023-12-01", "01-12-2023", "01-12-2023"),
    "29-2": ("2024-02-29", "2024-02-29", "29-02-2024", "29-02-2024"),
    "vandaag": ("2024-11-24", "2024-11-24", "24-11-2024", "24-11-2024"),
    "gisteren": ("2024-11-23", "2024-11-23", "23-11-2024", "23-11-2024"),
    "-3d": ("2024-11-21", "2024-11-21", "21-11-2024", "21-11-2024"),
    "3 dagen geleden": ("2024-11-21", "2024-11-21", "21-11-2024", "21-11-2024"),
    "maart 2022": ("2022-03-01", "2022-03-31", "maart 2022", "March 2022"),
    "03-2022": ("2022-03-01", "2022-03-31", "maart 2022", "March 2022"),
    "mei": ("2024-05-01", "2024-05-31", "mei 2024", "May 2024"),
    "december": ("2023-12-01", "2023-12-31", "december 2023", "December 2023"),
    "2022": ("2022-01-01", "2022-12-31", "2022", "2022"),
    "in 2022": ("2022-01-01", "2022-12-31", "2022", "2022"),
    "zomer 2022": ("2022-06-01", "2022-08-31", "zomer 2022", "summer 2022"),
    "in de zomer van 2022": ("2022-06-01", "2022-08-31", "zomer 2022", "summer 2022"),
    "winter 2021/2022": ("2021-12-01", "2022-02-28", "winter 2021/2022", "winter 2021/2022"),
    "winter 2022": ("2021-12-01", "2022-02-28", "winter 2021/2022", "winter 2021/2022"),
    "voorjaar": ("2024-03-01", "2024-05-31", "voorjaar 2024", "spring 2024"),
    "begin 2022": ("2022-01-01", "2022-04-30", "begin 2022", "early 2022"),
    "midden 2022": ("2022-05-01", "2022-08-31", "midden 2022", "mid 2022"),
    "eind 2022": ("2022-09-01", "2022-12-31", "eind 2022", "late 2022"),
    "eind februari 2024": ("2024-02-21", "2024-02-29", "eind februari 2024", "late February 2024"),
    "tussen maart en mei 2022": (
        *("2022-03-01", "2022-05-31"),
        *("tussen maart en mei 2022", "between March and May 2022"),
    ),
    "tussen nov en feb 2022": (
        *("2021-11-01", "2022-02-28"),
        *("tussen november 2021 en februari 2022", "between November 2021 and February 2022"),
    ),
    "tussen 1-3-2022 en 5-4-2022": (
        *("2022-03-01", "2022-04-05"),
        *("tussen 01-03-2022 en 05-04-2022", "between 01-03-2022 and 05-04-2022"),
    ),
    "van maart t/m mei 2022": (
        *("2022-03-01", "2022-05-31"),
        *("tussen maart en mei 2022", "between March and May 2022"),
    ),
    "2019-2022": ("2019-01-01", "2022-12-31", "tussen 2019 en 2022", "between 2019 and 2022"),
    "week 12 2022": ("2022-03-21", "2022-03-27", "week 12 2022", "week 12 2022"),
    "voor kerst": (None, "2023-12-24", "voor kerst 2023", "voor kerst 2023"),
    "vóór kerst 2021": (None, "2021-12-24", "voor kerst 2021", "voor kerst 2021"),
    "na pasen 2023": ("2023-04-10", None, "na pasen 2023", "na pasen 2023"),
    "na oud en nieuw 2022": ("2023-01-01", None, "na oud en nieuw 2022", "na oud en nieuw 2022"),
    "voor 2020": (None, "2019-12-31", "voor 2020", "before 2020"),
    "before 12-3-2022": (None, "2022-03-11", "voor 12-03-2022", "before 12-03-2022"),
    "na juni 2021": ("2021-07-01", None, "na juni 2021", "after June 2021"),
    "uiterlijk mei 2022": (None, "2022-05-31", "uiterlijk mei 2022", "uiterlijk mei 2022"),
    "sinds vorig jaar": ("2023-01-01", None, "sinds 2023", "sinds 2023"),
    "rond maart 2022": ("2022-03-01", "2022-03-31", "ca. maart 2022", "ca. March 2022"),
    "ca. 2021": ("2021-01-01", "2021-12-31", "ca. 2021", "ca. 2021"),
    "zomer 2022?": ("2022-06-01", "2022-08-31", "ca. zomer 2022", "ca. summer 2022"),
    "voor ca. 2020": (None, "2019-12-31", "ca. voor 2020", "ca. before 2020"),
    '"toen zij 14 was"': (None, None, "toen zij 14 was", "toen zij 14 was"),
    '"kort na de reis in mei 2022, zegt zij"': (
        *("2022-05-01", "2022-05-31"),
        *(["kort na de reis in mei 2022, zegt zij"] * 2),
    ),
}


@pytest.mark.parametrize("text", TYPED)
def test_what_people_type_is_understood_and_reads_back(text: str) -> None:
    earliest, latest, dutch, english = TYPED[text]
    found = vague(text)
    assert str(found.earliest or "") == (earliest or "")
    assert str(found.latest or "") == (latest or "")
    assert found.show("nl") == dutch
    assert found.show("en") == english


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Typ een datum, bijvoorbeeld 12-03-2022, maart 2022 of zomer 2022."),
        ("31-2-2022", "02-2022 heeft 28 dagen. Kijk de dag na."),
        ("12-13-2022", "Maand 13 bestaat niet. Typ dag, maand, jaar."),
        ("13-2022", "Maand 13 bestaat niet. Typ dag, maand, jaar."),
        ("1-1-1022", "Kijk het jaar na: 1022."),
        ("zomer 3022", "Kijk het jaar na: 3022."),
        ("tussen 2022 en 2020", "De eerste datum ligt na de laatste. Wissel ze om."),
        ("week 60 2022", "2022 heeft geen week 60. Kijk de week na."),
        ('""', "Typ de woorden tussen de aanhalingstekens."),
    ],
)
def test_a_date_that_cannot_be_says_what_to_do(text: str, sentence: str) -> None:
    assert parse_vague(text, TODAY, "nl") == Problem(sentence)


@pytest.mark.parametrize(
    "text", ["zomaar", "12", "maatr 2022", "toen zij 14 was", "winter 2021/2025"]
)
def test_words_are_kept_only_when_asked(text: str) -> None:
    found = parse_vague(text, TODAY, "en")
    assert isinstance(found, Problem)
    assert "quotation marks" in found.sentence


@given(st.text(max_size=40))
@example("-999j")
@example("tussen en")
@example("0000")
@example("٣-٣-٢٠٢٢")
def test_no_typing_makes_it_fall_over(text: str) -> None:
    found = parse_vague(text, TODAY, "nl")
    if isinstance(found, VagueDate):
        assert VagueDate.decode(found.encode()) == found


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
words = st.text(max_size=40).map(clean_words)


@st.composite
def vague_dates(draw: st.DrawFn) -> VagueDate:
    precision = draw(st.sampled_from(list(Precision)))
    day, other = sorted((draw(days), draw(days)))
    estimated = draw(st.booleans())
    span: tuple[date | None, date | None] = (day, other)
    match precision:
        case Precision.DAY:
            span = (day, day)
        case Precision.MONTH:
            span = month_span(day.year, day.month)
        case Precision.PART:
            month = draw(st.sampled_from([None, day.month]))
            span = part_span(day.year, month, draw(st.integers(0, 2)))
        case Precision.SEASON:
            span = season_span(min(day.year, 2198), draw(st.sampled_from([3, 6, 9, 12])))
        case Precision.YEAR:
            span = (date(day.year, 1, 1), date(day.year, 12, 31))
        case Precision.BEFORE:
            span = (None, day)
        case Precision.AFTER:
            span = (day, None)
        case Precision.WORDS:
            text = draw(words)
            assume(text)
            return VagueDate(*draw(st.sampled_from([span, (None, None)])), precision, words=text)
    return VagueDate(*span, precision, estimated)


@given(vague_dates())
def test_a_stored_date_comes_back_as_it_was(value: VagueDate) -> None:
    text = value.encode()
    assert VagueDate.decode(text) == value
    assert len(text) <= 200


@given(st.lists(vague_dates(), max_size=8))
def test_stored_texts_sort_as_the_dates_do(values: list[VagueDate]) -> None:
    assert [value.encode() for value in sorted(values)] == sorted(v.encode() for v in values)


@given(vague_dates(), vague_dates())
def test_the_order_is_total_and_follows_the_first_day(one: VagueDate, two: VagueDate) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    if one.anchor and two.anchor and one.anchor < two.anchor:
        assert one < two
    if one.anchor and two.anchor is None:
        assert one < two  # what has no day at all stands last


@given(vague_dates(), st.sampled_from(["nl", "en"]))
def test_what_is_shown_can_be_typed_again(value: VagueDate, language: str) -> None:
    if value.precision is Precision.WORDS:
        value = vague(f'"{value.words}"')  # its days follow from the words
    assert parse_vague(value.typed(language), TODAY, language) == value


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_typed_is_stable_in_both_languages(text: str, language: str) -> None:
    found = vague(text)
    later = TODAY + timedelta(days=400)
    assert parse_vague(found.typed(language), later, language) == found


@given(vague_dates(), days, days)
def test_a_list_can_filter_a_period_on_the_stored_text(
    value: VagueDate, one: date, two: date
) -> None:
    first, last = sorted((one, two))
    text = value.encode()
    found = text < str(last + timedelta(days=1)) and text[11:21] >= str(first)
    start, end = value.anchor, value.latest or date.max
    assert found == (start is not None and start <= last and end >= first)


@pytest.mark.parametrize(
    "text", ["", "2022-01-01", "2022-01-01/2022-01-31 day", "2022-01-02/2022-01-01 between", "x"]
)
def test_a_damaged_stored_date_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text differs by damage
        VagueDate.decode(text)


def test_days_that_do_not_fit_are_a_fault() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        VagueDate(date(2022, 3, 2), date(2022, 3, 31), Precision.MONTH)
    with pytest.raises(ValueError, match="tidy"):
        VagueDate(None, None, Precision.WORDS, words="two\nlines")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12-03-2022", date(2022, 3, 12)),
        ("010224", date(2024, 2, 1)),
        ("1 feb", date(2025, 2, 1)),  # nearest: 69 days ahead, not 297 back
        ("1-10", date(2024, 10, 1)),
        ("+2w", date(2024, 12, 8)),
        ("-1m", date(2024, 10, 24)),
        ("morgen", date(2024, 11, 25)),
        ("1-2-30", date(2030, 2, 1)),
        ("vr 29-11-2024", date(2024, 11, 29)),
    ],
)
def test_an_exact_day(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "2022", "maart 2022", "zomer 2022", "voor 2020", "x", "12"])
def test_a_vague_date_where_a_day_is_asked(text: str) -> None:
    with speaking("nl"):
        wanted = Problem("Typ dag, maand en jaar, bijvoorbeeld 12-03-2022.")
        assert parse_date(text, TODAY) == wanted


def test_a_date_of_birth_lies_in_the_past() -> None:
    with speaking("nl"):
        assert parse_date("1-2-30", TODAY, past=True) == date(1930, 2, 1)
        assert parse_date("1-2-2030", TODAY, past=True) == Problem(
            "Deze dag moet nog komen. Kijk het jaar na."
        )


@given(days)
def test_a_shown_day_can_be_typed_again(day: date) -> None:
    assert parse_date(show_date(day), TODAY) == day


def test_months_are_counted_by_the_calendar() -> None:
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2022, 11, 30), 3) == date(2023, 2, 28)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 15), 12) == date(2025, 1, 15)


@given(days, st.integers(-400, 400))
def test_counting_months_never_skips_a_month(day: date, months: int) -> None:
    assume(day.year + months // 12 - 1 >= 1 and day.year + months // 12 + 1 <= 9999)
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day


def test_age_turns_on_the_birthday() -> None:
    birth = date(2008, 2, 29)
    assert age_on(birth, date(2024, 2, 28)) == 15
    assert age_on(birth, date(2024, 2, 29)) == 16
    assert age_on(birth, date(2025, 2, 28)) == 16
    assert age_on(birth, date(2025, 3, 1)) == 17
    assert age_on(date(2010, 1, 1), date(2009, 12, 31)) == -1


def test_easter_of_known_years() -> None:
    known = [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24)]
    assert [easter(day.year) for day in known] == known
    assert easter(2023) == date(2023, 4, 9)
    assert easter(2038) == date(2038, 4, 25)
