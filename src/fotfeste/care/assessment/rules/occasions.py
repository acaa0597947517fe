"""Which occasion a measurement today most likely belongs to. A suggestion: the assessor sees it and can change it."""

from datetime import date

from fotfeste.care.pathway.rules.states import ENDED_EPISODES
from fotfeste.care.terms.rules.vocabulary import FOLLOW_UP_MONTHS, Occasion

# The end is often measured in the last training week, and sometimes some days after it.
DAYS_BEFORE_END = 10
DAYS_AFTER_END = 14
DAYS_IN_A_MONTH = 365.25 / 12


def suggested_occasion(
    *, state: str, planned_end_on: date, ended_on: date | None, has_baseline: bool, today: date
) -> Occasion:
    """Start when nothing was measured, midway while training runs, the end near its end, then the nearest follow-up.

    `state` is the episode's. After an episode without a start there is nothing to compare with, but the occasion is
    still told by the calendar.
    """
    if state in ENDED_EPISODES and ended_on is not None:
        days = (today - ended_on).days
        if days <= DAYS_AFTER_END:
            return Occasion.DISCHARGE
        return min(FOLLOW_UP_MONTHS, key=lambda occasion: abs(FOLLOW_UP_MONTHS[occasion] * DAYS_IN_A_MONTH - days))
    if not has_baseline:
        return Occasion.BASELINE
    return Occasion.DISCHARGE if (planned_end_on - today).days <= DAYS_BEFORE_END else Occasion.MIDWAY
