"""The course of one period by the model: when it is looked at, how it is made longer, and when the team meets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fotfeste.care.service_model.rules import WEEKDAYS, Effort, Length, Meeting, Review
from fotfeste.care.service_model.rules.taper import MAX_WEEKS, curve

from .weeks import last_day, weeks_in


@dataclass(frozen=True)
class Window:
    """From the first day on which something may be done to the last."""

    first: date
    last: date


def review_window(rule: Review, *, start: date, end: date) -> Window:
    """When the team and the person look at goals and plan: so many weeks after the start, at the earliest and latest.

    A period shorter than the model thinks of is looked at half-way instead.
    """
    first, last = start + timedelta(weeks=rule.first_week), start + timedelta(weeks=rule.last_week)
    if last < end:
        return Window(first, last)
    middle = start + (end - start) / 2
    return Window(min(first, middle), middle)


def longest_end(rule: Length, *, start: date) -> date:
    """The last day a period may have, extensions counted."""
    return last_day(start, rule.max_weeks)


def extended_end(rule: Length, *, start: date, end: date) -> date:
    """The end after one more extension: the model's weeks at a time, never past the longest; the same end if none."""
    if rule.extension == "none":
        return end
    return max(end, min(end + timedelta(weeks=rule.extension_weeks), longest_end(rule, start=start)))


def meeting_days(rule: Meeting, *, since: date, until: date) -> Iterator[date]:
    """The days of the team meeting between the two, both included. Every week unless the model says otherwise."""
    day = since + timedelta(days=(WEEKDAYS.index(rule.weekday) - since.weekday()) % 7)
    while day <= until:
        if rule.every_weeks == 1 or rule.first_on is None or not (day - rule.first_on).days // 7 % rule.every_weeks:
            yield day
        day += timedelta(weeks=1)


def visits_by_week(
    effort: Effort, *, start: date, end: date, first: int | None = None, last: int | None = None
) -> list[int]:
    """The visits of every week of the period that was decided: what its letter, its plan and its calendar say.

    first, last  visits a week as the decision says them; None where it leaves them to the model
    A period brought in that is longer than any we plan keeps the visits of its first 52 weeks.
    """
    return curve(effort, min(weeks_in(start, end), MAX_WEEKS), first=first, last=last)
