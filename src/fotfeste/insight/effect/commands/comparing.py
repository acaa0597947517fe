"""`fotfeste effect compare`: the trained against people who were not, read from the tables and a file."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.terminal import Json, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take

if TYPE_CHECKING:
    from fotfeste.insight.tables.engines import Tables

    from ..queries.comparison_file import ComparisonFile
    from ..queries.pairs import Measure
    from ..rules.comparison import Comparison, Effect, Matched, Subject
    from ..rules.ordinal import ComparedSteps


KNOWN_COVARIATES = {
    "baseline": "the score at the start",
    "age": "years, of the year the period started in",
    "sex": "1 for female, 0 for male",
    "lives_alone": "1 or 0",
    "existing": "1 for those who already had home services",
    "hours_before": "hours of services a week at the start",
}


def trained_subjects(t: "Tables", of: "Measure", occasion: str, names: Sequence[str]) -> "tuple[list[Subject], int]":
    """The trained of the tables with the covariates asked for, one row for each person, and how many of them died.

    Raises EffectError for a covariate the tables do not know.
    """
    from ..queries.comparison_file import SEX
    from ..queries.pairs import EffectError, pairs
    from ..rules.comparison import Subject
    from ..rules.ordinal import Gone

    persons = {row["person"]: row for row in t.persons.to_pyarrow().to_pylist()}
    started = {row["episode"]: row for row in t.episodes.to_pyarrow().to_pylist()}
    hours: dict[str, float] = {}
    for row in t.service_levels.filter(t.service_levels.moment == "at_start").to_pyarrow().to_pylist():
        hours[row["episode"]] = hours.get(row["episode"], 0.0) + row["hours_per_week"]
    if unknown := [name for name in names if name not in KNOWN_COVARIATES]:
        raise EffectError(
            f"The outcome tables do not know {', '.join(unknown)}; they know {', '.join(KNOWN_COVARIATES)}. "
            "Match on those (--on), or give the trained in the file as well."
        )
    found: dict[str, Subject] = {}
    died = 0
    for pair in sorted(pairs(t, of, occasion), key=lambda p: (started[p.episode]["started_on"], p.episode)):
        person, episode = persons.get(pair.person, {}), started[pair.episode]
        birth, sex, alone = (person.get(name) for name in ("birth_year", "sex", "lives_alone"))
        values = {
            "baseline": pair.started_at if pair.before is None else pair.before,
            "age": None if birth is None else float(episode["started_on"].year - birth),
            "sex": SEX.get(sex or ""),
            "lives_alone": None if alone is None else float(alone),
            "existing": float(pair.group == "existing"),
            "hours_before": hours.get(pair.episode, 0.0 if pair.group == "first_time" else None),
        }
        if pair.person not in found:  # a person's first period
            found[pair.person] = Subject(
                pair.person, True, values["baseline"] or 0.0, pair.later, tuple(values[n] for n in names)
            )
            died += pair.gone is Gone.DIED
    return list(found.values()), died


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison with where its persons came from; two numbers are those of trained and of comparison persons.

    `comparison` where scores have a mean, `steps` where they have not.
    """

    matched: "Matched"
    comparison: "Comparison | None"
    steps: "ComparedSteps | None"
    names: tuple[str, ...]
    persons: tuple[int, int]
    missing_later: tuple[int, int]
    dead: tuple[int, int]
    higher_is_better: bool

    @property
    def pairs_with_both(self) -> int:
        """Pairs of whom both have a later score."""
        return sum(None not in (a.later, b.later) for a, b in self.matched.pairs)


def told_comparison(
    file: "ComparisonFile",
    on: Sequence[str],
    *,
    tables: "Tables | None" = None,
    measure: "Measure | None" = None,
    occasion: str = "discharge",
    caliper: float | None = None,
    responder: float | None = None,
    higher_is_better: bool = True,
    steps: bool = False,
) -> Told:
    """Match on the covariates `on` (all of the file and the baseline when empty) and tell the effect.

    The trained come from the file if it has any, otherwise from the tables. `steps`: scores are steps without size, and
    get no mean. Raises EffectError, ComparisonError or OrdinalError.
    """
    from ..queries.pairs import EffectError
    from ..rules.comparison import CALIPER, compare, match, refuse_few
    from ..rules.ordinal import Gone, Steps, compare_steps

    names = tuple(on) or ("baseline", *(name for name in file.names if name != "baseline"))
    if unknown := [name for name in names if name not in (*file.names, "baseline")]:
        raise EffectError(f"The file has no column {', '.join(unknown)}. It has {', '.join(file.names) or 'none'}.")
    at = {name: k for k, name in enumerate(file.names)}

    def chosen(s: "Subject") -> tuple[float | None, ...]:
        return tuple(s.baseline if name == "baseline" else s.covariates[at[name]] for name in names)

    subjects = [replace(subject, covariates=chosen(subject)) for subject in file.subjects]
    dead = (file.dead[True], file.dead[False])
    if not any(subject.trained for subject in subjects):
        if tables is None or measure is None:
            raise EffectError(
                "The file has no trained persons. Add --data and --instrument, or rows with group trained."
            )
        ours, died = trained_subjects(tables, measure, occasion, names)
        subjects, dead = [*ours, *subjects], (died, dead[1])
    n = sum(subject.trained for subject in subjects)
    missing = [sum(s.trained is flag and s.later is None for s in subjects) for flag in (True, False)]
    width = caliper or CALIPER
    found = by_steps = None
    if steps:
        matched = match(subjects, names, caliper=width)
        both = [
            tuple(Steps(s.baseline, Gone.MISSING if s.later is None else s.later) for s in pair)
            for pair in matched.pairs
        ]
        refuse_few(subjects, sum(None not in (a.later, b.later) for a, b in matched.pairs))
        by_steps = compare_steps([(one, other) for one, other in both], higher_is_better=higher_is_better)
    else:
        found = compare(subjects, names, caliper=width, responder=responder, higher_is_better=higher_is_better)
        matched = found.matched
    return Told(
        matched, found, by_steps, names, (n, len(subjects) - n), (missing[0], missing[1]), dead, higher_is_better
    )


def against_others(
    comparison: Annotated[Path, typer.Option("--comparison", help="A CSV file with the comparison group.")],
    data: Annotated[
        Path | None, typer.Option("--data", help="Outcome tables with the trained, if they are not in the file.")
    ] = None,
    instrument: Annotated[str | None, typer.Option(help="With --data: which instrument.")] = None,
    measure: Annotated[str | None, typer.Option(help="Which value of it, if it has several.")] = None,
    version: Annotated[str | None, typer.Option(help="Which form version, if there are several.")] = None,
    occasion: Annotated[str, typer.Option(help="The later occasion.")] = "discharge",
    on: Annotated[
        list[str] | None,
        typer.Option("--on", help="Match on this; again for more. Baseline and all columns if left out."),
    ] = None,
    caliper: Annotated[
        float | None,
        typer.Option(min=0.01, help="Largest distance in a pair, in standard deviations; 0.2 if left out."),
    ] = None,
    responder: Annotated[
        float | None, typer.Option(min=0.0, help="Count also who changed this many points for the better.")
    ] = None,
    better: Annotated[str, typer.Option(help="Which way is better, without --data: higher or lower.")] = "higher",
    steps: Annotated[
        bool, typer.Option("--steps", help="Scores are steps without size; the tables say so themselves.")
    ] = False,
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small groups too.")] = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """Match the trained with a comparison group, and tell the effect several ways side by side."""
    from django.conf import settings

    from fotfeste.insight.tables.engines import open_tables
    from fotfeste.insight.tables.given_csv import GivenError
    from fotfeste.insight.tables.schema import TableError

    from ..queries.comparison_file import Scale, read_comparison
    from ..queries.pairs import EffectError, one_measure
    from ..rules.comparison import ComparisonError
    from ..rules.ordinal import OrdinalError

    if better not in ("higher", "lower"):
        raise fail(f"“{better}” is no direction. Write --better higher or --better lower.", 2)
    if data:
        take(data, accept, team=team)
    try:
        tables = open_tables(data) if data else None
        of = one_measure(tables, instrument, measure, version) if tables and instrument else None
        scale = Scale(of.low, of.high) if of else None
        found = told_comparison(
            read_comparison(comparison, scale), on or (), tables=tables, measure=of, occasion=occasion, caliper=caliper,
            responder=responder, higher_is_better=of.higher_is_better if of else better == "higher",
            steps=steps or (of is not None and not of.averaged),
        )  # fmt: skip
    except (EffectError, GivenError, ComparisonError, OrdinalError, TableError) as wrong:
        raise fail(wrong, 2) from wrong
    if not team and min(*found.persons, found.pairs_with_both) < settings.SMALL_NUMBER_THRESHOLD:
        raise fail("A group is so small that its mean would tell of single persons. Find more, or add --team.", 2)
    if as_json:
        answer(as_dict(found))
        return
    for line in _lines(found):
        say(line)


def as_dict(told: Told) -> dict[str, Any]:
    """Everything but who was paired with whom."""
    c, m = told.comparison, told.matched
    return {
        "covariates": list(told.names),
        "better": "higher" if told.higher_is_better else "lower",
        "persons": _both(told.persons),
        "died": _both(told.dead),
        "without_later_score": _both(told.missing_later),
        "matching": {
            "pairs": len(m.pairs),
            "pairs_with_both": told.pairs_with_both,
            "trained_unmatched": m.trained_unmatched,
            "comparison_unmatched": m.comparison_unmatched,
            "covariate_missing": m.incomplete,
            "overlap": m.overlap,
            "caliper_logits": m.width,
            "balance": [{**asdict(each), "apart": each.apart} for each in m.balance],
        },
        "effects": [_effect(each) for each in c.effects] if c else [],
        "responders": asdict(c.responders) if c and c.responders else None,
        "e_value": asdict(c.e_value) if c and c.e_value else None,
        "sd_of_later_scores": c.sd if c else None,
        "steps": asdict(told.steps) if told.steps else None,
        "cannot_say": list(_limits(told)),
    }


def _limits(told: Told) -> tuple[str, ...]:
    from ..rules.comparison import CANNOT_SAY, FEW

    if told.pairs_with_both < FEW:
        few = f"It stands on {told.pairs_with_both} pairs: one person more or less could turn it."
        return (few, *CANNOT_SAY)
    if told.steps:
        return (*CANNOT_SAY[:2], "Steps have no size: it tells who stands higher, and not by how much.")
    return CANNOT_SAY


def _both(pair: tuple[int, int]) -> dict[str, int]:
    return {"trained": pair[0], "comparison": pair[1]}


def _effect(effect: "Effect") -> dict[str, Any]:
    return {**asdict(effect), "n": _both(effect.n)}


NAMED = {
    "before_and_after": "Before and after, trained alone (no effect)",
    "difference_in_differences": "Difference in differences, everybody",
    "ancova": "ANCOVA on baseline and covariates, everybody",
    "difference_in_differences_matched": "Difference in differences, matched",
    "matched_pairs": "Matched pairs",
}


def _lines(told: Told) -> Iterable[str]:
    m, missing = told.matched, told.missing_later
    yield (
        f"{told.persons[0]} trained and {told.persons[1]} others; without a later score {missing[0]} and {missing[1]}, "
        f"of them dead {told.dead[0]} and {told.dead[1]}."
    )
    yield (
        f"{len(m.pairs)} pairs. Not matched: {m.trained_unmatched} trained, {m.comparison_unmatched} others; "
        f"{m.incomplete} lack a covariate. {100 * m.overlap:.0f} % of the trained are within the others' range."
    )
    yield "Apart in standard deviations, before and after matching:"
    for each in m.balance:
        before, after = ("endless" if x is None else f"{x:+.2f}" for x in (each.before, each.after))
        yield f"  {each.covariate}: {before} → {after}" + (", still apart" if each.apart else "")
    if told.comparison:
        yield from _effect_lines(told.comparison, "more" if told.higher_is_better else "less")
    if told.steps:
        yield from _step_lines(told.steps)
    yield from _limits(told)


def _step_lines(found: "ComparedSteps") -> Iterable[str]:
    one = found.superiority
    yield (
        f"In {found.pairs} pairs one trained stands better than one of the others with probability "
        f"{one.probability:.2f}{_spread(one.interval)}; half is no difference."
    )
    if found.odds is None:
        yield f"No odds ratio: {found.no_odds}"
        return
    yield f"Odds of standing at a better step: {found.odds.odds_ratio:.2f}{_spread(found.odds.interval)}"
    cuts = ", ".join("none" if ratio is None else f"{ratio:.2f}" for _, ratio in found.odds.at_each_cut)
    yield f"  at each step alone: {cuts}; where they differ much, one number hides something"


def _spread(interval: Any) -> str:
    return f" ({interval.low:.2f} to {interval.high:.2f})" if interval else ""


def _effect_lines(c: "Comparison", way: str) -> Iterable[str]:
    yield f"Change of the trained beyond the others', in points; {way} is better:"
    for effect in c.effects:
        ends = f"({effect.interval.low:+.2f} to {effect.interval.high:+.2f})"
        n = f"{effect.n[0]} trained" + (f", {effect.n[1]} others" if effect.n[1] else "")
        yield f"  {NAMED[effect.method]}: {effect.estimate:+.2f} {ends}, {n}"
    if c.responders:
        r = c.responders
        ends = f"({r.difference.interval.low:+.2f} to {r.difference.interval.high:+.2f})"
        yield (
            f"Responders within pairs: {r.trained} and {r.comparison} of {r.difference.n[0]}, "
            f"difference of shares {r.difference.estimate:+.2f} {ends}"
        )
    if c.e_value:
        yield (
            f"E-value of the matched pairs: {c.e_value.estimate:.2f}; {c.e_value.limit:.2f} is enough for the interval "
            "to reach no effect."
        )
