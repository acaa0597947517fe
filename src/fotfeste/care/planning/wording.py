"""Words about a period and its plan, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from fotfeste.care.pathway.rules.period.weeks import PeriodWeek
from fotfeste.ground.ui.wording import span_in_words


def week_in_words(week: PeriodWeek) -> str:
    """week 2 of 4: Wed 9–Tue 15 December"""
    return gettext("Week %(number)s of %(of)s: %(days)s") % {
        "number": week.number,
        "of": week.of,
        "days": span_in_words(week.first, week.last),
    }


def calendar_weeks(week: PeriodWeek) -> str:
    """50, or 50–51 when the week of the period lies in two weeks of the calendar."""
    numbers = dict.fromkeys(f"{day.isocalendar().week}" for day in (week.first, week.last))
    return "–".join(numbers)


def against_plan(visits: int, planned: int) -> str:
    """as planned; 2 more than planned; 1 fewer than planned"""
    over = visits - planned
    if over > 0:
        return ngettext("%(count)d more than planned", "%(count)d more than planned", over) % {"count": over}
    if over < 0:
        return ngettext("%(count)d fewer than planned", "%(count)d fewer than planned", -over) % {"count": -over}
    return gettext("as planned")


def unlike_plan(counts: Iterable[tuple[int, int, int]]) -> list[str]:
    """A sentence for each week, as (number, visits, planned), whose visits are more or fewer than planned."""
    return [
        ngettext(
            "Week %(number)s gets %(count)d visit: %(difference)s.",
            "Week %(number)s gets %(count)d visits: %(difference)s.",
            visits,
        )
        % {"number": number, "count": visits, "difference": against_plan(visits, planned)}
        for number, visits, planned in counts
        if visits != planned
    ]
