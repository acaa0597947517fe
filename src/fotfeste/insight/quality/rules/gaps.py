"""What is missing, with what, and for whom: whether those who are scored twice stand for all."""

from collections.abc import Iterable
from itertools import pairwise
from math import prod
from typing import Any

from fotfeste.insight.quality.rules.all_records import SURE_Z, PopulationRule, Source, differs, measure_name
from fotfeste.insight.quality.rules.findings import Against, Finding, Severity
from fotfeste.insight.quality.rules.plausible import missing_together
from fotfeste.insight.tables.engines import Tables
from fotfeste.insight.tables.schema import BY_NAME, GROUPS

OFTEN = 0.2  # share of a column, or of later scores, missing from which it is told
APART = 0.10  # difference of two shares from which it matters
FEWEST_ROWS = 30
QUARTERS = 4
TOGETHER_SHARE = 0.01  # of the rows
TOGETHER_RATIO = 1.5  # more often than if each column were missing by itself
NEVER_USED = 0.99  # a column missing beyond this is not in use, and says nothing about rows
PATTERNS = 5  # told of one table at the most
_TABLES = ("persons", "referrals", "episodes", "visits", "staff_time")
_ASKED_FOR = ("not recorded", "not asked")  # an empty cell that means this could have been filled


def _columns(table: str) -> list[str]:
    return [c.name for c in BY_NAME[table].columns if c.empty and c.empty.startswith(_ASKED_FOR)]


def _rows(table: str, t: Tables) -> Any:
    rows = getattr(t, table)
    return rows.filter(rows.status == "done") if table == "visits" else rows


def _patterns(table: str, t: Tables) -> tuple[list[str], list[tuple[frozenset[str], int]]]:
    """The columns asked about, and each set of them that is missing together with its number of rows."""
    names = _columns(table)
    rows = _rows(table, t)
    flags = rows.select(**{name: rows[name].notnull() for name in names})
    counted = flags.group_by(*names).aggregate(n=flags.count()).to_pyarrow().to_pylist()
    out = []
    for row in counted:
        (gone,) = missing_together([frozenset(name for name in names if row[name])], names)
        out.append((gone, int(row["n"])))
    return names, out


def _often_missing(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    for table in _TABLES:
        names, patterns = _patterns(table, source.t)
        n = sum(count for _, count in patterns)
        for name in names:
            gone = sum(count for missing, count in patterns if name in missing)
            if n >= FEWEST_ROWS and gone >= OFTEN * n:
                yield _of_table(rule, table, f"{table.replace('_', ' ')} have no {name}", gone, n, {"column": name})


def _together(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    for table in _TABLES:
        names, patterns = _patterns(table, source.t)
        n = sum(count for _, count in patterns)
        if n < FEWEST_ROWS:
            continue
        share = {name: sum(count for missing, count in patterns if name in missing) / n for name in names}
        used = [name for name in names if share[name] < NEVER_USED]
        merged: dict[frozenset[str], int] = {}
        for missing, count in patterns:
            at = missing & frozenset(used)
            merged[at] = merged.get(at, 0) + count
        told = []
        for missing, count in merged.items():
            expected = prod(share[x] if x in missing else 1 - share[x] for x in used)
            if len(missing) > 1 and count >= TOGETHER_SHARE * n and count / n >= TOGETHER_RATIO * expected:
                told.append((count, sorted(missing), expected))
        for count, columns, expected in sorted(told, reverse=True)[:PATTERNS]:
            what = f"{table.replace('_', ' ')} lack {' and '.join((', '.join(columns[:-1]), columns[-1]))} together"
            yield _of_table(
                rule, table, what, count, n, {"columns": ", ".join(columns)}, share=count / n, by_chance=expected
            )


def _of_table(
    rule: PopulationRule, table: str, what: str, count: int, of: int, where: dict[str, str], **numbers: float
) -> Finding:
    return Finding(
        rule.id, rule.severity, table, what, rule.why, rule.mend, count, of, where=where, numbers=numbers
    )  # fmt: skip


_MEASURE = ("instrument", "version", "measure")


def _counted(source: Source, *by: str) -> list[dict[str, Any]]:
    rows = source.later_scores
    key = (*_MEASURE, *by)
    return list(
        rows.group_by(*key)
        .aggregate(n=rows.count(), gone=rows.missing.cast("int64").sum())
        .order_by(*key)
        .to_pyarrow()
        .to_pylist()
    )


def _later_missing(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    for row in _counted(source):
        n, gone = int(row["n"]), int(row["gone"])
        if n >= FEWEST_ROWS and gone >= OFTEN * n:
            what = "completed episodes with a baseline have no score at discharge"
            yield rule.found(what, gone, n, where={"measure": measure_name(row)}, numbers={"share": gone / n})


def _by_group(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    counted = {(*(row[k] for k in _MEASURE), row["group"]): row for row in _counted(source, "group")}
    for key in sorted({each[:3] for each in counted}):
        pair = [counted.get((*key, group)) for group in GROUPS]
        if None in pair:
            continue
        rows = sorted((row for row in pair if row), key=lambda row: -row["gone"] / row["n"])
        yield from _apart(rule, rows[0], rows[1], rows[0]["group"], rows[1]["group"])


def _by_baseline(rule: PopulationRule, source: Source) -> Iterable[Finding]:
    import ibis

    rows = source.later_scores
    among = ibis.window(group_by=[rows[k] for k in _MEASURE], order_by=[rows.baseline, rows.episode])
    quarters = rows.mutate(quarter=ibis.ntile(QUARTERS).over(among))
    counted = (
        quarters.group_by(*_MEASURE, "quarter")
        .aggregate(n=quarters.count(), gone=quarters.missing.cast("int64").sum())
        .order_by(*_MEASURE, "quarter")
        .to_pyarrow()
        .to_pylist()
    )
    by_measure: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in counted:
        by_measure.setdefault(tuple(row[k] for k in _MEASURE), []).append(row)
    for each in by_measure.values():
        if len(each) < QUARTERS:
            continue
        low, high = each[0], each[-1]
        names = {id(low): "of the quarter that began lowest", id(high): "of the quarter that began highest"}
        worse, better = sorted((low, high), key=lambda row: -row["gone"] / row["n"])
        shares = {f"quarter_{row['quarter'] + 1}": row["gone"] / row["n"] for row in each}
        steady = all(
            a["gone"] / a["n"] >= b["gone"] / b["n"] for a, b in pairwise(each if worse is low else each[::-1])
        )
        detail = "It goes steadily with the baseline." if steady else ""
        yield from _apart(rule, worse, better, names[id(worse)], names[id(better)], detail=detail, numbers=shares)


def _apart(
    rule: PopulationRule, worse: dict[str, Any], better: dict[str, Any], one: str, other: str, **more: Any
) -> Iterable[Finding]:
    a, of_a, b, of_b = (int(row[name]) for row in (worse, better) for name in ("gone", "n"))
    if min(of_a, of_b) < FEWEST_ROWS or a / of_a - b / of_b < APART or differs(a, of_a, b, of_b) < SURE_Z:
        return
    yield rule.found(
        f"{one.replace('_', ' ')} have no score at discharge",
        a,
        of_a,
        against=Against(b, of_b, other.replace("_", " ")),
        where={"measure": measure_name(worse)},
        **more,
    )


GAP_RULES = (
    PopulationRule(
        "later_scores_missing",
        "assessments",
        Severity.DOUBTFUL,
        "The mean change is that of the others only.",
        "Plan the assessment at discharge as a visit, and write why where it cannot be done.",
        _later_missing,
    ),
    PopulationRule(
        "later_missing_by_baseline",
        "assessments",
        Severity.DOUBTFUL,
        "Those scored twice are not like those who are not, so their mean change does not stand for all.",
        "Say so with the figure, and adjust for the baseline; mend by scoring at discharge those who do badly too.",
        _by_baseline,
    ),
    PopulationRule(
        "later_missing_by_group",
        "assessments",
        Severity.DOUBTFUL,
        "A difference between new and known users may come from who was scored.",
        "Compare the two only with the missing told; find out why the one group is scored less.",
        _by_group,
    ),
    PopulationRule(
        "column_often_missing",
        "all",
        Severity.LOOK,
        "Figures told apart by it hold for the others only.",
        "Make it part of the form, or stop asking for it.",
        _often_missing,
    ),
    PopulationRule(
        "missing_together",
        "all",
        Severity.LOOK,
        "Where the same rows lack several things, a whole form or a whole source is most often missing.",
        "Find out where these rows come from.",
        _together,
    ),
)
