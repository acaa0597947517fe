"""What the board says about one person, and what the page offers as the next step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fotfeste.care.board.rules.attention import Concern, Facts, Item, Urgency, attention, urgency_of
from fotfeste.care.board.rules.next_step import NextStep, Standing, Step, next_steps
from fotfeste.care.pathway.rules.period.course import review_window
from fotfeste.care.service_model.rules import Review

TODAY = date(2026, 9, 14)
C, U = Concern, Urgency


def days(number: int) -> date:
    return TODAY + timedelta(number)


# In week two of four, all done that should be.
WELL = Facts(
    state="active",
    planned_start_on=days(-8),
    planned_end_on=days(20),
    started_on=days(-8),
    first_visit_on=days(-8),
    first_visit_done=True,
    next_visit_on=days(1),
    goals=2,
)


def said(facts: Facts) -> list[tuple[Concern, Urgency]]:
    """With fourteen days for the first assessment, and a review two weeks after the start."""
    if facts.started_on is not None:
        facts = replace(
            facts,
            baseline_by=facts.started_on + timedelta(days=14),
            review=review_window(Review(2, 2), start=facts.started_on, end=facts.planned_end_on),
        )
    return [(item.concern, item.urgency) for item in attention(facts, today=TODAY)]


def test_a_person_for_whom_all_is_done_needs_no_attention():
    assert said(WELL) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"baseline_missing": ("COPM",)}, (C.BASELINE_MISSING, U.SOON)),
        ({"goals": 0}, (C.GOALS_MISSING, U.SOON)),
        ({"unrecorded": 2}, (C.VISITS_UNRECORDED, U.OVERDUE)),
        ({"missed_in_a_row": 2}, (C.MISSED_VISITS, U.TODAY)),
        ({"next_visit_on": None}, (C.NO_VISIT_AHEAD, U.SOON)),
        ({"left_over": 1, "left_over_from": days(3)}, (C.VISITS_LEFT_OVER, U.TODAY)),
        ({"left_over": 1, "left_over_from": days(4)}, (C.VISITS_LEFT_OVER, U.SOON)),
        ({"has_coordinator": False}, (C.NO_COORDINATOR, U.OVERDUE)),
        ({"open_tasks": (days(-1), days(30))}, (C.TASKS_OVERDUE, U.OVERDUE)),
        ({"open_tasks": (days(0),)}, (C.TASKS_DUE, U.TODAY)),
        ({"open_tasks": (days(3), None)}, (C.TASKS_DUE, U.SOON)),
    ],
)
def test_each_thing_that_lacks_is_said(change, expected):
    assert said(replace(WELL, **change)) == [expected]


@pytest.mark.parametrize(("started", "urgency"), [(-13, U.SOON), (-14, U.TODAY), (-15, U.OVERDUE)])
def test_the_baseline_is_due_fourteen_days_after_the_start(started, urgency):
    facts = replace(
        WELL, started_on=days(started), planned_end_on=days(60), baseline_missing=("COPM",), reviewed_on=TODAY
    )
    assert (C.BASELINE_MISSING, urgency) in said(facts)


@pytest.mark.parametrize(
    ("end", "expected"),
    [(4, []), (3, [(C.END_SOON, U.SOON)]), (0, [(C.END_SOON, U.TODAY)]), (-1, [(C.END_PASSED, U.OVERDUE)])],
)
def test_the_end_is_said_three_days_ahead_and_when_it_has_passed(end, expected):
    facts = replace(WELL, started_on=days(end - 28), planned_end_on=days(end), reviewed_on=TODAY)
    assert said(facts) == expected


def test_the_midway_review_is_due_at_half_and_done_when_the_team_went_through_the_person():
    midway = replace(WELL, started_on=days(-14), planned_end_on=days(14))
    assert said(midway) == [(C.MIDWAY_REVIEW, U.TODAY)]
    assert said(replace(midway, reviewed_on=days(-2))) == []
    assert said(replace(midway, reviewed_on=days(-7))) == [(C.MIDWAY_REVIEW, U.TODAY)]


def test_before_the_start_only_the_first_visit_is_asked_for():
    opened = Facts(state="planned", planned_start_on=days(2), planned_end_on=days(30))
    assert said(opened) == [(C.FIRST_VISIT_NOT_PLANNED, U.SOON)]
    assert said(replace(opened, planned_start_on=days(-1))) == [(C.FIRST_VISIT_NOT_PLANNED, U.OVERDUE)]
    assert said(replace(opened, first_visit_on=days(1))) == []


def test_on_hold_nobody_asks_for_assessments_and_visits():
    paused = replace(WELL, state="on_hold", goals=0, next_visit_on=None, baseline_missing=("COPM",))
    assert said(paused) == [(C.ON_HOLD, U.KNOWN)]


def test_an_ended_period_whose_services_go_on_lacks_a_hand_over_until_it_is_written():
    ended = replace(WELL, state="completed", services_go_on=True)
    assert said(ended) == [(C.HAND_OVER_MISSING, U.OVERDUE)]
    assert said(replace(ended, handed_over=True)) == []
    assert said(replace(ended, services_go_on=False)) == []


def test_the_gravest_stands_first_and_rows_without_concerns_stand_last():
    facts = replace(WELL, planned_end_on=days(-1), started_on=days(-29), unrecorded=1, open_tasks=(days(2),))
    assert [item.concern for item in attention(facts, today=TODAY)] == [
        C.END_PASSED,
        C.VISITS_UNRECORDED,
        C.TASKS_DUE,
    ]
    late, soon = [Item(C.END_PASSED, U.OVERDUE, days(-1))], [Item(C.END_SOON, U.SOON, days(1))]
    assert sorted([[], soon, late], key=urgency_of) == [late, soon, []]


# In training, all in place.
TRAINING = Standing(
    episode_state="active",
    planned_end_on=days(14),
    first_visit_known=True,
    next_visit_on=days(1),
    baseline_done=True,
    goals=2,
    dose_planned=True,
)


def steps(standing: Standing) -> list[Step]:
    return [step.step for step in next_steps(standing, today=TODAY)]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (TRAINING, []),
        (replace(TRAINING, to_record=days(-1)), [Step.RECORD_VISIT]),
        (replace(TRAINING, baseline_done=False, goals=0), [Step.ASSESS_BASELINE, Step.SET_GOALS]),
        (replace(TRAINING, dose_planned=False, next_visit_on=None), [Step.PLAN_DOSE, Step.PLAN_VISITS]),
        (replace(TRAINING, planned_end_on=days(3)), [Step.ASSESS_DISCHARGE, Step.DISCHARGE]),
        (replace(TRAINING, planned_end_on=days(-5), discharge_assessed=True, goals=0), [Step.DISCHARGE]),
        (replace(TRAINING, episode_state="on_hold"), [Step.RESUME]),
        (Standing(episode_state="planned"), [Step.PLAN_FIRST_VISIT]),
        (Standing(episode_state="planned", first_visit_known=True), []),
        (Standing(episode_state="planned", first_visit_known=True, to_record=TODAY), [Step.RECORD_VISIT]),
        (Standing(episode_state="completed", services_go_on=True), [Step.HAND_OVER]),
        (Standing(episode_state="completed", services_go_on=True, handed_over=True), []),
        (Standing(episode_state="completed", follow_up_due=days(7)), [Step.FOLLOW_UP]),
        (Standing(episode_state="completed", follow_up_due=days(8)), []),
        (Standing(episode_state="dropped_out", follow_up_due=days(-3)), [Step.FOLLOW_UP]),
        (Standing(referral_step="screen"), [Step.SCREEN]),
        (
            Standing(referral_step="contact", episode_state="completed", follow_up_due=TODAY),
            [Step.CONTACT, Step.FOLLOW_UP],
        ),
        (Standing(episode_state="completed", follow_up_due=TODAY, died=True), []),
        (Standing(), []),
    ],
)  # fmt: skip
def test_the_next_step_follows_from_where_the_person_stands(standing, expected):
    assert steps(standing) == expected


def test_a_step_carries_the_day_it_belongs_to():
    standing = Standing(referral_step="contact", referral_due=days(2))
    assert next_steps(standing, today=TODAY) == [NextStep(Step.CONTACT, days(2))]
