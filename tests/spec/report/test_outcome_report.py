from datetime import date
from pathlib import Path

from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report.building import Limit, Reader, Report
from tests.spec.report.tidy import episodes, follow_ups, referrals, report, visits

SEVEN = """
    person | group      | started    | ended      | outcome
    anna   | first_time | 2026-01-05 | 2026-02-02 | no_service
    bjorn  | existing   | 2026-01-05 | 2026-02-02 | fewer_services
    clara  | first_time | 2026-01-05 | 2026-01-20 | dropout:death
    dag    | existing   | 2026-01-12 | 2026-02-09 | same_or_more_services
    eli    | first_time | 2026-02-02 | 2026-03-02 | no_service
    finn   | first_time | 2026-09-07 |            |
    gro    | existing   | 2026-02-02 | 2026-03-02 |
"""


def _shares(found: Report, indicator: str) -> dict[str, tuple[int | None, int | None]]:
    return {
        g: (found.figure(indicator, g).numerator, found.figure(indicator, g).n)
        for g in ("all", "first_time", "existing")
    }


def test_outcome_shares_are_of_those_who_completed_and_are_given_for_each_group(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN))
    assert _shares(found, "ended_no_service") == {"all": (2, 4), "first_time": (2, 2), "existing": (0, 2)}
    assert _shares(found, "ended_same_or_more_services") == {"all": (1, 4), "first_time": (0, 2), "existing": (1, 2)}


def test_death_during_the_period_is_dropout_and_leaves_the_outcome_shares(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN))
    assert _shares(found, "dropouts") == {"all": (1, 6), "first_time": (1, 3), "existing": (0, 3)}
    assert found.dropout_reasons["death"] == 1


def test_the_share_of_all_who_started_counts_the_dropout_in_the_denominator(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN))
    assert _shares(found, "ended_no_service_of_started") == {"all": (2, 5), "first_time": (2, 3), "existing": (0, 2)}


def test_an_outcome_that_is_not_confirmed_is_missing_and_never_a_result(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN))
    assert found.figure("ended_no_service", "existing").missing == 1
    assert Limit.MISSING_OUTCOME in found.limits


def test_an_episode_under_way_is_in_no_outcome_figure_and_is_told_apart(tmp_path: Path) -> None:
    assert report(tmp_path, episodes=episodes(SEVEN)).under_way == 1


def test_the_period_goes_by_the_day_the_episode_ended_both_ends_included(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN), period=Period(date(2026, 2, 2), date(2026, 2, 9)))
    assert found.figure("dropouts").n == 3
    assert found.under_way == 2


def test_every_report_says_that_there_is_no_comparison_group(tmp_path: Path) -> None:
    assert report(tmp_path, episodes=[]).limits[0] is Limit.NO_COMPARISON


def test_an_empty_product_has_an_empty_report_without_shares(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=[])
    assert found.empty
    assert found.headline.value is None


def test_contact_in_time_counts_the_overdue_as_late_and_leaves_out_those_who_can_still_be_reached(
    tmp_path: Path,
) -> None:
    found = report(
        tmp_path,
        referrals=referrals("""
            person | group      | received   | due        | contacted  | days | status
            anna   | first_time | 2026-09-01 | 2026-09-04 | 2026-09-04 | 3    | accepted
            bjorn  | first_time | 2026-09-01 | 2026-09-04 | 2026-09-07 | 4    | accepted
            clara  | existing   | 2026-09-01 | 2026-09-04 |            |      | open
            dag    | existing   | 2026-09-11 | 2026-09-16 |            |      | open
            eli    | existing   | 2026-09-01 | 2026-09-04 |            |      | withdrawn
        """),
    )
    assert _shares(found, "contacted_as_promised") == {
        "all": (1, 3),
        "first_time": (1, 2),
        "existing": (0, 1),
    }


def test_a_promise_of_five_working_days_is_kept_on_the_fifth_and_not_held_against_another_of_three(
    tmp_path: Path,
) -> None:
    found = report(
        tmp_path,
        referrals=referrals("""
            person | group      | received   | due        | contacted  | days | status
            anna   | first_time | 2026-09-01 | 2026-09-08 | 2026-09-08 | 5    | accepted
            bjorn  | first_time | 2026-09-01 | 2026-09-02 | 2026-09-03 | 2    | accepted
        """),
    )
    assert _shares(found, "contacted_as_promised")["all"] == (1, 2)


def test_hours_per_week_count_two_staff_twice_and_leave_travel_out(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        episodes=episodes("""
            person | group      | started    | ended      | outcome    | file_hours
            anna   | first_time | 2026-01-05 | 2026-01-18 | no_service |
            bjorn  | first_time | 2026-01-05 | 2026-01-18 | no_service | 7
        """),
        visits=visits("""
            person | day        | status   | minutes | travel | staff
            anna   | 2026-01-05 | done     | 60      | 30     | 2
            anna   | 2026-01-07 | done     | 120     | 30     | 1
            anna   | 2026-01-09 | not_done |         | 20     | 1
        """),
    )
    # Anna: (60 x 2 + 120) / 60 = 4 hours in two weeks, 2 a week. Bjørn: 7 by the old file. Mean 4.5.
    figure = found.figure("hours_of_reablement_per_week")
    assert (figure.value, figure.n) == (4.5, 2)


def test_a_visit_without_minutes_makes_the_hours_unknown_rather_than_too_low(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        episodes=episodes("""
            person | group      | started    | ended      | outcome
            anna   | first_time | 2026-01-05 | 2026-01-18 | no_service
        """),
        visits=visits("""
            person | day        | status | minutes | travel | staff
            anna   | 2026-01-05 | done   | 60      |        | 1
            anna   | 2026-01-07 | done   |         |        | 1
        """),
    )
    figure = found.figure("hours_of_reablement_per_week")
    assert (figure.value, figure.n, figure.missing) == (None, 0, 1)


def test_waiting_time_is_the_middle_value_from_referral_to_start(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        episodes=episodes("""
            person | group      | started    | ended | outcome | referred
            anna   | first_time | 2026-09-04 |       |         | yes
            bjorn  | first_time | 2026-09-08 |       |         | yes
            clara  | existing   | 2026-09-02 |       |         | yes
        """),
        referrals=referrals("""
            person | group      | received   | due        | contacted  | days | status
            anna   | first_time | 2026-09-01 | 2026-09-04 | 2026-09-02 | 1    | accepted
            bjorn  | first_time | 2026-09-01 | 2026-09-04 | 2026-09-02 | 1    | accepted
            clara  | existing   | 2026-09-01 | 2026-09-04 | 2026-09-02 | 1    | accepted
        """),
    )
    assert found.figure("days_from_referral_to_start").value == 3.0
    assert found.figure("days_from_referral_to_start", "first_time").value == 5.0


def test_follow_up_counts_no_answer_as_not_reached_and_the_dead_not_at_all(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        episodes=episodes(SEVEN),
        follow_ups=follow_ups("""
            person | months | due        | done       | result
            anna   | 1      | 2026-03-02 | 2026-03-02 | reached
            bjorn  | 1      | 2026-03-02 | 2026-03-05 | no_answer
            dag    | 1      | 2026-03-09 |            |
            eli    | 1      | 2026-04-02 |            | not_possible
            gro    | 1      | 2026-10-02 |            |
        """),
    )
    assert _shares(found, "follow_up_month_1") == {"all": (1, 3), "first_time": (1, 1), "existing": (0, 2)}


def test_outside_the_team_small_numbers_are_hidden_in_every_part_of_the_report(tmp_path: Path) -> None:
    found = report(tmp_path, episodes=episodes(SEVEN), reader=Reader.OUTSIDE)
    assert found.figure("ended_no_service").hidden
    assert found.figure("ended_no_service_of_started").hidden
    assert found.figure("dropouts", "first_time").hidden
    assert found.under_way is None
    assert set(found.dropout_reasons.values()) == {None}
    assert Limit.HIDDEN in found.limits


def test_somebody_who_forgets_to_say_who_reads_gets_the_report_with_small_numbers_hidden(tmp_path: Path) -> None:
    from fotfeste.insight.report.building import build
    from tests.spec.report.tidy import AS_OF

    report(tmp_path, episodes=episodes(SEVEN))
    assert build(tmp_path, period=Period(), as_of=AS_OF).reader is Reader.OUTSIDE
