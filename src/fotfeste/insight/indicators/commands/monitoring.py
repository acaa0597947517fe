"""`fotfeste indicators funnel|run-chart`: is a unit, or a month, beyond what chance gives? Never a league table."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, Json, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take

if TYPE_CHECKING:
    from fotfeste.insight.figures.rules.figure import Figure

Data = Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")]
Id = Annotated[str, typer.Argument(help="The indicator's id.")]
Team = Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")]

NOT_WHY = "A point outside says that something other than chance is at work. It does not say what: look, do not rank."
CASE_MIX = "Units are not made alike: who is referred, and how they are at the start, differs between them."
FEW_UNITS = 10  # below, how much units vary beyond chance cannot be judged, and the limits are those of chance alone
FEW_MONTHS = (
    "There are too few months off the middle to tell change from the usual ups and downs: {useful} of at least 10."
)


def funnel(
    indicator: Id, data: Data, by: str = "unit", team: Team = False, accept: Accept = None, as_json: Json = False
) -> None:
    """Each unit's share with the limits for its size, widened where units vary beyond chance."""
    from fotfeste.insight.indicators.rules.funnel import INNER, OUTER, share_limits, share_overdispersion, share_target

    take(data, accept, team=team)
    found = _strata(indicator, data, by, team=team, shares_only=True)
    units = {name: figure for name, figure in found.items() if figure.numerator is not None and figure.n}
    hidden = len(found) - len(units)
    if len(units) < 2:
        raise fail("There are fewer than two units to show. Choose another --by, or add --team if you may.", 2)
    counts = [(f.numerator or 0, f.n or 0) for f in units.values()]
    target = share_target(*map(list, zip(*counts, strict=True)))
    spread = share_overdispersion(*map(list, zip(*counts, strict=True))) if len(units) >= FEW_UNITS else None
    tau2 = spread.tau2 if spread else 0.0
    rows: list[dict[str, Any]] = []
    for (name, figure), (_, n) in zip(units.items(), counts, strict=True):
        inner, outer = (share_limits(target, n, level=level, tau2=tau2) for level in (INNER, OUTER))
        value = figure.value or 0.0
        outside = [limit.level for limit in (inner, outer) if not limit.low <= value <= limit.high]
        rows.append(
            {
                "unit": name,
                "value": value,
                "n": n,
                "limits_95": [inner.low, inner.high],
                "limits_99_8": [outer.low, outer.high],
                "outside": max(outside) if outside else None,
            }
        )
    told = {
        "indicator": indicator,
        "target": target,
        "units": rows,
        "hidden": hidden,
        "overdispersion": {"phi": spread.phi, "tau2": spread.tau2} if spread else None,
        "cannot_say": [NOT_WHY, CASE_MIX],
    }
    if as_json:
        answer(told)
        return
    say(f"{indicator}: {target:.3f} of all {sum(n for _, n in counts)} together.")
    for row in sorted(rows, key=lambda each: str(each["unit"])):
        low, high = row["limits_95"]
        where = "within chance" if row["outside"] is None else f"outside the limits of {100 * row['outside']:g} %"
        say(f"{row['unit']}: {row['value']:.3f}, n {row['n']}; by chance {low:.3f} to {high:.3f}: {where}")
    if spread is None:
        say(f"Fewer than {FEW_UNITS} units: limits are those of chance alone.")
    for sentence in ([f"{hidden} not shown, few persons."] if hidden else []) + [NOT_WHY, CASE_MIX]:
        say(sentence)


def run_chart(indicator: Id, data: Data, team: Team = False, accept: Accept = None, as_json: Json = False) -> None:
    """Month by month (of the start, or of the referral): has something changed, or is it the usual ups and downs?"""
    from fotfeste.insight.indicators.rules.run_chart import run_chart as judged

    take(data, accept, team=team)
    found = _strata(indicator, data, "month", team=team, shares_only=False)
    points = {month: figure for month, figure in sorted(found.items()) if figure.value is not None}
    hidden = len(found) - len(points)
    if not points:
        raise fail("There is no month to show. Add --team if you may, or bring in more months.", 2)
    chart = judged([figure.value for figure in points.values() if figure.value is not None])
    if as_json:
        answer(
            {
                "indicator": indicator,
                "months": [{"month": m, "value": f.value, "n": f.n} for m, f in points.items()],
                "hidden": hidden,
                "median": chart.median,
                "longest_run": chart.longest_run,
                "longest_allowed": chart.longest_allowed,
                "crossings": chart.crossings,
                "fewest_allowed": chart.fewest_allowed,
                "signal": chart.signal,
                "cannot_say": [NOT_WHY],
            }
        )
        return
    for month, figure in points.items():
        say(f"{month[:4]}-{month[4:]}: {figure.value:.3f}, n {figure.n}")
    say(f"The middle: {chart.median:.3f}.")
    if chart.signal is None:
        say(FEW_MONTHS.format(useful=chart.useful))
    elif chart.signal:
        say(
            f"Changed beyond chance: {chart.longest_run} in a row on one side (at most {chart.longest_allowed}), "
            f"{chart.crossings} crossings (at least {chart.fewest_allowed})."
        )
    else:
        say("No change beyond the usual ups and downs.")
    for sentence in ([f"{hidden} months not shown, few persons."] if hidden else []) + [NOT_WHY]:
        say(sentence)


def _strata(indicator: str, data: Path, by: str, *, team: bool, shares_only: bool) -> "dict[str, Figure]":
    """The indicator's figures by stratum as this reader may see them, without the one for all."""
    from django.conf import settings

    from fotfeste.ground.ui.rules.days import NORWAY
    from fotfeste.insight.figures.rules.figure import FigureError, Period
    from fotfeste.insight.indicators.commands.given import named, one_of
    from fotfeste.insight.indicators.definition import Scope, Statistic, Stratum
    from fotfeste.insight.indicators.outside import counted_for
    from fotfeste.insight.tables.engines import made_at, open_tables
    from fotfeste.insight.tables.schema import ALL_GROUPS, TableError

    (chosen,) = named([indicator])
    stratum = one_of(by, Stratum, "--by")
    if stratum not in chosen.strata or (shares_only and chosen.statistic is not Statistic.SHARE):
        raise fail(f"{indicator} is not a share that can be told apart by {by}. Choose another indicator.", 2)
    try:
        taken: datetime = made_at(data).astimezone(UTC)
        scope = Scope(Period(), taken.astimezone(NORWAY).date())
        few = None if team else settings.SMALL_NUMBER_THRESHOLD
        found = counted_for([chosen], open_tables(data), scope, taken, by=stratum, threshold=few)
    except (FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    return {group: figure for (_, group), figure in found.items() if group != ALL_GROUPS}


def register(app: Commands) -> None:
    """Hang the commands beside those of the indicators."""
    for name, command in (("funnel", funnel), ("run-chart", run_chart)):
        example = f"fotfeste indicators {name} ended_no_service --data tables"
        app.add(without_database(command), name, example=example)
