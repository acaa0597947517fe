"""One suite for three engines: whatever counts, the figures are the same to the last digit."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.indicators import counting
from fotfeste.insight.indicators.changes import count as count_changes
from fotfeste.insight.indicators.definition import Indicator, Scope, Stratum
from fotfeste.insight.indicators.registry import INDICATORS
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.engines import Engine, EngineError, Tables, close, connect
from fotfeste.insight.tables.extract.scores import definitions

TAKEN = datetime(2024, 11, 1, tzinfo=UTC)  # while some are under way and some follow-ups are not due
SCOPES = {
    "the whole time": Scope(Period(), TAKEN.date()),
    "one year": Scope(Period(date(2022, 1, 1), date(2022, 12, 31)), TAKEN.date()),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("register")
    generate(where, 400, seed=7, definitions=definitions("copm", "sppb", "satisfaction_person"))
    return where


@pytest.fixture(scope="module")
def spark_address() -> Iterator[str]:
    """Spark Connect without a cluster."""
    main = sys.modules["__main__"]
    if not hasattr(main, "__file__"):
        # A worker of pytest-xdist has none, and the client then believes that it runs its own doctests.
        main.__file__ = __file__
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    yield f"sc://127.0.0.1:{server.listening_address[1]}"
    from pyspark.sql import SparkSession

    # The client first: it says good-bye to the server when it goes.
    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()
    server.stop()


@pytest.fixture(params=[Engine.POSTGRES, Engine.SPARK])
def tables(request: pytest.FixtureRequest, folder: Path, db: Any) -> Iterator[Tables]:
    if request.param is Engine.SPARK:
        yield connect(Engine.SPARK, folder, address=request.getfixturevalue("spark_address"))
        return
    d = connection.settings_dict
    address = f"host={d['HOST']} port={d['PORT']} dbname={d['NAME']} user={d['USER']}"
    t = connect(Engine.POSTGRES, folder, address=address)
    yield t
    close(t)


def _counted(t: Tables, by: Stratum, scope: Scope) -> dict[counting.Key, Figure]:
    return counting.count(INDICATORS, t, scope, TAKEN, by=by)


@pytest.fixture(scope="module")
def counted_here(folder: Path) -> Callable[[Stratum, str], dict[counting.Key, Figure]]:
    """What DuckDB counts, once for all that is held against it."""

    @cache
    def count(by: Stratum, scope: str) -> dict[counting.Key, Figure]:
        return _counted(connect(Engine.DUCKDB, folder), by, SCOPES[scope])

    return count


@pytest.mark.parametrize("scope", SCOPES)
def test_every_figure_is_the_same_to_the_last_digit_whatever_engine_counts(
    tables: Tables, counted_here: Any, scope: str
) -> None:
    there, here = _counted(tables, Stratum.GROUP, SCOPES[scope]), counted_here(Stratum.GROUP, scope)
    assert there == here
    assert sum(figure.n or 0 for figure in here.values()) > 10_000


@pytest.mark.parametrize("by", [Stratum.AGE, Stratum.LIVES_ALONE, Stratum.MUNICIPALITY, Stratum.YEAR])
def test_strata_are_the_same_whatever_engine_counts(tables: Tables, counted_here: Any, by: Stratum) -> None:
    there, here = _counted(tables, by, SCOPES["the whole time"]), counted_here(by, "the whole time")
    assert there == here
    assert len({stratum for _, stratum in here}) > 2


def test_change_and_thresholds_are_the_same_whatever_engine_counts(tables: Tables, folder: Path) -> None:
    there, here = (count_changes(t, SCOPES["the whole time"], TAKEN) for t in (tables, connect(Engine.DUCKDB, folder)))
    assert there == here and here


@pytest.fixture(scope="module")
def every(counted_here: Any) -> dict[counting.Key, Figure]:
    return dict(counted_here(Stratum.GROUP, "the whole time"))


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_an_indicator_asked_for_alone_says_what_it_says_among_all(
    folder: Path, every: dict[counting.Key, Figure], indicator: Indicator
) -> None:
    alone = counting.count([indicator], connect(Engine.DUCKDB, folder), SCOPES["the whole time"], TAKEN)
    assert alone == {key: figure for key, figure in every.items() if key[0] == indicator.id}


@pytest.mark.parametrize("engine", [Engine.POSTGRES, Engine.SPARK])
def test_an_engine_without_an_address_says_what_an_address_looks_like(folder: Path, engine: Engine) -> None:
    with pytest.raises(EngineError, match="--address"):
        connect(engine, folder)
