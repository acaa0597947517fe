"""Months in which something changed in the recording, and units unlike all others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import Any

from fotfeste.insight.quality.rules.all_records import (
    NOT_RECORDED,
    SURE_Z,
    PopulationRule,
    Source,
    differs,
    measure_name,
    month_name,
    month_of,
    with_unit,
)
from fotfeste.insight.quality.rules.findings import Finding, Severity
from fotfeste.insight.quality.rules.plausible import outliers, series_breaks

ALL_UNITS = ""
FEWEST_SCORES = 30  # in each of two months, before their missing shares are compared
FEWEST_MISSING = 10
FEWEST_MOVES = 6  # from month to month, before a series tells how it usually moves
MANY_LOOKS_Z = 4.0  # standard deviations: every month of every unit and measure is looked at
UNUSUAL = 5.0  # robust standard deviations; many series with many months are looked at
HALF = 0.5  # stands for none where a logarithm is taken
RUN_IN = 2  # months in which a service that begins has not yet its usual number of visits
FEWEST_UNITS = 5
FEWEST_EPISODES = 30
MATTERS = 0.1  # of the middle unit: less is sure in a large register, and says nothing

Months = dict[int, int]


def _breaks(
    rule: PopulationRule, counts: Mapping[str, Months], what: str, last: int, *, cluster: float = 1.0
) -> Iterable[Finding]:
    """Of counts by month: for all units together, and for a unit where it is not a break of all.

    The first months and the last are left out: neither is whole. `cluster`: records that come and go together.
    """
    all_units: Months = defaultdict(int)
    for months in counts.values():
        for month, n in months.items():
            all_units[month] += n
    if not all_units:
        return
    of_all = set()
    for month, before, after in _jumps(all_units, last, cluster):
        of_all.add(month)
        yield _break(rule, what, month, before, after, {})
    for unit, months in sorted(counts.items()):
        for month, before, after in _jumps(months, last, cluster):
            if month not in of_all and len(counts) > 1:
                yield _break(rule, what, month, before, after, {"unit": unit})


def _jumps(months: Months, last: int, cluster: float) -> list[tuple[int, int, int]]:
    """Month, count of the month before, and count. More than doubled or halved, more than chance gives, and far from
    how the same series moves otherwise: visits come in episodes, so they vary by more than chance of single visits."""
    if not months:
        return []
    inside = range(min(months) + RUN_IN, min(max(months), last))
    by_month = {month: months.get(month, 0) for month in inside}
    moves = {
        str(month): log(max(by_month[month], HALF) / max(by_month[month - 1], HALF))
        for month in inside
        if month - 1 in by_month
    }
    usual = len(moves) >= FEWEST_MOVES and len(set(moves.values())) > len(moves) / 2
    unusual = {each.key for each in outliers(moves, beyond=UNUSUAL)}
    doubled = {each.after for each in series_breaks({month: float(n) for month, n in by_month.items()})}
    found = []
    for month in inside[1:]:
        before, after = by_month[month - 1], by_month[month]
        sure = abs(after - before) > SURE_Z * sqrt(cluster * (after + before))
        if sure and (month in doubled or after == 0) and (str(month) in unusual or not usual):
            found.append((month, before, after))
    return found


def _break(rule: PopulationRule, what: str, month: int, before: int, after: int, where: dict[str, str]) -> Finding:
    few, many = sorted((before, after))
    what = (
        f"{what} are left of the month before" if after < before else f"{what} of the month were there the month before"
    )
    numbers = {"before": float(before), "after": float(after)}
    return rule.found(what, few, many, where={**where, "month": month_name(month)}, numbers=numbers)


def _starts(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    e = source.t.episodes
    rows = e.select(unit=e.unit.fill_null(NOT_RECORDED), month=month_of(e.started_on))
    counts = _by_unit(rows.group_by("unit", "month").aggregate(n=rows.count()))
    return _breaks(rule, counts, "starts", _last_month(source))


def _visits(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    v = source.visits
    counts = _by_unit(v.group_by("unit", "month").aggregate(n=v.n.sum()))
    episodes = source.t.episodes.count().to_pyarrow().as_py()
    # An episode of about six weeks has its visits in two months or three.
    together = sum(sum(months.values()) for months in counts.values()) / max(1, episodes) / 2
    return _breaks(rule, counts, "visits", _last_month(source), cluster=max(1.0, together))


def _last_month(source: Source) -> int:
    """The month of the last start: when no more begin, visits run out, which is no break."""
    last = source.t.episodes.started_on.max().to_pyarrow().as_py()
    return last.year * 12 + last.month - 1 if last else 0


def _by_unit(rows: Any) -> dict[str, Months]:
    counts: dict[str, Months] = defaultdict(dict)
    for row in rows.to_pyarrow().to_pylist():
        counts[row["unit"]][int(row["month"])] = int(row["n"])
    return counts


def _missing(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    rows = source.later_scores
    key = ("instrument", "version", "measure", "unit", "month")
    counted = rows.group_by(*key).aggregate(n=rows.count(), gone=rows.missing.cast("int64").sum())
    of: dict[str, dict[str, dict[int, tuple[int, int]]]] = defaultdict(lambda: defaultdict(dict))
    for row in counted.to_pyarrow().to_pylist():
        n, gone, month = int(row["n"]), int(row["gone"]), int(row["month"])
        of_measure = of[measure_name(row)]
        all_n, all_gone = of_measure[ALL_UNITS].get(month, (0, 0))
        of_measure[ALL_UNITS][month] = (all_n + n, all_gone + gone)
        of_measure[row["unit"]][month] = (n, gone)
    for measure, units in sorted(of.items()):
        of_all: set[int] = set()
        for unit in sorted(units):
            if unit and len(units) == 2:
                continue  # the only unit: told as all of them
            for month, before, after in _share_jumps(units[unit]):
                if unit and month in of_all:
                    continue
                if not unit:
                    of_all.add(month)
                yield rule.found(
                    "later scores are missing of those who ended that month, "
                    + ("far more" if after[1] / after[0] > before[1] / before[0] else "far less")
                    + " than the month before",
                    after[1],
                    after[0],
                    where={**({"unit": unit} if unit else {}), "measure": measure, "month": month_name(month)},
                    numbers={"before": before[1] / before[0], "after": after[1] / after[0]},
                )


def _share_jumps(months: dict[int, tuple[int, int]]) -> list[tuple[int, tuple[int, int], tuple[int, int]]]:
    enough = {month: (n, gone) for month, (n, gone) in months.items() if n >= FEWEST_SCORES}
    share = {month: max(gone, HALF) / n for month, (n, gone) in enough.items()}
    found = []
    for each in series_breaks(share):
        before, after = enough[each.before], enough[each.after]
        most = max(before[1], after[1])
        if most >= FEWEST_MISSING and abs(differs(after[1], after[0], before[1], before[0])) > MANY_LOOKS_Z:
            found.append((each.after, before, after))
    return found


def _unlike(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    """Each figure of each unit against the middle unit; never what chance may do to a unit with so many episodes."""
    figures, episodes = _figures(source)
    every = sum(episodes.values())
    for name, by_unit in figures.items():
        values = {unit: value for unit, (value, _) in by_unit.items() if episodes.get(unit, 0) >= FEWEST_EPISODES}
        if len(values) < FEWEST_UNITS:
            continue
        ordered = sorted(values.values())
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        for each in outliers(values):
            spread = by_unit[each.key][1] or sqrt(abs(middle * (1 - middle)))
            chance = SURE_Z * spread / sqrt(episodes[each.key])
            if abs(each.value - middle) < max(chance, MATTERS * abs(middle)):
                continue
            yield rule.found(
                f"ended episodes are of a unit far {'above' if each.value > middle else 'below'} the others in {name}",
                episodes[each.key],
                every,
                where={"unit": each.key, "figure": name},
                detail=f"{each.value:.2f} here, {middle:.2f} in the middle of {len(values)} units.",
                numbers={"value": each.value, "middle": middle, "distance": each.distance},
            )


Figures = dict[str, dict[str, tuple[float, float]]]


def _figures(source: Source) -> tuple[Figures, dict[str, int]]:
    """Value and spread of each figure by unit, and the ended episodes of each unit.

    The spread is that between episodes; 0 for a share, which has its own by its size.
    """
    e = source.t.episodes
    ended = e.filter(e.ended_on.notnull()).mutate(unit=e.unit.fill_null(NOT_RECORDED))
    days, classed = ended.ended_on.delta(ended.started_on, unit="day"), ended.outcome_class.notnull()
    by = ended.group_by("unit").aggregate(
        n=ended.count(),
        days=days.mean(),
        days_spread=days.std(),
        dropout=(ended.status == "dropout").mean(),
        classed=classed.sum(),
        no_service=(ended.outcome_class == "no_service").mean(where=classed),
    )
    units = {row["unit"]: row for row in by.to_pyarrow().to_pylist()}
    v = source.visits
    timed = v.minutes.notnull()
    n, total, squares = (
        (v.n * power).sum(where=timed) for power in (1, v.minutes, v.minutes.cast("int64") * v.minutes)
    )
    made = v.group_by("unit").aggregate(n=v.n.sum(), timed=n, total=total, squares=squares).to_pyarrow().to_pylist()
    known = with_unit(source.t.visits.select("episode", "status"), source.t)
    known = known.filter(known.status != "planned")
    not_made = known.group_by("unit").aggregate(share=(known.status != "done").mean()).to_pyarrow().to_pylist()
    scores = source.later_scores
    gone = scores.group_by("unit").aggregate(share=scores.missing.cast("float64").mean()).to_pyarrow().to_pylist()
    minutes = {}
    for row in made:
        if row["timed"]:
            mean = float(row["total"]) / row["timed"]
            minutes[row["unit"]] = mean, sqrt(max(0.0, float(row["squares"]) / row["timed"] - mean**2))
    # How visits vary between episodes is not counted; as much as they are is more than they do.
    each = {row["unit"]: int(row["n"]) / units[row["unit"]]["n"] for row in made if row["unit"] in units}
    return {
        "days from start to end": {unit: (row["days"], row["days_spread"] or 0.0) for unit, row in units.items()},
        "share that broke off": {unit: (row["dropout"], 0.0) for unit, row in units.items()},
        "share ended without services": {
            unit: (row["no_service"], 0.0) for unit, row in units.items() if row["classed"] >= FEWEST_EPISODES
        },
        "visits for each ended episode": {unit: (visits, visits) for unit, visits in each.items()},
        "minutes of a visit": minutes,
        "share of visits not made": {row["unit"]: (row["share"], 0.0) for row in not_made},
        "share of later scores missing": {row["unit"]: (row["share"], 0.0) for row in gone},
    }, {unit: int(row["n"]) for unit, row in units.items()}


SERIES_RULES = (
    PopulationRule(
        "starts_break",
        "episodes",
        Severity.LOOK,
        "No trend may be drawn across it.",
        "Find out what happened: another way of recording, a holiday, a unit that came or went.",
        _starts,
    ),
    PopulationRule(
        "visits_break",
        "visits",
        Severity.LOOK,
        "No trend may be drawn across it.",
        "Find out whether visits were not made or not recorded that month.",
        _visits,
    ),
    PopulationRule(
        "missing_break",
        "assessments",
        Severity.LOOK,
        "Change before and after that month is of different people.",
        "Find out what changed: a form, a routine, somebody on leave.",
        _missing,
    ),
    PopulationRule(
        "unit_unlike_others",
        "episodes",
        Severity.LOOK,
        "It may be another way of working, or another way of recording.",
        "Ask the unit before it is compared with others.",
        _unlike,
    ),
)
