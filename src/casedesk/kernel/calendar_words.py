"""The words with which people name dates, in Dutch and in English, for reading and for showing.

This is vocabulary, not text of the screen: the same table says how "maart" is read and how
March is shown, so that what CaseDesk shows can always be typed back.
"""

from datetime import date, timedelta

MONTHS: dict[str, tuple[str, ...]] = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}

SEASONS: dict[str, dict[int, str]] = {
    "nl": {3: "voorjaar", 6: "zomer", 9: "najaar", 12: "winter"},
    "en": {3: "spring", 6: "summer", 9: "autumn", 12: "winter"},
}
"""Season by its first month. Seasons are meteorological: three whole months."""

PARTS: dict[str, tuple[str, str, str]] = {
    "nl": ("begin", "midden", "eind"),
    "en": ("early", "mid", "late"),
}
"""A third of a year (four months) or of a month (ten days, the last up to its end)."""

PHRASES: dict[str, dict[str, str]] = {
    "nl": {
        "about": "ca. {date}",
        "between": "tussen {first} en {last}",
        "before": "voor {date}",
        "after": "na {date}",
    },
    "en": {
        "about": "ca. {date}",
        "between": "between {first} and {last}",
        "before": "before {date}",
        "after": "after {date}",
    },
}

MONTH_NUMBERS: dict[str, int] = {
    spelling: number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
    for spelling in (name.lower(), name.lower()[:3])
} | {"mrt": 3, "sept": 9}

SEASON_MONTHS: dict[str, int] = {
    "voorjaar": 3,
    "lente": 3,
    "spring": 3,
    "zomer": 6,
    "summer": 6,
    "najaar": 9,
    "herfst": 9,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
}

PART_NUMBERS: dict[str, int] = {
    "begin": 0,
    "early": 0,
    "midden": 1,
    "half": 1,
    "medio": 1,
    "mid": 1,
    "eind": 2,
    "einde": 2,
    "late": 2,
    "end": 2,
}

BEFORE_WORDS = ("voor", "vóór", "before")
AFTER_WORDS = ("na", "after")
UNTIL_WORDS = {
    **dict.fromkeys(("uiterlijk", "tot en met", "t/m", "tot"), "nl"),
    **dict.fromkeys(("until", "by"), "en"),
}
FROM_WORDS = {**dict.fromkeys(("vanaf", "sinds"), "nl"), **dict.fromkeys(("since", "from"), "en")}
"""With their language: these are kept as typed, so the date behind them follows theirs."""
ABOUT_WORDS = ("rond", "ca.", "ca", "circa", "ongeveer", "omstreeks", "about", "around", "~")
BETWEEN_WORDS = (("tussen", "en"), ("between", "and"))
RANGE_STARTS = ("van", "vanaf", "from")
RANGE_ENDS = ("t/m", "tot en met", "tot", "until", "to")
WEEKDAYS = (
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("ma", "di", "wo", "do", "vr", "za", "zo"),
)
PLAIN_WORDS = (
    *("in", "op", "met", "de", "het", "on", "at", "the", "jaar", "year"),
    *("afgelopen", "vorige", "last"),
    *WEEKDAYS,
)
"""Words in front of a date that change nothing about it."""

RELATIVE_DAYS: dict[str, int] = {
    "vandaag": 0,
    "nu": 0,
    "today": 0,
    "now": 0,
    "gisteren": -1,
    "yesterday": -1,
    "eergisteren": -2,
    "morgen": 1,
    "tomorrow": 1,
    "overmorgen": 2,
}

UNITS: dict[str, str] = {
    **dict.fromkeys(("d", "dag", "dagen", "day", "days"), "day"),
    **dict.fromkeys(("w", "week", "weken", "weeks"), "week"),
    **dict.fromkeys(("m", "maand", "maanden", "month", "months"), "month"),
    **dict.fromkeys(("j", "y", "jaar", "jaren", "year", "years"), "year"),
}

PERIODS: dict[str, tuple[str, int]] = {
    "vorige week": ("week", -1),
    "last week": ("week", -1),
    "deze week": ("week", 0),
    "this week": ("week", 0),
    "vorige maand": ("month", -1),
    "last month": ("month", -1),
    "deze maand": ("month", 0),
    "this month": ("month", 0),
    "vorig jaar": ("year", -1),
    "last year": ("year", -1),
    "dit jaar": ("year", 0),
    "this year": ("year", 0),
}

_FIXED_HOLIDAYS: dict[str, tuple[int, int]] = {
    "kerst": (12, 25),
    "kerstmis": (12, 25),
    "christmas": (12, 25),
    "sinterklaas": (12, 5),
    "oud en nieuw": (12, 31),
    "nieuwjaar": (1, 1),
    "new year": (1, 1),
    "koningsdag": (4, 27),
    "valentijnsdag": (2, 14),
}
_EASTER_HOLIDAYS: dict[str, int] = {
    "pasen": 0,
    "easter": 0,
    "hemelvaart": 39,
    "hemelvaartsdag": 39,
    "ascension": 39,
    "pinksteren": 49,
    "pentecost": 49,
    "carnaval": -49,
}
HOLIDAYS: tuple[str, ...] = (*_FIXED_HOLIDAYS, *_EASTER_HOLIDAYS)


def holiday(name: str, year: int) -> date:
    """The (first) day of a feast in a year; ``name`` is one of ``HOLIDAYS``."""
    if name in _FIXED_HOLIDAYS:
        month, day = _FIXED_HOLIDAYS[name]
        return date(year, month, day)
    return easter(year) + timedelta(days=_EASTER_HOLIDAYS[name])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - shift + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
