"""What the clock on the wall shows at a minute from zero, and which minute a clock time is."""

from dataclasses import replace

import pytest

from fotfeste.care.planning.rules.clock import NoTime, Shown, clock_of_zero, short
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.exact import prove
from fotfeste.care.planning.rules.problem import Person, Window
from fotfeste.care.planning.rules.solving import solve
from fotfeste.care.planning.rules.words import clock as in_words
from tests.rules.planning.day import FREE, KARI, day, plan, route, with_shift, with_visit

SPRING, AUTUMN, WINTER = "2026-03-29T00:00", "2026-10-25T00:00", "2026-12-01T00:00"
OSLO = "Europe/Oslo"


@pytest.mark.parametrize(
    ("zero", "zone", "minute", "shown"),
    [
        (WINTER, OSLO, 540, "09:00"),
        (SPRING, OSLO, 119, "01:59"),
        (SPRING, OSLO, 120, "03:00"),
        (SPRING, OSLO, 480, "09:00"),
        (SPRING, OSLO, 1380, "30 March 00:00"),
        ("2026-03-28T00:00", OSLO, 2 * 1440 - 60 + 540, "30 March 09:00"),
        (AUTUMN, OSLO, 150, "02:30 (first time)"),
        (AUTUMN, OSLO, 210, "02:30 (second time)"),
        (AUTUMN, OSLO, 600, "09:00"),
        (AUTUMN, OSLO, 1500, "26 October 00:00"),
        ("2026-12-01T08:00", OSLO, 60, "09:00"),
        ("2026-12-01T20:00", OSLO, 300, "2 December 01:00"),
        ("2026-12-31T00:00", OSLO, 1500, "1 January 01:00"),
        ("2026-03-28T23:00:00+00:00", OSLO, 480, "09:00"),
        ("2026-03-29T00:00", "Europe/London", 60, "02:00"),
        ("2026-10-04T00:00", "Australia/Lord_Howe", 121, "02:31"),
        (None, OSLO, 540, "09:00"),
        (None, OSLO, 1440 + 540, "day 2 09:00"),
        (WINTER, OSLO, 539.9999, "09:00"),
    ],
)
def test_what_the_clock_shows(zero: str | None, zone: str, minute: float, shown: str) -> None:
    assert short(clock_of_zero(zero, zone).shown(minute)) == shown


@pytest.mark.parametrize(
    ("zero", "written", "minute"),
    [
        (SPRING, "08:45", 465),
        (SPRING, "9.30", 510),
        (SPRING, "465", 465),
        (SPRING, "24:00", 1380),
        (SPRING, "2026-03-30T09:00", 1380 + 540),
        (AUTUMN, "02:30", 150),
        (AUTUMN, "2026-10-25T02:30+01:00", 210),
        (AUTUMN, "09:00", 600),
        ("2026-12-01T08:00", "09:00", 60),
        (None, "09:00", 540),
    ],
)
def test_which_minute_a_clock_time_is(zero: str | None, written: str, minute: float) -> None:
    assert clock_of_zero(zero, OSLO).read(written) == minute


@pytest.mark.parametrize(
    ("zero", "written", "says"),
    [
        (SPRING, "02:30", "does not exist on 2026-03-29"),
        (SPRING, "25:00", "is no time"),
        (SPRING, "0930", "is no time"),
        (SPRING, "nan", "is no time"),
        (SPRING, "-5", "is no time"),
        (SPRING, "1234567", "is no time"),
        ("2026-12-01T20:00", "01:00", "write the date too, like 2026-12-02T01:00"),
        (SPRING, "2026-03-28T23:00", "is before minute 0"),
        (None, "2026-03-30T09:00", "“zero” does not say when minute 0 is"),
    ],
)
def test_what_is_no_time_of_the_problem_is_refused(zero: str | None, written: str, says: str) -> None:
    with pytest.raises(NoTime, match=says):
        clock_of_zero(zero, OSLO).read(written)


def test_a_zero_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(NoTime, match="does not exist"):
        clock_of_zero("2026-03-29T02:30", OSLO)


def test_a_usual_hour_is_the_clocks_and_of_one_that_comes_twice_either() -> None:
    spring, autumn = clock_of_zero(SPRING, OSLO), clock_of_zero(AUTUMN, OSLO)
    assert spring.nearest(540, 400, 600) == (480,)
    assert spring.nearest(150, 0, 300) == (150,)  # 02:30 is skipped: as far after midnight, when the clock shows 03:30
    assert autumn.nearest(150, 0, 300) == (150, 210)
    assert autumn.nearest(540, 0, 3000) == (600, 600 + 1440, 600 + 2 * 1440)
    assert clock_of_zero(None, OSLO).apart(5, 1435) == 10


def test_the_minutes_before_midnight_belong_to_the_day_they_lie_in() -> None:
    clock = clock_of_zero("2026-12-01T08:00", OSLO)
    assert [clock.day(minute) for minute in (0, 959.9, 960, 2399, 2400)] == [0, 0, 1, 1, 2]
    assert clock.shown(2400) == Shown(2, 0, 0, 0, clock.shown(2400).on)


def test_words_name_the_day_and_from_the_eighth_the_date() -> None:
    problem = day(zero="2026-03-23T00:00")
    assert in_words(problem, 540) == "mandag kl. 09.00"
    assert in_words(problem, 7 * 1440 - 60 + 540) == "mandag 30. mars kl. 09.00"
    assert in_words(problem, 7 * 1440 - 60 + 540, "en") == "Monday 30 March 09:00"
    assert in_words(day(zero=AUTUMN), 210, "nn") == "sundag kl. 02.30 (andre gongen)"


@pytest.mark.parametrize(("zero", "at_nine"), [(SPRING, 480), (AUTUMN, 600), (WINTER, 540), ("2026-12-01T08:00", 60)])
def test_judge_search_and_proof_mean_the_same_usual_hour(zero: str, at_nine: float) -> None:
    problem = day(zero=zero, weights=replace(FREE, other_hour=1.0, unserved=500.0))
    problem = with_visit(problem, "a", windows=(Window(0.0, 900.0),))
    problem = replace(problem, visits=problem.visits[:1], persons=(Person("anna", 1, usual_start=540.0),))
    problem = with_shift(problem, KARI, start=0.0, end=960.0)
    for minutes, priced in ((0, 0), (30, 0), (-30, 0), (50, 20), (-50, 20)):
        judged = evaluate(problem, plan(route(KARI, ("a", at_nine + minutes))))
        assert judged.counts["other_hour"] == priced
    assert solve(problem, moves=500, cores=1).cost == 0.0
    assert prove(problem, seconds=5).bound == pytest.approx(0.0, abs=1e-6)
    late = with_visit(problem, "a", windows=(Window(at_nine + 100.0, at_nine + 120.0),))
    assert solve(late, moves=500, cores=1).cost == pytest.approx(70.0)
    assert prove(late, seconds=5).bound == pytest.approx(70.0)


def test_faults_tell_what_the_clock_shows() -> None:
    problem = with_visit(day(zero=SPRING), "a", windows=(Window(480.0, 900.0),))
    told = [str(fault) for fault in evaluate(problem, plan(route(KARI, ("a", 475.0)))).faults]
    assert "a starts at minute 475 (08:55), before its first window opens at 480 (09:00)." in told
