"""`fotfeste effect …`: how much of a change is something else. Numbers in, numbers and a plain sentence out."""

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any, Literal

import typer

from fotfeste.ground.database import without_database

effect_app = typer.Typer(no_args_is_help=True, help="How much of a change is something else than the training.")

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON on standard output.")]


def regression(
    mean: Annotated[float, typer.Option(help="Mean of everybody who could have been chosen.")],
    sd: Annotated[float, typer.Option(help="Standard deviation of one measurement.")],
    cut: Annotated[float, typer.Option(help="Chosen were those beyond this score.")],
    change: Annotated[float | None, typer.Option(help="The mean change that was seen, upwards positive.")] = None,
    measurements: Annotated[int, typer.Option(min=1, help="Baseline measurements whose mean was used.")] = 1,
    side: Annotated[Literal["below", "above"], typer.Option(help="Which side of the cut was chosen.")] = "below",
    as_json: Json = False,
) -> None:
    """What choosing the lowest (or highest) scores brings by itself, for a range of correlations."""
    from fotfeste.cli import fail

    from .rules.regression_to_mean import Population, Side, of_which

    try:
        rows = of_which(change or 0.0, Population(mean, sd), cut=cut, measurements=measurements, side=Side(side))
    except ValueError as wrong:
        raise fail(wrong, 2) from wrong
    limit = "It says nothing of recovery that would have come anyway; only a comparison group does."
    if as_json:
        _json({"rows": [asdict(row) for row in rows], "cannot_say": limit})
        return
    for row in rows:
        part = "" if row.of_change is None else f", {100 * row.of_change:.0f} % of the change"
        typer.echo(f"test–retest correlation {row.correlation:g}: {row.shift:.2f} points{part}")
    typer.echo(limit)


def unmeasured(
    estimate: Annotated[float, typer.Option(help="The ratio, or the difference in standard deviations.")],
    low: Annotated[float, typer.Option(help="Lower end of its interval.")],
    high: Annotated[float, typer.Option(help="Upper end of its interval.")],
    scale: Annotated[
        Literal["risk_ratio", "odds_ratio", "hazard_ratio", "mean_difference"], typer.Option(help="What it is.")
    ] = "risk_ratio",
    as_json: Json = False,
) -> None:
    """The E-value: how strong a cause that nobody measured would have to be to explain the effect away."""
    from fotfeste.cli import fail

    from .rules.unmeasured import Scale, e_value

    try:
        found = e_value(estimate, low, high, Scale(scale))
    except ValueError as wrong:
        raise fail(wrong, 2) from wrong
    limit = "It does not say whether there is such a cause; those who want to train differ in much that nobody records."
    if as_json:
        _json({**asdict(found), "cannot_say": limit})
        return
    typer.echo(f"A cause tied to both by a risk ratio of {found.estimate:.2f} explains the estimate away.")
    typer.echo(f"{found.limit:.2f} is enough for the interval to reach no effect.")
    typer.echo(limit)


def _json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def register(app: typer.Typer) -> None:
    """Hang the commands on the product's command line."""
    for command in (regression, unmeasured):
        effect_app.command()(without_database(command))
    app.add_typer(effect_app, name="effect")
