"""Every rule about one record: a table with the fault is found and names the row, the same without it finds nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fotfeste.insight.quality.queries.checking import check_folder
from fotfeste.insight.quality.rules.findings import Limits
from fotfeste.insight.quality.rules.one_record import RECORD_RULES
from tests.spec.quality.untidy import AS_OF, CLEAN, END, START, Tables, add, change, with_fault, write

DAY = timedelta(1)
DIED = {"died_on": date(2026, 3, 15)}

# rule, how the fault is planted, the record that is named
FAULTS: list[tuple[str, Callable[[Tables], None], dict[str, Any]]] = [
    ("end_before_start", change("episodes", 0, ended_on=START - DAY), {"episode": "a"}),
    ("start_before_referral", change("referrals", 0, received_on=START + DAY), {"episode": "a"}),
    ("status_against_end", change("episodes", 0, ended_on=None), {"episode": "a", "status": "completed"}),
    ("status_against_end", change("episodes", 0, status="active"), {"episode": "a", "status": "active"}),
    ("died_before_end", change("persons", 0, **DIED), {"episode": "a", "died_on": DIED["died_on"]}),
    ("death_without_day", change("episodes", 0, status="dropout", dropout_reason="death"), {"episode": "a"}),
    ("completed_without_class", change("episodes", 2, outcome_class=None), {"episode": "c"}),
    ("dropout_without_reason", change("episodes", 1, dropout_reason=None), {"episode": "b"}),
    ("no_service_with_services", change("service_levels", 1, service="home_nursing", hours_per_week=1.5),
     {"episode": "a", "hours_at_end": 1.5}),
    ("no_service_with_services", change("service_levels", 1, service="nursing_home_place"), {"episode": "a"}),
    ("services_class_without_services", change("service_levels", 3, service="aid", hours_per_week=0.0),
     {"episode": "c"}),
    ("first_time_with_hours", change("service_levels", 0, service="practical_help", hours_per_week=2.0),
     {"episode": "a", "hours_at_start": 2.0}),
    ("overlapping_episodes", change("episodes", 2, started_on=date(2026, 3, 19)), {"episode": "c"}),
    ("overlapping_episodes", change("episodes", 1, ended_on=None), {"episode": "c"}),
    ("over_110_years", change("persons", 0, birth_year=1890), {"episode": "a", "birth_year": 1890}),
    ("under_18_years", change("persons", 0, birth_year=2009), {"episode": "a"}),
    ("open_long_after_planned_end", change("episodes", 0, status="active", ended_on=None), {"episode": "a"}),
    ("imported_hours_over_168", change("episodes", 0, imported_hours_per_week=240.0), {"episode": "a"}),
    ("contact_before_referral", change("referrals", 0, contacted_on=date(2026, 2, 19)), {"referral": "ra"}),
    ("same_day_referrals", add("referrals", referral="rb"), {"referral": "ra"}),
    ("visit_outside_episode", change("visits", 0, visited_on=START - DAY), {"visit": "v1"}),
    ("visit_outside_episode", change("visits", 1, status="done", minutes_on_site=40, staff_count=1), {"visit": "v2"}),
    ("visit_after_death", change("persons", 1, died_on=date(2026, 5, 20)), {"visit": "v3"}),
    ("done_without_minutes", change("visits", 0, minutes_on_site=None), {"visit": "v1"}),
    ("done_without_staff", change("visits", 0, staff_count=None), {"visit": "v1"}),
    ("minutes_implausible", change("visits", 0, minutes_on_site=0), {"visit": "v1"}),
    ("minutes_implausible", change("visits", 0, minutes_on_site=481), {"visit": "v1", "minutes_on_site": 481}),
    ("score_outside_scale", change("assessments", 1, value=301.0), {"assessment": "a2", "value": 301.0}),
    ("score_outside_scale", change("assessments", 1, value=-1.0), {"assessment": "a2"}),
    ("baseline_after_end", change("assessments", 0, assessed_on=END + DAY), {"assessment": "a1"}),
    ("baseline_late", change("assessments", 0, assessed_on=START + 15 * DAY), {"assessment": "a1"}),
    ("assessment_after_death", change("persons", 0, died_on=END - DAY), {"assessment": "a2"}),
    ("change_without_assessments", lambda t: t["assessments"].pop(0), {"episode": "a", "has_baseline": None}),
    ("change_without_assessments", lambda t: t["assessments"].pop(1), {"episode": "a", "has_later": None}),
    ("goal_closed_before_set", change("goals", 0, closed_on=START - DAY), {"goal": "g1"}),
    ("reached_after_death", change("follow_ups", 1, result="reached", lives_at_home=True),
     {"episode": "c", "months": 3}),
    ("hours_over_168", change("service_levels", 2, hours_per_week=169.0), {"episode": "c", "moment": "at_start"}),
    ("hours_over_168", add("service_levels", episode="c", moment="at_start", service="meals", hours_per_week=163.0),
     {"episode": "c", "hours_per_week": 169.0}),
    ("staff_day_long", change("staff_time", 0, minutes_on_site=700, minutes_travel=30), {"staff": "s1"}),
    ("staff_day_impossible", add("staff_time", visit="v9", minutes_on_site=1400), {"staff": "s1", "visits": 2}),
]  # fmt: skip


def test_every_rule_about_a_record_is_tried_here() -> None:
    assert {rule for rule, *_ in FAULTS} == {rule.id for rule in RECORD_RULES}


def test_tables_without_a_fault_have_no_finding(tmp_path: Path) -> None:
    assert check_folder(write(tmp_path, CLEAN), Limits(AS_OF), rows=9) == []


@pytest.mark.parametrize(("rule", "plant", "named"), FAULTS)
def test_a_planted_fault_is_found_and_the_record_named(
    rule: str, plant: Callable[[Tables], None], named: dict[str, Any], tmp_path: Path
) -> None:
    folder = write(tmp_path, with_fault(plant))
    (found,) = check_folder(folder, Limits(AS_OF), only={rule}, rows=9)
    assert found.rule == rule and found.count and found.count <= found.of
    assert any(named.items() <= dict(row).items() for row in found.rows)
    assert len(found.rows) == found.count


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        # A visit, an assessment, an end on the very day is in time.
        ("visit_outside_episode", change("visits", 0, visited_on=END)),
        ("visit_after_death", change("persons", 1, died_on=date(2026, 6, 1))),
        ("overlapping_episodes", change("episodes", 2, started_on=date(2026, 3, 20))),
        ("baseline_after_end", change("assessments", 0, assessed_on=END)),
        ("died_before_end", change("persons", 0, died_on=END)),
        ("reached_after_death", change("follow_ups", 1, result="no_answer")),
        # 18 this year, or 110 last year: by the year of birth nobody can tell.
        ("under_18_years", change("persons", 0, birth_year=2008)),
        ("over_110_years", change("persons", 0, birth_year=1915)),
        # Nothing recorded is not the same as nothing.
        ("services_class_without_services", lambda t: t["service_levels"].pop(3)),
        ("open_long_after_planned_end", change("episodes", 0, status="active", ended_on=None, planned_end_on=AS_OF)),
        ("same_day_referrals", add("referrals", referral="rb", status="withdrawn")),
        # A change may be of problems rated again, where the total of the form has no value.
        ("change_without_assessments", change("assessments", 0, value=None)),
        ("score_outside_scale", change("measures", 0, high=None)),
        ("minutes_implausible", change("visits", 1, minutes_on_site=0)),
        ("hours_over_168", change("service_levels", 2, hours_per_week=168.0)),
        ("staff_day_long", change("staff_time", 0, minutes_on_site=720)),
    ],
)
def test_what_can_be_right_is_not_found(rule: str, plant: Callable[[Tables], None], tmp_path: Path) -> None:
    assert check_folder(write(tmp_path, with_fault(plant)), Limits(AS_OF), only={rule}) == []


def test_an_empty_folder_of_tables_has_no_finding(tmp_path: Path) -> None:
    assert check_folder(write(tmp_path, {}), Limits(AS_OF), rows=3) == []


def test_only_so_many_records_are_named_as_asked_for_in_the_order_of_their_keys(tmp_path: Path) -> None:
    def plant(found: Tables) -> None:
        found["visits"] = [{**found["visits"][0], "visit": f"v{k}", "minutes_on_site": None} for k in range(9)]

    (found,) = check_folder(
        write(tmp_path, with_fault(plant)), Limits(AS_OF), only={"done_without_minutes"}, rows=3
    )  # fmt: skip
    assert (found.count, found.of) == (9, 9)
    assert [row["visit"] for row in found.rows] == ["v0", "v1", "v2"]
