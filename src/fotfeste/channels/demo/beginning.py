"""The first days of a period in Fjordvik: measured, goals set, and looked at once more halfway."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.goals.actions import add_measure, adjust_goal, close_goal, rate_goal, set_goal
from fotfeste.care.goals.rules.states import GoalState, Term
from fotfeste.care.terms.rules.vocabulary import Occasion

from .days import at, working_days_after
from .period import Period
from .world import words

if TYPE_CHECKING:
    from fotfeste.care.assessment.models import Assessment

Steps = Generator[datetime, None, None]
LEFT_OUT = 0.1


def assess(period: Period, first_visit: datetime) -> Steps:
    """The baseline: COPM the day of the first visit, the others some days later, some of them left out."""
    moment = first_visit + timedelta(minutes=40)
    yield moment
    period.baseline = _measure(period, "copm", Occasion.BASELINE, period.ability.copm(period.rng, after=False), moment)
    moment = at(working_days_after(moment.date(), 1), 12, period.rng.randrange(60))
    yield moment
    left = period.rng.random()
    if left < LEFT_OUT:
        _left_out(period, "sppb", Occasion.BASELINE, moment)
    else:
        answers = period.ability.sppb(period.rng)
        if left < 2 * LEFT_OUT:
            answers["chair_seconds"] = Reason.NOT_DONE.value
        _measure(period, "sppb", Occasion.BASELINE, answers, moment)
    if period.rng.random() > LEFT_OUT:
        _measure(period, "barthel", Occasion.BASELINE, period.ability.barthel(), moment + timedelta(minutes=9))


def _measure(
    period: Period, instrument: str, occasion: Occasion, answers: dict[str, Any], now: datetime
) -> "Assessment":
    return record_assessment(
        episode=period.episode, instrument=instrument, occasion=occasion, assessed_on=now.date(), answers=answers,
        by=period.therapist, now=now,
    )  # fmt: skip


def _left_out(period: Period, instrument: str, occasion: Occasion, now: datetime) -> None:
    reason = period.rng.choice((Reason.REFUSED, Reason.TOO_ILL, Reason.NOT_DONE))
    record_assessment(
        episode=period.episode, instrument=instrument, occasion=occasion, assessed_on=now.date(), answers={},
        missing_reason=reason.value, by=period.therapist, now=now,
    )  # fmt: skip


def set_goals(period: Period, after: datetime) -> Steps:
    """The goals in the person's own words, and what is trained for each."""
    rng = period.rng
    moment = max(at(working_days_after(after.date(), 1), 13, rng.randrange(60)), after + timedelta(hours=3))
    yield moment
    problems = period.ability.problems
    count = len(period.course.activities) or rng.choice((1, 2, 2, 3))
    for place in range(min(len(problems), count)):
        activity, problem = period.activities[place], problems[place]
        term = rng.choices((Term.SHORT, Term.LONG, Term.LIFE), (60, 30, 10))[0]
        goal = set_goal(
            episode=period.episode,
            own_words=activity["goal"],
            term=term,
            rating_before=problem[3],
            assessment=period.baseline,
            assessed_item=problem[0],
            target_on=max(period.course.planned_end_on, moment.date()) if term is Term.SHORT else None,
            by=period.therapist,
            now=moment,
        )
        period.goals.append((goal, activity))
        for each in activity["measures"]:
            measure = add_measure(
                goal=goal, area=activity["area"], description=each["text"], done_by=each["by"],
                times_per_week=each["times"], minutes=each["minutes"], target_level=rng.choice((0, 0, 1)),
                by=period.therapist, now=moment,
            )  # fmt: skip
            if each["by"] == "trainer":
                period.measures.append(measure)
        moment += timedelta(minutes=6)


def midway(period: Period, now: datetime) -> None:
    """Halfway, some say it differently, and a few let a goal go."""
    rng = period.rng
    if not period.goals:
        return
    goal, activity = period.goals[-1]
    luck = rng.random()
    if luck < 0.15 or period.course.adjusts:
        reason = words("goal_adjusted", rng=rng, course=period.course)
        smaller = activity["goal"].rstrip(".") + ", litt av gangen."
        adjust_goal(goal=goal, own_words=smaller, reason=reason, by=period.therapist, now=now)
    elif luck < 0.27 and len(period.goals) > 1:
        reason = words("goal_given_up", rng=rng, course=period.course)
        close_goal(goal=goal, state=GoalState.GIVEN_UP, reason=reason, on=now.date(), by=period.therapist, now=now)
        period.goals.pop()
        period.measures = [each for each in period.measures if each.goal_id != goal.pk]
    elif luck < 0.5:
        rate_goal(goal=goal, rating_after=min(10, (goal.rating_before or 3) + 1), by=period.therapist, now=now)
