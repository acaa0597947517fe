"""`fotfeste effect home`: how long people live at home, by days from the referral and after the end."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.terminal import Json, answer, fail, say
from fotfeste.insight.tables.commands import Accept, take

if TYPE_CHECKING:
    from fotfeste.insight.figures.rules.figure import Figure

    from ..rules.time_to_event import Estimate

_NAMED = {"at_home": "at home", "long_term_place": "long-term place", "dead": "dead"}


def home(
    data: Annotated[Path, typer.Option("--data", help="A folder with the outcome tables as Parquet.")],
    landmark: Annotated[int, typer.Option(min=0, help="Days from the referral until all had begun.")] = 28,
    days: Annotated[list[int] | None, typer.Option("--day", help="Days to tell; again for more.")] = None,
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small groups too.")] = False,
    accept: Accept = None,
    as_json: Json = False,
) -> None:
    """How many are still at home, have a long-term place or have died, from the referral and after the end."""
    from django.conf import settings

    from fotfeste.insight.tables.engines import day_of_data, open_tables
    from fotfeste.insight.tables.schema import TableError

    from ..queries.still_home import after_the_end, at_home
    from ..rules.seen_at_times import shares_by

    threshold = None if team else int(settings.SMALL_NUMBER_THRESHOLD)
    take(data, accept, team=team)
    try:
        t, (_, until) = open_tables(data), day_of_data(data)
        found = at_home(t, landmark, day_of_data=until)
        persons = found.followed
        if len(persons) < (threshold or 1):
            raise fail(
                f"{len(persons)} persons were followed beyond day {landmark}: too few. Try another --landmark.", 2
            )
        ended = after_the_end(t, until, threshold=threshold)
    except TableError as wrong:
        raise fail(wrong, 2) from wrong
    last = max(person.home if person.found is None else person.found for person in persons)
    asked = sorted(set(days or (91, 182, 365)))
    told = [day for day in asked if landmark < day <= last]
    by_day = shares_by(persons, float(landmark), told) if told else {}
    rows: list[Mapping[str, Estimate]] = [by_day[day] for day in told]
    limits = (
        f"From the referral it holds for those in training and at home {landmark} days after it; it compares with "
        "nobody. Whoever moved counts as moved, alive or not; dead are those who had not moved, dead in all everybody.",
        "When somebody moved is known only to lie between two days the person was seen: how many had moved by a day is "
        "read from rates that are alike within some months. A death counts on its day, for everybody.",
        "Where the living are who were not reached nobody knows: they are taken to live as those who were reached. "
        "After the end the bounds say what they could make of it.",
        *(
            f"Day {day} is not told: it is not after the landmark, or beyond day {last:.0f}, when the last was seen."
            for day in asked
            if day not in told
        ),
    )
    if as_json:
        left = {name: n for name, n in asdict(found).items() if name not in ("followed", "deaths")}
        each_day = [{"day": day, **{k: asdict(e) for k, e in row.items()}} for day, row in zip(told, rows, strict=True)]
        after = [{"days": at, **{k: f.as_dict() for k, f in fates.items()}} for at, fates in ended.items()]
        answer(
            {
                "persons": len(persons), "landmark": landmark, "days": each_day, "left_out": left,
                "after_the_end": after, "day_of_data": until.isoformat(), "cannot_say": limits,
            }
        )  # fmt: skip
        return
    say(
        f"{len(persons)} persons. Not among them: {found.began_later} began after day {landmark}, {found.not_followed} "
        f"were not followed beyond it, {found.without_referral} have no referral or lived in a place already."
    )
    for day, row in zip(told, rows, strict=True):
        parts = ", ".join(f"{name} {_probability(row[key])}" for key, name in _NAMED.items())
        alive = row["at_home"]
        say(
            f"day {day} from the referral: {parts}; dead in all {_probability(row['dead_in_all'])}; "
            f"followed {alive.at_risk}, of them seen {alive.seen}"
        )
    for at, fates in ended.items():
        say(f"day {at} after the end: " + ", ".join(f"{_NAMED[key]} {_share(f)}" for key, f in fates.items()))
    for line in limits:
        say(line)


def _probability(estimate: "Estimate") -> str:
    ends = estimate.interval
    return f"{estimate.probability:.3f}" + (f" ({ends.low:.3f} to {ends.high:.3f})" if ends else "")


def _share(figure: "Figure") -> str:
    if figure.hidden:
        return "hidden, few persons"
    if figure.value is None:
        return "not known of anybody"
    ends = f" ({figure.interval.low:.3f} to {figure.interval.high:.3f})" if figure.interval else ""
    return f"{figure.value:.3f}{ends} of {(figure.n or 0) + (figure.missing or 0)}" + _between(figure)


def _between(figure: Any) -> str:
    if not figure.bounds or not figure.missing:
        return ""
    low, high = figure.bounds
    return f" (between {low:.3f} and {high:.3f} wherever the {figure.missing} not reached live)"
