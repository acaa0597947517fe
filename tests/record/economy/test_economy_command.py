"""`fotfeste economy` as it is used: tables and prices in, money with its uncertainty out."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from fotfeste.insight.economy.queries.prices import read_prices
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.schema import EPISODES, SERVICE_LEVELS, STAFF_TIME, VISITS, from_rows
from tests import warm

PRICES = """
year = 2025
hour = 600
overhead = 0.1
hours_of_one_position = 20

[service_hour]
home_nursing = 700

[assumptions]
anyway = [0.2, 0.5, 0.8]
half_life = [40, 52, 60]
horizon = 52

[factors]
cost = [0.9, 1.0, 1.1]
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", "economy", *words])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten periods of ten hours each: eight free four weekly hours, one broke off, one died."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    episodes: list[dict[str, Any]] = []
    visits: list[dict[str, Any]] = []
    levels: list[dict[str, Any]] = []
    for k in range(10):
        key = f"e{k}"
        episodes.append(
            {
                "episode": key, "person": f"p{k}", "group": "existing", "started_on": date(2025, 1, 6),
                "ended_on": date(2025, 2, 14), "status": "completed" if k < 8 else "dropout",
                "outcome_class": "no_service" if k < 4 else "fewer_services" if k < 8 else None,
                "dropout_reason": None if k < 8 else "withdrew" if k == 8 else "death",
                "safety_alarm": False, "imported_hours_per_week": None, "origin": "recorded",
            }
        )  # fmt: skip
        before = 4.0 if k < 4 else 6.0
        levels.append({"episode": key, "moment": "at_start", "service": "home_nursing", "hours_per_week": before})
        if 4 <= k < 8:
            levels.append({"episode": key, "moment": "at_end", "service": "home_nursing", "hours_per_week": 2.0})
        visits += [
            {
                "visit": f"{key}-{number}", "episode": key, "visited_on": date(2025, 1, 10), "status": status,
                "minutes_on_site": 240, "minutes_travel": 60, "staff_count": 2,
            }
            for number, status in enumerate(("done", "cancelled"))
        ]  # fmt: skip
    found = {
        "episodes": from_rows(EPISODES, episodes),
        "visits": from_rows(VISITS, visits),
        "service_levels": from_rows(SERVICE_LEVELS, levels),
    }
    tables.write(tmp_path, found)
    (tmp_path / "prices.toml").write_text(PRICES, encoding="utf-8")
    return tmp_path


def words(data: Path) -> tuple[str, ...]:
    return ("--data", str(data), "--prices", str(data / "prices.toml"), "--draws", "200", "--no-null")


def test_cost_and_what_is_freed_are_as_counted_by_hand(data: Path) -> None:
    done = run(*words(data), "--team", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # Two of staff, four hours with the person and one on the road, 600 an hour, a tenth on top.
    assert found["result"]["base"]["cost"] == pytest.approx(2 * 5 * 600 * 1.1)
    assert found["cost_per_contact_hour"] == pytest.approx(6_600 / 8)
    # Eight persons have four hours less each, from 15 February on: 14 days of the 365 until the end of the month.
    at_one_time = found["at_one_time"]
    assert (at_one_time["first"], at_one_time["last"]) == ("2024-03-01", "2025-02-28")
    assert at_one_time["hours_a_week"] == pytest.approx(32 * 14 / 365, rel=0.02)
    # Half would have come anyway; one position gives twenty.
    assert found["hours_freed_a_week"] == pytest.approx(at_one_time["hours_a_week"] / 2)
    assert found["positions_freed"] == pytest.approx(found["hours_freed_a_week"] / 20)
    assert (found["n"], found["deaths"], found["unknown_after"]) == (10, 1, 1)
    weekly = 0.8 * 4 * 700 * 0.5
    assert found["result"]["base"]["freed"] < 52 * weekly
    assert found["result"]["base"]["cumulated"][0] == pytest.approx(weekly - 6_600, rel=0.01)
    assert found["result"]["tornado"][0]["name"] == "anyway"


def test_it_is_told_in_words_with_what_it_cannot_say(data: Path) -> None:
    told = run(*words(data), "--team").stdout
    assert "Cost: 6 600 NOK" in told and "If 50 % would have come anyway: " in told
    assert "1 died and 0 moved to a long-term place: from then on they free nothing" in told and "not effect" in told


def test_nothing_that_is_told_says_that_it_pays_without_its_condition(data: Path) -> None:
    """Not one line holds a gain, a week, hours or positions and leaves out how much came anyway."""
    for language, unless, pays, anyway in (
        ("en", "unless more than", "it pays", "anyway"),
        ("nb", "med mindre mer enn", "lønner det seg", "uansett"),
        ("nn", "med mindre meir enn", "løner det seg", "uansett"),
    ):
        told = run(*words(data), "--team", "--language", language).stdout.splitlines()
        assert unless in told[0].lower() and pays in told[0].lower()
        assert told[0].startswith(("Not shown", "Det er ikke vist", "Det er ikkje vist"))
        for line in told:
            if any(each in line for each in (" left (", " igjen (", " att (", "positions)", "årsverk)")):
                assert anyway in line, line
        assert not any("of 100" in line or "av 100" in line for line in told)


def test_no_range_in_the_price_list_makes_it_sure(data: Path) -> None:
    """Somebody writes down that nothing at all would have come anyway. It is still nobody's knowledge."""
    sure = PRICES.replace("[0.2, 0.5, 0.8]", "[0.0, 0.0, 0.0]").replace("hour = 600", "hour = 60")
    (data / "prices.toml").write_text(sure, encoding="utf-8")
    found = json.loads(run(*words(data), "--team", "--json").stdout)
    assert found["result"]["interval"]["low"] > 0 and found["result"]["verdict"] == "not_shown"
    assert found["result"]["pays"] < 1 and found["verdict"].startswith("Not shown that it pays")


def test_a_time_asked_for_counts_those_who_ended_in_it(data: Path) -> None:
    year = ("--from", "2025-01-01", "--to", "2025-12-31")
    assert json.loads(run(*words(data), *year, "--json").stdout)["n"] == 10
    none = run(*words(data), "--from", "2026-01-01")
    assert none.returncode == 2 and "no periods" in none.stderr


@pytest.mark.parametrize("option", [("--from", "2025-01-02"), ("--to", "2025-11-30")])
def test_only_the_team_asks_for_times_that_differ_by_days(data: Path, option: tuple[str, str]) -> None:
    refused = run(*words(data), *option)
    assert refused.returncode == 2 and "whole calendar years" in refused.stderr
    assert run(*words(data), *option, "--team", "--json").returncode == 0


def test_a_year_with_few_periods_is_not_found_by_leaving_it_out(data: Path) -> None:
    rows = pq.read_table(data / "episodes.parquet").to_pylist()
    rows[9] |= {"started_on": date(2024, 1, 8), "ended_on": date(2024, 2, 16)}
    pq.write_table(from_rows(EPISODES, rows), data / "episodes.parquet")
    # The visit stays where it was.
    asked = (*words(data), "--accept", "outside_period", "--from", "2025-01-01")
    refused = run(*asked)
    assert refused.returncode == 2 and "left out" in refused.stderr
    assert run(*asked, "--team", "--json").returncode == 0


def test_the_persons_next_period_ends_what_the_first_frees(data: Path) -> None:
    def hours() -> float:
        return float(json.loads(run(*words(data), "--team", "--json").stdout)["at_one_time"]["hours_a_week"])

    before, rows = hours(), pq.read_table(data / "episodes.parquet").to_pylist()
    again = {"episode": "e10", "started_on": date(2025, 2, 15), "ended_on": None, "status": "active"}
    rows.append(rows[0] | again | {"outcome_class": None})
    pq.write_table(from_rows(EPISODES, rows), data / "episodes.parquet")
    # One of the eight, from the day after the end.
    assert hours() == pytest.approx(before * 7 / 8, rel=0.02)


def test_beside_it_stands_a_register_in_which_nothing_helped(data: Path) -> None:
    asked = ("--data", str(data), "--prices", str(data / "prices.toml"), "--draws", "200")
    null = json.loads(run(*asked, "--json").stdout)["null_register"]
    assert null["n"] == 10 and [each["anyway"] for each in null["at"]] == [0.0, 0.2, 0.5, 0.8, 1.0]
    assert json.loads(run(*asked, "--json").stdout)["null_register"] == null
    assert "in which the service does nothing" in run(*asked).stdout


def compared(data: Path, change: tuple[float, ...], effect: tuple[float, ...], better: str = "lower") -> Path:
    """What `effect compare --json` answers, as far as it is read here."""

    def told(method: str, estimate: float, low: float, high: float) -> dict[str, Any]:
        return {"method": method, "estimate": estimate, "interval": {"low": low, "high": high}}

    path = data / "compared.json"
    effects = [told("before_and_after", *change), told("matched_pairs", *effect)]
    answer = {"better": better, "persons": {"trained": 90, "comparison": 80}, "effects": effects}
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


def test_a_comparison_decides_where_a_price_list_cannot(data: Path) -> None:
    (data / "prices.toml").write_text(PRICES.replace("hour = 600", "hour = 60"), encoding="utf-8")
    well = compared(data, (-4.0, -5.0, -3.0), (-3.6, -4.0, -3.2))
    told = run(*words(data), "--team", "--compared", str(well)).stdout
    assert told.startswith("Only as far as the comparison holds, by which 0 to 20 % would have come as far anyway")
    nothing = compared(data, (-4.0, -5.0, -3.0), (0.0, -0.4, 0.4))
    told = run(*words(data), "--team", "--compared", str(nothing)).stdout
    assert told.startswith("Not shown that it pays") and "by the comparison 90 to 100 % would have" in told


@pytest.mark.parametrize(
    ("change", "better", "says"),
    [((-4.0, -9.0, 1.0), "lower", "did not clearly fall"), ((2.0, 1.0, 3.0), "higher", "not hours")],
)
def test_a_comparison_of_something_else_is_refused(
    data: Path, change: tuple[float, ...], better: str, says: str
) -> None:
    path = compared(data, change, (1.0, 0.5, 1.5), better)
    refused = run(*words(data), "--compared", str(path))
    assert refused.returncode == 2 and says in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"better": "lower"}', '{"better": "lower", "effects": [], "persons": {}}']
)
def test_a_file_that_is_no_comparison_is_refused(data: Path, text: str) -> None:
    path = data / "compared.json"
    path.write_text(text, encoding="utf-8")
    refused = run(*words(data), "--compared", str(path))
    assert refused.returncode == 2 and "effect compare" in refused.stderr and "Traceback" not in refused.stderr


def test_how_few_died_is_told_to_the_team_alone(data: Path) -> None:
    told = json.loads(run(*words(data), "--json").stdout)
    assert told["deaths"] is None and told["unknown_after"] is None
    assert "A few died" in run(*words(data)).stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("home_nursing = 700", "practical_help = 700", "home_nursing"),
        ("hour = 600", "", "hour is missing"),
        ("[0.2, 0.5, 0.8]", "[0.2, 0.9, 0.8]", "between"),
        ("[0.2, 0.5, 0.8]", "0.5", "Ranges"),
        ("overhead", "overheads", "overheads"),
        ("year = 2025", "year =", "TOML"),
        ("cost = [", "wages = [", "wages_factor"),
    ],
)
def test_a_price_list_with_a_fault_is_refused_with_what_to_write(data: Path, old: str, new: str, says: str) -> None:
    (data / "prices.toml").write_text(PRICES.replace(old, new), encoding="utf-8")
    done = run(*words(data))
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


IMPOSSIBLE = (
    ("year = 2025", "year = 1", "year is 1."),
    ("hour = 600", "hour = nan", "hour is nan."),
    ("hour = 600", "hour = inf", "hour is inf."),
    ("home_nursing = 700", "home_nursing = -1", "service_hour.home_nursing is -1."),
    ("hours_of_one_position = 20", "hours_of_one_position = 0", "hours_of_one_position is 0."),
    ("horizon = 52", "horizon = 1000000000", "assumptions.horizon is 1e+09."),
    ("anyway = [0.2, 0.5, 0.8]", "anyway = [0.2, 0.5, 1.6]", "assumptions.anyway is 1.6."),
    ("cost = [0.9, 1.0, 1.1]", "cost = [-1, 1.0, 1.1]", "factors.cost is -1."),
    ("half_life = [40, 52, 60]", "half_life = [-40, 52, 60]", "assumptions.half_life is -40."),
)


def test_every_impossible_price_and_setting_is_named_at_once_and_nothing_is_counted(data: Path) -> None:
    for old, new, says in IMPOSSIBLE:
        (data / "prices.toml").write_text(PRICES.replace(old, new), encoding="utf-8")
        done = run(*words(data))
        assert done.returncode == 2 and says in done.stderr and not done.stdout, (new, done.stderr)
    text = PRICES
    for old, new, _ in (each for each in IMPOSSIBLE if not each[1].endswith("= inf")):
        text = text.replace(old, new)
    (data / "prices.toml").write_text(text, encoding="utf-8")
    done = run(*words(data))
    assert all(says in done.stderr for _, new, says in IMPOSSIBLE if not new.endswith("= inf"))


def test_hours_nobody_ever_received_are_called_an_estimate(data: Path) -> None:
    assert json.loads(run(*words(data), "--json").stdout)["estimated"] == 0
    assert "rest on that estimate" not in run(*words(data), "--team").stdout
    levels = pq.read_table(data / "service_levels.parquet").to_pylist()
    episodes = pq.read_table(data / "episodes.parquet").to_pylist()
    for row in episodes:
        row["group"] = "first_time"
    for row in levels:
        row["moment"] = "granted_estimate" if row["moment"] == "at_start" else row["moment"]
    made = {"episodes": from_rows(EPISODES, episodes), "service_levels": from_rows(SERVICE_LEVELS, levels)}
    for name, table in made.items():
        pq.write_table(table, data / f"{name}.parquet")
    told = json.loads(run(*words(data), "--json").stdout)
    assert told["estimated"] == 10
    assert told["at_one_time"]["on_estimate"] == pytest.approx(told["at_one_time"]["hours_a_week"])
    assert "100 % rest on that estimate" in run(*words(data)).stdout


def test_the_register_without_effect_stands_beside_the_hours_too(data: Path) -> None:
    beside = [each for each in words(data) if each != "--no-null"]
    told = json.loads(run(*beside, "--json").stdout)
    assert told["null_register"]["hours_a_week"] is not None
    (line, *_) = [each for each in run(*beside).stdout.splitlines() if "If nothing would have come anyway" in each]
    assert "hours a week here" in line


def test_the_price_list_of_the_documentation_can_be_read(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "explanation" / "effect.md"
    block = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "prices.toml"
    path.write_text(block, encoding="utf-8")
    found = read_prices(path)
    assert found.service_week == {"short_term_place": 21_000} and set(found.ranges) == {
        "anyway",
        "half_life",
        "cost_factor",
    }


def test_an_hour_costs_what_the_profession_costs_and_an_unpriced_profession_is_named(data: Path) -> None:
    rows = [
        {
            "visit": f"e{k}-0", "episode": f"e{k}", "worked_on": date(2025, 1, 10), "staff": profession or "x",
            "profession": profession, "minutes_on_site": 240, "minutes_travel": 60,
        }
        for k in range(10)
        for profession in ("nurse", None)
    ]  # fmt: skip
    pq.write_table(from_rows(STAFF_TIME, rows), data / "staff_time.parquet")
    listed = data / "prices.toml"
    flat = PRICES.replace("hour = 600\n", "", 1)
    listed.write_text(flat.replace("[service_hour]", "[hour]\nnurse = 700\n\n[service_hour]"), "utf-8")
    refused = run(*words(data))
    assert refused.returncode == 2 and "not_recorded" in refused.stderr
    priced = "[hour]\nnurse = 700\nnot_recorded = 500\n\n[service_hour]"
    listed.write_text(flat.replace("[service_hour]", priced), "utf-8")
    told = json.loads(run(*words(data), "--json").stdout)
    # Five hours each at 700 and at 500, and a tenth of overhead.
    assert told["result"]["base"]["cost"] == pytest.approx(5 * (700 + 500) * 1.1)


def test_what_the_follow_up_told_is_used_before_any_assumption_and_a_place_frees_nothing(data: Path) -> None:
    before = json.loads(run(*words(data), "--accept", "contradiction", "--json").stdout)["result"]["base"]["freed"]
    levels = pq.read_table(data / "service_levels.parquet").to_pylist()
    # Everybody has as much help again as at the start, one month after the end.
    back = [{**row, "moment": "month_1"} for row in levels if row["moment"] == "at_start"]
    pq.write_table(from_rows(SERVICE_LEVELS, [*levels, *back]), data / "service_levels.parquet")
    told = json.loads(run(*words(data), "--accept", "contradiction", "--json").stdout)
    assert 0 < told["result"]["base"]["freed"] < before / 5 and told["moved"] == 0
    places = [
        {**row, "moment": "month_1", "service": "nursing_home_place", "hours_per_week": 0.0}
        for row in levels
        if row["moment"] == "at_start"
    ]
    pq.write_table(from_rows(SERVICE_LEVELS, [*levels, *places]), data / "service_levels.parquet")
    moved = json.loads(run(*words(data), "--accept", "contradiction", "--json").stdout)
    assert moved["moved"] == 10 and moved["result"]["base"]["freed"] < before / 5
