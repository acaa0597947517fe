"""`fotfeste quality` as it is used: tables in, what to mend out, the first to mend first."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from fotfeste.insight.quality.queries.checking import RULES, check_folder
from fotfeste.insight.quality.rules.findings import Limits, Severity
from fotfeste.insight.registers import writing
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.tables.extract import scores
from tests import warm
from tests.spec.quality.untidy import CLEAN, Tables, with_fault, write

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "data-quality.md"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(["-m", "fotfeste.cli", "quality", *words])


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Twenty goals, two of which were judged before they were set; nine visits of ten without minutes."""

    def plant(found: Tables) -> None:
        goal, visit = found["goals"][0], found["visits"][0]
        found["goals"] = [
            {**goal, "goal": f"g{k:02}", "closed_on": date(2026, 1, 1) if k in (3, 4) else goal["closed_on"]}
            for k in range(20)
        ]
        found["visits"] = [{**visit, "visit": f"v{k}", "minutes_on_site": None if k else 40} for k in range(17)]

    return write(tmp_path, with_fault(plant))


def test_the_team_is_told_how_many_of_how_many_and_which(data: Path) -> None:
    done = run("--data", str(data), "--team", "--json", "--as-of", "2026-09-14")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["as_of"] == "2026-09-14" and set(told["rules"]) < set(RULES)
    first, second = told["findings"][:2]
    assert (first["rule"], first["severity"], first["count"], first["of"]) == ("goal_closed_before_set", "wrong", 2, 20)
    assert [row["goal"] for row in first["rows"]] == ["g03", "g04"] and first["rows"][0]["closed_on"] == "2026-01-01"
    assert (second["rule"], second["count"], len(second["rows"])) == ("done_without_minutes", 16, 10)
    assert first["sentence"].startswith("2 of 20 goals were judged before they were set.")


def test_others_are_told_how_many_without_the_few_and_never_which(data: Path) -> None:
    told = json.loads(run("--data", str(data), "--json").stdout)
    found = {each["rule"]: each for each in told["findings"]}
    few = found["goal_closed_before_set"]
    assert (few["count"], few["hidden"]) == (None, "few")
    # Sixteen of seventeen: the one that has minutes would be known.
    assert (found["done_without_minutes"]["count"], found["done_without_minutes"]["hidden"]) == (None, "nearly_all")
    assert not any(each["rows"] or each["numbers"] for each in told["findings"])
    words = run("--data", str(data)).stdout
    assert "A few of 20 goals" in words and "g03" not in words


def test_in_words_the_wrong_ones_come_first_with_the_records(data: Path) -> None:
    lines = run("--data", str(data), "--team", "--rows", "1").stdout.splitlines()
    assert lines[0] == "WRONG (1)" and lines[1].startswith("- goal_closed_before_set: 2 of 20 goals")
    assert lines[2].strip().startswith("goal g03, unit North, episode a, set_on 2026-03-02, closed_on 2026-01-01")
    assert lines[3].startswith("DOUBTFUL")


def test_only_the_rules_asked_for_are_run(data: Path) -> None:
    told = json.loads(run("--data", str(data), "--json", "--team", "--only", "done_without_minutes").stdout)
    assert told["rules"] == ["done_without_minutes"] == [each["rule"] for each in told["findings"]]


def test_nothing_found_is_said_and_is_no_error(tmp_path: Path) -> None:
    done = run("--data", str(write(tmp_path, CLEAN)), "--team", "--as-of", "2026-09-14")
    assert done.returncode == 0 and done.stdout.startswith("Nothing was found.")


def test_printed_numbers_need_no_tables_and_are_not_hidden(tmp_path: Path) -> None:
    places, shares = tmp_path / "places.csv", tmp_path / "shares.csv"
    places.write_text("municipality,stays,days_per_stay,places\n26,26.0,34.7,1\n", encoding="utf-8")
    shares.write_text("label,n,a,b,c\nx,53,4,39,57\n", encoding="utf-8")
    told = json.loads(run("--places", str(places), "--shares", str(shares), "--json").stdout)
    assert [(each["rule"], each["count"]) for each in told["findings"]] == [
        ("places_over_full", 1),
        ("share_not_whole_persons", 1),
    ]
    assert told["findings"][0]["numbers"]["occupancy"] == pytest.approx(2.4718, abs=1e-4)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "nothing to check"),
        (("--data", "{}/nowhere"), "no outcome tables"),
        (("--data", "{}", "--only", "no_such_rule"), "--list"),
        (("--data", "{}", "--only", "places_over_full"), "--places"),
        (("--data", "{}", "--as-of", "2026-01-01"), "--team"),
        (("--places", "{}/nowhere.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(data: Path, words: tuple[str, ...], says: str) -> None:
    done = run(*(word.format(data) for word in words))
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def _lost(data: Path) -> None:
    (data / "goals.parquet").unlink()


def _broken(data: Path) -> None:
    (data / "goals.parquet").write_bytes(b"PAR1 not really")


def _without_a_column(data: Path) -> None:
    table = pq.read_table(data / "goals.parquet")
    pq.write_table(table.drop_columns(["set_on"]), data / "goals.parquet")


def _day_as_text(data: Path) -> None:
    table = pq.read_table(data / "goals.parquet")
    at = table.column_names.index("set_on")
    pq.write_table(table.set_column(at, "set_on", table["set_on"].cast("string")), data / "goals.parquet")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_lost, "goals missing"),
        (_broken, "not a Parquet file"),
        (_without_a_column, "no column set_on"),
        (_day_as_text, "set_on is to be a day"),
    ],
)
def test_tables_that_cannot_be_read_are_refused_with_what_is_wrong(data: Path, spoil: Any, says: str) -> None:
    spoil(data)
    done = run("--data", str(data))
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def generated(folder: Path, **true: Any) -> Path:
    about = Truth(municipalities=4, **true)
    known = scores.definitions("copm", "sppb", "satisfaction_person")
    writing.generate(folder, 600, seed=4, about=about, definitions=known)
    return folder


def test_a_made_up_register_has_nothing_wrong(tmp_path: Path) -> None:
    found = check_folder(generated(tmp_path), Limits(date(2026, 1, 1)))
    assert [each.rule for each in found if each.severity is Severity.WRONG] == []


def test_what_is_true_of_a_made_up_register_is_found_in_it(tmp_path: Path) -> None:
    """Minutes rounded, and later scores missing by baseline, as its truth says."""
    rules = {each.rule for each in check_folder(generated(tmp_path, dropout=0.0), Limits(date(2026, 1, 1)))}
    assert {"round_minutes", "later_scores_missing", "later_missing_by_baseline"} <= rules


def test_what_is_not_true_of_a_made_up_register_is_not_found_in_it(tmp_path: Path) -> None:
    about = {"dropout": 0.0, "round_minutes": 0.0, "missing": 0.0}
    rules = {each.rule for each in check_folder(generated(tmp_path, **about), Limits(date(2026, 1, 1)))}
    assert not {"round_minutes", "later_scores_missing", "later_missing_by_baseline", "visits_break"} & rules


def test_every_rule_is_listed_by_the_command_and_in_the_documentation() -> None:
    listed = run("--list").stdout
    page = PAGE.read_text(encoding="utf-8")
    assert [rule for rule in RULES if f"{rule} (" not in listed or f"`{rule}`" not in page] == []
