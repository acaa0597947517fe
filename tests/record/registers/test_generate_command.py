"""`fotfeste generate`, as it is typed."""

import json
import subprocess
from pathlib import Path

from tests import warm


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", *words])


def test_a_register_is_made_with_its_truth_and_can_be_counted(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    told = json.loads(run("generate", "--episodes", "200", "--seed", "3", "--out", str(folder), "--json").stdout)
    assert told["episodes"] == 200 and json.loads((folder / "truth.json").read_text())["nobody_here_exists"]
    counted = json.loads(run("indicators", "run", "dropouts", "--data", str(folder), "--team", "--json").stdout)
    whole = next(each for each in counted if each["group"] == "all")
    assert (whole["n"], whole["numerator"]) == (200, told["dropouts"])


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", "utf-8")
    done = run("generate", "--episodes", "5", "--out", str(tmp_path))
    assert done.returncode == 2 and "empty folder" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_truth_with_a_fault_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "truth.toml").write_text("dropout = 2", "utf-8")
    out = tmp_path / "out"
    done = run("generate", "--episodes", "5", "--out", str(out), "--truth", str(tmp_path / "truth.toml"))
    assert done.returncode == 2 and "dropout" in done.stderr and not out.exists()


def test_figures_told_apart_by_age_add_up_and_a_word_that_is_no_stratum_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    run("generate", "--episodes", "200", "--out", str(folder))
    words = ("indicators", "run", "dropouts", "--data", str(folder), "--team", "--json")
    by_age = {each["group"]: each["n"] for each in json.loads(run(*words, "--by", "age").stdout)}
    assert by_age.pop("all") == sum(by_age.values()) and "80_89" in by_age
    for wrong, says in (("--by", "shoe size"), ("--engine", "abacus")):
        done = run(*words, wrong, says)
        assert done.returncode == 2 and says in done.stderr
    done = run("indicators", "run", "persons_per_1000_aged_80_and_over", "--data", str(folder), "--by", "age")
    assert done.returncode == 2 and "not told apart by age" in done.stderr


def test_outside_the_team_nobody_chooses_the_day_of_the_tables_either(tmp_path: Path) -> None:
    done = run("indicators", "run", "--data", str(tmp_path), "--as-of", "2025-01-01")
    assert done.returncode == 2 and "--team" in done.stderr
