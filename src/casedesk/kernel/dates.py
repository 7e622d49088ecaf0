"""Dates as the office writes and reckons them; vague ones stand beside it.

Import everything about dates from here.
"""

from datetime import date

from casedesk.kernel.date_parsing import parse_date, parse_vague
from casedesk.kernel.date_patterns import Problem
from casedesk.kernel.vague_dates import Precision, VagueDate, add_months, show_date

__all__ = [
    "Precision",
    "Problem",
    "VagueDate",
    "add_months",
    "age_on",
    "parse_date",
    "parse_vague",
    "show_date",
]


def age_on(birth: date, day: date) -> int:
    """Age in whole years on a day; negative before birth.

    Somebody born on 29 February is a year older on 1 March in an ordinary year.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
