"""What a change of a granted decision may be, and what holds with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.pathway.rules.decision.changes import (
    Change,
    Fault,
    InForce,
    end_in_force,
    fault_in,
    first_day_of_effect,
    first_new_week,
    proposed_effect,
    visits_in_force,
)
from fotfeste.care.pathway.rules.period.weeks import last_day, weeks_in
from fotfeste.care.service_model.rules import Length
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome as O

START = date(2026, 3, 4)  # a Wednesday: weeks of a period begin on the day it began
END = last_day(START, 4)
GRANTED = [5, 4, 3, 2]
TODAY = date(2026, 3, 11)
RULE = Length(default_weeks=4, max_weeks=6, extension="new_decision", extension_weeks=2)
NOW = InForce(runs=True, start=START, end=END, visits=GRANTED)

LONGER = Change(O.EXTENDED, END + timedelta(days=1), last_day(START, 6), first=2, last=1)
LESS = Change(O.REDUCED, last_day(START, 2) + timedelta(days=1), END, first=2, last=1)
SHORTER = Change(O.REDUCED, date(2026, 3, 20), last_day(START, 3))
OVER = Change(O.ENDED_EARLY, date(2026, 3, 21), date(2026, 3, 20))


def test_an_extension_keeps_every_week_and_adds_its_own() -> None:
    assert visits_in_force(GRANTED, [LONGER], start=START) == [5, 4, 3, 2, 2, 1]
    assert end_in_force(END, [LONGER]) == last_day(START, 6)


def test_added_weeks_without_a_number_go_on_with_that_of_the_last_week() -> None:
    assert visits_in_force(GRANTED, [replace(LONGER, first=None, last=None)], start=START) == [5, 4, 3, 2, 2, 2]


def test_fewer_visits_hold_from_the_week_the_change_takes_effect() -> None:
    assert visits_in_force(GRANTED, [LESS], start=START) == [5, 4, 2, 1]


def test_a_week_that_has_begun_keeps_its_visits() -> None:
    in_week_three = replace(LESS, takes_effect_on=LESS.takes_effect_on + timedelta(days=1))
    assert visits_in_force(GRANTED, [in_week_three], start=START) == [5, 4, 3, 2]


def test_an_early_end_takes_the_weeks_after_it_and_no_other() -> None:
    assert visits_in_force(GRANTED, [OVER], start=START) == [5, 4, 3]
    assert end_in_force(END, [OVER]) == OVER.ends_on


@pytest.mark.parametrize("how", [{"waits": True}, {"fell_away": True}])
def test_a_change_that_waits_for_an_appeal_or_fell_away_changes_nothing(how: dict[str, bool]) -> None:
    gone = replace(LESS, **how)
    assert visits_in_force(GRANTED, [gone], start=START) == GRANTED
    assert end_in_force(END, [replace(OVER, **how)]) == END


def test_changes_hold_in_the_order_they_were_decided() -> None:
    assert visits_in_force(GRANTED, [LONGER, replace(LESS, ends_on=last_day(START, 5))], start=START) == [5, 4, 2, 2, 1]
    assert end_in_force(END, [LONGER, SHORTER]) == SHORTER.ends_on


@pytest.mark.parametrize("change", [LONGER, LESS, SHORTER, OVER])
def test_a_change_that_is_what_it_says_can_be_made(change: Change) -> None:
    assert fault_in(change, now=NOW, rule=RULE, today=TODAY) is None


@pytest.mark.parametrize(
    ("wanted", "now", "fault"),
    [
        (LESS, replace(NOW, runs=False), Fault.NOT_RUNNING),
        (LONGER, replace(NOW, ends_early=True), Fault.ENDS_ALREADY),
        (LESS, replace(NOW, one_waits=True), Fault.WAITS),
        (replace(LONGER, ends_on=END), NOW, Fault.NOT_LONGER),
        (replace(LONGER, ends_on=last_day(START, 6) + timedelta(days=1)), NOW, Fault.TOO_LONG),
        (replace(LONGER, first=1, last=2), NOW, Fault.RISES),
        (replace(LESS, takes_effect_on=TODAY), NOW, Fault.BEFORE_NOTICE),
        (replace(OVER, takes_effect_on=TODAY, ends_on=TODAY - timedelta(days=1)), NOW, Fault.BEFORE_NOTICE),
        (replace(OVER, takes_effect_on=END + timedelta(days=1), ends_on=END), NOW, Fault.NOT_EARLIER),
        (replace(LESS, ends_on=END + timedelta(days=1)), NOW, Fault.NOT_EARLIER),
        (replace(SHORTER, ends_on=date(2026, 3, 19)), NOW, Fault.ENDS_BEFORE_EFFECT),
        (replace(LESS, first=4, last=1), NOW, Fault.MORE_VISITS),
        (replace(LESS, first=3, last=2), NOW, Fault.NOTHING_LESS),
        (replace(LESS, first=None, last=None), NOW, Fault.NOTHING_LESS),
    ],
)
def test_a_change_that_is_not_what_it_says_is_refused(wanted: Change, now: InForce, fault: Fault) -> None:
    assert fault_in(wanted, now=now, rule=RULE, today=TODAY) is fault


def test_nothing_is_made_longer_where_the_municipality_never_does() -> None:
    never = replace(RULE, extension="none", extension_weeks=0)
    assert fault_in(LONGER, now=NOW, rule=never, today=TODAY) is Fault.NEVER_LONGER


def test_where_no_numbers_were_decided_a_first_number_is_a_change() -> None:
    assert fault_in(LESS, now=replace(NOW, visits=()), rule=RULE, today=TODAY) is None


def test_each_change_is_true_from_its_own_day() -> None:
    last = date(2026, 3, 20)
    assert first_day_of_effect(O.EXTENDED, end=END, last_day=last, asked=None) == END + timedelta(days=1)
    assert first_day_of_effect(O.ENDED_EARLY, end=END, last_day=last, asked=None) == date(2026, 3, 21)
    assert first_day_of_effect(O.REDUCED, end=END, last_day=None, asked=last) == last
    assert first_day_of_effect(O.ENDED_EARLY, end=END, last_day=None, asked=None) is None


def test_a_reduction_is_proposed_for_a_week_that_lies_two_weeks_ahead() -> None:
    assert proposed_effect(start=START, today=TODAY) == date(2026, 3, 25)
    assert proposed_effect(start=START, today=TODAY + timedelta(days=1)) == date(2026, 4, 1)


@given(
    effect=st.integers(-10, 60), length=st.integers(0, 60), first=st.integers(0, 9), last=st.integers(0, 9),
    granted=st.lists(st.integers(0, 9), max_size=8),
)  # fmt: skip
def test_every_week_of_the_period_has_a_number_and_those_before_the_change_have_theirs(
    effect: int, length: int, first: int, last: int, granted: list[int]
) -> None:
    ends_on = START + timedelta(days=length)
    change = Change(O.REDUCED, START + timedelta(days=effect), ends_on, first=first, last=last)
    visits = visits_in_force(granted, [change], start=START)
    assert len(visits) == min(weeks_in(START, ends_on), len(granted) or 99)  # what is less never adds a week
    kept = min(first_new_week(START, change.takes_effect_on) - 1, len(visits), len(granted))
    assert visits[:kept] == granted[:kept]


def test_taking_back_what_shortened_the_period_gives_its_days_back_whatever_came_after() -> None:
    shorter = Change(O.REDUCED, last_day(START, 2), last_day(START, 3), end_before=END)
    fewer = Change(O.REDUCED, last_day(START, 2), last_day(START, 3), keeps_end=True, first=1, last=1)
    somewhat_longer = Change(O.EXTENDED, last_day(START, 3), last_day(START, 3) + timedelta(days=4))
    gone = replace(shorter, fell_away=True)
    assert end_in_force(END, [gone, fewer]) == end_in_force(END, [gone, somewhat_longer]) == END
    assert len(visits_in_force(GRANTED, [gone, fewer], start=START)) == len(GRANTED)
    assert visits_in_force(GRANTED, [gone, replace(somewhat_longer, first=1)], start=START) == GRANTED
    assert end_in_force(END, [shorter, somewhat_longer]) == somewhat_longer.ends_on


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (Change(O.ENDED_EARLY, START, START - timedelta(days=1)), Fault.BEFORE_START),
        (Change(O.REDUCED, START, START - timedelta(days=1)), Fault.BEFORE_START),
        (Change(O.REDUCED, START, END, keeps_end=True, first=0), Fault.NO_VISITS),
        (Change(O.REDUCED, START, END, keeps_end=True, first=28), Fault.MORE_VISITS),
        (Change(O.REDUCED, START, END, keeps_end=True, first=5, last=2), Fault.NOTHING_LESS),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_also_where_the_decision_names_no_visits(
    wanted: Change, fault: Fault
) -> None:
    now = InForce(runs=True, start=START, end=END, usual=GRANTED)
    today = START - timedelta(weeks=3)
    assert fault_in(wanted, now=now, rule=RULE, today=today) is fault


def test_a_period_is_not_made_longer_to_a_day_that_has_passed() -> None:
    longer = Change(O.EXTENDED, END + timedelta(days=1), END + timedelta(days=3))
    now = InForce(runs=True, start=START, end=END)
    assert fault_in(longer, now=now, rule=RULE, today=END + timedelta(days=5)) is Fault.PAST
