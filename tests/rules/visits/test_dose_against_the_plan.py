"""The dose picture: visits done against visits planned, week by week."""

from datetime import date, timedelta

from fotfeste.care.visits.rules.bars import picture
from fotfeste.care.visits.rules.dose import DoseWeek, VisitFact, dose_weeks, summary

START = date(2026, 8, 31)  # a Monday
PLAN = [5, 4, 3, 2]


def done(*days: int) -> list[VisitFact]:
    return [VisitFact("done", START + timedelta(day)) for day in days]


def day(number: int) -> date:
    return START + timedelta(number)


def test_done_visits_stand_in_the_week_of_the_episode_they_took_place_in():
    weeks = dose_weeks(done(0, 2, 6, 7), start=START, today=day(8), planned=PLAN)
    assert [(week.week, week.done, week.planned) for week in weeks] == [(1, 3, 5), (2, 1, 4), (3, 0, 3), (4, 0, 2)]
    assert [week.week for week in weeks if week.running] == [2]


def test_visits_that_did_not_take_place_are_no_dose():
    facts = [VisitFact("not_done", START), VisitFact("cancelled", START), VisitFact("planned", START)]
    assert dose_weeks(facts, start=START, today=START, planned=[5])[0].done == 0


def test_without_a_planned_dose_the_outline_is_unknown_and_not_nought():
    assert dose_weeks(done(0), start=START, today=START, planned=[])[0].planned is None


def test_weeks_after_the_plan_were_planned_with_nought():
    weeks = dose_weeks(done(28), start=START, today=day(28), planned=PLAN)
    assert (weeks[-1].week, weeks[-1].done, weeks[-1].planned) == (5, 1, 0)


def test_the_board_shows_the_last_four_weeks_up_to_this_one():
    weeks = dose_weeks(done(0, 40), start=START, today=day(41), planned=PLAN, last=4)
    assert [week.week for week in weeks] == [3, 4, 5, 6]
    assert weeks[-1].done == 1


def test_a_visit_before_the_start_counts_in_week_one():
    assert dose_weeks(done(-2), start=START, today=START, planned=PLAN)[0].done == 1


def test_this_week_counts_what_was_planned_without_what_was_cancelled():
    facts = [
        VisitFact("done", day(0), first_visit=True),
        VisitFact("not_done", day(1), deviation="ill"),
        VisitFact("cancelled", day(2)),
        VisitFact("planned", day(3)),
        VisitFact("planned", day(9)),
    ]
    found = summary(facts, start=START, today=day(2), planned=PLAN)
    assert (found.this_week_done, found.this_week) == (1, 3)
    assert (found.next_on, found.last_done_on, found.first_visit_on) == (day(3), day(0), day(0))
    assert (found.missed_in_a_row, found.last_deviation) == (1, "ill")


def test_a_planned_visit_of_an_earlier_day_is_unrecorded_and_one_of_today_is_not():
    facts = [VisitFact("planned", day(0)), VisitFact("planned", day(2))]
    assert summary(facts, start=START, today=day(2), planned=PLAN).unrecorded == 1


def test_a_first_visit_that_nobody_opened_to_leaves_the_person_without_one():
    facts = [VisitFact("not_done", day(0), first_visit=True, deviation="not_home")]
    found = summary(facts, start=START, today=day(1), planned=PLAN)
    assert (found.first_visit_on, found.first_visit_done) == (None, False)


def test_the_tallest_bar_fills_the_picture_and_the_others_keep_their_share():
    drawn = picture([DoseWeek(1, 2, 4), DoseWeek(2, 1, None)], height=40)
    assert [(bar.done_height, bar.planned_height) for bar in drawn.bars] == [(20, 40), (10, 0)]
    assert all(bar.done_y + bar.done_height == drawn.base for bar in drawn.bars)


def test_a_person_without_visits_has_a_picture_without_bars():
    drawn = picture([DoseWeek(1, 0, 0)], height=40)
    assert [(bar.done_height, bar.planned_height) for bar in drawn.bars] == [(0, 0)]
