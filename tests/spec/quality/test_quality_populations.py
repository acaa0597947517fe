"""Rules about many records together, each on a made-up unit that has the pattern and on one that has not."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fotfeste.insight.quality.queries.checking import POPULATION_RULES, check_folder
from fotfeste.insight.quality.rules.findings import Finding, Limits
from tests.spec.quality.untidy import AS_OF, CLEAN, Tables, write

BEGIN = date(2024, 1, 1)
TUG = CLEAN["measures"][0]
SPPB = {**TUG, "instrument": "sppb", "measure": "total", "decimals": 0, "low": 0.0, "high": 12.0}
VAS = {**TUG, "instrument": "vas", "measure": "health", "decimals": 0, "low": 0.0, "high": 100.0}
COPM = {**TUG, "instrument": "copm", "measure": "performance", "decimals": 1, "low": 1.0, "high": 10.0}


def episodes(n: int, *, units: int = 1, weeks: int = 100) -> list[dict[str, Any]]:
    """`n` completed episodes of six weeks, spread evenly over time and over units u0, u1, …; every other first-time."""
    return [
        {
            "episode": f"e{k}", "person": f"p{k}", "group": ("first_time", "existing")[k // units % 2],
            "unit": f"u{k % units}", "started_on": BEGIN + timedelta(7 * weeks * k // n),
            "ended_on": BEGIN + timedelta(7 * weeks * k // n + 42), "status": "completed",
            "outcome_class": "no_service", "origin": "recorded",
        }
        for k in range(n)
    ]  # fmt: skip


def visits(of: list[dict[str, Any]], minutes: Callable[[int], int | None], *, each: int = 1) -> list[dict[str, Any]]:
    """`each` visits of every episode, in its first weeks."""
    return [
        {
            "visit": f"v{k}-{j}", "episode": row["episode"], "visited_on": row["started_on"] + timedelta(j),
            "status": "done", "minutes_on_site": minutes(k * each + j), "staff_count": 1, "minutes_travel": 7,
            "most_help": 2, "effort": 4,
        }
        for k, row in enumerate(of)
        for j in range(each)
    ]  # fmt: skip


def scores(
    of: list[dict[str, Any]], measure: dict[str, Any], value: Callable[[int], float], *, occasion: str = "baseline"
) -> list[dict[str, Any]]:
    """One score for each episode."""
    return [
        {
            "assessment": f"{occasion}-{row['episode']}", "episode": row["episode"],
            "instrument": measure["instrument"], "version": "1", "measure": measure["measure"], "occasion": occasion,
            "assessed_on": row["started_on" if occasion == "baseline" else "ended_on"], "value": value(k),
        }
        for k, row in enumerate(of)
    ]  # fmt: skip


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., list[Finding]]:
    def found(rule: str, **tables: list[dict[str, Any]]) -> list[Finding]:
        assert rule in {each.id for each in POPULATION_RULES}
        given: Tables = {"measures": [TUG, SPPB, VAS, COPM], **tables}
        return check_folder(write(tmp_path, given), Limits(AS_OF), only={rule}, rows=99)

    return found


Find = Callable[..., list[Finding]]
CHANCE = np.random.default_rng(3)
CLOCKED = [int(x) for x in CHANCE.integers(20, 80, 4000)]


def test_minutes_rounded_in_one_unit_are_found_there(find: Find) -> None:
    of = episodes(400, units=2)
    # The second unit rounds every other visit to a quarter of an hour.
    given = [m if k % 4 != 1 else max(15, round(m / 15) * 15) for k, m in enumerate(CLOCKED)]
    (found,) = find("round_minutes", episodes=of, visits=visits(of, lambda k: given[k]))
    assert found.where == {"unit": "u1"} and found.of == 200
    assert found.count == sum(given[k] % 5 == 0 for k in range(1, 400, 2))
    assert find("round_minutes", episodes=of, visits=visits(of, lambda k: CLOCKED[k])) == []


def test_the_same_habit_in_many_units_is_told_once_with_the_units_below(find: Find) -> None:
    of = episodes(600, units=8)
    (found,) = find("round_minutes", episodes=of, visits=visits(of, lambda k: 30))
    assert (found.count, found.of) == (600, 600) and found.where["units"].startswith("8 of 8")
    assert [row["unit"] for row in found.rows] == [f"u{k}" for k in range(8)]


def test_scores_rounded_to_fives_are_found_where_the_scale_is_fine(find: Find) -> None:
    of = episodes(400, units=4)
    fine = [float(x) for x in CHANCE.integers(1, 99, 400)]
    rounded = [5 * round(x / 5) if k % 4 == 2 else x for k, x in enumerate(fine)]
    (found,) = find("round_scores", episodes=of, assessments=scores(of, VAS, lambda k: rounded[k]))
    assert found.where == {"unit": "u2", "measure": "vas health"}
    assert find("round_scores", episodes=of, assessments=scores(of, VAS, lambda k: fine[k])) == []
    # Of twelve points the last digit is the score.
    assert find("round_scores", episodes=of, assessments=scores(of, SPPB, lambda k: 5.0)) == []


def test_a_mean_of_problems_is_held_against_the_other_units(find: Find) -> None:
    of = episodes(800, units=4)
    # Means of five whole problems end on .0, .2, .4, .6, .8: one in five on .0, by nature.
    means = [round(float(x) / 5, 1) for x in CHANCE.integers(6, 49, 800)]
    assert find("round_scores", episodes=of, assessments=scores(of, COPM, lambda k: means[k])) == []
    whole = [float(round(x)) if k % 4 == 0 else x for k, x in enumerate(means)]
    (found,) = find("round_scores", episodes=of, assessments=scores(of, COPM, lambda k: whole[k]))
    assert found.where["unit"] == "u0"


def test_one_score_for_everybody_in_a_unit_is_found(find: Find) -> None:
    of = episodes(60, units=2)
    (found,) = find(
        "same_score_for_all", episodes=of, assessments=scores(of, SPPB, lambda k: 7.0 if k % 2 else k % 9 + 1.0)
    )  # fmt: skip
    assert found.where == {"unit": "u1", "measure": "sppb total", "occasion": "baseline"}
    assert (found.count, found.of) == (30, 30) and "It is 7." in found.sentence
    few = episodes(19)
    assert find("same_score_for_all", episodes=few, assessments=scores(few, SPPB, lambda k: 7.0)) == []


def test_later_scores_that_copy_the_baseline_are_found(find: Find) -> None:
    of = episodes(40)

    def changes(copied: int) -> list[dict[str, Any]]:
        return [
            {
                "episode": row["episode"], "instrument": "sppb", "version": "1", "measure": "total",
                "occasion": "discharge", "baseline": k % 9, "later": k % 9 + (k >= copied),
            }
            for k, row in enumerate(of)
        ]  # fmt: skip

    (found,) = find("later_score_copied", episodes=of, changes=changes(36))
    assert (found.count, found.of) == (36, 40)
    assert find("later_score_copied", episodes=of, changes=changes(35)) == []


def later(of: list[dict[str, Any]], there: Callable[[int], bool], value: Callable[[int], float]) -> list[Any]:
    kept = [row for k, row in enumerate(of) if there(k)]
    return scores(of, SPPB, value) + scores(kept, SPPB, lambda k: 9.0, occasion="discharge")


def test_later_scores_missing_by_baseline_are_found_and_at_random_are_not(find: Find) -> None:
    of = episodes(400)
    low = [k % 10 < 5 for k in range(400)]
    chance = np.random.default_rng(5).random(400)
    by_baseline = later(of, lambda k: chance[k] > (0.5 if low[k] else 0.1), lambda k: 3.0 if low[k] else 9.0)
    (found,) = find("later_missing_by_baseline", episodes=of, assessments=by_baseline)
    assert found.what.startswith("of the quarter that began lowest") and found.of == 100
    assert found.against and found.against.count and found.count and found.count > 2 * found.against.count
    at_random = later(of, lambda k: chance[k] > 0.3, lambda k: 3.0 if low[k] else 9.0)
    assert find("later_missing_by_baseline", episodes=of, assessments=at_random) == []
    (found,) = find("later_scores_missing", episodes=of, assessments=at_random)
    assert (found.count, found.of) == (int((chance <= 0.3).sum()), 400)
    full = later(of, lambda k: k % 20 > 0, lambda k: 5.0)
    assert find("later_scores_missing", episodes=of, assessments=full) == []


def test_later_scores_missing_in_one_group_are_found(find: Find) -> None:
    of = episodes(200)
    # Odd ones had services before.
    given = later(of, lambda k: k % 2 == 0 or k % 5 > 1, lambda k: float(k % 9))
    (found,) = find("later_missing_by_group", episodes=of, assessments=given)
    assert found.what.startswith("existing have") and (found.count, found.of) == (40, 100)
    assert found.against and (found.against.count, found.against.of) == (0, 100)
    assert find("later_missing_by_group", episodes=of, assessments=later(of, lambda k: k % 4 > 0, float)) != []
    assert find("later_missing_by_group", episodes=of, assessments=later(of, lambda k: k % 3 > 0, float)) == []


def test_columns_missing_together_are_found_and_those_missing_each_by_itself_are_not(find: Find) -> None:
    of = episodes(100)
    together = [{**v, **({"most_help": None, "effort": None} if k % 4 == 0 else {})} for k, v in enumerate(
        visits(of, lambda k: CLOCKED[k], each=4))]  # fmt: skip
    (found,) = find("missing_together", episodes=of, visits=together)
    assert found.where == {"columns": "effort, most_help"} and (found.count, found.of) == (100, 400)
    apart = [
        {**v, "most_help": None if k % 2 else 1, "effort": None if k // 2 % 2 else 1}
        for k, v in enumerate(visits(of, lambda k: CLOCKED[k], each=4))
    ]
    assert find("missing_together", episodes=of, visits=apart) == []
    often = [f.where["column"] for f in find("column_often_missing", episodes=of, visits=apart)]
    assert {"most_help", "effort"} <= set(often) and "minutes_travel" not in often


def test_a_month_in_which_starts_double_is_found_for_all_and_not_again_for_each_unit(find: Find) -> None:
    of = episodes(1200, units=2)
    assert find("starts_break", episodes=of) == []
    march = date(2025, 3, 1)
    more = [row for row in of if row["started_on"] >= march]
    doubled = [*of, *({**row, "episode": f"{row['episode']}+{j}"} for row in more for j in range(2))]
    (found,) = find("starts_break", episodes=doubled)
    assert found.where == {"month": "2025-03"} and found.count and 2 * found.count < found.of


def test_a_unit_that_forgets_its_visits_for_a_month_is_found(find: Find) -> None:
    of = episodes(1200, units=4)
    given = visits(of, lambda k: CLOCKED[k % 4000], each=5)
    assert find("visits_break", episodes=of, visits=given) == []
    where = {row["episode"]: row["unit"] for row in of}
    lost = [v for v in given if where[v["episode"]] != "u2" or v["visited_on"].strftime("%Y-%m") != "2025-01"]
    found = find("visits_break", episodes=of, visits=lost)
    assert [each.where for each in found] == [{"unit": "u2", "month": "2025-01"}]
    assert found[0].count == 0


def test_a_month_from_which_later_scores_are_missing_is_found(find: Find) -> None:
    of = episodes(2000)
    stop = date(2025, 6, 1)
    given = later(of, lambda k: k % (10 if of[k]["ended_on"] < stop else 2) > 0, lambda k: float(k % 9))
    (found,) = find("missing_break", episodes=of, assessments=given)
    assert found.where == {"measure": "sppb total", "month": "2025-06"} and "far more" in found.what
    assert find("missing_break", episodes=of, assessments=later(of, lambda k: k % 5 > 0, float)) == []


def test_a_unit_unlike_the_others_is_found_and_one_with_few_episodes_is_not(find: Find) -> None:
    of = episodes(400, units=8)
    like = visits(of, lambda k: CLOCKED[k], each=3)
    assert find("unit_unlike_others", episodes=of, visits=like) == []
    where = {row["episode"]: row["unit"] for row in of}
    longer = [{**v, "minutes_on_site": v["minutes_on_site"] + 60 * (where[v["episode"]] == "u5")} for v in like]
    (found,) = find("unit_unlike_others", episodes=of, visits=longer)
    assert found.where == {"unit": "u5", "figure": "minutes of a visit"} and found.numbers["value"] > 100
    few = [row for row in of if row["unit"] != "u5"] + [row for row in of if row["unit"] == "u5"][:20]
    assert find("unit_unlike_others", episodes=few, visits=longer) == []


def test_every_rule_about_many_records_finds_nothing_in_tables_without_rows(find: Find) -> None:
    for rule in POPULATION_RULES:
        assert find(rule.id) == []
