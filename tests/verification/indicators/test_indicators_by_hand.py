"""Every indicator against SQL written by hand from the words of its definition (bench/outcomes_by_hand_sql.py).

Where the two disagree one of them is changed: the words are what people read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import duckdb
import pytest

from bench import outcomes_by_hand as by_hand
from fotfeste.insight.figures.rules.figure import Figure, Period
from fotfeste.insight.indicators import counting
from fotfeste.insight.indicators.definition import Indicator, Scope
from fotfeste.insight.indicators.registry import INDICATORS
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.engines import Engine, connect
from fotfeste.insight.tables.extract.scores import definitions
from fotfeste.insight.tables.schema import ALL_GROUPS

EPISODES = 1_500


@dataclass(frozen=True, slots=True)
class Case:
    """Which register, which days, taken out when."""

    scope: Scope
    gaps: bool = False


WHOLE, SOME = Period(), Period(date(2020, 3, 1), date(2022, 8, 31))
LATE, EARLY = date(2025, 6, 1), date(2023, 6, 15)  # after everything has ended, and while much is under way
CASES = {
    "the whole time": Case(Scope(WHOLE, LATE)),
    "a period": Case(Scope(SOME, LATE)),
    "a calendar year": Case(Scope(Period(date(2021, 1, 1), date(2021, 12, 31)), LATE)),
    "taken out early": Case(Scope(WHOLE, EARLY)),
    "with gaps": Case(Scope(WHOLE, LATE), gaps=True),
    "with gaps, a period, taken out early": Case(Scope(Period(date(2021, 1, 1), date(2023, 12, 31)), EARLY), gaps=True),
}
# What an empty cell may mean so that any may be emptied; the others would contradict the columns beside them.
MAY_BE_EMPTY = (
    "not recorded",
    "not asked",
    "not judged",
    "not confirmed",
    "not complete",
    "no promise",
    "brought in from",
)
MAY_BE_ABSENT = ("service_levels", "follow_ups", "changes", "staff_time", "goals")


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[bool, Path]:
    whole, gaps = (tmp_path_factory.mktemp(name) for name in ("register", "gaps"))
    generate(whole, EPISODES, seed=11, definitions=definitions("copm", "sppb", "satisfaction_person"))
    for schema in tables.ALL:
        _with_gaps(schema, whole, gaps)
    return {False: whole, True: gaps}


def _with_gaps(schema: tables.Schema, whole: Path, gaps: Path) -> None:
    """The same table with some cells emptied and some rows gone, as registers are.

    Some episodes have no visits but hours from an old file; one number of the municipality is not there for a year; the
    next of kin have answered too.
    """
    key = " || '/' || ".join(f'"{k}"' for k in schema.key)
    columns = []
    for c in schema.columns:
        may = any(words in (c.empty or "") for words in MAY_BE_EMPTY) and c.name not in schema.key
        columns.append(f"CASE WHEN hash({key}, '{c.name}') % 20 > 0 THEN \"{c.name}\" END" if may else f'"{c.name}"')
    kept = ["true"]
    if schema.name in MAY_BE_ABSENT:
        kept.append(f"hash({key}) % 20 > 0")
    if schema.name in ("visits", "staff_time"):
        kept.append("hash(episode) % 30 > 0")
    if schema.name == "municipality_counts":
        kept.append("NOT (year = 2021 AND counts = 'home_service_users_over_35_5_hours')")
    if schema.name == "episodes":
        at = [c.name for c in schema.columns].index("imported_hours_per_week")
        columns[at] = "CASE WHEN hash(episode) % 60 = 0 THEN 6.5 END"
    if schema.name == "assessments":
        at = [c.name for c in schema.columns].index("instrument")
        relative = "instrument = 'satisfaction_person' AND hash(assessment) % 3 = 0"
        columns[at] = f"CASE WHEN {relative} THEN 'satisfaction_relative' ELSE instrument END"
    named = ", ".join(f'{text} AS "{c.name}"' for text, c in zip(columns, schema.columns, strict=True))
    question = f"SELECT {named} FROM read_parquet('{whole / schema.name}.parquet') WHERE {' AND '.join(kept)}"
    duckdb.sql(f"COPY ({question}) TO '{gaps / schema.name}.parquet' (FORMAT parquet)")


@dataclass(frozen=True, slots=True)
class Both:
    product: Mapping[counting.Key, Figure]
    hand: Mapping[by_hand.Key, by_hand.Counted]


@pytest.fixture(scope="module")
def counted(registers: Mapping[bool, Path]) -> Mapping[str, Both]:
    """Every case counted once each way."""
    out = {}
    for name, case in CASES.items():
        folder, scope = registers[case.gaps], case.scope
        product = counting.count(
            INDICATORS, connect(Engine.DUCKDB, folder), scope, datetime.combine(scope.as_of, time(), UTC)
        )
        period = scope.period
        hand = by_hand.count(folder, as_of=scope.as_of, start=period.start or date.min, end=period.end or date.max)
        out[name] = Both(product, hand)
    return out


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_the_figure_is_what_its_words_say_when_somebody_else_writes_the_question(
    indicator: Indicator, case: str, counted: Mapping[str, Both]
) -> None:
    both = counted[case]
    groups = [group for name, group in both.product if name == indicator.id]
    assert groups == [group for name, group in both.hand if name == indicator.id]
    for group in groups:
        figure, hand = both.product[indicator.id, group], both.hand[indicator.id, group]
        assert (figure.n, figure.missing or 0, figure.numerator) == (hand.n, hand.missing, hand.numerator), group
        assert figure.value == (None if hand.value is None else pytest.approx(hand.value, rel=1e-9, abs=1e-9)), group


def test_no_indicator_is_left_out_of_the_hand_written_ones(counted: Mapping[str, Both]) -> None:
    for both in counted.values():
        assert set(both.hand) == set(both.product)


def test_the_made_up_registers_ask_something_of_every_indicator(counted: Mapping[str, Both]) -> None:
    """Agreement on nothing would prove nothing."""
    for indicator in INDICATORS:
        assert any(both.hand[indicator.id, ALL_GROUPS].n for both in counted.values()), indicator.id


def test_the_register_with_gaps_has_missing_answers_where_answers_can_be_missing(counted: Mapping[str, Both]) -> None:
    hand = counted["with gaps"].hand
    missing = {name for (name, group), each in hand.items() if group == ALL_GROUPS and each.missing}
    assert len(missing) > 25
