"""`fotfeste effect events`: whether something comes less often to the trained, without time as a gift to them."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.terminal import Json, answer, fail, say

if TYPE_CHECKING:
    from ..rules.time_to_event import Course, Estimate, Ratio

LIMITS = (
    "Nobody drew lots for who was trained: it compares, and does not make the two groups alike.",
    "Days before training count for those not trained yet; from the landmark whoever begins later counts as untrained.",
)


def events(
    courses: Annotated[Path, typer.Option("--courses", help="CSV with person, trained_from, days, event.")],
    landmark: Annotated[int, typer.Option(min=0, help="Days from the referral until who trains is settled.")] = 28,
    days: Annotated[list[int] | None, typer.Option("--day", help="Days after the landmark; again for more.")] = None,
    team: Annotated[bool, typer.Option("--team", help="For those who know the persons: small groups too.")] = False,
    as_json: Json = False,
) -> None:
    """How often something comes to the trained and to others, by rates in time and from a landmark."""
    from django.conf import settings

    from fotfeste.insight.tables.given_csv import GivenError

    from ..queries.courses_file import read_courses
    from ..rules.comparison import LEAST
    from ..rules.time_to_event import from_landmark, rate_ratio

    try:
        persons = read_courses(courses)
    except GivenError as wrong:
        raise fail(wrong, 2) from wrong
    later = from_landmark(persons, float(landmark))
    groups = {
        "trained": [each for each in later if each.trained_from is not None],
        "others": [each for each in later if each.trained_from is None],
    }
    least = LEAST if team else max(LEAST, int(settings.SMALL_NUMBER_THRESHOLD))
    if min(map(len, groups.values())) < least:
        raise fail(
            f"{len(groups['trained'])} trained and {len(groups['others'])} others are followed beyond day {landmark}: "
            f"with fewer than {least} of each it tells nothing but chance. Try another --landmark, or find more.",
            2,
        )
    last = min(max(each.days for each in group) for group in groups.values())
    asked = [day for day in sorted(days or (91, 182, 365)) if 0 < day <= last]
    rows: list[dict[str, Any]] = [
        {"day": day, **{name: _happened(group, day) for name, group in groups.items()}} for day in asked
    ]
    ratios = {"in_time": rate_ratio(persons), "from_landmark": rate_ratio(later)}
    if as_json:
        answer(
            {
                "landmark": landmark, "persons": {name: len(group) for name, group in groups.items()},
                "left_before_landmark": len(persons) - len(later),
                "rate_ratio": {name: asdict(each) for name, each in ratios.items()},
                "days": [{**row, **{name: asdict(row[name]) for name in groups}} for row in rows],
                "cannot_say": LIMITS,
            }
        )  # fmt: skip
        return
    say(
        f"From day {landmark}: {len(groups['trained'])} trained and {len(groups['others'])} others; "
        f"{len(persons) - len(later)} were not followed so long."
    )
    for row in rows:
        parts = (f"{name} {_probability(row[name])}" for name in groups)
        say(f"without the event {row['day']} days after it: {', '.join(parts)}")
    for name, each in ratios.items():
        say(f"rate ratio {name.replace('_', ' ')}: {_ratio(each)}")
    for line in LIMITS:
        say(line)


def _happened(group: "Sequence[Course]", day: int) -> "Estimate":
    from ..rules.time_to_event import Followed, event_free

    return event_free([Followed(each.days, int(each.event)) for each in group], day)


def _probability(estimate: Any) -> str:
    ends = estimate.interval
    return f"{estimate.probability:.3f}" + (f" ({ends.low:.3f} to {ends.high:.3f})" if ends else "")


def _ratio(found: "Ratio") -> str:
    of = f"{found.trained_events} in {found.trained_days:.0f} days trained, "
    of += f"{found.other_events} in {found.other_days:.0f}"
    if found.ratio is None or found.interval is None:
        return f"none, for one side has no event ({of})"
    return f"{found.ratio:.2f} ({found.interval.low:.2f} to {found.interval.high:.2f}), {of} not"
