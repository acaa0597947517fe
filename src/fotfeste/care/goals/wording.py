"""The plan in plain words to the person: what stands on the refrigerator door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from fotfeste.care.pathway.rules.period.weeks import weeks_of
from fotfeste.ground.ui.wording import span_in_words

from .queries import GoalCard, MeasureRow
from .rules.states import DoneBy

BLOCK = 9  # one visit in the drawing of the dose, with the gap to the next


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing to train: what, how often, and with whom."""

    what: str
    how_often: str
    with_whom: str


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """One goal with what is trained for it."""

    own_words: str
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """Visits of one week; `blocks` has the place of one block for each, stacked in a drawing `height` high."""

    number: int
    visits: int
    days: str = ""  # ons 9.–tir 15. desember

    @property
    def height(self) -> int:
        return self.visits * BLOCK + 2

    @property
    def blocks(self) -> range:
        return range(1, self.visits * BLOCK, BLOCK)


def dose_weeks(visits: Sequence[int], *, start: date, end: date) -> list[DoseWeek]:
    """The dose with the weeks of the period, each with its days; a week planned after the last day has none."""
    days = [span_in_words(week.first, week.last) for week in weeks_of(start, end)]
    return [
        DoseWeek(number, count, days[number - 1] if number <= len(days) else "")
        for number, count in enumerate(visits, start=1)
    ]


def plan_goals(cards: Sequence[GoalCard]) -> list[PlanGoal]:
    """The open goals with the measures that run; goals without measures stay, since they are still the person's."""
    return [
        PlanGoal(card.own_words, tuple(plan_line(measure) for measure in card.running_measures))
        for card in cards
        if card.open
    ]


def plan_line(measure: MeasureRow) -> PlanLine:
    """A measure as it is said to the person."""
    often = how_often(measure.times_per_week)
    if measure.minutes:
        minutes = ngettext("%(minutes)d minute", "%(minutes)d minutes", measure.minutes) % {"minutes": measure.minutes}
        often = gettext("%(often)s, %(minutes)s each time") % {"often": often, "minutes": minutes}
    return PlanLine(what=measure.description, how_often=often, with_whom=with_whom(measure.done_by))


def how_often(times: int) -> str:
    """`every day`, `twice a day`, `3 times a week`."""
    if times % 7 == 0:
        a_day = times // 7
        if a_day == 1:
            return gettext("every day")
        return gettext("%(times)d times a day") % {"times": a_day}
    return ngettext("%(times)d time a week", "%(times)d times a week", times) % {"times": times}


def with_whom(done_by: str) -> str:
    """Who is there, said to the person."""
    return {
        DoneBy.PERSON: gettext("on your own"),
        DoneBy.RELATIVE: gettext("with someone near you"),
        DoneBy.TRAINER: gettext("with the home trainer"),
        DoneBy.THERAPIST: gettext("with the therapist or nurse"),
        DoneBy.HOME_NURSING: gettext("with home nursing"),
        DoneBy.VOLUNTEER: gettext("with a volunteer"),
    }[DoneBy(done_by)]
