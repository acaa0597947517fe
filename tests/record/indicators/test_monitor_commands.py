"""`fotfeste indicators funnel` and `run-chart`, as they are typed."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.extract.scores import definitions
from tests import warm


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", "indicators", *words])


@pytest.fixture(scope="module", params=[0.0, 1.2], ids=["alike", "apart"])
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, Path]:
    folder = tmp_path_factory.mktemp("register")
    about = Truth(municipalities=12, between=request.param, years=2)
    generate(folder, 3_000, seed=9, about=about, definitions=definitions("copm", "sppb", "satisfaction_person"))
    return request.param, folder


def test_units_that_differ_by_chance_alone_lie_within_limits_and_those_that_differ_vary_beyond_it(
    register: tuple[float, Path],
) -> None:
    between, folder = register
    told: dict[str, Any] = json.loads(
        run("funnel", "ended_no_service", "--data", str(folder), "--team", "--json").stdout
    )
    assert len(told["units"]) == 12 and told["cannot_say"]
    if between:
        assert told["overdispersion"]["phi"] > 3
    else:
        assert told["overdispersion"]["tau2"] == 0
        assert all(unit["outside"] != 0.998 for unit in told["units"])
    for unit in told["units"]:
        (low, high), (lower, higher) = unit["limits_95"], unit["limits_99_8"]
        assert lower < low < told["target"] < high < higher


def test_outside_the_team_units_with_few_are_not_in_it(tmp_path: Path) -> None:
    about = Truth(municipalities=12, years=2)
    generate(tmp_path, 200, seed=9, about=about, definitions=definitions("copm", "sppb", "satisfaction_person"))
    inside, outside = (
        json.loads(run("funnel", "dropouts", "--data", str(tmp_path), "--json", *words).stdout or '{"units": []}')
        for words in (["--team"], [])
    )
    assert len(inside["units"]) == 12 > len(outside["units"])


def test_months_without_a_change_give_no_signal(register: tuple[float, Path]) -> None:
    between, folder = register
    told = json.loads(run("run-chart", "ended_no_service", "--data", str(folder), "--team", "--json").stdout)
    months = [point["month"] for point in told["months"]]
    assert months == sorted(months) and len(months) >= 24
    if not between:
        assert told["signal"] is False


def test_what_cannot_be_drawn_is_refused_with_what_to_choose(register: tuple[float, Path]) -> None:
    _, folder = register
    for words, says in (
        (("funnel", "hospital_discharges_to_reablement"), "told apart"),
        (("funnel", "dropouts", "--by", "weather"), "weather"),
        (("run-chart", "nothing"), "nothing"),
    ):
        done = run(*words, "--data", str(folder))
        assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr
