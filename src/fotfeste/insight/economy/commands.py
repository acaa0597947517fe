"""`fotfeste economy`: what periods cost and free, from outcome tables and a list of prices."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import DAYS, Commands, For, Json, Language, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take


def economy(
    data: Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")],
    prices: Annotated[Path, typer.Option("--prices", help="A TOML file with prices and assumptions.")],
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=DAYS, help="Periods that ended from this day; 1 January without --team."),
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, help="Until this day; 31 December without --team.")
    ] = None,
    compared: Annotated[
        Path | None,
        typer.Option("--compared", help="What `fotfeste effect compare --json` said of hours: how much came anyway."),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, max=100_000, help="Draws of persons and assumptions.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed, the same answer.")] = 1,
    beside: Annotated[
        bool, typer.Option("--null/--no-null", help="Beside it, what a service without any effect looks like.")
    ] = True,
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")] = False,
    accept: Accept = None,
    language: Language = "en",
    as_json: Json = False,
) -> None:
    """Unless how much would have come anyway does it pay? Cost, what is freed at one time, and what decides it."""
    from django.conf import settings
    from django.utils import translation

    from fotfeste.insight.economy.wording import lines, verdict
    from fotfeste.insight.figures.rules.figure import FigureError, Period
    from fotfeste.insight.tables.schema import TableError

    from .queries.comparison import read_compared
    from .queries.counting import count
    from .queries.prices import read_prices
    from .rules.costs import EconomyError

    take(data, accept, team=team)
    try:
        found = count(
            data,
            read_prices(prices),
            period=Period(start.date() if start else None, end.date() if end else None),
            compared=read_compared(compared) if compared else None,
            draws=draws,
            seed=seed,
            beside=beside,
            least=settings.SMALL_NUMBER_THRESHOLD,
            team=team,
        )
    except (EconomyError, FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    with translation.override(language):
        if not as_json:
            for line in lines(found):
                say(line)
            return
        told = asdict(found)
        base = found.result.base
        told["result"]["base"] |= {
            "net_present_value": base.net_present_value,
            "break_even_week": base.break_even_week,
        }
        told["verdict"] = verdict(found)
        answer(told)


def register(app: Commands) -> None:
    """Hang the command on the product's command line."""
    app.add(
        without_database(economy),
        who=For.ANALYSTS,
        example="fotfeste economy --data tables --prices prices.toml",
        short="What periods cost and free, and on what condition it pays.",
    )
