"""Made-up registers: what is said to be true of them is true of them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from fotfeste.insight.registers import writing
from fotfeste.insight.registers.truth import Missing, Truth, TruthError, read
from fotfeste.insight.tables import day
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.engines import day_of_data, made_at
from fotfeste.insight.tables.extract.scores import definitions

KNOWN = definitions("copm", "sppb", "satisfaction_person")


def made(folder: Path, n: int = 4_000, seed: int = 5, **about: Any) -> Path:
    writing.generate(folder, n, seed=seed, about=Truth(**about), definitions=KNOWN)
    return folder


def ask(folder: Path, sql: str) -> Any:
    """The first row of a question about the Parquet files, named by their tables."""
    connection = duckdb.connect()
    for schema in tables.ALL:
        connection.execute(f"CREATE VIEW {schema.name} AS FROM '{folder / schema.name}.parquet'")
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("register"))


def test_every_table_keeps_its_schema_and_its_key(usual: Path) -> None:
    for schema in tables.ALL:
        tables.check(schema, pq.read_table(usual / f"{schema.name}.parquet"))


def test_the_same_seed_gives_the_same_register_and_another_seed_another(tmp_path: Path) -> None:
    one, again, other = (made(tmp_path / name, 300, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    kept = ["comparison.csv", "comparison_services.csv", "truth.json", day.FILE]
    names = [f"{s.name}.parquet" for s in tables.ALL] + kept
    assert all((one / name).read_bytes() == (again / name).read_bytes() for name in names)
    assert (one / "visits.parquet").read_bytes() != (other / "visits.parquet").read_bytes()


def test_a_register_begins_the_same_however_long_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PORTION", 100)
    short, long = made(tmp_path / "short", 200), made(tmp_path / "long", 350)
    for name in ("persons", "episodes", "visits"):
        first, more = (pq.read_table(folder / f"{name}.parquet") for folder in (short, long))
        assert more.num_rows > first.num_rows and more.slice(0, first.num_rows).equals(first)


def test_what_truth_json_says_came_of_it_is_what_the_tables_hold(usual: Path) -> None:
    found = json.loads((usual / "truth.json").read_text())["found"]
    told = (found["episodes"], found["dropouts"], found["deaths_during"], found["completed_with_no_service"])
    assert told == ask(
        usual,
        """SELECT count(*), count(*) FILTER (status = 'dropout'), count(*) FILTER (dropout_reason = 'death'),
                  count(*) FILTER (outcome_class = 'no_service') FROM episodes""",
    )
    assert (found["visits"],) == ask(usual, "SELECT count(*) FROM visits")
    assert ask(usual, "SELECT avg(later - baseline) FROM changes WHERE instrument = 'copm'")[0] == pytest.approx(
        found["mean_measured_change_of_those_scored_twice"]
    )


def test_where_everybody_is_after_the_end_is_said_also_of_those_nobody_reached(tmp_path: Path) -> None:
    """Counted anew from a register in which everybody is reached, which is otherwise the same."""
    few, all_ = (made(tmp_path / str(reach), 3_000, seed=9, reach=reach) for reach in (0.3, 1.0))
    told = json.loads((few / "truth.json").read_text())
    assert told["after_days"] == json.loads((all_ / "truth.json").read_text())["after_days"]
    for months, days in ((3, "91"), (6, "182"), (12, "365")):
        counted = ask(
            all_,
            f"""SELECT avg(home::int), avg((NOT home AND NOT dead)::int), avg(dead::int)
                FROM (SELECT coalesce(lives_at_home, false) AS home,
                             coalesce(died_on <= ended_on + {days}, false)
                                 OR dropout_reason IS NOT DISTINCT FROM 'death' AS dead
                      FROM episodes JOIN persons USING (person)
                      LEFT JOIN (FROM follow_ups WHERE months = {months}) USING (episode)
                      WHERE ended_on + {days} <= DATE '{told["day_of_data"]}')""",
        )
        assert list(told["after_days"][days].values()) == pytest.approx(list(counted))
        (reached,) = ask(
            few,
            f"""SELECT avg((result = 'reached')::int) FROM follow_ups
                WHERE months = {months} AND result <> 'not_possible'""",
        )
        assert reached == pytest.approx(0.3, abs=0.03)


def test_the_day_of_the_data_stands_in_the_folder_and_counts_more_than_the_age_of_the_files(usual: Path) -> None:
    said = date.fromisoformat(json.loads((usual / "truth.json").read_text())["day_of_data"])
    assert day_of_data(usual) == (True, said) and made_at(usual).date() == said
    day.write(usual, said - timedelta(days=400))
    assert made_at(usual).date() == said - timedelta(days=400)
    day.write(usual, said)
    (usual / day.FILE).write_text('{"day_of_data": "soon"}', "utf-8")
    with pytest.raises(tables.TableError, match="2025-12-31"):
        made_at(usual)
    (usual / day.FILE).unlink()
    assert day_of_data(usual)[0] is False and made_at(usual).date() > said
    day.write(usual, said)


def test_about_thirty_visits_come_with_each_episode_and_none_before_it_begins(usual: Path) -> None:
    each, early = ask(
        usual,
        """SELECT count(*) / count(DISTINCT episode), count(*) FILTER (visited_on < started_on OR visited_on > ended_on)
           FROM visits JOIN episodes USING (episode)""",
    )
    assert 28 < each < 33 and early == 0


def test_minutes_are_rounded_to_quarters_by_as_many_as_the_truth_says(tmp_path: Path) -> None:
    for share in (0.0, 0.8):
        folder = made(tmp_path / str(share), 500, round_minutes=share)
        (seen,) = ask(folder, "SELECT avg((minutes_on_site % 15 = 0)::int) FROM visits WHERE status = 'done'")
        # One in fifteen is a quarter by chance.
        assert seen == pytest.approx(share + (1 - share) / 15, abs=0.02)


@pytest.mark.parametrize(
    ("mechanism", "seen_higher"), [(Missing.AT_RANDOM, 0.0), (Missing.BY_BASELINE, 0.4), (Missing.BY_OUTCOME, 0.4)]
)
def test_scores_are_missing_for_the_reason_that_is_said(tmp_path: Path, mechanism: Missing, seen_higher: float) -> None:
    """By how much those scored twice began (or, by outcome, ended) higher than everybody, in points."""
    folder = made(tmp_path / "r", 12_000, mechanism=mechanism, missing=0.4, dropout=0.0)
    scored, every, share = ask(
        folder,
        """SELECT avg(a.value) FILTER (c.episode IS NOT NULL), avg(a.value), avg((c.episode IS NULL)::int)
           FROM assessments a LEFT JOIN changes c ON c.episode = a.episode AND c.instrument = 'copm'
           WHERE a.instrument = 'copm' AND a.occasion = 'baseline'""",
    )
    assert share == pytest.approx(0.4, abs=0.02)
    assert scored - every == pytest.approx(seen_higher, abs=0.05 if not seen_higher else 0.3)


def test_municipalities_differ_when_they_are_to_differ(tmp_path: Path) -> None:
    spread = {}
    for between in (0.0, 1.0):
        folder = made(tmp_path / str(between), 6_000, municipalities=6, between=between)
        sql = """SELECT stddev(m) FROM (SELECT avg(later - baseline) AS m FROM changes JOIN episodes USING (episode)
                 WHERE instrument = 'copm' GROUP BY unit)"""
        (spread[between],) = ask(folder, sql)
    assert spread[0.0] < 0.1 < 0.4 < spread[1.0]


def test_choosing_the_low_ones_brings_change_without_any_effect(tmp_path: Path) -> None:
    nothing = {"effect": 0.0, "recovery": 0.0, "recovery_per_decade": 0.0, "between": 0.0, "dropout": 0.0}
    folder = made(tmp_path / "r", 6_000, **nothing, only_below=3.0, missing=0.0)
    (change,) = ask(folder, "SELECT avg(later - baseline) FROM changes WHERE instrument = 'copm'")
    assert change > 0.3


def test_the_comparison_group_got_no_effect(tmp_path: Path) -> None:
    folder = made(tmp_path / "r", 8_000, comparison=1.0, missing=0.0, between=0.0, dropout=0.0)
    (gain,) = duckdb.connect().execute(f"SELECT avg(later - baseline) FROM '{folder}/comparison.csv'").fetchone() or ()
    (served,) = ask(folder, "SELECT avg(later - baseline) FROM changes WHERE instrument = 'copm'")
    assert gain == pytest.approx(0.6, abs=0.1) and served - gain == pytest.approx(1.5, abs=0.12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("effect = [", "TOML"),
        ("efect = 1", "efect"),
        ("dropout = 1.5", "share"),
        ("error = -1.0", "negative"),
        ("odds = 0", "above 0"),
        ("reach = 1.2", "share from 0 to 1"),
        ('mechanism = "luck"', "luck"),
        ('effect = "much"', "much"),
    ],
)
def test_a_truth_that_cannot_be_is_refused_with_what_may_be(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "truth.toml").write_text(text, "utf-8")
    with pytest.raises(TruthError, match=says):
        read(tmp_path / "truth.toml")
