"""What people type and how names are ordered: pure functions, "today" is an argument."""

from .days import ALL_DAYS, FIRST_DAY, Limits, Sense, Written, days_meant, parse_date, the_day_meant, written_day
from .faults import EitherDay, NoSuchDay, NotReadable
from .misplaced import not_in_a_name, wrong_word
from .numbers import parse_decimal, parse_minutes, parse_time
from .ordering import LONGEST_SORT_KEY, sort_key
from .signs import has_letter, turns_the_direction, visible

__all__ = [
    "ALL_DAYS",
    "FIRST_DAY",
    "LONGEST_SORT_KEY",
    "EitherDay",
    "Limits",
    "NoSuchDay",
    "NotReadable",
    "Sense",
    "Written",
    "days_meant",
    "has_letter",
    "not_in_a_name",
    "parse_date",
    "parse_decimal",
    "parse_minutes",
    "parse_time",
    "sort_key",
    "the_day_meant",
    "turns_the_direction",
    "visible",
    "written_day",
    "wrong_word",
]
