"""The weeks of a period in words, in the language of the reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, ngettext

from fotfeste.ground.ui.wording import exact_day, keep_together, span_in_words

from ..rules.period.weeks import week_at, weeks_in, weeks_of


def week_of_weeks(week: int, weeks: int) -> str:
    """3/4; over the last planned day 5 (1 over)."""
    if week > weeks:
        return keep_together(gettext("%(week)s (%(over)s over)") % {"week": week, "over": week - weeks})
    return f"{week}/{weeks}"


def weeks_in_words(first: date, last: date, *, start: date, end: date, visits: Iterable[date] = ()) -> list[str]:
    """Which days between two belong to which week of a period: Mon 7–Tue 8 December is week 1 of 4.

    visits  days with a visit: those outside the period that a week of it counts are named too
    """
    found = []
    of = weeks_in(start, end)
    for day in sorted({day for day in visits if first <= day <= last and not start <= day <= end}):
        number = week_at(start, day)
        if number <= of:
            words = {"day": span_in_words(day, day), "number": number, "of": of}
            found.append(gettext("the visit on %(day)s counts in week %(number)s of %(of)s") % words)
    for week in weeks_of(start, end):
        begins, ends = max(first, week.first), min(last, week.last)
        if begins <= ends:
            words = {"days": span_in_words(begins, ends), "number": week.number, "of": week.of}
            found.append(gettext("%(days)s is week %(number)s of %(of)s") % words)
    return found


def unlike_decision(*, start: date, end: date, decided: tuple[date | None, date | None]) -> str:
    """What the period has that the decision does not, and what to do; empty when the decision holds it.

    A period within the days that were decided, with as many weeks, is what was decided: somebody who begins two days
    late needs no question.
    """
    first, last = decided
    if first is None or last is None or end < start:
        return ""
    weeks, granted = weeks_in(start, end), weeks_in(first, last)
    if first <= start and end <= last and weeks == granted:
        return ""
    said = ngettext(
        "The decision is for %(first)s to %(last)s, %(count)d week.",
        "The decision is for %(first)s to %(last)s, %(count)d weeks.",
        granted,
    ) % {"first": exact_day(first), "last": exact_day(last), "count": granted}
    here = ngettext("The period gets %(count)d week.", "The period gets %(count)d weeks.", weeks) % {"count": weeks}
    longer = gettext("Training beyond what was decided needs a new decision.") if end - start > last - first else ""
    ask = gettext("Change the days, or tick that they are meant to be so.")
    return " ".join(part for part in (said, here, longer, ask) if part)
