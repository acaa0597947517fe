"""What comes next for one person: the first of these that the reader may do is the page's one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .attention import SAID_AHEAD

FOLLOW_UP_SAID_AHEAD = timedelta(days=7)


class Step(StrEnum):
    """Steps in words of the work; the words and the addresses stand with the page."""

    CONTACT = "contact"
    SCREEN = "screen"
    DECIDE = "decide"
    START = "start"
    PLAN_FIRST_VISIT = "plan_first_visit"
    RECORD_VISIT = "record_visit"
    GIVE_VISITS = "give_visits"
    ASSESS_BASELINE = "assess_baseline"
    SET_GOALS = "set_goals"
    PLAN_DOSE = "plan_dose"
    PLAN_VISITS = "plan_visits"
    ASSESS_DISCHARGE = "assess_discharge"
    DISCHARGE = "discharge"
    RESUME = "resume"
    HAND_OVER = "hand_over"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step and the day it belongs to, when it has one."""

    step: Step
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands. The newest episode counts; a referral that waits comes before an ended episode.

    referral_step  contact, screen, decide or start when a referral waits for it
    to_record      the day of the oldest visit, up to today, that nobody has recorded
    left_over_from  the day of the first visit ahead that stands with somebody who can no longer come
    follow_up_due  the day of the first follow-up that is still to be done
    """

    referral_step: str = ""
    referral_due: date | None = None
    episode_state: str = ""
    planned_start_on: date | None = None
    planned_end_on: date | None = None
    first_visit_known: bool = False
    to_record: date | None = None
    next_visit_on: date | None = None
    left_over_from: date | None = None
    baseline_done: bool = False
    goals: int = 0
    dose_planned: bool = False
    discharge_assessed: bool = False
    services_go_on: bool = False
    handed_over: bool = False
    follow_up_due: date | None = None
    died: bool = False


def next_steps(standing: Standing, *, today: date) -> list[NextStep]:
    """The steps in the order they should be done; empty when nothing waits."""
    if standing.died:
        return []
    steps: list[NextStep] = []
    if standing.referral_step:
        steps.append(NextStep(Step(standing.referral_step), standing.referral_due))
    if standing.episode_state == "planned":
        steps += _planned(standing)
    elif standing.episode_state == "active":
        steps += _active(standing, today)
    elif standing.episode_state == "on_hold":
        steps.append(NextStep(Step.RESUME))
    elif standing.episode_state:
        steps += _ended(standing, today)
    return steps


def _planned(standing: Standing) -> list[NextStep]:
    if not standing.first_visit_known:
        return [NextStep(Step.PLAN_FIRST_VISIT, standing.planned_start_on)]
    steps = [NextStep(Step.RECORD_VISIT, standing.to_record)] if standing.to_record else []
    return steps + ([NextStep(Step.GIVE_VISITS, standing.left_over_from)] if standing.left_over_from else [])


def _active(standing: Standing, today: date) -> list[NextStep]:
    end = standing.planned_end_on
    ending = end is not None and end - today <= SAID_AHEAD
    wanted: Sequence[tuple[bool, Step, date | None]] = (
        (standing.to_record is not None, Step.RECORD_VISIT, standing.to_record),
        (standing.left_over_from is not None, Step.GIVE_VISITS, standing.left_over_from),
        (ending and not standing.discharge_assessed, Step.ASSESS_DISCHARGE, end),
        (ending, Step.DISCHARGE, end),
        (not ending and not standing.baseline_done, Step.ASSESS_BASELINE, None),
        (not ending and not standing.goals, Step.SET_GOALS, None),
        (not ending and not standing.dose_planned, Step.PLAN_DOSE, None),
        (not ending and standing.next_visit_on is None, Step.PLAN_VISITS, None),
    )
    return [NextStep(step, day) for needed, step, day in wanted if needed]


def _ended(standing: Standing, today: date) -> list[NextStep]:
    steps = []
    if standing.services_go_on and not standing.handed_over:
        steps.append(NextStep(Step.HAND_OVER))
    if standing.follow_up_due is not None and standing.follow_up_due - today <= FOLLOW_UP_SAID_AHEAD:
        steps.append(NextStep(Step.FOLLOW_UP, standing.follow_up_due))
    return steps
