"""How a period ends in Fjordvik, the hand-over, and the contacts in the year after."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fotfeste.care.assessment.actions import record_assessment
from fotfeste.care.assessment.rules.answers import Reason
from fotfeste.care.goals.actions import close_goal
from fotfeste.care.goals.rules.states import GoalState
from fotfeste.care.pathway.actions import complete_episode, drop_out, hand_over, record_follow_up
from fotfeste.care.pathway.rules.states import FollowUpState
from fotfeste.care.terms.rules.vocabulary import DropoutReason, FollowUpMethod, Occasion, OutcomeClass
from fotfeste.ground.access.rules.rights import Role

from .days import at, working_days_after
from .people import read
from .world import words

if TYPE_CHECKING:
    from fotfeste.care.pathway.models import FollowUp

    from .period import Period

Steps = Generator[datetime, None, None]
REACHED = {Occasion.MONTH_1: 0.86, Occasion.MONTH_3: 0.76, Occasion.MONTH_6: 0.68, Occasion.MONTH_12: 0.64}
MEASURED = {Occasion.MONTH_1: 0.0, Occasion.MONTH_3: 0.8, Occasion.MONTH_6: 0.85, Occasion.MONTH_12: 0.8}


def finish(period: Period, moment: datetime) -> Steps:
    """Measure again, close the goals, hand over where services go on, and close the period."""
    rng, course = period.rng, period.course
    _measure_again(period, moment)
    _close_goals(period, moment + timedelta(minutes=20))
    moment += timedelta(minutes=35)
    if course.outcome is not OutcomeClass.NO_SERVICE and rng.random() < 0.8:
        _hand_over(period, moment)
    moment += timedelta(minutes=10)
    outcome, note = course.outcome, ""
    if course.outcome is OutcomeClass.SAME_OR_MORE_SERVICES and rng.random() < 0.06:
        outcome, note = OutcomeClass.FEWER_SERVICES, words("outcome_note", rng=rng)
    tone = {OutcomeClass.NO_SERVICE: "good", OutcomeClass.FEWER_SERVICES: "some"}.get(course.outcome, "little")
    complete_episode(
        episode=period.episode,
        ended_on=moment.date(),
        services=course.services_at_end,
        outcome=outcome,
        outcome_note=note,
        evaluation=words("evaluation", tone, rng=rng, course=course),
        by=period.coordinator,
        now=moment,
    )
    yield from _follow_ups(period, moment)


def drop_out_of(period: Period, moment: datetime) -> Steps:
    """The period ends before time. Those who live on in the municipality are contacted afterwards all the same."""
    reason = period.course.dropout
    if reason is None:
        return
    note = read("words")["dropout"][reason]
    for goal, _activity in period.goals:
        if reason is DropoutReason.WITHDREW:
            close_goal(
                goal=goal, state=GoalState.GIVEN_UP, reason=note, on=moment.date(), by=period.therapist, now=moment
            )
    drop_out(
        episode=period.episode,
        ended_on=moment.date(),
        reason=reason,
        note=note,
        agreed=reason is DropoutReason.OTHER,
        by=period.coordinator,
        now=moment,
    )
    if reason not in (DropoutReason.DEATH, DropoutReason.MOVED):
        yield from _follow_ups(period, moment)


def _measure_again(period: Period, now: datetime) -> None:
    rng = period.rng
    chances = {
        "copm": (0.09, period.ability.copm(rng, after=True)),
        "sppb": (0.16, period.ability.sppb(rng, gained=rng.choices((-1, 0, 1, 2), (12, 38, 34, 16))[0])),
        "barthel": (0.14, period.ability.barthel(regained=rng.choice((0, 1, 1)))),
    }
    for instrument, (left_out, answers) in chances.items():
        missing = rng.random() < left_out
        record_assessment(
            episode=period.episode,
            instrument=instrument,
            occasion=Occasion.DISCHARGE,
            assessed_on=now.date(),
            answers={} if missing else answers,
            missing_reason=rng.choice((Reason.REFUSED, Reason.NOT_DONE)).value if missing else "",
            by=period.therapist,
            now=now,
        )


def _close_goals(period: Period, now: datetime) -> None:
    rng = period.rng
    for goal, _activity in period.goals:
        state, said, gain = rng.choices(
            (
                (GoalState.ATTAINED, "goal_attained", 4),
                (GoalState.PARTLY_ATTAINED, "goal_partly", 2),
                (GoalState.NOT_ATTAINED, "goal_not", 0),
            ),
            (58, 30, 12),
        )[0]
        close_goal(
            goal=goal,
            state=state,
            reason=words(said, rng=rng, course=period.course),
            on=now.date(),
            rating_after=min(10, max(1, (goal.rating_before or 3) + gain + rng.choice((-1, 0, 0, 1)))),
            by=period.therapist,
            now=now,
        )


def _hand_over(period: Period, now: datetime) -> None:
    rng, course, staff = period.rng, period.course, period.world.staff
    hand_over(
        episode=period.episode,
        to_unit=staff.zones[course.team],
        contact=staff.of(Role.HOME_SERVICE, course.team)[0],
        does_alone=words("hand_over", "does_alone", rng=rng, course=course),
        help_not_to_give=words("hand_over", "help_not_to_give", rng=rng, course=course),
        training_goes_on=words("hand_over", "training_goes_on", rng=rng, course=course),
        introductions=words("hand_over", "introductions", rng=rng) if rng.random() < 0.6 else "",
        check_on=working_days_after(now.date(), rng.randrange(6, 16)),
        by=period.coordinator,
        now=now,
    )


def _follow_ups(period: Period, closed: datetime) -> Steps:
    """One after the other through the year: some are late, some are not reached, some are measured again."""
    rng = period.rng
    for follow_up in period.episode.follow_ups.order_by("due_on"):
        wait = (
            rng.choice((0, 0, 0, 1, 1, 2, 4))
            if period.course.follow_up_delay is None
            else period.course.follow_up_delay
        )
        moment = max(at(working_days_after(follow_up.due_on, wait), rng.randrange(9, 15), rng.randrange(60)), closed)
        yield moment
        yield from _contact(period, follow_up, moment)


def _contact(period: Period, follow_up: FollowUp, moment: datetime) -> Steps:
    rng, course = period.rng, period.course
    occasion = Occasion(follow_up.occasion)
    by = period.therapist if rng.random() < 0.6 else period.coordinator
    reached = rng.random() < REACHED[occasion]
    if course.reached is not None:
        reached = course.reached
    tries = 0 if reached and rng.random() < 0.85 else 1 if reached else 3
    for attempt in range(tries):
        note = words("follow_up", "no_answer", rng=rng)
        record_follow_up(
            follow_up=follow_up, state=FollowUpState.NO_ANSWER, done_on=moment.date(), note=note, by=by, now=moment
        )
        moment = at(working_days_after(moment.date(), 3 + 4 * attempt), rng.randrange(9, 15), rng.randrange(60))
        yield moment
    if not reached:
        note = words("follow_up", "cancelled", rng=rng)
        record_follow_up(
            follow_up=follow_up, state=FollowUpState.CANCELLED, done_on=moment.date(), note=note, by=by, now=moment
        )
        return
    if rng.random() < MEASURED[occasion] and course.dropout is None:
        _measure_later(period, occasion, by is period.therapist, moment)
    same = course.services_at_end if course.dropout is None else course.services_at_start
    record_follow_up(
        follow_up=follow_up,
        state=FollowUpState.DONE,
        done_on=moment.date(),
        method=FollowUpMethod.HOME_VISIT
        if occasion is not Occasion.MONTH_1 and rng.random() < 0.6
        else FollowUpMethod.PHONE,
        lives_at_home=rng.random() > 0.06,
        new_period_offered=rng.random() < 0.07,
        note=words("follow_up", "done", rng=rng, course=course),
        services=same if rng.random() < 0.85 else None,
        by=by,
        now=moment + timedelta(minutes=25),
    )


def _measure_later(period: Period, occasion: Occasion, therapist_there: bool, now: datetime) -> None:
    rng = period.rng
    by = period.therapist if therapist_there else period.coordinator
    answers = {
        "copm": period.ability.copm(rng, after=True),
        "sppb": period.ability.sppb(rng, gained=rng.choice((-1, 0, 0, 1))),
    }
    for instrument, given in answers.items():
        record_assessment(
            episode=period.episode, instrument=instrument, occasion=occasion, assessed_on=now.date(), answers=given,
            by=by, now=now,
        )  # fmt: skip
