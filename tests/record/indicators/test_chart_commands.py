"""`fotfeste indicators control-chart`, `run-chart` and two strata as they are typed, on a register that was cut off."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.extract.scores import definitions
from tests import warm

CUT = date(2023, 7, 1)
DECIDED = """
[[baseline]]
indicator = "contact_within_3_working_days"
from = "2015-01"
to = "2022-12"
by = "leader"
reason = "before the routine"
[[target]]
indicator = "contact_within_3_working_days"
value = 0.01
by = "council"
reason = "plan"
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", "indicators", *words])


def told(*words: str) -> Any:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years, as they looked on 1 July of the second: whoever ended later is running still."""
    folder = tmp_path_factory.mktemp("register")
    generate(
        folder, 1_500, seed=4, about=Truth(years=2), definitions=definitions("copm", "sppb", "satisfaction_person")
    )
    file = folder / "episodes.parquet"
    e = pq.read_table(file)
    e = e.filter(pc.less(e["started_on"], pa.scalar(CUT)))
    runs = pc.fill_null(pc.greater_equal(e["ended_on"], pa.scalar(CUT)), True)
    for name, value in (("ended_on", None), ("status", "active"), ("outcome_class", None), ("dropout_reason", None)):
        at = e.schema.get_field_index(name)
        kind = e.schema.field(name).type
        cut = pc.if_else(runs, pa.scalar(value, pc.dictionary_decode(e[name]).type), pc.dictionary_decode(e[name]))
        e = e.set_column(at, e.schema.field(name), cut.cast(kind))
    pq.write_table(e, file)
    return folder


def test_months_that_are_not_complete_are_marked_and_judged_by_nobody(register: Path) -> None:
    found = told("run-chart", "dropouts", "--data", str(register), "--team")
    late = [each["month"] for each in found["months"] if not each["complete"]]
    assert set(late) >= {"202305", "202306"} & {each["month"] for each in found["months"]} and late
    assert "202302" not in late and found["not_complete"] == len(late)
    assert 20 < found["lag_days"] < 120 and found["data_until"] <= "2023-07-01"
    said = run("control-chart", "dropouts", "--data", str(register), "--team").stdout
    assert "not complete, not judged" in said and f"one takes {found['lag_days']} days" in said


def test_a_run_chart_judges_the_same_numbers_whoever_reads_it(register: Path) -> None:
    team, others = (
        told("run-chart", "ended_no_service", "--data", str(register), *words) for words in (["--team"], [])
    )
    for key in ("signal", "longest_run", "crossings", "longest_allowed", "false_alarms"):
        assert team[key] == others[key], key
    assert others["hidden"] and not team["hidden"]
    assert all(each["n"] % 5 == 0 for each in others["months"])


def test_a_baseline_and_a_target_come_with_who_and_why(register: Path, tmp_path: Path) -> None:
    (tmp_path / "decided.toml").write_text(DECIDED, encoding="utf-8")
    words = (
        "control-chart",
        "contact_within_3_working_days",
        "--data",
        str(register),
        "--team",
        "--decided",
        str(tmp_path / "decided.toml"),
    )
    found = told(*words)
    assert found["baseline"]["reason"] == "before the routine" and found["target"]["by"] == "council"
    assert found["assurance"] == "will_meet"
    (tmp_path / "decided.toml").write_text(DECIDED.replace('by = "leader"', ""), encoding="utf-8")
    done = run(*words)
    assert done.returncode == 2 and "by is missing" in done.stderr and "Traceback" not in done.stderr


def test_two_strata_are_the_teams_and_add_up_to_one(register: Path) -> None:
    words = ("run", "dropouts", "--data", str(register), "--by", "group", "--by", "age")
    cells = {each["group"]: each["n"] for each in told(*words, "--team")}
    one = {each["group"]: each["n"] for each in told("run", "dropouts", "--data", str(register), "--team")}
    for group in ("first_time", "existing"):
        assert sum(n for name, n in cells.items() if name.startswith(f"{group}, ")) == one[group] > 0
    assert run(*words).returncode == 2 and "--team" in run(*words).stderr
    assert run("run", "dropouts", "--data", str(register), "--by", "age", "--by", "age", "--team").returncode == 2


def test_a_funnel_tells_the_figure_that_run_tells_and_holds_units_against_people_alike(register: Path) -> None:
    for words in (["--team"], []):
        given = ("ended_no_service", "--data", str(register))
        found = told("funnel", *given, "--by", "municipality", "--adjust", "group", *words)
        whole = next(each for each in told("run", *given, *words) if each["group"] == "all")
        assert (found["target"], found["n"]) == (whole["value"], whole["n"])
        assert all("adjusted" in each for each in found["units"]) and found["adjusted_for"] == ["group"]
        if words:
            counts = [each["adjusted"] for each in found["units"]]
            assert sum(c["observed"] for c in counts) == pytest.approx(sum(c["expected"] for c in counts))
    done = run("funnel", "ended_no_service", "--data", str(register), "--by", "sex", "--adjust", "sex", "--team")
    assert done.returncode == 2 and "itself" in done.stderr
