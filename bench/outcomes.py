"""Measures every outcome indicator through the product against the same figures by hand-written SQL.

    python -m bench.outcomes [--full] [--sizes N,N] [--rounds N] [--registers FOLDER] [--out FILE]

Made-up registers of growing size; the two in turn, each time in a process of its own, so that a drifting machine hits
both alike and neither finds the other's memory. tests/verification says that both come to the same figures.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

HEADING = "## Outcome indicators"
SIZES, FULL = (10_000, 100_000), (10_000, 100_000, 1_000_000)
AS_OF = date(2026, 1, 1)  # after everything in the register has ended
# architecture.md: at most this many times the hand-written SQL, at most this much memory.
MOST_TIMES, MOST_MEMORY = 1.5, 4.0
WAYS = ("product", "hand")


@dataclass(frozen=True, slots=True)
class Run:
    """One counting of all indicators: wall and processor seconds from opening the files on, peak memory in GB."""

    episodes: int
    way: str
    round: int
    seconds: float
    processor: float
    memory: float
    figures: int


def measure(sizes: Sequence[int], rounds: int, registers: Path | None = None) -> list[Run]:
    """All rounds of each size; the registers are thrown away unless a folder for them is given."""
    if registers is None:
        with tempfile.TemporaryDirectory(prefix="fotfeste-registers-", dir="/tmp") as folder:
            return measure(sizes, rounds, Path(folder))
    return [run for size in sizes for run in _of_size(size, rounds, registers)]


def _of_size(episodes: int, rounds: int, registers: Path) -> Iterator[Run]:
    folder = registers / f"{episodes}"
    if not folder.exists():
        command = [str(Path(sys.executable).with_name("fotfeste")), "generate", "--seed", "1"]
        subprocess.run([*command, "--episodes", str(episodes), "--out", str(folder)], check=True, stdout=sys.stderr)
    for number in range(rounds):
        # Who goes first takes turns too.
        for way in WAYS if number % 2 == 0 else WAYS[::-1]:
            run = Run(episodes=episodes, way=way, round=number, **_apart(way, folder))
            print(f"{episodes} {way} {run.seconds:.1f} s {run.memory:.2f} GB", file=sys.stderr, flush=True)
            yield run


def _apart(way: str, folder: Path) -> dict[str, Any]:
    """Counted in a process of its own."""
    command = [sys.executable, "-m", "bench.outcomes", "--alone", way, "--registers", str(folder)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _alone(way: str, folder: Path) -> dict[str, Any]:
    """In this process. What has to be imported is imported before the clock starts."""
    import ibis  # noqa: F401
    import scipy.stats  # noqa: F401

    from bench import outcomes_by_hand
    from fotfeste.insight.figures.rules.figure import Period
    from fotfeste.insight.indicators import counting
    from fotfeste.insight.indicators.definition import Scope
    from fotfeste.insight.indicators.registry import INDICATORS
    from fotfeste.insight.tables.engines import Engine, connect

    wall, processor = time.perf_counter(), time.process_time()
    if way == "hand":
        figures = len(outcomes_by_hand.count(folder, as_of=AS_OF))
    else:
        taken = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)
        figures = len(counting.count(INDICATORS, connect(Engine.DUCKDB, folder), Scope(Period(), AS_OF), taken))
    return {
        "seconds": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "figures": figures,
    }


def section(runs: Sequence[Run]) -> list[str]:
    """The lines of the page, heading first, with an empty line at the end."""
    sizes = sorted({run.episodes for run in runs})
    rounds = len({run.round for run in runs})
    lines = [
        HEADING,
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} with `python -m bench.outcomes --sizes {','.join(map(str, sizes))} "
        f"--rounds {rounds}` on {os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}, "
        f"DuckDB {version('duckdb')}, Ibis {version('ibis-framework')}; load {os.getloadavg()[1]:.1f} in the last five "
        f"minutes). All {runs[0].figures} figures (every indicator, for all and by group) of a made-up register, "
        "through the product and by hand-written SQL (bench/outcomes_by_hand_sql.py), in turn and each in a process of "
        "its own. Medians of the rounds; “times” is the median of the rounds' ratios. The product gives an interval "
        "with every figure, the hand-written SQL none.",
        "",
        "| episodes | product s | by hand s | times by hand | the same in processor time | product GB | by hand GB "
        "| product ms for 1,000 episodes |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        ours, theirs = (_of(runs, size, way) for way in WAYS)
        lines.append(
            f"| {size:,} | {_median(ours, 'seconds'):.1f} | {_median(theirs, 'seconds'):.1f} "
            f"| {_times(ours, theirs, 'seconds'):.2f} | {_times(ours, theirs, 'processor'):.2f} "
            f"| {max(run.memory for run in ours):.1f} | {max(run.memory for run in theirs):.1f} "
            f"| {1e6 * _median(ours, 'seconds') / size:.0f} |"
        )
    return [*lines, "", *_bars(runs, sizes), ""]


def _bars(runs: Sequence[Run], sizes: Sequence[int]) -> list[str]:
    """What was promised and whether it is kept, at the largest size."""
    least, most = sizes[0], sizes[-1]
    ours, theirs = (_of(runs, most, way) for way in WAYS)
    times, memory = _times(ours, theirs, "seconds"), max(run.memory for run in ours)
    per_episode = _median(ours, "seconds") / most / (_median(_of(runs, least, WAYS[0]), "seconds") / least)
    return [
        f"Bar, at {most:,} episodes: at most {MOST_TIMES} times the hand-written SQL ({_kept(times <= MOST_TIMES)}: "
        f"{times:.2f}), at most {MOST_MEMORY:.0f} GB ({_kept(memory <= MOST_MEMORY)}: {memory:.1f}), growing no faster "
        f"than the episodes ({_kept(per_episode <= 1)}: an episode takes {per_episode:.2f} times what it takes among "
        f"{least:,}). Below that size what the product takes is mostly the writing of its questions.",
    ]


def _kept(yes: bool) -> str:
    return "kept" if yes else "not kept"


def _of(runs: Sequence[Run], size: int, way: str) -> list[Run]:
    return sorted((r for r in runs if (r.episodes, r.way) == (size, way)), key=lambda r: r.round)


def _median(runs: Sequence[Run], what: str) -> float:
    return statistics.median(getattr(run, what) for run in runs)


def _times(ours: Sequence[Run], theirs: Sequence[Run], what: str) -> float:
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True))


def replaced(page: str, lines: Sequence[str]) -> str:
    """The page with this section in place of the one it has, or at its end."""
    new = "\n".join(lines).rstrip() + "\n"
    before, there, after = page.partition(f"{HEADING}\n")
    if not there:
        return f"{page.rstrip()}\n\n{new}"
    _old, next_heading, rest = after.partition("\n## ")
    return f"{before}{new}{next_heading}{rest}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.outcomes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", help="numbers of episodes, with commas between (10000,100000)")
    parser.add_argument("--full", action="store_true", help="a million episodes too (thirty million visits)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--registers", type=Path, help="keep the made-up registers here, and use those that are here")
    parser.add_argument("--out", type=Path, help="put the section into this page, in place of the one there")
    parser.add_argument("--alone", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = tuple(int(n) for n in given.sizes.split(",")) if given.sizes else FULL if given.full else SIZES
    if given.alone:
        print(json.dumps(_alone(given.alone, given.registers)))
        return
    lines = section(measure(sizes, given.rounds, given.registers))
    print("\n".join(lines))
    if given.out:
        given.out.write_text(replaced(given.out.read_text(encoding="utf-8"), lines), encoding="utf-8")


if __name__ == "__main__":
    main()
