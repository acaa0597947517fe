"""Faults between two choices that are fine each by itself."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from fotfeste.care.terms.rules.law import NEW_ADMINISTRATION_ACT_PASSED, county_known, names_a_service

from . import faults as f
from .faults import Fault, Phrase
from .keys import WEEKDAYS


def between(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault between the values that were readable; a key that is missing is somebody else's to name."""
    yield from _eligibility(values)
    yield from _decision(values)
    yield from _first_visit(values)
    yield from _length(values)
    yield from _effort(values)
    yield from _review(values)
    yield from _meeting(values)
    yield from _follow_up(values)
    yield from _sender(values)


def _fault(kind: str, key: str, words: tuple[str, str], **params: object) -> Fault:
    return Fault(kind, key, *words, params)


def _eligibility(values: Mapping[str, Any]) -> Iterator[Fault]:
    low, high = values.get("eligibility.minimum_age"), values.get("eligibility.maximum_age")
    if low is not None and high is not None and low > high:
        yield _fault("ages", "eligibility.minimum_age", f.AGES, low=low, high=high)


def _decision(values: Mapping[str, Any]) -> Iterator[Fault]:
    basis, begins = values.get("decision.legal_basis"), values.get("decision.new_administration_act_from")
    if basis and not names_a_service(basis):
        yield _fault("no_service", "decision.legal_basis", f.NO_SERVICE)
    if begins is not None and begins <= NEW_ADMINISTRATION_ACT_PASSED:
        yield _fault("before_the_act", "decision.new_administration_act_from", f.BEFORE_THE_ACT,
                     day=begins.isoformat(), passed=NEW_ADMINISTRATION_ACT_PASSED.isoformat())  # fmt: skip


def _first_visit(values: Mapping[str, Any]) -> Iterator[Fault]:
    staff, professions = values.get("first_visit.staff"), values.get("first_visit.professions")
    who = values.get("first_visit.who")
    if staff is not None and professions is not None and professions > staff:
        yield _fault("more_professions_than_staff", "first_visit.professions", f.MORE_PROFESSIONS,
                     professions=professions, staff=staff)  # fmt: skip
    if who and professions is not None and len(set(who)) < professions:
        yield _fault("few_to_choose", "first_visit.who", f.FEW_TO_CHOOSE, professions=professions, count=len(set(who)))


def _length(values: Mapping[str, Any]) -> Iterator[Fault]:
    usual, longest = values.get("length.default_weeks"), values.get("length.max_weeks")
    extension, by = values.get("length.extension"), values.get("length.extension_weeks", 0)
    if usual is not None and longest is not None and usual > longest:
        yield _fault("longer_than_longest", "length.default_weeks", f.LONGER_THAN_LONGEST, value=usual, high=longest)
    if extension is None or extension == "none":
        return
    if not by:
        yield _fault("no_extension_weeks", "length.extension_weeks", f.NO_EXTENSION_WEEKS)
    if usual is not None and usual == longest:
        yield _fault("no_room_to_extend", "length.extension", f.NO_ROOM)


def _effort(values: Mapping[str, Any]) -> Iterator[Fault]:
    by_week = values.get("effort.visits_by_week") or ()
    first, last = values.get("effort.first"), values.get("effort.last")
    if by_week and (first is not None or last is not None):
        yield _fault("two_curves", "effort.visits_by_week", f.TWO_CURVES)
    elif not by_week and (first is None or last is None):
        yield _fault("no_curve", "effort.first" if first is None else "effort.last", f.NO_CURVE)
    # High effort first, then less: the method itself (domain.md §1).
    rise = next(((one, two) for one, two in pairwise(by_week) if two > one), None)
    if rise:
        yield _fault("rises", "effort.visits_by_week", f.RISES, before=rise[0], after=rise[1])
    if not by_week and first is not None and last is not None and last > first:
        yield _fault("rises", "effort.last", f.RISES, before=first, after=last)
    weeks = values.get("length.default_weeks")
    if by_week and weeks is not None and len(by_week) != weeks:
        yield _fault("other_length", "effort.visits_by_week", f.OTHER_LENGTH, count=len(by_week), weeks=weeks)
    low, high = values.get("effort.hours_low"), values.get("effort.hours_high")
    if low is not None and high is not None and low > high:
        yield _fault("hours", "effort.hours_low", f.HOURS, low=low, high=high)


def _review(values: Mapping[str, Any]) -> Iterator[Fault]:
    first, last = values.get("review.first_week"), values.get("review.last_week")
    weeks = values.get("length.default_weeks")
    if first is not None and last is not None and last < first:
        yield _fault("review_order", "review.last_week", f.REVIEW_ORDER, first=first, last=last)
    elif last is not None and weeks is not None and last > weeks:
        yield _fault("review_after_end", "review.last_week", f.REVIEW_AFTER_END, last=last, weeks=weeks)


def _meeting(values: Mapping[str, Any]) -> Iterator[Fault]:
    first_on, weekday = values.get("meeting.first_on"), values.get("meeting.weekday")
    if first_on is None:
        if values.get("meeting.every_weeks", 1) > 1:
            yield _fault("no_day_to_count_from", "meeting.first_on", f.FIRST_ON_MISSING)
    elif weekday is not None and first_on.weekday() != WEEKDAYS.index(weekday):
        yield _fault(
            "other_weekday", "meeting.first_on", f.FIRST_ON_WEEKDAY, day=first_on, weekday=Phrase(weekday.capitalize())
        )


def _follow_up(values: Mapping[str, Any]) -> Iterator[Fault]:
    months, methods = values.get("follow_up.months"), values.get("follow_up.methods")
    if months is None:
        return
    if list(months) != sorted(months):
        yield _fault("not_sorted", "follow_up.months", f.MONTHS_ORDER, sorted=sorted(months))
    if methods is not None and len(methods) != len(months):
        yield _fault("methods", "follow_up.methods", f.METHODS, months=len(months), count=len(methods))
    for count in (1, 3, 6, 12):
        if values.get(f"instruments.month_{count}") and count not in months:
            yield _fault("nobody_contacted_then", f"instruments.month_{count}", f.NOBODY_THEN)


def _sender(values: Mapping[str, Any]) -> Iterator[Fault]:
    number = values.get("sender.municipality_number", "")
    if number and not county_known(number):
        yield _fault("municipality_number", "sender.municipality_number", f.MUNICIPALITY_NUMBER, value=number)
