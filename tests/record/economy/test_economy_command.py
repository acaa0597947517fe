"""`fotfeste economy` as it is used: tables and prices in, money with its uncertainty out."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from fotfeste.insight.economy.queries import read_prices
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
    return ("--data", str(data), "--prices", str(data / "prices.toml"), "--draws", "200")


def test_cost_and_what_is_freed_are_as_counted_by_hand(data: Path) -> None:
    done = run(*words(data), "--team", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # Two of staff, four hours with the person and one on the road, 600 an hour, a tenth on top.
    assert found["result"]["base"]["cost"] == pytest.approx(2 * 5 * 600 * 1.1)
    assert found["cost_per_contact_hour"] == pytest.approx(6_600 / 8)
    # Eight persons free four hours each; half would have come anyway; one position gives twenty.
    assert (found["hours_freed_a_week"], found["positions_freed"]) == (16.0, 0.8)
    assert (found["n"], found["deaths"], found["unknown_after"]) == (10, 1, 1)
    weekly = 0.8 * 4 * 700 * 0.5
    assert found["result"]["base"]["freed"] < 52 * weekly
    assert found["result"]["base"]["cumulated"][0] == pytest.approx(weekly - 6_600, rel=0.01)
    assert found["result"]["tornado"][0]["name"] == "anyway"


def test_it_is_told_in_words_with_what_it_cannot_say(data: Path) -> None:
    told = run(*words(data), "--team").stdout
    assert "Cost: 6 600 NOK" in told and "paid for itself after" in told
    assert "1 died and 0 moved to a long-term place: from then on they free nothing" in told and "not effect" in told


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
    before = json.loads(run(*words(data), "--json").stdout)["result"]["base"]["freed"]
    levels = pq.read_table(data / "service_levels.parquet").to_pylist()
    # Everybody has as much help again as at the start, one month after the end.
    back = [{**row, "moment": "month_1"} for row in levels if row["moment"] == "at_start"]
    pq.write_table(from_rows(SERVICE_LEVELS, [*levels, *back]), data / "service_levels.parquet")
    told = json.loads(run(*words(data), "--json").stdout)
    assert 0 < told["result"]["base"]["freed"] < before / 5 and told["moved"] == 0
    places = [
        {**row, "moment": "month_1", "service": "nursing_home_place", "hours_per_week": 0.0}
        for row in levels
        if row["moment"] == "at_start"
    ]
    pq.write_table(from_rows(SERVICE_LEVELS, [*levels, *places]), data / "service_levels.parquet")
    moved = json.loads(run(*words(data), "--json").stdout)
    assert moved["moved"] == 10 and moved["result"]["base"]["freed"] < before / 5
