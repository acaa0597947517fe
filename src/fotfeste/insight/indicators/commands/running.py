"""`fotfeste indicators list|show|run`: the definitions, and figures counted from a folder of outcome tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import DAYS, Commands, Json, Language, answer, fail, say
from fotfeste.ground.ui.rules.days import NORWAY
from fotfeste.insight.indicators.commands.given import named, one_of
from fotfeste.insight.tables.commands import Accept, take

if TYPE_CHECKING:
    from fotfeste.insight.indicators.definition import Indicator, Stratum


def list_all(language: Language = "en", as_json: Json = False) -> None:
    """Every indicator with the question it answers."""
    from fotfeste.insight.indicators.registry import INDICATORS

    if as_json:
        answer([each.as_dict() for each in INDICATORS])
        return
    for each in INDICATORS:
        say(f"{each.id}: {title(each, language)}. {each.question}")


def show(
    indicator: Annotated[str, typer.Argument(help="The indicator's id.")],
    language: Language = "en",
    as_json: Json = False,
) -> None:
    """One definition: what people read, numerator, denominator, exclusions, source."""
    (found,) = named([indicator])
    if as_json:
        answer(found.as_dict())
        return
    facts = found.as_dict()
    for name, text in {**facts.pop("words")[language], **facts}.items():
        say(f"{name}: {text}")


def run(
    data: Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")],
    indicators: Annotated[list[str] | None, typer.Argument(help="Ids; all when left out.")] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="Told apart by: group (the default), route, age, sex, lives_alone, cause, unit, … (two with --team)."
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help="duckdb, postgres or spark.")] = "duckdb",
    address: Annotated[
        str | None, typer.Option(help="Of the engine: postgresql://… or sc://host:port. DuckDB needs none.")
    ] = None,
    team: Annotated[
        bool, typer.Option("--team", help="For those who know the persons: small numbers too, and any period.")
    ] = False,
    accept: Accept = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DAYS, help="First day; with --team.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DAYS, help="Last day; with --team.")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=DAYS, help="Count as on this day, nothing after it; the day of the data when left out. With --team."
        ),
    ] = None,
    language: Language = "en",
    as_json: Json = False,
) -> None:
    """Count. Every figure comes with n, missing, interval and period; small numbers are hidden unless --team."""
    from django.conf import settings

    from fotfeste.insight.figures.rules.figure import FigureError, Period
    from fotfeste.insight.indicators import outside
    from fotfeste.insight.indicators.definition import Scope, Stratum
    from fotfeste.insight.tables.engines import Engine, EngineError, close, connect, made_at
    from fotfeste.insight.tables.known_on import known_on
    from fotfeste.insight.tables.schema import TableError

    chosen = named(indicators or [])
    if (start or end or as_of) and not team:
        text = "Two periods that overlap can give one person away. Leave --from, --to and --as-of out, or add --team."
        raise fail(text, 2)
    strata, on = _strata(by or [Stratum.GROUP.value], team=team), one_of(engine, Engine, "--engine")
    if apart := [each.id for each in chosen if not set(strata) <= set(each.strata) and indicators]:
        told = " and ".join(each.value for each in strata)
        raise fail(f"{', '.join(apart)}: not told apart by {told}. `fotfeste indicators show` says by what.", 2)
    take(data, accept, team=team, day=as_of.date() if as_of else None)
    try:
        period = Period(start.date() if start else None, end.date() if end else None)
        taken = as_of.replace(tzinfo=UTC) if as_of else made_at(data)
        t, scope = connect(on, data, address=address), Scope(period, taken.astimezone(NORWAY).date())
        few = None if team else settings.SMALL_NUMBER_THRESHOLD
        t = known_on(t, as_of.date()) if as_of else t
        found = outside.counted_for(chosen, t, scope, taken, by=strata[0], and_by=(*strata, None)[1], threshold=few)
        close(t)
    except (EngineError, FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    if as_json:
        words = {each.id: each.words.in_every_language() for each in chosen}
        answer([{**figure.as_dict(), "words": words[name]} for (name, _), figure in found.items()])
        return
    for each in chosen:
        say(title(each, language))
        for (name, _), figure in found.items():
            if name == each.id:
                say(f"  {_line(figure)}")


def _strata(given: list[str], *, team: bool) -> "list[Stratum]":
    """One stratum, or for those who know the persons two; anything else ends the command in words."""
    from fotfeste.insight.indicators.definition import Stratum

    strata: list[Stratum] = [one_of(each, Stratum, "--by") for each in given]
    if len(set(strata)) < len(strata) or len(strata) > 2:
        raise fail("Figures are told apart by one thing or by two different ones. Leave out a --by.", 2)
    if len(strata) == 2 and not team:
        text = "Told apart by two things, many numbers are small. Leave one --by out, or add --team."
        raise fail(text, 2)
    return strata


def bring_in(
    file: Annotated[Path, typer.Argument(help="CSV with municipality, year, counts and persons.")],
    as_json: Json = False,
) -> None:
    """Bring in what others have counted about the municipality (inhabitants, discharges), for rates per inhabitant."""
    from fotfeste.insight.tables import municipality, store
    from fotfeste.insight.tables.given_csv import GivenError

    try:
        counts = municipality.read_counts(file)
        municipality.keep(store.place(), counts)
    except (GivenError, OSError) as wrong:
        raise fail(wrong, 2) from wrong
    if as_json:
        answer({"rows": counts.num_rows})
        return
    say(f"{counts.num_rows} numbers are in use from the next time the tables are taken out.")


def title(indicator: "Indicator", language: str) -> str:
    """The indicator's short label in a language."""
    return indicator.words.in_every_language()[language]["title"]


def _line(figure: Any) -> str:
    """`ended_no_service, all: 0.601 (0.519 to 0.678) of 143, 2 missing`."""
    head = f"{figure.definition}, {figure.group}: "
    if figure.hidden:
        return f"{head}hidden, few persons"
    missing = f"{figure.missing} missing"
    if figure.bounds and figure.missing:
        low, high = figure.bounds
        missing += f", between {low:.3f} and {high:.3f} however they live"
    if figure.value is None:
        return f"{head}nothing to count, {missing}"
    spread = f" ({figure.interval.low:.3f} to {figure.interval.high:.3f})" if figure.interval else ""
    notes = f" ({', '.join(figure.notes)})" if figure.notes else ""
    return f"{head}{figure.value:.3f} {figure.unit}{spread}, n {figure.n}, {missing}{notes}"


def register(app: Commands) -> None:
    """Hang the commands beside the others about indicators."""
    for name, command, example in (
        ("list", list_all, ""),
        ("show", show, " ended_no_service"),
        ("run", run, " ended_no_service dropouts --data tables --by age"),
        ("bring-in", bring_in, " counts.csv"),
    ):
        app.add(without_database(command), name, example=f"fotfeste indicators {name}{example}")
