"""`fotfeste effect …`: how much of a change is something else. Numbers in, numbers and a plain sentence out."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, For, Json, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take

if TYPE_CHECKING:
    from ..queries.told import ToldChange
    from ..rules.missing_outcomes import Responders
    from ..rules.mixed_model import OverTime
    from ..rules.ordinal import Ends, ShiftTable

effect_app = Commands(about="How much of a change is something else than the training.")

Data = Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")]
Instrument = Annotated[str, typer.Option(help="The instrument's code.")]
Of = Annotated[str | None, typer.Option("--measure", help="Which value of it; all of them when left out.")]
OneOf = Annotated[str | None, typer.Option("--measure", help="Which value of it, if it has several.")]
Version = Annotated[str | None, typer.Option("--version", help="Which form version; they are never pooled.")]
Team = Annotated[bool, typer.Option("--team", help="For those who know the persons: small groups too.")]


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
    from ..rules.regression_to_mean import Population, Side, of_which

    try:
        rows = of_which(change or 0.0, Population(mean, sd), cut=cut, measurements=measurements, side=Side(side))
    except ValueError as wrong:
        raise fail(wrong, 2) from wrong
    limit = "It says nothing of recovery that would have come anyway; only a comparison group does."
    if as_json:
        answer({"rows": [asdict(row) for row in rows], "cannot_say": limit})
        return
    for row in rows:
        part = "" if row.of_change is None else f", {100 * row.of_change:.0f} % of the change"
        say(f"test–retest correlation {row.correlation:g}: {row.shift:.2f} points{part}")
    say(limit)


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
    from ..rules.unmeasured import Scale, e_value

    try:
        found = e_value(estimate, low, high, Scale(scale))
    except ValueError as wrong:
        raise fail(wrong, 2) from wrong
    limit = "It does not say whether there is such a cause; those who want to train differ in much that nobody records."
    if as_json:
        answer({**asdict(found), "cannot_say": limit})
        return
    say(f"A cause tied to both by a risk ratio of {found.estimate:.2f} explains the estimate away.")
    say(f"{found.limit:.2f} is enough for the interval to reach no effect.")
    say(limit)


def change(
    data: Data,
    instrument: Instrument,
    measure: Of = None,
    version: Version = None,
    occasion: Annotated[str, typer.Option(help="The later occasion.")] = "discharge",
    population_mean: Annotated[
        float | None, typer.Option(help="Mean score of everybody the persons were chosen among.")
    ] = None,
    cut: Annotated[
        float | None, typer.Option(help="For regression to the mean, only those who started beyond this score.")
    ] = None,
    team: Team = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Change from the start to one occasion: mean, responders, what the missing and chance could be behind it."""
    from fotfeste.insight.tables.engines import open_tables
    from fotfeste.insight.tables.schema import TableError

    from ..queries.pairs import EffectError, measures
    from ..queries.told import told_change
    from ..rules.ordinal import OrdinalError

    least = 1 if team else _threshold()
    take(data, accept, team=team)
    try:
        t = open_tables(data)
        told = [
            told_change(t, of, occasion, population_mean=population_mean, cut=cut, least=least)
            for of in measures(t, instrument, measure, version)
        ]
    except (EffectError, OrdinalError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    enough = [each for each in told if each.periods - sum(each.gone.values()) >= least]
    if not enough:
        raise fail(
            f"Nothing of {instrument} is scored both at the start and at {occasion} for {least} persons or more. "
            "Choose another occasion, or add --team if you know the persons.",
            2,
        )
    if as_json:
        answer([_change_as_dict(each) for each in enough])
        return
    for each in enough:
        for line in _change_lines(each):
            say(line)


def over_time(
    data: Data,
    instrument: Instrument,
    measure: OneOf = None,
    version: Version = None,
    by_group: Annotated[
        bool, typer.Option("--by-group", help="First-time applicants and those who had services, and their difference.")
    ] = False,
    team: Team = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Mean change at every occasion by a mixed model: whoever was measured once takes part with that."""
    from fotfeste.insight.tables.engines import open_tables
    from fotfeste.insight.tables.schema import GROUPS, TableError

    from ..queries.over_time import occasions_of
    from ..queries.pairs import EffectError, one_measure
    from ..rules.mixed_model import ModelError
    from ..rules.mixed_model import over_time as estimate

    take(data, accept, team=team)
    try:
        t = open_tables(data)
        of = one_measure(t, instrument, measure, version)
        if not of.averaged:
            raise EffectError(f"{of.measure} has steps without size, and no mean. Use `fotfeste effect change`.")
        groups = (GROUPS[0], GROUPS[1]) if by_group else None
        taken = occasions_of(t, of, least=2 if team else _threshold(), groups=groups or ())
        if len(taken.occasions) < 2:
            raise EffectError("Fewer than two occasions have enough scores. Add --team if you know the persons.")
        found = estimate(taken.rows, occasions=taken.occasions, groups=groups, died=taken.died)
    except (EffectError, ModelError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    limits = [
        "Before and after is not effect: recovery that would have come anyway is in it.",
        "Missing are also those whose time for that occasion has not come.",
        "Scores are taken as they stand, also where one of the person's own problems was not rated again.",
    ]
    if taken.few:
        limits.append(f"Left out, too few scores: {', '.join(taken.few)}.")
    if taken.later_periods:
        limits.append(f"{taken.later_periods} later periods of the same persons are left out.")
    if as_json:
        answer(
            {
                "instrument": of.instrument,
                "version": of.version,
                "measure": of.measure,
                "better": "higher" if of.higher_is_better else "lower",
                **asdict(found),
                "left_out_occasions": list(taken.few),
                "left_out_periods": taken.later_periods,
                "cannot_say": limits,
            }
        )
        return
    say(f"{of.instrument} {of.measure} ({of.version}), {'more' if of.higher_is_better else 'less'} is better.")
    for line in (*_over_time_lines(found, taken.occasions), *limits):
        say(line)


def _spaced(code: str) -> str:
    return code.replace("_", " ")


def _threshold() -> int:
    from django.conf import settings

    return int(settings.SMALL_NUMBER_THRESHOLD)


def _change_as_dict(told: "ToldChange") -> dict[str, Any]:
    of = told.measure
    return {
        "instrument": of.instrument,
        "version": of.version,
        "measure": of.measure,
        "unit": of.unit,
        "better": "higher" if of.higher_is_better else "lower",
        "occasion": told.occasion,
        "periods": told.periods,
        "persons": told.persons,
        "without_later_score": {why.value: n for why, n in told.gone.items()},
        "baseline_mean": told.baseline_mean.as_dict() if told.baseline_mean else None,
        "change": told.change.as_dict() if told.change else None,
        "thresholds": [
            {
                **asdict(each),
                "complete_cases": _ends(each.responders.complete_cases),
                "missing_not_responding": _ends(each.responders.missing_not_responding),
                "bounds": each.responders.bounds,
            }
            for each in told.thresholds
        ],
        "regression_to_the_mean": asdict(told.regressed) if told.regressed else None,
        "ends_at_start": asdict(told.ends_at_start) if told.ends_at_start else None,
        "ends_later": asdict(told.ends_later) if told.ends_later else None,
        "missing_fared_worse_by": [asdict(each) for each in told.assumed],
        "tipping_point": told.tipping,
        "shift": asdict(told.shift) if told.shift else None,
        "cannot_say": list(told.cannot_say),
    }


def _ends(interval: Any) -> Any:
    return asdict(interval) if interval else None


def _change_lines(told: "ToldChange") -> Iterable[str]:
    of, gone = told.measure, told.gone
    yield (
        f"{of.instrument} {of.measure} ({of.version}), start to {told.occasion}, "
        f"{'more' if of.higher_is_better else 'less'} is better: {told.periods} periods of {told.persons} persons. "
        f"Without a later score: {', '.join(f'{n} {_spaced(why)}' for why, n in gone.items())}."
    )
    if (mean := told.change) and mean.value is not None:
        ends = f" ({mean.interval.low:+.2f} to {mean.interval.high:+.2f})" if mean.interval else ""
        yield f"Mean change {mean.value:+.2f}{ends} {of.unit}, n {mean.n}."
    for each in told.thresholds:
        yield f"{each.kind} {each.size:g}: {_responders(each.responders)} ({each.source})"
    if told.regressed:
        r = told.regressed
        yield f"Of {r.change:.2f} points for the better ({r.n} periods), regression to a mean of {r.population_mean:g}:"
        for each_share in r.shares:
            part = "" if each_share.of_change is None else f", {100 * each_share.of_change:.0f} % of it"
            yield f"  test–retest correlation {each_share.correlation:g}: {each_share.shift:.2f} points{part}"
    elif of.averaged:
        yield "Regression to the mean: say whom they were chosen among (--population-mean; or --cut, enough beyond)."
    for when, found in (("start", told.ends_at_start), (told.occasion, told.ends_later)):
        if found:
            yield f"At {when}: {_at_ends(found)}."
    for assumed in told.assumed:
        i = assumed.interval
        how = f"{assumed.delta:.2f} points worse" if assumed.delta >= 0.005 else "like the others"
        yield f"If the missing fared {how}: {assumed.mean:.2f} points for the better ({i.low:.2f} to {i.high:.2f})."
    if told.assumed:
        yield _tipping(told.tipping, told.assumed[0].interval.low)
    if told.shift:
        yield from _shift_lines(told.shift)
    yield from told.cannot_say


def _tipping(tipping: float | None, low: float) -> str:
    """What it takes for the interval to reach no change. `low`: its lower end were the missing like the others."""
    if tipping is None:
        return "No assumption about the missing within the scale brings the interval to no change."
    if low <= 0:
        return "The interval reaches no change already if the missing fared like the others."
    worse = f"{tipping:.2f}" if tipping >= 0.005 else "less than 0.01"
    return f"The interval reaches no change if the missing fared {worse} points worse."


def _responders(found: "Responders") -> str:
    worst, best = found.bounds or (0.0, 0.0)
    of_all = found.missing_not_responding
    spread = f" ({of_all.low:.2f} to {of_all.high:.2f})" if of_all else ""
    return (
        f"{found.responded} of {found.answered} scored twice; of all {found.started} at the start {worst:.2f}{spread} "
        f"if the missing did not reach it, {best:.2f} if all living had"
    )


def _at_ends(found: "Ends") -> str:
    return ", ".join(
        f"{each.count} of {each.n} at the {name} possible score"
        + (f" ({each.interval.low:.2f} to {each.interval.high:.2f})" if each.interval else "")
        for name, each in (("best", found.at_best), ("worst", found.at_worst))
    )


def _shift_lines(table: "ShiftTable") -> Iterable[str]:
    heads = [f"{step:g}" for step in table.levels] + [_spaced(why) for why in table.gone]
    yield "from \\ to  " + "  ".join(heads)
    for k, step in enumerate(table.levels):
        cells = [*table.counts[k], *(row[k] for row in table.gone.values())]
        yield f"{step:>9g}  " + "  ".join(f"{n:>{len(head)}}" for n, head in zip(cells, heads, strict=True))
    for name, part in (("better", table.better), ("same", table.same), ("worse", table.worse)):
        ends = f" ({part.interval.low:.2f} to {part.interval.high:.2f})" if part.interval else ""
        yield f"{name}: {part.count} of the {part.n} who could become better{ends}"
    yield f"{table.at_best} were at the best step at the start; {table.fell_from_best} of them fell."


def _over_time_lines(found: "OverTime", occasions: tuple[str, ...]) -> Iterable[str]:
    many = ", ".join(f"{name} {n}" for name, n in found.persons.items())
    yield f"Persons: {many}. {found.measurements} scores. {found.died} died and are not in it."
    yield "Without a score: " + ", ".join(f"{occasion} {found.missing[occasion]}" for occasion in occasions) + "."
    parts = [*found.changes.items(), *([("difference in change", found.difference)] if found.difference else [])]
    for name, rows in parts:
        for row in rows:
            yield f"{name}, {row.occasion}: {row.estimate:+.2f} ({row.interval.low:+.2f} to {row.interval.high:+.2f})"
    yield from (*found.notes, *found.assumes)


EXAMPLES = {
    "regression": "--mean 60 --sd 15 --cut 40 --change 15",
    "unmeasured": "--estimate 0.6 --low 0.4 --high 0.9",
    "change": "--data tables --instrument copm --measure performance --population-mean 6",
    "home": "--data tables --day 91 --day 182",
    "events": "--courses courses.csv --landmark 28",
    "over-time": "--data tables --instrument copm --measure performance --by-group",
    "compare": "--comparison tables/comparison.csv --data tables --instrument copm --measure performance",
}


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    from .comparing import against_others
    from .events import events
    from .lasting import home

    commands: dict[str, Callable[..., Any]] = {"over-time": over_time, "compare": against_others, "home": home}
    commands |= {each.__name__: each for each in (regression, unmeasured, change, events)}
    for name, example in EXAMPLES.items():
        effect_app.add(without_database(commands[name]), name, example=f"fotfeste effect {name} {example}")
    app.add_group(effect_app, "effect", who=For.ANALYSTS)
