"""`fotfeste plan solve|check|compare|replan|generate`: the planner on the command line, without a record."""

import json
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import (
    Commands,
    For,
    Json,
    Language,
    answer,
    fail,
    progress,
    say,
    text_of,
    warn,
    write_whole,
)

if TYPE_CHECKING:
    from .rules.evaluation import Evaluation
    from .rules.formats import Format
    from .rules.plan import Plan
    from .rules.problem import Problem
    from .rules.solving import Progress

HELD_DOWN_SECONDS = 1.0
PROVEN_VISITS = 8  # a day so small is proven to the end within seconds
FORMAT_NAMES = "mankowska, uhhc or fotfeste"

File = Annotated[Path, typer.Argument(help="The problem, a JSON file.")]
PlanFile = Annotated[Path, typer.Argument(help="A plan, a JSON file as `solve --json` writes it, or as published.")]
FormatName = Annotated[str, typer.Option("--format", help=f"{FORMAT_NAMES}; told by the file when left out.")]
Seconds = Annotated[float, typer.Option(min=0.05, max=86400, help="Wall time for the search.")]
Seed = Annotated[
    int, typer.Option(min=0, help="Another seed, another search; the same seed and --moves, the same plan.")
]
Moves = Annotated[int, typer.Option(min=0, help="Stop after so many moves on each core, in place of --seconds.")]
Cores = Annotated[int, typer.Option(min=1, max=64, help="Searches side by side.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also write the plan to this file.")]


EXAMPLES = {
    "solve": "fotfeste plan solve day.json --seconds 20 --out plan.json",
    "check": "fotfeste plan check day.json plan.json",
    "compare": "fotfeste plan compare day.json plan.json new.json --language en",
    "replan": "fotfeste plan replan day.json plan.json --sick c2 --at 08:30 --out new.json",
    "week": "fotfeste plan week week.json --seconds 100 --out plan.json",
    "generate": "fotfeste plan generate day.json --staff 4 --visits 14\n"
    "fotfeste plan generate week.json --persons 6 --staff 4",
}


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    group = Commands(about="Plan who visits whom, and when.")
    for command in (solve, check, compare, replan, week, generate):
        group.add(without_database(command), example=EXAMPLES[command.__name__])
    app.add_group(group, "plan", who=For.PLANNERS)


def solve(
    file: File,
    format_name: FormatName = "",
    seconds: Seconds = 20.0,
    seed: Seed = 1,
    moves: Moves = 0,
    cores: Cores = 2,
    start: Annotated[Path | None, typer.Option("--from", help="Go on from this plan.")] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Find the best plan there is time for. Ctrl-C stops the search and gives the best plan so far."""
    from .rules.solving import solve as search

    form, problem = _problem(file, format_name)
    begin = _plan(form, problem, start) if start else None
    _compiled_first()
    began = time.monotonic()
    problem, begin = _proven(problem, begin, moves=moves, seconds=seconds, seed=seed)
    left = max(0.05, seconds - (time.monotonic() - began))
    limit: dict[str, Any] = {"moves": moves} if moves else {"seconds": left}
    with _stoppable() as stopped, _progress(seconds if not moves else None) as report:
        plan = search(problem, seed=seed, cores=cores, start=begin, report=report, cancelled=stopped, **limit)
    _give(form, problem, plan, out=out, as_json=as_json)


def check(file: File, plan_file: PlanFile, format_name: FormatName = "", as_json: Json = False) -> None:
    """Judge a plan by the rules alone: its cost, part by part, and every rule it breaks. Exit code 1 if it does."""
    form, problem = _problem(file, format_name)
    judged = _judge(form, problem, form.read_plan(problem, text_of(plan_file)))
    if as_json:
        answer(
            {
                "valid": not judged.faults,
                "cost": judged.cost,
                "parts": dict(judged.parts),
                "unplaced": list(judged.unplaced),
                "faults": [
                    {"kind": str(each.kind), "visit": each.visit, "shift": each.shift, "message": str(each)}
                    for each in judged.faults
                ],
            }
        )
    else:
        _say_cost(problem, judged)
        for fault in judged.faults:
            warn(f"Broken: {fault}")
    if judged.faults:
        raise typer.Exit(1)


def compare(
    file: File,
    before: PlanFile,
    after: Annotated[Path, typer.Argument(help="Another plan of the same problem.")],
    format_name: FormatName = "",
    language: Language = "nb",
    as_json: Json = False,
) -> None:
    """What changes for whom from the first plan to the second."""
    from .rules.comparing import compare as set_beside
    from .rules.words import comparison_lines

    form, problem = _problem(file, format_name)
    found = set_beside(problem, _plan(form, problem, before), _plan(form, problem, after))
    if as_json:
        answer(
            {
                "cost_before": found.cost_before,
                "cost_after": found.cost_after,
                "parts": {part.name: part.difference for part in found.parts},
                "visits": [
                    {"visit": each.visit, "patient": each.person, "change": str(each.change)} for each in found.visits
                ],
            }
        )
        return
    say(*comparison_lines(problem, found, language))


def replan(
    file: File,
    plan_file: PlanFile,
    sick: Annotated[list[str] | None, typer.Option(help="Staff who cannot work; may be repeated.")] = None,
    cancelled: Annotated[list[str] | None, typer.Option(help="A visit or a person who is not to be visited.")] = None,
    urgent: Annotated[
        Path | None, typer.Option(help="A JSON file with {visits: […], links: […], persons: […]}.")
    ] = None,
    pin: Annotated[list[str] | None, typer.Option(help="visit=staff, visit=staff@HH:MM or visit=@HH:MM.")] = None,
    at: Annotated[
        str, typer.Option(help="Now, HH:MM, with a date or not, or minutes from zero; what began stays.")
    ] = "",
    format_name: FormatName = "",
    seconds: Seconds = 4.0,
    seed: Seed = 1,
    language: Language = "nb",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """A new plan when the day changes: as little as possible is moved for everybody else."""
    from .rules.formats.reading import loaded
    from .rules.replanning import events_from
    from .rules.replanning import replan as anew
    from .rules.words import comparison_lines

    form, problem = _problem(file, format_name)
    plan = _plan(form, problem, plan_file)
    now = _minute(problem, at) if at else None
    more = loaded(text_of(urgent)) if urgent else None
    events = events_from(
        problem, sick=sick or (), cancelled=cancelled or (), urgent=more, pins=pin or (), now=now, plan=plan
    )
    _compiled_first()
    found = anew(problem, plan, events, now=now, seconds=seconds, seed=seed)
    if not as_json:
        say(*comparison_lines(problem, found.comparison, language))
    _give(form, found.problem, found.plan, out=out, as_json=as_json)


def week(
    file: Annotated[Path, typer.Argument(help="A week, a JSON file with doses in place of visits.")],
    seconds: Seconds = 100.0,
    seed: Seed = 1,
    cores: Cores = 2,
    problem_out: Annotated[
        Path | None, typer.Option("--problem", help="Write the week's visits, as a problem, to this file.")
    ] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Plan a week: first who comes to whom on which days, few faces and hours of the contract; then every route."""
    from .rules.formats import FORMATS
    from .rules.formats.own import to_json, week_from_json
    from .rules.week import plan_week

    asked = week_from_json(text_of(file))
    _compiled_first()
    found = plan_week(asked, seconds=seconds, seed=seed, cores=cores)
    if problem_out:
        _write(problem_out, to_json(found.problem))
    _give(FORMATS["fotfeste"], found.problem, found.plan, out=out, as_json=as_json)


def generate(
    out: Annotated[Path, typer.Argument(help="Where to write the problem, a JSON file.")],
    staff: Annotated[int, typer.Option(min=1, max=200, help="Members of staff.")] = 10,
    visits: Annotated[int, typer.Option(min=0, max=5000, help="Visits of the day.")] = 40,
    difficulty: Annotated[float, typer.Option(min=0.1, max=1.5, help="Work as a share of the working time.")] = 0.7,
    persons: Annotated[int, typer.Option(min=0, max=2000, help="Make up a week for so many, in place of a day.")] = 0,
    seed: Seed = 1,
) -> None:
    """Make up a day or a week to plan: invented persons and places, all the features, and how hard it is."""
    from .rules.formats.own import to_json
    from .rules.generator import generate_day, generate_week

    if persons:
        made = generate_week(persons=persons, staff=staff, seed=seed)
        _write(out, to_json(made))
        say(f"{made.name}, written to {out.name}.")
        return
    problem = generate_day(staff=staff, visits=visits, load=difficulty, seed=seed)
    _write(out, to_json(problem))
    say(f"{problem.name}: {len(problem.visits)} visits, {len(problem.staff)} staff, written to {out.name}.")


def _compiled_first() -> None:
    """Let no second of a search go to compiling it: where the installation left that out, it is done now, and said."""
    from .rules.search import warming

    if warming.is_warm():
        return
    warn("Compiling the planner first (half a minute or more, once). The seconds of the search begin after it.")
    with progress("Compiling the planner") as report:
        seconds = warming.warm(lambda done, of: report("", done, of))
    warn(f"The planner is compiled ({seconds:.0f} s).")


def _write(path: Path, data: Mapping[str, Any]) -> None:
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=1))


def _problem(path: Path, format_name: str) -> "tuple[Format, Problem]":
    from .rules.formats import FORMATS, detect

    text = text_of(path)
    if format_name and format_name not in FORMATS:
        raise fail(f"There is no format {format_name!r}. Choose {FORMAT_NAMES}.", 2)
    form = FORMATS[format_name or detect(text)]
    return form, form.read(text)


def _plan(form: "Format", problem: "Problem", path: Path) -> "Plan":
    """A plan to go on from: one that was made for another problem is refused."""
    from .rules.evaluation import OF_ANOTHER_PROBLEM

    plan = form.read_plan(problem, text_of(path))
    wrong = [str(fault) for fault in _judge(form, problem, plan).faults if fault.kind in OF_ANOTHER_PROBLEM]
    if wrong:
        raise fail(
            f"{path} is no plan of this problem. Give the plan that was made for it.\n" + "\n".join(wrong[:5]), 2
        )
    return plan


def _proven(
    problem: "Problem", begin: "Plan | None", *, moves: int, seconds: float, seed: int
) -> "tuple[Problem, Plan | None]":
    """The least a tiny day can cost, from a quarter of the time; the search goes on from the plan that proves it."""
    if len(problem.visits) > PROVEN_VISITS or problem.bound is not None or moves:
        return problem, begin
    from .rules.exact import prove

    proof = prove(problem, seconds=seconds / 4, seed=seed)
    return replace(problem, bound=proof.bound), begin or (proof.plan if proof.proven else None)


def _judge(form: "Format", problem: "Problem", plan: "Plan") -> "Evaluation":
    from .rules.evaluation import evaluate

    return evaluate(problem, plan, tolerance=form.tolerance)


def _give(form: "Format", problem: "Problem", plan: "Plan", *, out: Path | None, as_json: bool) -> None:
    """Print the plan: with what found no place, and why."""
    judged = _judge(form, problem, plan)
    data = form.write(problem, plan, judged)
    if out:
        _write(out, data)
    if as_json:
        answer(data)
        return
    _say_cost(problem, judged)
    _say_routes(problem, judged)
    if judged.unplaced:
        from .rules.explaining import why_unplaced
        from .rules.words import unplaced_lines

        say(*unplaced_lines(problem, why_unplaced(problem, plan), "nb"))


def _say_cost(problem: "Problem", judged: "Evaluation") -> None:
    parts = ", ".join(f"{name} {_short(value)}" for name, value in judged.parts.items() if value)
    gap = ""
    if problem.bound is not None and judged.cost:
        above = 100 * max(0.0, judged.cost - problem.bound) / judged.cost
        gap = ", proven to be the best" if above < 0.0005 else f", at most {above:.1f} % above the best there can be"
    say(f"Cost {_short(judged.cost)}{gap}{': ' if parts else ''}{parts}.")
    left = len(judged.unplaced)
    say(f"{len(problem.visits) - left} of {len(problem.visits)} visits are placed.")


def _say_routes(problem: "Problem", judged: "Evaluation") -> None:
    from .rules.clock import clock_of, short

    clock, visits = clock_of(problem), {visit.id: visit for visit in problem.visits}
    for route in judged.routes:
        stops = " · ".join(
            f"{short(clock.shown(stop.start))} {visits[stop.visit].person if stop.visit else 'lunch'}"
            for stop in route.stops
        )
        say(f"{route.staff}: {stops} · {short(clock.shown(route.back))} back")


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _minute(problem: "Problem", written: str) -> float:
    """What `--at` says. A time without a date is on the first day; where there are more, or it comes twice, say so."""
    from .rules.clock import NUMBER, TIME_OF_DAY, clock_of

    clock, written = clock_of(problem), written.strip()
    minute = clock.read(written)
    if NUMBER.fullmatch(written):
        return minute
    shown = clock.shown(minute)
    last = max((shift.end for shift in problem.shifts), default=0.0)
    if TIME_OF_DAY.fullmatch(written) and clock.day(last) and shown.on:
        other = clock.iso(minute + 1440)
        warn(f"{written} is taken on the first day, {shown.on.isoformat()}. For another write its date, {other}.")
    if shown.turn == 1 and clock.comes_twice(clock.written(written)):
        second = clock.second(clock.written(written)).isoformat(timespec="minutes")
        warn(f"{written} comes twice, when the clock is put back. The first is taken; for the second write {second}.")
    return minute


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C ends the search with the best plan so far; one more, a second later, ends the command."""
    pressed: list[float] = []

    def press(_number: int, _frame: Any) -> None:
        # A key that is held down repeats; that is one press, and the plan is not thrown away.
        if pressed and time.monotonic() - pressed[0] > HELD_DOWN_SECONDS:
            raise KeyboardInterrupt
        pressed.append(time.monotonic())

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress(seconds: float | None) -> Iterator["Callable[[Progress], None]"]:
    """Cost, distance to what is known to be the least, time left; for people who watch."""
    told = [0.0]
    with progress("Planning:") as tell:

        def report(now: "Progress") -> None:
            if time.monotonic() - told[0] < 0.2:
                return
            told[0] = time.monotonic()
            words = f"cost {_short(now.cost)}"
            if now.bound and now.cost:  # a day in which nothing costs anything is at its bound
                words += f", {100 * (now.cost - now.bound) / now.cost:.1f} % above the bound"
            if now.unplaced:
                words += f", {now.unplaced} without a place"
            if seconds:
                words += f", {max(0, seconds - now.seconds):.0f} s left"
            tell(words, now.seconds, seconds)

        yield report
