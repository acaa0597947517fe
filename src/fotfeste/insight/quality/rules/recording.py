"""How people write numbers down: round minutes, round scores, and one score for everybody."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fotfeste.insight.quality.rules.all_records import (
    SURE_Z,
    InUnit,
    PopulationRule,
    Source,
    by_unit,
    differs,
    measure_name,
    with_unit,
)
from fotfeste.insight.quality.rules.findings import Finding, Severity
from fotfeste.insight.quality.rules.plausible import digit_preference_counted

# In a large register any difference is sure; a finding is one that also matters: half again as many as by chance.
MORE_THAN_CHANCE = 1.5
# Fewer steps than this, and the last digit is the score itself.
FEWEST_STEPS = 50
# From this many whole points, or without an end, the last digit is by chance: seconds, kilos, 0 to 100.
FREE_STEPS = 100
FEWEST_ALIKE = 20  # scores in a unit
ALIKE = 0.95
COPIED = 0.9
# A measure with fewer points between its ends may well be the same for all.
FEWEST_POINTS = 5


def _round_minutes(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    v = source.visits
    v = v.filter(v.minutes > 0)
    counted = v.group_by("unit").aggregate(n=v.n.sum(), fives=v.n.sum(where=v.minutes % 5 == 0))
    units = counted.to_pyarrow().to_pylist()
    found = []
    for row in units:
        fives, n = int(row["fives"] or 0), int(row["n"])
        if digit_preference_counted(fives, n).found and fives >= 0.2 * MORE_THAN_CHANCE * n:
            found.append(InUnit(row["unit"], fives, n))
    what = "visits end on whole five minutes, where one in five would by the clock"
    return by_unit(rule, found, what, units=len(units))


def _round_scores(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    by_measure: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in _last_digits(source):
        if _steps(row) >= FEWEST_STEPS:
            by_measure[row["instrument"], row["version"], row["measure"]].append(row)
    for units in by_measure.values():
        n_all, fives_all = (sum(int(row[name] or 0) for row in units) for name in ("n", "fives"))
        found = []
        for row in units:
            n, fives = int(row["n"]), int(row["fives"] or 0)
            if (_steps(row) >= FREE_STEPS and not row["decimals"]) or row["high"] is None:
                expected = 0.2
            # What the other units have: how often a mean of problems is round depends on the measure. Theirs is a
            # sample too, so both may have come by chance.
            elif differs(fives, n, fives_all - fives, n_all - n) > SURE_Z:
                expected = (fives_all - fives) / (n_all - n)
            else:
                continue
            preference = digit_preference_counted(fives, n, expected=expected)
            if preference.found and fives >= expected * MORE_THAN_CHANCE * n:
                found.append(InUnit(row["unit"], fives, n))
        what = "scores end on 5 or 0, far more than by chance or in other units"
        yield from by_unit(rule, found, what, units=len(units), where={"measure": measure_name(units[0])})


def _last_digits(source: Source) -> list[dict[str, Any]]:
    t = source.t
    key = ["instrument", "version", "measure"]
    a = t.assessments.filter(t.assessments.value.notnull()).select("episode", *key, "value")
    rows = a.inner_join(t.measures.select(*key, "low", "high", "decimals"), key)
    # The ends of a scale are round, and where people stop.
    rows = rows.filter((rows.value > rows.low).fill_null(True) & (rows.value < rows.high).fill_null(True))
    digits = (rows.value * (10.0 ** rows.decimals.cast("float64"))).round().cast("int64")
    rows = with_unit(rows.mutate(digits=digits), t)
    counted = rows.group_by("unit", *key, "low", "high", "decimals").aggregate(
        n=rows.count(), fives=(rows.digits % 5 == 0).sum()
    )
    return list(counted.to_pyarrow().to_pylist())


def _steps(row: dict[str, Any]) -> float:
    if row["high"] is None:
        return float("inf")
    return float((row["high"] - (row["low"] or 0)) * 10 ** row["decimals"])


def _same_for_all(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    t = source.t
    key = ["instrument", "version", "measure"]
    a = t.assessments.filter(t.assessments.value.notnull()).select("episode", *key, "occasion", "value")
    rows = with_unit(a, t)
    by = ["unit", *key, "occasion"]
    values = rows.group_by(*by, "value").aggregate(n=rows.count())
    rows = values.group_by(*by).aggregate(of=values.n.sum(), n=values.n.max(), value=values.value.argmax(values.n))
    rows = rows.filter((rows.of >= FEWEST_ALIKE) & (rows.n >= ALIKE * rows.of))
    rows = rows.inner_join(_wide(t), key)
    for row in rows.order_by(*by).to_pyarrow().to_pylist():
        yield rule.found(
            "persons have the same score",
            int(row["n"]),
            int(row["of"]),
            where={"unit": row["unit"], "measure": measure_name(row), "occasion": row["occasion"]},
            detail=f"It is {row['value']:g}.",
        )


def _copied(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    t = source.t
    key = ["instrument", "version", "measure"]
    c = with_unit(t.changes, t).inner_join(_wide(t), key)
    by = ["unit", *key, "occasion"]
    rows = c.group_by(*by).aggregate(of=c.count(), n=(c.baseline == c.later).sum())
    rows = rows.filter((rows.of >= FEWEST_ALIKE) & (rows.n >= COPIED * rows.of))
    for row in rows.order_by(*by).to_pyarrow().to_pylist():
        yield rule.found(
            "later scores are exactly the one at baseline",
            int(row["n"]),
            int(row["of"]),
            where={"unit": row["unit"], "measure": measure_name(row), "occasion": row["occasion"]},
        )


def _wide(t: Any) -> Any:
    """The measures with so many points that people differ."""
    m = t.measures
    wide = m.high.isnull() | (m.high - m.low.fill_null(0) >= FEWEST_POINTS)
    return m.filter(wide).select("instrument", "version", "measure")


RECORDING_RULES = (
    PopulationRule(
        "round_minutes",
        "visits",
        Severity.LOOK,
        "Minutes like these are planned or guessed, not clocked: good for sums, not for differences of minutes.",
        "If the plan is copied into the record, let the visit be started and ended on the phone.",
        _round_minutes,
    ),
    PopulationRule(
        "round_scores",
        "assessments",
        Severity.LOOK,
        "Small changes disappear in rounding, or come from it.",
        "Agree in the unit how exactly the measure is read.",
        _round_scores,
    ),
    PopulationRule(
        "same_score_for_all",
        "assessments",
        Severity.DOUBTFUL,
        "Scores may have been copied, or a default saved; or the measure is too easy or too hard for these persons.",
        "Look at some of the forms together with those who filled them in.",
        _same_for_all,
    ),
    PopulationRule(
        "later_score_copied",
        "changes",
        Severity.DOUBTFUL,
        "A person measured twice seldom gets the same number: the later one may have been copied.",
        "Look at some of the forms together with those who filled them in.",
        _copied,
    ),
)
