"""`fotfeste economy`: what periods cost and free, from outcome tables and a list of prices."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, For, Json, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take


def economy(
    data: Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")],
    prices: Annotated[Path, typer.Option("--prices", help="A TOML file with prices and assumptions.")],
    draws: Annotated[int, typer.Option(min=100, max=100_000, help="Draws of persons and assumptions.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed, the same answer.")] = 1,
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")] = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Cost of a period, what it frees, when it has paid for itself, and what that hangs on."""
    from django.conf import settings

    from fotfeste.insight.tables.schema import TableError

    from .queries import count, read_prices
    from .rules.costs import EconomyError

    take(data, accept, team=team)
    try:
        found = count(data, read_prices(prices), draws=draws, seed=seed)
    except (EconomyError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    threshold = settings.SMALL_NUMBER_THRESHOLD
    if found.n < threshold:
        raise fail(f"{found.n} periods are too few: their mean would tell of single persons. Choose a longer time.", 2)
    if not team:
        counts = (found.deaths, found.moved, found.unknown_after)
        deaths, moved, unknown = (None if n and n < threshold else n for n in counts)
        found = replace(found, deaths=deaths, moved=moved, unknown_after=unknown)
    base = found.result.base
    if as_json:
        told = asdict(found)
        told["result"]["base"] |= {
            "net_present_value": base.net_present_value,
            "break_even_week": base.break_even_week,
        }
        answer(told)
        return
    for line in _lines(found):
        say(line)


def _lines(found: Any) -> list[str]:
    base, interval = found.result.base, found.result.interval
    week = base.break_even_week
    lines = [
        f"{found.n} periods that have ended; prices of {found.price_year}, NOK for each period.",
        f"Cost: {_nok(base.cost)}."
        + (f" An hour with the person: {_nok(found.cost_per_contact_hour)}." if found.cost_per_contact_hour else ""),
        f"Freed within {len(base.cumulated)} weeks: {_nok(base.freed)}. Less the cost: {_nok(base.net_present_value)} "
        f"({_nok(interval.low)} to {_nok(interval.high)} when persons and assumptions are drawn anew).",
        f"It has paid for itself after {week} weeks." if week else "It has not paid for itself within that time.",
        f"Freed is more than the cost in {100 * found.result.pays:.0f} of 100 draws.",
        f"Services fell by {found.hours_freed_a_week:.1f} hours a week in all, what would have come anyway left out"
        + (f": {found.positions_freed:.2f} positions." if found.positions_freed is not None else "."),
        f"{_persons(found.deaths)} died and {_persons(found.moved, start=False)} moved to a long-term place: "
        "from then on they free nothing. "
        f"{_persons(found.unknown_after)} have no services recorded at the end: neither.",
        "What it hangs on most:",
    ]
    lines += [f"  {each.name}: {_nok(each.at_low)} to {_nok(each.at_high)}" for each in found.result.tornado]
    return [*lines, *found.cannot_say]


def _persons(many: int | None, *, start: bool = True) -> str:
    return ("A few" if start else "a few") if many is None else str(many)


def _nok(amount: float) -> str:
    return f"{round(amount):,} NOK".replace(",", " ")


def register(app: Commands) -> None:
    """Hang the command on the product's command line."""
    app.add(
        without_database(economy),
        who=For.ANALYSTS,
        example="fotfeste economy --data tables --prices prices.toml",
        short="What periods cost, what they free, and when it pays.",
    )
