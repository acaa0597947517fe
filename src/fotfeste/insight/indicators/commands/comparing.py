"""`fotfeste indicators comparators`: own figures beside what England has published."""

from pathlib import Path
from typing import Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, Json, answer, fail, say
from fotfeste.insight.indicators.commands.given import opened
from fotfeste.insight.tables.commands import Accept

NOT_ALIKE = "Services, people and ways of counting differ. A difference is a reason to look, not a result."
WINDOW = "Figures of October to December choose days. They are for those who know the persons: add --team."


def comparators(
    data: Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")],
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")] = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """England's published figures (ASCOF, NAIC) with the own ones beside, counted as there as far as the tables go."""
    from django.conf import settings

    from fotfeste.insight.figures.rules.figure import FigureError
    from fotfeste.insight.indicators.comparators import beside, percent
    from fotfeste.insight.tables.schema import TableError

    try:
        t, scope, taken = opened(data, accept, team=team)
        found = beside(t, scope, taken, threshold=None if team else settings.SMALL_NUMBER_THRESHOLD)
    except (FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    cannot_say = [NOT_ALIKE, *([] if team else [WINDOW])]
    if as_json:
        rows: list[dict[str, Any]] = [
            {
                "measure": each.published.measure,
                "published": each.published.value,
                "published_year": each.published.year,
                "source": each.published.source,
                "differs": each.published.differs,
                "year": each.year,
                "own": each.own.as_dict(),
            }
            for each in found
        ]
        answer({"rows": rows, "cannot_say": cannot_say})
        return
    for each in found:
        own, unit = each.own, each.own.unit
        (published,) = percent([each.published.value], unit)
        say(f"{each.published.measure}{f', {each.year}' if each.year else ''}")
        say(f"  published: {published} ({each.published.year}; {each.published.source})")
        if own.hidden or own.value is None:
            say("  here: hidden, few persons" if own.hidden else "  here: nothing to count")
        else:
            bounds = [own.interval.low, own.interval.high] if own.interval else []
            spread = f" ({' to '.join(percent(bounds, unit))})" if bounds else ""
            say(f"  here: {percent([own.value], unit)[0]}{spread}, n {own.n}, {own.missing} missing")
        say(f"  {each.published.differs}")
    for sentence in cannot_say:
        say(sentence)


def register(app: Commands) -> None:
    """Hang the command beside those of the indicators."""
    app.add(
        without_database(comparators), "comparators", example="fotfeste indicators comparators --data tables --team"
    )
