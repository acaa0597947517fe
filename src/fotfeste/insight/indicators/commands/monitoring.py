"""`fotfeste indicators funnel`: is a unit beyond what chance gives? Never a league table."""

from pathlib import Path
from typing import Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, Json, answer, fail, say
from fotfeste.insight.indicators.commands.given import named, one_of, opened
from fotfeste.insight.indicators.rules.funnel import FEW_UNITS
from fotfeste.insight.tables.commands import Accept

Data = Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")]
Id = Annotated[str, typer.Argument(help="The indicator's id.")]
Team = Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")]

NOT_WHY = "A point outside says that something other than chance is at work. It does not say what: look, do not rank."
CASE_MIX = "Units are not made alike: who is referred, and how they are at the start, differs between them."
STILL_CASE_MIX = "People alike in what was adjusted for may differ in what nobody recorded."


def funnel(
    indicator: Id,
    data: Data,
    by: str = "unit",
    adjust: Annotated[
        list[str] | None,
        typer.Option(help="Hold each unit against those alike: group, age, sex, route, … once for each."),
    ] = None,
    team: Team = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Each unit's figure with the limits for its size, widened where units vary beyond chance."""
    from django.conf import settings

    from fotfeste.insight.figures.rules.figure import FigureError
    from fotfeste.insight.indicators.definition import Stratum
    from fotfeste.insight.indicators.units import FunnelError, adjusted, units_of
    from fotfeste.insight.tables.schema import TableError

    (chosen,) = named([indicator])
    stratum = one_of(by, Stratum, "--by")
    alike = [one_of(each, Stratum, "--adjust") for each in adjust or []]
    few = None if team else settings.SMALL_NUMBER_THRESHOLD
    try:
        t, scope, taken = opened(data, accept, team=team)
        found = units_of(chosen, t, scope, taken, by=stratum, threshold=few)
        ratios = adjusted(chosen, t, scope, by=stratum, alike=alike) if alike else None
    except (FigureError, FunnelError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    rows: list[dict[str, Any]] = []
    for unit in found.units:
        row: dict[str, Any] = {
            "unit": unit.name,
            "value": unit.shown.value,
            "n": unit.shown.n,
            "limits_95": [unit.inner.low, unit.inner.high],
            "limits_99_8": [unit.outer.low, unit.outer.high],
            "outside": unit.outside,
        }
        if ratios is not None and (ratio := ratios.units.get(unit.name)):
            row["adjusted"] = ratio.as_dict(exact=team)
        rows.append(row)
    told: dict[str, Any] = {
        "indicator": indicator,
        "target": found.target,
        "n": found.n,
        "units": rows,
        "hidden": found.hidden,
        "overdispersion": {"phi": found.spread.phi, "tau2": found.spread.tau2} if found.spread else None,
        "adjusted_for": [each.value for each in alike],
        "cannot_say": [NOT_WHY, CASE_MIX if not alike else STILL_CASE_MIX],
    }
    if as_json:
        answer(told)
        return
    say(f"{indicator}: {found.target:.3f} of all {found.n} together.")
    for row in sorted(rows, key=lambda each: str(each["unit"])):
        low, high = row["limits_95"]
        where = "within chance" if row["outside"] is None else f"outside the limits of {100 * row['outside']:g} %"
        say(f"{row['unit']}: {row['value']:.3f}, n {row['n']}; by chance {low:.3f} to {high:.3f}: {where}")
        if "adjusted" in row:
            a = row["adjusted"]
            (low, high), out = a["limits_95"], a["outside"]
            where = "within chance" if out is None else f"outside the limits of {100 * out:g} %"
            say(f"  of what is expected of people alike {a['ratio']:.2f}; by chance {low:.2f} to {high:.2f}: {where}")
    if found.spread is None:
        say(f"Fewer than {FEW_UNITS} units: limits are those of chance alone.")
    for sentence in ([f"{found.hidden} not shown, few persons."] if found.hidden else []) + told["cannot_say"]:
        say(sentence)


def register(app: Commands) -> None:
    """Hang the commands beside those of the indicators."""
    app.add(without_database(funnel), "funnel", example="fotfeste indicators funnel ended_no_service --data tables")
