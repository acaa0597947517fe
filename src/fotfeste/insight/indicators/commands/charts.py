"""`fotfeste indicators run-chart|control-chart`: is a month beyond what chance gives? Judged on exact numbers."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import DAYS, Commands, Json, answer, fail, say
from fotfeste.insight.indicators.commands.given import named, one_of, opened
from fotfeste.insight.tables.commands import Accept

if TYPE_CHECKING:
    from fotfeste.insight.indicators.definition import Indicator
    from fotfeste.insight.indicators.monthly import Month
    from fotfeste.insight.indicators.rules.completeness import Lag
    from fotfeste.insight.indicators.rules.control_chart import Kind, Point
    from fotfeste.insight.indicators.rules.decided import Decided

Data = Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")]
Id = Annotated[str, typer.Argument(help="The indicator's id.")]
Team = Annotated[bool, typer.Option("--team", help="For those who know the persons: small numbers too.")]
DecidedFile = Annotated[
    Path | None, typer.Option("--decided", help="TOML: baseline, changes and target, with who decided and why.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(formats=DAYS, help="The day the tables were taken out; that of the files when left out."),
]

NOT_WHY = "A point outside says that something other than chance is at work. It does not say what: look, do not rank."
EXACT = "Judged on exact numbers, months that are not shown included; those shown are rounded."
FEW_MONTHS = (
    "There are too few months off the middle to tell change from the usual ups and downs: {useful} of at least 10."
)


def run_chart(
    indicator: Id,
    data: Data,
    decided: DecidedFile = None,
    team: Team = False,
    as_of: AsOf = None,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Month by month (of the start, or of the referral): has something changed, or is it the usual ups and downs?"""
    from fotfeste.insight.indicators.rules.run_chart import run_chart as judged

    chosen, months, lag, said = _asked(indicator, data, decided, team=team, as_of=as_of, accept=accept)
    complete = [each for each in months if each.complete]
    parts = []
    for _, mine in _segments(complete, said):
        base = _baseline(mine, said)
        after = [m for m in mine if not base or m.month > base[-1].month] or mine
        chart = judged(_values(after), baseline=_values(base) if after is not mine else ())
        parts.append((after, chart))
    last, chart = parts[-1]
    shown = [m for m in last if m.shown.value is not None]
    middle = chart.median if team else _middle(shown)
    told = _told(chosen, months, lag, said, team=team) | {
        "median": middle,
        "longest_run": chart.longest_run,
        "longest_allowed": chart.longest_allowed,
        "crossings": chart.crossings,
        "fewest_allowed": chart.fewest_allowed,
        "false_alarms": chart.false_alarms,
        "signal": chart.signal,
    }
    if as_json:
        answer(told)
        return
    _say_months(months)
    if middle is not None:
        say(f"The middle: {middle:.3f}.")
    if chart.signal is None:
        say(FEW_MONTHS.format(useful=chart.useful))
    elif chart.signal:
        say(
            f"Changed beyond chance: {chart.longest_run} in a row on one side (at most {chart.longest_allowed}), "
            f"{chart.crossings} crossings (at least {chart.fewest_allowed})."
        )
    else:
        say("No change beyond the usual ups and downs.")
    _say_rest(told, said)


def control_chart(
    indicator: Id,
    data: Data,
    kind: Annotated[
        str, typer.Option(help="xmr, p, p_prime, g or t; p for shares and xmr for other figures when left out.")
    ] = "",
    decided: DecidedFile = None,
    team: Team = False,
    as_of: AsOf = None,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Each month with the limits of chance (or each rare event, g and t), and whether a target will be met."""
    from fotfeste.insight.indicators.definition import Statistic
    from fotfeste.insight.indicators.rules.control_chart import FEWEST, ChartError, Kind

    (chosen,) = named([indicator])
    share = chosen.statistic is Statistic.SHARE
    of = one_of(kind, Kind, "--kind") if kind else Kind.P if share else Kind.XMR
    if of is not Kind.XMR and not share:
        raise fail(f"{indicator} is not a share. Only --kind xmr draws it.", 2)
    if of in (Kind.G, Kind.T):
        if not team:
            raise fail("g and t show single events. They are for those who know the persons: add --team.", 2)
        _rare(chosen, data, of, as_of, accept, as_json=as_json)
        return
    chosen, months, lag, said = _asked(indicator, data, decided, team=team, as_of=as_of, accept=accept)
    points: dict[str, Point] = {}
    try:
        for _, mine in _segments([each for each in months if each.complete], said):
            points |= zip([m.month for m in mine], _limits(of, mine, len(_baseline(mine, said)) or None), strict=True)
    except ChartError as wrong:
        raise fail(wrong, 2) from wrong
    newest = points[max(points)]
    told = _told(chosen, months, lag, said, team=team) | {"kind": of.value} | _newest(chosen, newest, said)
    for row in told["months"]:
        if (point := points.get(row["month"])) is not None:
            row |= {"limits": _shown_limits(of, point, row, team=team), "why": [why.value for why in point.why]}
    if as_json:
        answer(told)
        return
    rows = {row["month"]: row for row in told["months"]}
    for each in months:
        if each.shown.value is None:
            continue
        low, high = rows[each.month].get("limits") or (None, None)
        why = ", ".join(rows[each.month].get("why", [])) or "within chance"
        tail = f"; by chance {low:.3f} to {high:.3f}: {why}" if low is not None else "; not complete, not judged"
        say(f"{_named(each.month)}: {each.shown.value:.3f}, n {each.shown.n}{tail}")
    say(f"The newest complete month: {_NEWEST[told['variation']]}.")
    if said.target is not None:
        met = _TARGET[told["assurance"]] if told["assurance"] else "neither way is better, so nothing is said of it"
        say(f"Target {said.target.value:g}: {met}.")
    if len(points) < FEWEST:
        say(f"Fewer than {FEWEST} months: limits are uncertain; a run chart says more.")
    _say_rest(told, said)


_NEWEST = {
    "common_cause": "within what chance gives",
    "improvement": "better than chance gives",
    "concern": "worse than chance gives",
    "change": "more than chance gives; neither way is better",
}
_TARGET = {
    "will_meet": "met month after month as things are",
    "will_miss": "missed month after month as things are; only a change will meet it",
    "hit_or_miss": "met in some months and missed in others, by chance",
}


def _asked(
    indicator: str, data: Path, file: Path | None, *, team: bool, as_of: datetime | None, accept: list[str] | None
) -> "tuple[Indicator, list[Month], Lag, Decided]":
    """The indicator's months and what was decided; what cannot be drawn ends the command in words."""
    from django.conf import settings

    from fotfeste.insight.figures.rules.figure import FigureError
    from fotfeste.insight.indicators.definition import Statistic, Stratum
    from fotfeste.insight.indicators.monthly import months_of
    from fotfeste.insight.tables.schema import TableError

    (chosen,) = named([indicator])
    if Stratum.MONTH not in chosen.strata or chosen.statistic is Statistic.RATE:
        raise fail(f"{indicator} is not counted month by month. Choose another indicator.", 2)
    if as_of and not team:
        raise fail("Two days that overlap can give one person away. Leave --as-of out, or add --team.", 2)
    try:
        t, scope, taken = opened(data, accept, team=team, as_of=as_of)
        few = None if team else settings.SMALL_NUMBER_THRESHOLD
        said = _read(file, indicator, str(scope.as_of)[:7])
        months, lag = months_of(chosen, t, scope, taken, threshold=few)
    except (FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    months = [each for each in months if each.exact.value is not None]
    if not any(each.shown.value is not None for each in months):
        raise fail("There is no month to show. Add --team if you may, or bring in more months.", 2)
    if not any(each.complete for each in months):
        text = f"No month is complete yet: one takes {lag.days} days after its end, and the data go to {lag.until}."
        raise fail(f"{text} Wait, or bring in more months.", 2)
    return chosen, months, lag, said


def _read(file: Path | None, indicator: str, last: str) -> "Decided":
    import tomllib

    from fotfeste.insight.indicators.definition import Statistic
    from fotfeste.insight.indicators.registry import INDICATORS
    from fotfeste.insight.indicators.rules.decided import DecidedError, decided

    given: Mapping[str, Any] = {}
    try:
        if file is not None:
            given = tomllib.loads(file.read_text("utf-8"))
        shares = frozenset(each.id for each in INDICATORS if each.statistic is Statistic.SHARE)
        return decided(given, indicator, frozenset(each.id for each in INDICATORS), shares=shares, last=last)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, DecidedError) as wrong:
        raise fail(f"{file}: {wrong}", 2) from wrong


def _segments(complete: "list[Month]", said: "Decided") -> "list[tuple[str, list[Month]]]":
    """The complete months between the changes that were noted, each with the month it begins."""
    starts = ["", *(each.start for each in said.changes)]
    parts = []
    for start, after in zip(starts, [*starts[1:], "999999"], strict=True):
        if mine := [m for m in complete if start <= m.month < after]:
            parts.append((start, mine))
    return parts


def _baseline(mine: "list[Month]", said: "Decided") -> "list[Month]":
    """The months of a segment up to the end of the baseline, where it lies in it; a baseline begins its segment."""
    if said.baseline is None or said.baseline.start > mine[-1].month or said.baseline.end < mine[0].month:
        return []
    base = [m for m in mine if said.baseline.start <= m.month <= said.baseline.end]
    if base and base[0] is not mine[0]:
        raise fail("The baseline begins later than the months before it. Note a change in the month it begins.", 2)
    if len(base) < 2:
        raise fail("The baseline has fewer than two complete months. Choose a longer one.", 2)
    return base


def _values(months: "list[Month]") -> list[float]:
    return [m.exact.value for m in months if m.exact.value is not None]


def _middle(months: "list[Month]") -> float | None:
    import statistics

    return statistics.median(m.shown.value for m in months if m.shown.value is not None) if months else None


def _limits(of: "Kind", mine: "list[Month]", baseline: int | None) -> "list[Point]":
    from fotfeste.insight.indicators.rules.control_chart import Kind, p_chart, p_prime, xmr

    if of is Kind.XMR:
        return xmr(_values(mine), baseline=baseline)
    counts = [m.exact.numerator or 0 for m in mine], [m.exact.n or 0 for m in mine]
    return (p_chart if of is Kind.P else p_prime)(*counts, baseline=baseline)


def _shown_limits(of: "Kind", point: "Point", row: Mapping[str, Any], *, team: bool) -> list[float] | None:
    """The limits as the reader may see them: outside the team those of the rounded n, or n could be worked out."""
    from fotfeste.insight.indicators.rules.control_chart import LEVEL, Kind
    from fotfeste.insight.indicators.rules.funnel import chance_limits

    if team or of is Kind.XMR:
        return [point.low, point.high]
    if not row["n"]:
        return None
    limits = chance_limits(round(point.centre, 2), row["n"], level=LEVEL)
    return [limits.low, limits.high]


def _newest(chosen: "Indicator", point: "Point", said: "Decided") -> dict[str, Any]:
    from fotfeste.insight.indicators.definition import Better
    from fotfeste.insight.indicators.rules.assurance import assurance, variation

    higher = {Better.HIGHER: True, Better.LOWER: False, Better.NEITHER: None}[chosen.better]
    target = said.target.value if said.target else None
    found = assurance(point, target, higher) if target is not None else None
    return {"variation": variation(point, higher).value, "assurance": found.value if found else None}


def _told(chosen: "Indicator", months: "list[Month]", lag: "Lag", said: "Decided", *, team: bool) -> dict[str, Any]:
    """What every chart by month answers with."""
    shown = [each for each in months if each.shown.value is not None]
    return {
        "indicator": chosen.id,
        "months": [{"month": m.month, "value": m.shown.value, "n": m.shown.n, "complete": m.complete} for m in shown],
        "hidden": len(months) - len(shown),
        "not_complete": sum(not each.complete for each in months),
        "lag_days": lag.days,
        "data_until": lag.until,
        "baseline": said.baseline.as_dict() if said.baseline else None,
        "changes": [each.as_dict() for each in said.changes],
        "target": said.target.as_dict() if said.target else None,
        "cannot_say": [NOT_WHY, *([] if team else [EXACT])],
    }


def _say_months(months: "list[Month]") -> None:
    for each in months:
        if each.shown.value is not None:
            late = "" if each.complete else "; not complete, not judged"
            say(f"{_named(each.month)}: {each.shown.value:.3f}, n {each.shown.n}{late}")


def _say_rest(told: Mapping[str, Any], said: "Decided") -> None:
    if told["not_complete"]:
        text = (
            f"{told['not_complete']} months are not complete: one takes {told['lag_days']} days after its end, by what"
        )
        say(f"{text} the data show, and they go to {told['data_until']}.")
    if said.baseline:
        at = f"{_named(said.baseline.start)} to {_named(said.baseline.end)}"
        say(f"Baseline {at}: {said.baseline.reason} ({said.baseline.by}).")
    for each in said.changes:
        say(f"New limits from {_named(each.start)}: {each.reason} ({each.by}).")
    if told["hidden"]:
        say(f"{told['hidden']} months not shown, few persons.")
    for sentence in told["cannot_say"]:
        say(sentence)


def _named(month: str) -> str:
    return f"{month[:4]}-{month[4:]}"


def _rare(
    chosen: "Indicator", data: Path, of: "Kind", as_of: datetime | None, accept: list[str] | None, *, as_json: bool
) -> None:
    """One point for each event after the first: how many things, or days, since the one before."""
    from fotfeste.insight.figures.rules.figure import FigureError
    from fotfeste.insight.indicators.monthly import events_of
    from fotfeste.insight.indicators.rules.control_chart import ChartError, Kind, g_chart, t_chart
    from fotfeste.insight.tables.schema import TableError

    try:
        t, scope, _ = opened(data, accept, team=True, as_of=as_of)
        events = events_of(chosen, t, scope)
        between = [each.things if of is Kind.G else each.days for each in events]
        points = (g_chart if of is Kind.G else t_chart)(between)
    except (ChartError, FigureError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    rows: list[dict[str, Any]] = [
        {"day": e.day, "between": b, "limits": [p.low, p.high], "why": [why.value for why in p.why]}
        for e, b, p in zip(events, between, points, strict=True)
    ]
    if as_json:
        answer({"indicator": chosen.id, "kind": of.value, "events": rows, "cannot_say": [NOT_WHY]})
        return
    unit = "others since the one before" if of is Kind.G else "days since the one before"
    for row in rows:
        say(f"{row['day']}: {row['between']} {unit}: {', '.join(row['why']) or 'within chance'}")
    say(f"By chance {points[0].low:.1f} to {points[0].high:.1f}, the middle {points[0].centre:.1f}.")
    say(NOT_WHY)


def register(app: Commands) -> None:
    """Hang the commands beside those of the indicators."""
    for name, command in (("run-chart", run_chart), ("control-chart", control_chart)):
        example = f"fotfeste indicators {name} ended_no_service --data tables"
        app.add(without_database(command), name, example=example)
