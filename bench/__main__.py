"""Measures pages, search, intake, report, scoring and the log with a large municipality, the planner, the indicators.

    python -m bench [--persons N] [--episodes N] [--assessments N] [--full] [--rounds N] [--out FILE]

Builds the demo municipality in a throw-away home and measures it; copies finished episodes in and measures again. The
ratios are what counts: to an empty signed-in page, and of the large municipality to the small one. The planner is then
measured with the database stopped, on published days too where `FOTFESTE_PLANNER_DATA` names them (bench/instances.py),
and the outcome indicators over made-up registers (bench/outcomes.py).
"""

import argparse
import os
import platform
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bench import log, outcomes, planning, telling_plans
from bench.filling import VISITS, Size, fill
from bench.pages import EMPTY, Measured, People, ask_each_once, ask_in_turn, pages, searches
from bench.scoring import LINES, scoring
from bench.work import intake, report, seconds

FULL = Size(persons=100_000, episodes=60_000, assessments=25)
# architecture.md: at most this many questions, this much slower than an empty page, this long for a search.
MOST_QUESTIONS, MOST_TIMES, SLOWEST_SEARCH = 25, 3.0, 100.0
ROWS = 300


def measure(size: Size, rounds: int) -> str:
    """The page of the documentation, from a municipality built and filled here."""
    from django.utils import timezone

    from fotfeste.channels.demo.build import build

    built, _summary = seconds(build)
    people, today = People(), timezone.localdate()
    small = ask_in_turn(pages(people), rounds)
    filled, _nothing = seconds(lambda: fill(size, today=today))
    large = ask_in_turn(pages(people), rounds)
    found = ask_each_once(searches(people, rounds))
    rows = intake(ROWS, today=today)
    figures = report()
    scores = scoring()
    return "\n".join(
        [
            *_head(size, rounds, today, built, filled),
            *_pages(small, large),
            *_searches(found, size),
            *_work(rows, figures, size),
            *_scoring(scores),
        ]
    )


def _head(size: Size, rounds: int, today: date, built: float, filled: float) -> list[str]:
    return [
        "# Performance",
        "",
        "<!-- Written by `make bench`; nothing here is written by hand. -->",
        "",
        f"Measured {today:%Y-%m-%d} with `python -m bench --persons {size.persons} --episodes {size.episodes} "
        f"--assessments {size.assessments} --rounds {rounds}` on {os.cpu_count()} cores ({platform.machine()}, Python "
        f"{platform.python_version()}, the embedded PostgreSQL; load {os.getloadavg()[1]:.1f} in the last five "
        f"minutes). Beside the demo municipality (built in {built:.0f} s) the database held {size.persons:,} persons, "
        f"{size.episodes:,} finished episodes, {size.episodes * size.assessments:,} assessments and "
        f"{size.episodes * VISITS:,} visits (filled in {filled:.0f} s).",
        "",
        "The ratios are what counts; the milliseconds are this machine's. Each page is asked for in turn, round by "
        "round, inside the server's process.",
        "",
    ]


def _pages(small: dict[str, Measured], large: dict[str, Measured]) -> list[str]:
    lines = [
        "## Pages",
        "",
        "| page | median ms | 95 % ms | times the empty page | times the same page in the small municipality "
        "| questions to the database |",
        "|---|---|---|---|---|---|",
    ]
    empty = large[EMPTY].median
    for name, one in large.items():
        growth = one.median / small[name].median
        lines.append(
            f"| {name} | {one.median:.0f} | {one.p95:.0f} | {one.median / empty:.1f} | {growth:.1f} | {one.questions} |"
        )
    over = [name for name, one in large.items() if one.median > MOST_TIMES * empty]
    many = [name for name, one in large.items() if one.questions > MOST_QUESTIONS]
    lines += [
        "",
        f"Bar: at most {MOST_QUESTIONS} questions ({', '.join(many) or 'none'} over), at most {MOST_TIMES:.0f} times "
        f"the empty page ({', '.join(over) or 'none'} over).",
        "",
    ]
    return lines


def _searches(found: dict[str, tuple[float, float]], size: Size) -> list[str]:
    lines = [f"## Search among {size.persons:,} persons", "", "| search by | median ms | 95 % ms |", "|---|---|---|"]
    lines += [f"| {name} | {median:.0f} | {p95:.0f} |" for name, (median, p95) in found.items()]
    over = [name for name, (_median, p95) in found.items() if p95 > SLOWEST_SEARCH]
    return [*lines, "", f"Bar: 95 % within {SLOWEST_SEARCH:.0f} ms ({'; '.join(over) or 'none'} over).", ""]


def _work(rows: dict[str, float], figures: dict[str, float], size: Size) -> list[str]:
    lines = ["## Files in", "", f"A list of {ROWS} referrals.", "", "| step | rows a second |", "|---|---|"]
    lines += [f"| {name} | {speed:,.0f} |" for name, speed in rows.items()]
    lines += ["", "## The report", "", f"Over {size.episodes:,} episodes and more.", "", "| step | seconds |"]
    lines += ["|---|---|", *(f"| {name} | {took:.1f} |" for name, took in figures.items())]
    return [*lines, ""]


def _scoring(scores: dict[str, float]) -> list[str]:
    lines = ["## Scoring", "", f"{LINES:,} answers to Barthel.", "", "| by | answers a second |", "|---|---|"]
    return [*lines, *(f"| {name} | {speed:,.0f} |" for name, speed in scores.items()), ""]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--persons", type=int, default=Size.persons)
    parser.add_argument("--episodes", type=int, default=Size.episodes)
    parser.add_argument("--assessments", type=int, default=Size.assessments, help="per episode")
    parser.add_argument(
        "--full", action="store_true", help="60,000 episodes with 1.5 million assessments; a million made up"
    )
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--out", type=Path, default=Path("docs/reference/performance.md"))
    chosen = parser.parse_args()
    size = FULL if chosen.full else Size(chosen.persons, chosen.episodes, chosen.assessments)
    if size.episodes > size.persons:
        parser.error("There cannot be more episodes than persons: each has one.")
    with tempfile.TemporaryDirectory(prefix="fotfeste-bench-", dir="/tmp") as home:
        # The database server runs as another user and must be able to enter.
        Path(home).chmod(0o755)
        os.environ.update(FOTFESTE_HOME=home, FOTFESTE_DEMO="1", FOTFESTE_HOSTS="localhost")
        os.environ.pop("DATABASE_URL", None)
        from fotfeste.ground import database
        from fotfeste.ground.database import schema

        database.start(database.home())
        try:
            schema.ready()
            text = measure(size, chosen.rounds)
            beside = log.writers_beside_each_other()
        finally:
            database.leave(database.home())
    text = telling_plans.replaced(text, log.section(beside))
    plans = planning.usual()
    text = telling_plans.replaced(text, planning.section(plans, planning.measure(plans)))
    counted = outcomes.measure(outcomes.FULL if chosen.full else outcomes.SIZES, rounds=3)
    text = outcomes.replaced(text, outcomes.section(counted))
    chosen.out.write_text(text, encoding="utf-8")
    print(f"{text}\n{datetime.now(UTC):%H:%M} UTC, written to {chosen.out}")


if __name__ == "__main__":
    main()
