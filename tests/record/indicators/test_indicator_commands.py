"""`fotfeste indicators` and `fotfeste effect` as they are used, without a database."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fotfeste.insight.indicators.registry import INDICATORS
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.schema import EPISODES, from_rows
from tests import warm


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting from files needs none: with this address every question to one would fail."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")


def fotfeste(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", *words])


def given(*words: str) -> Any:
    done = fotfeste(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty episodes: twenty ended without services, eight with fewer, two broke off."""
    folder = tmp_path_factory.mktemp("tables")
    rows = [
        {
            "episode": f"e{k}",
            "person": f"p{k}",
            "group": "first_time",
            "started_on": date(2025, 1, 6),
            "ended_on": date(2025, 2, 14),
            "status": "completed" if k < 28 else "dropout",
            "outcome_class": "no_service" if k < 20 else "fewer_services" if k < 28 else None,
            "dropout_reason": None if k < 28 else "death",
            "safety_alarm": False,
            "imported_hours_per_week": None,
            "origin": "recorded",
        }
        for k in range(30)
    ]
    tables.write(folder, {"episodes": from_rows(EPISODES, rows)})
    return folder


def test_every_definition_is_listed_and_says_numerator_denominator_and_source() -> None:
    assert [each["id"] for each in given("indicators", "list")] == [each.id for each in INDICATORS]
    shown = given("indicators", "show", INDICATORS[0].id)
    assert all(shown[name] for name in ("question", "numerator", "denominator", "exclusions", "source", "unit"))


def test_the_team_sees_a_share_with_n_missing_and_interval(data: Path) -> None:
    figures = given("indicators", "run", "ended_no_service", "--data", str(data), "--team")
    whole = next(each for each in figures if each["group"] == "all")
    assert (whole["numerator"], whole["n"], whole["missing"]) == (20, 28, 0)
    assert whole["interval"]["low"] < 20 / 28 < whole["interval"]["high"]


def test_outside_the_team_two_who_broke_off_are_hidden_and_no_period_may_be_chosen(data: Path) -> None:
    figures = given("indicators", "run", "dropouts", "ended_no_service_of_started", "--data", str(data))
    assert {each["value"] for each in figures if each["definition"] == "dropouts"} == {None}
    assert "hidden" in fotfeste("indicators", "run", "dropouts", "--data", str(data)).stdout
    done = fotfeste("indicators", "run", "--data", str(data), "--from", "2025-01-01")
    assert done.returncode == 2 and "--team" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("indicators", "show", "nothing"),
        ("indicators", "run", "nothing", "--data", "."),
        ("indicators", "run", "--data", "nowhere"),
        ("indicators", "run", "--data", "nowhere", "--team", "--from", "2025-02-01", "--to", "2025-01-01"),
        ("effect", "regression", "--mean", "1", "--sd", "0", "--cut", "0"),
        ("effect", "unmeasured", "--estimate", "3", "--low", "4", "--high", "5"),
    ],
)
def test_what_means_nothing_is_refused_with_what_to_do(words: tuple[str, ...]) -> None:
    done = fotfeste(*words)
    assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr


def test_an_effect_is_told_with_what_it_cannot_say() -> None:
    told = given("effect", "regression", "--mean", "60", "--sd", "15", "--cut", "40", "--change", "20")
    assert told["rows"][0]["shift"] == pytest.approx(13.49, abs=0.01) and "comparison group" in told["cannot_say"]
    found = given("effect", "unmeasured", "--estimate", "3.9", "--low", "1.8", "--high", "8.7")
    assert found["estimate"] == pytest.approx(7.26, abs=0.01) and found["cannot_say"]


def test_numbers_are_as_small_as_the_municipality_says(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("indicators", "run", "ended_no_service", "--data", str(data))
    assert next(each["shown"] for each in given(*words) if each["group"] == "all") == "open"
    monkeypatch.setenv("FOTFESTE_SMALL_NUMBER", "30")
    assert next(each["shown"] for each in given(*words) if each["group"] == "all") == "hidden"
