"""Words and tables for what the planner's benchmark measured."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

HEADING = "## Planner"
OURS = "Fotfeste"
AT_BEST = 1e-5  # a gap within this share of the best known cost is none: published costs have three decimals


@dataclass(frozen=True, slots=True)
class Run:
    """One search. `cost` is the evaluator's, None when there is no plan; `broken` counts the rules it breaks."""

    instance: str
    family: str
    visits: int
    staff: int
    solver: str
    seed: int
    seconds: float  # allowed
    took: float  # wall time, seconds
    cost: float | None
    best_known: float | None
    unplaced: int = 0
    broken: int = 0
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.cost is not None and not self.broken


def section(command: str, cores: int, runs: Sequence[Run], about: Sequence[str], absent: str | None) -> list[str]:
    """The lines of the page, heading first, with an empty line at the end."""
    lines = [
        HEADING,
        "",
        f"Measured with `{command}` on {os.cpu_count()} cores ({platform.machine()}, Python "
        f"{platform.python_version()}, Numba {version('numba')}; load {os.getloadavg()[1]:.1f} in the last five "
        f"minutes). Seconds are wall time of search. A gap is of the evaluator's cost to the best known one, in per "
        "cent; below 0 is better than known. Where nothing is known it is to the lowest cost of this run.",
        "",
    ]
    if absent:
        lines += [f"The published days were left out: {absent} (see bench/instances.py).", ""]
    if runs:
        lines += [*_families(runs), *_days(runs)]
    if about:
        lines += [*_peers(runs, cores), *(f"- {each}" for each in about), ""]
    return lines


def replaced(page: str, lines: Sequence[str]) -> str:
    """The page with this section in place of the one with the same heading, or at its end."""
    new = "\n".join(lines).rstrip() + "\n"
    before, there, after = page.partition(f"{lines[0]}\n")
    if not there:
        return f"{page.rstrip()}\n\n{new}"
    _old, next_heading, rest = after.partition("\n## ")
    return f"{before}{new}{next_heading}{rest}"


def line(run: Run) -> str:
    """One run, for whoever watches."""
    cost = "no plan" if run.cost is None else f"{run.cost:.3f}"
    above = "" if run.cost is None or not run.best_known else f" ({_percent(gap(run, {}))} %)"
    said = f"{run.instance} {run.solver} seed {run.seed}, {run.took:.1f} s: {cost}{above}"
    return f"{said}, {run.unplaced} unplaced, {run.broken} rules broken{f'; {run.note}' if run.note else ''}"


def gap(run: Run, lowest: dict[str, float]) -> float:
    """Per cent above the best known cost, or above the lowest of this run where none is known."""
    assert run.cost is not None
    reference = run.best_known or lowest[run.instance]
    return 100 * (run.cost / reference - 1) if reference else 0.0


def _percent(value: float) -> str:
    return f"{round(value, 2) + 0.0:+.2f}"  # adding nothing turns -0.0 into 0.0


def _lowest(runs: Iterable[Run]) -> dict[str, float]:
    lowest: dict[str, float] = {}
    for run in runs:
        if run.holds and run.cost is not None:
            lowest[run.instance] = min(run.cost, lowest.get(run.instance, run.cost))
    return lowest


def _families(runs: Sequence[Run]) -> list[str]:
    lines = [
        "| days | seconds | runs | mean gap % | worst gap % | days never above best known | days below it "
        "| rules broken |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lowest, ours = _lowest(runs), [run for run in runs if run.solver == OURS]
    for family in dict.fromkeys(run.family for run in ours):
        own = [run for run in ours if run.family == family]
        gaps = [gap(run, lowest) for run in own]
        names = list(dict.fromkeys(run.instance for run in own))
        by_day = {name: [gap(run, lowest) for run in own if run.instance == name] for name in names}
        known = own[0].best_known is not None
        at = sum(max(each) <= 100 * AT_BEST for each in by_day.values()) if known else "–"
        below = sum(min(each) < -100 * AT_BEST for each in by_day.values()) if known else "–"
        lines.append(
            f"| {family} ({len(names)}) | {_seconds(own)} | {len(own)} | {_percent(statistics.mean(gaps))} | "
            f"{_percent(max(gaps))} | {at} | {below} | {sum(run.broken for run in own)} |"
        )
    return [*lines, ""]


def _days(runs: Sequence[Run]) -> list[str]:
    lines = [
        "| day | visits | staff | best known | lowest cost | mean cost | worst gap % | unplaced |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lowest, ours = _lowest(runs), [run for run in runs if run.solver == OURS]
    for name in dict.fromkeys(run.instance for run in ours):
        own = [run for run in ours if run.instance == name]
        costs = [run.cost for run in own if run.cost is not None]
        known = "–" if own[0].best_known is None else f"{own[0].best_known:.3f}"
        lines.append(
            f"| {name} | {own[0].visits} | {own[0].staff} | {known} | {min(costs):.3f} | {statistics.mean(costs):.3f} "
            f"| {_percent(max(gap(run, lowest) for run in own))} | {max(run.unplaced for run in own)} |"
        )
    return [*lines, ""]


def _seconds(runs: Sequence[Run]) -> str:
    return ", ".join(f"{each:g}" for each in sorted({run.seconds for run in runs}))


def _peers(runs: Sequence[Run], cores: int) -> list[str]:
    """All solvers on the days that the peers can express. The ratio is to our mean cost of the same day."""
    compared = {run.instance for run in runs if run.solver != OURS}
    told = [run for run in runs if run.instance in compared]
    ours = {
        name: statistics.mean(
            run.cost for run in told if run.instance == name and run.solver == OURS and run.cost is not None
        )
        for name in compared
    }
    lowest = _lowest(told)
    days = ", ".join(dict.fromkeys(run.instance for run in told))
    lines = [
        f"Against others on {days}: the same wall time, one after the other. Ours uses {cores} cores, and one core in "
        "its second row; the others have one thread. The days left out ask what they cannot express: lunch, several "
        "windows, optional visits, a person's own carer.",
        "",
        "| solver | runs | plans that keep every rule | mean gap % | worst gap % | times our cost, mean | worst "
        "| rules broken in each plan |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for solver in dict.fromkeys(run.solver for run in told):
        own = [run for run in told if run.solver == solver]
        found = [run for run in own if run.cost is not None]
        whole = sum(run.holds and not run.unplaced for run in own)
        if not found:
            lines.append(f"| {solver} | {len(own)} | 0 | – | – | – | – | – |")
            continue
        gaps = [gap(run, lowest) for run in found]
        ratios = [run.cost / ours[run.instance] for run in found if run.cost is not None]
        broken = statistics.mean(run.broken for run in found)
        lines.append(
            f"| {solver} | {len(own)} | {whole} | {_percent(statistics.mean(gaps))} | {_percent(max(gaps))} "
            f"| {statistics.mean(ratios):.3f} | {max(ratios):.3f} | {broken:.1f} |"
        )
    return [*lines, "", "A plan that breaks rules is no rival: its cost says what the day would cost without them.", ""]
