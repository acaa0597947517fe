"""Measures the planner on published and own days, and other people's solvers in the same run.

    python -m bench.planning [--instances A1,B6,UHHC | --full] [--seconds N] [--seeds 1,2,3] [--cores N] [--peers]
                             [--json FILE] [--out FILE]

Every plan is judged by the product's evaluator, never by the cost a solver gives itself. The published days lie outside
the repository (`FOTFESTE_PLANNER_DATA`, see bench/instances.py); without them only our own are measured.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import instances, telling_plans
from bench.instances import Instance
from bench.peers import PEERS, adapter, solve_apart
from bench.telling_plans import Run
from fotfeste.care.planning.rules.evaluation import evaluate
from fotfeste.care.planning.rules.plan import Plan
from fotfeste.care.planning.rules.problem import Problem

OURS, ONE_CORE = "Fotfeste", "Fotfeste, one core"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured, and how. `seconds` None: as long as the family is measured when all of it is."""

    names: tuple[str, ...]
    seconds: float | None = 10.0
    seeds: tuple[int, ...] = (1, 2)
    cores: int = 2
    peers: bool = True

    def command(self) -> str:
        words = ["python -m bench.planning --instances", ",".join(self.names)]
        words += [f"--seconds {self.seconds:g}"] if self.seconds else []
        words += ["--seeds", ",".join(map(str, self.seeds)), f"--cores {self.cores}", *(["--peers"] * self.peers)]
        return " ".join(words)


def measure(chosen: Settings) -> list[Run]:
    """Each day by ours with every seed, then by each peer, before the next day: a drifting machine hits all alike."""
    every, runs = instances.every(), []
    for name in chosen.names:
        for run in _of_a_day(every[name], chosen):
            runs.append(run)
            print(telling_plans.line(run), file=sys.stderr, flush=True)
    return runs


def _of_a_day(day: Instance, chosen: Settings) -> Iterator[Run]:
    from fotfeste.care.planning.rules.solving import solve

    problem = day.read()
    seconds = chosen.seconds or day.seconds
    # Loading the compiled search is start-up, not search.
    solve(problem, moves=1, seed=1, cores=1)
    for seed in chosen.seeds:
        began = time.monotonic()
        plan = solve(problem, seconds=seconds, seed=seed, cores=chosen.cores)
        yield _judged(day, problem, plan, OURS, seed, seconds, time.monotonic() - began)
    from bench.peers.day import cannot

    if not chosen.peers or cannot(problem):
        return
    for seed in chosen.seeds:
        began = time.monotonic()
        plan = solve(problem, seconds=seconds, seed=seed, cores=1)
        yield _judged(day, problem, plan, ONE_CORE, seed, seconds, time.monotonic() - began)
    for name in PEERS:
        peer = adapter(name)
        for seed in chosen.seeds if peer.SEEDED else chosen.seeds[:1]:
            began = time.monotonic()
            found = solve_apart(name, problem, seconds=seconds, seed=seed)
            took = time.monotonic() - began
            yield _judged(day, problem, found.plan, peer.NAME, seed, seconds, took, found.note)


def _judged(
    day: Instance,
    problem: Problem,
    plan: Plan | None,
    solver: str,
    seed: int,
    seconds: float,
    took: float,
    note: str = "",
) -> Run:
    judged = None if plan is None else evaluate(problem, plan, tolerance=day.tolerance)
    return Run(
        instance=day.name,
        family=day.family,
        visits=len(problem.visits),
        staff=len(problem.staff),
        solver=solver,
        seed=seed,
        seconds=seconds,
        took=round(took, 1),
        cost=None if judged is None else judged.cost,
        best_known=day.best_known,
        unplaced=len(judged.unplaced) if judged else 0,
        broken=len(judged.faults) if judged else 0,
        note=note,
    )


def section(chosen: Settings, runs: Sequence[Run]) -> list[str]:
    """The part of the page that tells of the planner, with the settings that gave the figures."""
    about = [adapter(name).about() for name in PEERS] if any(run.solver not in (OURS, ONE_CORE) for run in runs) else []
    absent = None if instances.folder() else instances.missing()
    return telling_plans.section(chosen.command(), chosen.cores, runs, about, absent)


def usual() -> Settings:
    """What `make bench` measures: a few days of each kind, as far as they are here."""
    every = instances.every()
    return Settings(names=tuple(name for name in (*instances.SOME, *instances.OWN) if name in every))


def _named(text: str) -> tuple[str, ...]:
    """Names of days, families by letter (`B`), `UHHC` and `own`, with commas between."""
    every, found = instances.every(), []
    for word in text.split(","):
        families = {word, f"Mankowska {word}", "Own days" if word == "own" else word}
        named = [one.name for one in every.values() if one.name == word or one.family in families]
        if not named:
            absent = "" if instances.folder() else f" ({instances.missing()})"
            raise SystemExit(f"There is no day “{word}”{absent}; there are {', '.join(every) or 'none'}.")
        found += named
    return tuple(dict.fromkeys(found))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--instances", help="days, letters of families, UHHC, own; with commas between")
    parser.add_argument("--full", action="store_true", help="all of them, each family for its own time (hours)")
    parser.add_argument("--seconds", type=float, help="of search, wall time (10; with --full that of the family)")
    parser.add_argument("--seeds", default=None, help="with commas between (1,2; with --full 1,2,3)")
    parser.add_argument("--cores", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--peers", action="store_true", help="also OR-Tools Routing, PyVRP and ALNS")
    parser.add_argument("--json", type=Path, help="every run, for a program")
    parser.add_argument("--out", type=Path, help="put the section into this page, in place of the one there")
    given = parser.parse_args()
    if absent := not instances.folder() and instances.missing():
        print(f"The published days are left out: {absent}.", file=sys.stderr)
    named = _named(given.instances) if given.instances else usual().names
    seeds = given.seeds or ("1,2,3" if given.full else "1,2")
    chosen = Settings(
        names=tuple(instances.every()) if given.full and not given.instances else named,
        seconds=given.seconds or (None if given.full else 10.0),
        seeds=tuple(int(seed) for seed in seeds.split(",")),
        cores=given.cores,
        peers=given.peers,
    )
    runs = measure(chosen)
    lines = section(chosen, runs)
    print("\n".join(lines))
    if given.json:
        told = {"command": chosen.command(), "runs": [asdict(run) for run in runs]}
        given.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if given.out:
        page = given.out.read_text(encoding="utf-8")
        given.out.write_text(telling_plans.replaced(page, lines), encoding="utf-8")


if __name__ == "__main__":
    main()
