"""From definitions to figures: every indicator for every stratum, in as few questions to the engine as possible.

Only whole numbers are added up by the engine (numbers with decimals as ten-thousandths), so the order in which it adds
cannot change the last digit and every engine gives the same.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from fotfeste.insight.figures.rules import figure as figures
from fotfeste.insight.figures.rules.clusters import Within, share_within_persons
from fotfeste.insight.figures.rules.figure import Context, Figure
from fotfeste.insight.figures.rules.living import share_with_deaths_known
from fotfeste.insight.indicators import wide_row
from fotfeste.insight.indicators.definition import Indicator, Scope, Statistic, Stratum, Thing
from fotfeste.insight.indicators.rules.waiting import Waited, interval, median_wait
from fotfeste.insight.tables.engines import Tables, kept
from fotfeste.insight.tables.schema import ALL_GROUPS, GROUPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

Key = tuple[str, str]
NOT_RECORDED = "not_recorded"
PAIRED = ", "  # between the two of a stratum told apart by two things
FEW = "few"  # note on a figure that stands on fewer than its definition asks for

_COLUMN = {Stratum.AGE: "age_band"}
_TALLIED = (Statistic.MEDIAN, Statistic.NINTH_DECILE, Statistic.MEDIAN_WAIT)
_PARTS = {Statistic.MEDIAN: 0.5, Statistic.NINTH_DECILE: 0.9}
# Parts of one that are added up: fine ones for the mean; coarse ones, of which a million squares fit into 64 bits.
FINE = 1_000_000_000
COARSE = 10_000


@dataclass(frozen=True, slots=True)
class Spread:
    """Some numbers as a count and sums of whole parts; two are joined without seeing the numbers.

    fine     sum in parts of `FINE`; coarse, squares: sum and sum of squares in parts of `COARSE`
    """

    n: int = 0
    fine: int = 0
    coarse: int = 0
    squares: int = 0

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(
            self.n + other.n, self.fine + other.fine, self.coarse + other.coarse, self.squares + other.squares
        )

    @property
    def mean(self) -> float:
        """In the unit of the numbers; 0 of nothing."""
        return self.fine / self.n / FINE if self.n else 0.0

    @property
    def sd(self) -> float | None:
        """Sample standard deviation, None below two values."""
        if self.n < 2:
            return None
        # Whole numbers throughout: subtracting two large sums loses nothing.
        return math.sqrt((self.squares * self.n - self.coarse**2) / (self.n * (self.n - 1))) / COARSE


def sums_of(fine: "ir.Value", coarse: "ir.Value") -> dict[str, "ir.Value"]:
    """What the engine adds up for a `Spread`, by the names `spread_of` reads; given in both kinds of parts.

    As text, so that no whole number becomes a rounded one on its way (Spark's answers pass through pandas).
    """
    summed = {"fine": fine, "coarse": coarse, "squares": coarse * coarse}
    return {name: each.sum().cast("string") for name, each in summed.items()}


def spread_of(n: int, row: Mapping[str, Any], prefix: str = "") -> Spread:
    """The Spread of `n` numbers from a row the engine gave."""
    return Spread(n, *(int(row[f"{prefix}{name}"] or 0) for name in ("fine", "coarse", "squares")))


def context(indicator: Indicator, group: str, scope: Scope, as_of: datetime) -> Context:
    """What the figure of this indicator and group is about."""
    return Context(indicator.id, group, scope.period, indicator.unit, as_of, indicator.source)


def count(
    indicators: Sequence[Indicator],
    t: Tables,
    scope: Scope,
    as_of: datetime,
    *,
    by: Stratum = Stratum.GROUP,
    and_by: Stratum | None = None,
) -> dict[Key, Figure]:
    """Figure by (indicator id, stratum) for all together and each stratum. Nothing is hidden here.

    By group there is always a first-time and an existing one; of other strata those that occur, and `not_recorded`.
    An indicator that cannot be told apart by `by` has only the figure for all. With `and_by` strata are pairs
    ("first_time, 67_79") that occur.
    """
    out: dict[Key, Figure] = {}
    for thing in Thing:
        mine = [i for i in indicators if i.thing is thing]
        if mine:
            out |= _of_thing(thing, mine, t, scope, as_of, (by,) if and_by is None else (by, and_by))
    return {(i.id, g): out[i.id, g] for i in indicators for name, g in out if name == i.id}


def _of_thing(
    thing: Thing, indicators: Sequence[Indicator], t: Tables, scope: Scope, as_of: datetime, by: tuple[Stratum, ...]
) -> dict[Key, Figure]:
    rows = wide_row.build(thing, t, {part for i in indicators for part in i.parts}, wide_row.widest(by))
    against = _municipality(indicators, t, scope)
    answers = {f"{name}_{k}": a for k, i in enumerate(indicators) for name, a in _answers(i, rows, scope, against)}
    if any(i.of_persons for i in indicators):
        answers["of_person"] = rows.person
    stratum = reduce(lambda one, other: one + PAIRED + other, (stratum_of(rows, each) for each in by))
    given = rows.select(stratum=stratum, **answers)
    # Of what is asked twice, what everybody answered is worked out once and kept by the engine, in narrow columns.
    asked_twice = any(i.statistic in _TALLIED for i in indicators)
    with kept(given) if asked_twice else nullcontext(given) as given:
        sums = _sums(indicators, given)
        tallies = _tallies(indicators, given)
        within = _within(indicators, given)
    found_strata = {s for mine in sums.values() for s in mine} | {s for tally in tallies.values() for s in tally}
    strata = list(GROUPS) if by == (Stratum.GROUP,) else sorted(found_strata)
    out: dict[Key, Figure] = {}
    for indicator in indicators:
        for name in (ALL_GROUPS, *strata) if set(by) <= set(indicator.strata) else (ALL_GROUPS,):
            at = context(indicator, name, scope, as_of)
            if indicator.statistic in _TALLIED:
                found = _placed(indicator, at, _joined(tallies[indicator.id], name))
            else:
                mine = sums[indicator.id]
                parts = list(mine.values()) if name == ALL_GROUPS else [mine[name]] if name in mine else []
                found = _added(indicator, at, parts, against.get(indicator.id), within.get((indicator.id, name)))
            stands_on = found.numerator if indicator.statistic is Statistic.RATE else found.n
            if 0 < (stands_on or 0) < indicator.minimum_n:
                found = replace(found, notes=(FEW,))
            out[indicator.id, name] = found
    return out


def stratum_of(rows: "ir.Table", by: Stratum) -> "ir.Value":
    """What each row is told apart by; not recorded is a stratum of its own."""
    import ibis

    column = _COLUMN.get(by, by.value)
    if column not in rows.columns:
        return ibis.literal(NOT_RECORDED)
    value = rows[column]
    if by is Stratum.LIVES_ALONE:
        value = ibis.ifelse(value, "yes", "no")
    return value.fill_null(NOT_RECORDED)


def _asked(indicator: Indicator, rows: "ir.Table", scope: Scope) -> "ir.BooleanValue":
    return indicator.asked(rows, scope).fill_null(False)


def parts(value: "ir.Value", of_one: int) -> "ir.Value":
    """The number as a whole number of parts."""
    # Not round(): engines round a half differently.
    return (value.cast("float64") * of_one + 0.5).floor().cast("int64")


@dataclass(frozen=True, slots=True)
class _Municipality:
    """What a rate is held against: the years there are numbers for, and their sum."""

    years: tuple[int, ...]
    persons: int


def _municipality(indicators: Iterable[Indicator], t: Tables, scope: Scope) -> dict[str, _Municipality]:
    """For each rate, the whole calendar years inside the period that the municipality's number is known for."""
    rates = [i for i in indicators if i.per]
    if not rates:
        return {}
    known = t.municipality_counts.group_by("counts", "year").agg(persons=t.municipality_counts.persons.sum())
    out = {}
    start, end = scope.period.start, min(scope.period.end or scope.as_of, scope.as_of)
    rows = known.to_pyarrow().to_pylist()
    for indicator in rates:
        assert indicator.per
        mine = {r["year"]: int(r["persons"]) for r in rows if r["counts"] == indicator.per[0]}
        others = [{r["year"] for r in rows if r["counts"] == name} for name in indicator.needs]
        whole = [
            y
            for y in sorted(mine)
            if all(y in other for other in others)
            and (start is None or (start.year, start.month, start.day) <= (y, 1, 1))
            and (y < end.year or (end.year, end.month, end.day) == (y, 12, 31))
        ]
        out[indicator.id] = _Municipality(tuple(whole), sum(mine[y] for y in whole))
    return out


NO, YES, MISSING, DEAD = 0, 1, 2, 3  # what a row answers; nothing where it is not asked


def _answers(
    indicator: Indicator, rows: "ir.Table", scope: Scope, against: Mapping[str, _Municipality]
) -> Iterator[tuple[str, "ir.Value"]]:
    """The columns an indicator needs of each row: its answer, and for numbers the number in whole parts."""
    import ibis

    asked, value = _asked(indicator, rows, scope), indicator.value(rows, scope)
    if indicator.statistic is Statistic.RATE:
        year = indicator.counted_in(rows, scope) if indicator.counted_in else rows.year
        asked &= year.isin([str(y) for y in against[indicator.id].years]).fill_null(False)
        yield "rate", ibis.ifelse(asked, value, ibis.null(value.type()))
        return
    if indicator.statistic is Statistic.SHARE:
        # As a number: of `NOT x IN (…) IS NULL` the engines read something else than Ibis means.
        answer = value.cast("int32").fill_null(MISSING)
        if indicator.dead is not None:
            answer = ibis.ifelse(indicator.dead(rows, scope), DEAD, answer)
        yield "answer", ibis.ifelse(asked, answer, ibis.null("int32")).cast("int8")
        return
    value = ibis.ifelse(asked, value.cast("float64"), ibis.null("float64"))
    known = ibis.ifelse(value.isnull(), MISSING, YES)
    if indicator.happened is not None:
        known = ibis.ifelse(indicator.happened(rows, scope).fill_null(False) | value.isnull(), known, NO)
    yield "answer", ibis.ifelse(asked, known, ibis.null("int8")).cast("int8")
    yield "coarse", parts(value, COARSE)
    if indicator.statistic not in _TALLIED:
        yield "fine", parts(value, FINE)


def _sums(indicators: Sequence[Indicator], given: "ir.Table") -> dict[str, dict[str, dict[str, int]]]:
    """One question for everything that is added up: indicator -> stratum -> n, missing, hits or sums."""
    wanted: dict[str, Any] = {}

    def many(k: int, answer: int) -> "ir.Value":
        # Not a filter for each: DuckDB adds a column up several times as fast.
        return (given[f"answer_{k}"] == answer).cast("int32").sum()

    for k, indicator in enumerate(indicators):
        if indicator.statistic is Statistic.RATE:
            rate = given[f"rate_{k}"]
            # Persons are counted once each; a number that somebody else has counted is added up.
            wanted[f"hits_{k}"] = rate.sum() if rate.type().is_numeric() else rate.nunique()
        elif indicator.statistic is Statistic.SHARE:
            wanted |= {f"hits_{k}": many(k, YES), f"no_{k}": many(k, NO), f"missing_{k}": many(k, MISSING)}
            if indicator.dead is not None:
                wanted[f"dead_{k}"] = many(k, DEAD)
        elif indicator.statistic not in _TALLIED:
            wanted |= {f"n_{k}": many(k, YES), f"missing_{k}": many(k, MISSING)}
            sums = sums_of(given[f"fine_{k}"], given[f"coarse_{k}"])
            wanted |= {f"{name}_{k}": each for name, each in sums.items()}
    found: dict[str, dict[str, dict[str, int]]] = {i.id: {} for i in indicators if i.statistic not in _TALLIED}
    if wanted:
        for row in given.group_by("stratum").agg(**wanted).to_pyarrow().to_pylist():
            for name, value in row.items():
                if name != "stratum":
                    part, k = name.rsplit("_", 1)
                    found[indicators[int(k)].id].setdefault(row["stratum"], {})[part] = int(value or 0)
    return found


def _within(indicators: Sequence[Indicator], given: "ir.Table") -> dict[Key, Within]:
    """(indicator, stratum) -> how what is counted lies within persons, for those that ask; all of a person together."""
    mine = [k for k, i in enumerate(indicators) if i.of_persons]
    if not mine:
        return {}
    out: dict[Key, Within] = {}
    for keys in (("of_person",), ("stratum", "of_person")):
        answers = {k: given[f"answer_{k}"] for k in mine}
        of_each = given.group_by(*keys).agg(
            **{f"things_{k}": a.isin([YES, NO]).cast("int32").sum() for k, a in answers.items()},
            **{f"hits_{k}": (a == YES).cast("int32").sum() for k, a in answers.items()},
        )
        wanted: dict[str, Any] = {}
        for k in mine:
            things, hits = of_each[f"things_{k}"], of_each[f"hits_{k}"]
            wanted |= {
                f"persons_{k}": (things > 0).cast("int32").sum(),
                f"squares_{k}": (things * things).sum(),
                f"products_{k}": (things * hits).sum(),
                f"hits_squared_{k}": (hits * hits).sum(),
            }
        summed = of_each.group_by("stratum") if "stratum" in keys else of_each
        for row in summed.agg(**wanted).to_pyarrow().to_pylist():
            for k in mine:
                parts = (int(row[f"{name}_{k}"] or 0) for name in ("persons", "squares", "products", "hits_squared"))
                out[indicators[k].id, row.get("stratum", ALL_GROUPS)] = Within(*parts)
    return out


def _added(
    indicator: Indicator,
    at: Context,
    parts: Sequence[dict[str, int]],
    against: _Municipality | None,
    within: Within | None,
) -> Figure:
    missing, hits = sum(p.get("missing", 0) for p in parts), sum(p.get("hits", 0) for p in parts)
    n = sum(p.get("n", 0) for p in parts)
    if indicator.per and against is not None:
        return figures.rate(at, persons=hits, among=against.persons, per=indicator.per[1])
    if indicator.statistic is Statistic.SHARE:
        n = hits + sum(p.get("no", 0) for p in parts)
        if within is not None:
            return share_within_persons(at, numerator=hits, n=n, within=within, missing=missing)
        if indicator.dead is None:
            return figures.share(at, numerator=hits, n=n, missing=missing)
        dead = sum(p.get("dead", 0) for p in parts)
        return share_with_deaths_known(at, numerator=hits, dead=dead, n=n + dead, missing=missing)
    joined = sum((spread_of(p["n"], p) for p in parts), Spread())
    return figures.mean_of(at, mean=joined.mean if n else None, sd=joined.sd, n=n, missing=missing)


Tally = dict[float | None, Waited]


def _tallies(indicators: Sequence[Indicator], given: "ir.Table") -> dict[str, dict[str, Tally]]:
    """How often each value occurs: days take few values, so little leaves the engine."""
    import ibis

    asked_for = []
    for k, indicator in enumerate(indicators):
        if indicator.statistic in _TALLIED:
            mine = given.select("stratum", value=given[f"coarse_{k}"], answer=given[f"answer_{k}"])
            mine = mine.filter(mine.answer.notnull())
            tally = mine.group_by("stratum", "value", "answer")
            asked_for.append(tally.agg(number=ibis.literal(k, "int32"), times=mine.count()))
    found: dict[str, dict[str, Tally]] = {i.id: {} for i in indicators if i.statistic in _TALLIED}
    if asked_for:
        union = ibis.union(*asked_for) if len(asked_for) > 1 else asked_for[0]
        for row in union.to_pyarrow().to_pylist():
            tally = found[indicators[row["number"]].id].setdefault(row["stratum"], {})
            value = None if row["answer"] == MISSING else row["value"] / COARSE
            before, times = tally.get(value, Waited()), int(row["times"])
            got = times if row["answer"] == YES else 0
            tally[value] = Waited(before.got + got, before.waiting + times - got)
    return found


def _joined(tallies: Mapping[str, Tally], stratum: str) -> Tally:
    out: Tally = {}
    for name, tally in tallies.items():
        if stratum in (ALL_GROUPS, name):
            for value, each in tally.items():
                before = out.get(value, Waited())
                out[value] = Waited(before.got + each.got, before.waiting + each.waiting)
    return out


def _placed(indicator: Indicator, at: Context, tally: Tally) -> Figure:
    """A value by its place in the order."""
    empty = tally.get(None, Waited())
    known = {value: each for value, each in tally.items() if value is not None}
    n, missing = sum(e.got + e.waiting for e in known.values()), empty.got + empty.waiting
    if indicator.statistic is Statistic.MEDIAN_WAIT:
        median, bounds = median_wait(known) if n else (None, None)
        figure = figures.median_of(at, median=median, bounds=None, n=n, missing=missing)
        return replace(figure, interval=interval(bounds))
    part = _PARTS[indicator.statistic]
    times = {value: each.got + each.waiting for value, each in known.items()}
    ranks = figures.quantile_ranks(n, part) if n else None
    return figures.median_of(
        at,
        median=_quantile(times, n, part) if n else None,
        bounds=(_at(times, ranks[0]), _at(times, ranks[1])) if ranks else None,
        n=n,
        missing=missing,
    )


def _quantile(times: Mapping[float, int], n: int, part: float) -> float:
    """The value that `part` of all are at or below; between two values in equal parts, the middle of them."""
    place = n * part
    whole = math.floor(place + 1e-9)
    if abs(place - whole) < 1e-9:
        return (_at(times, max(1, whole)) + _at(times, min(n, whole + 1))) / 2
    return _at(times, whole + 1)


def _at(times: Mapping[float, int], rank: int) -> float:
    """The value at this place (1 = smallest) among all values in order."""
    for value in sorted(times):
        rank -= times[value]
        if rank <= 0:
            return value
    raise IndexError("rank beyond the number of values")
