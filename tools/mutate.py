"""Break the rules on purpose and see whether a test notices: `python -m tools.mutate [words of a module's name …]`.

A sample of mutants of every `rules/` and of the gate and the log (`ground/access`), made and judged by Cosmic Ray,
each with the tests nearest the module. What was judged is kept in `.cache/mutants`; a run that was stopped goes on from
there.

MUTANTS  how many are tried (500; 0 is all)       SEED       which ones (1)
CORES    how many beside each other (all)         SURVIVORS  1: only those that survived, with the tests of today
"""

import ast
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from difflib import unified_diff
from importlib.util import cache_from_source
from multiprocessing import Queue, get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult

from tests import warm
from tools import survivors
from tools.nearest import House

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "mutants"
SOURCE = ROOT / "src" / "fotfeste"
# The outermost ways that something is let through or written down.
BESIDE_RULES = ("gate", "log", "chain", "head", "seal", "verify", "verifier")
PATIENCE, GRACE = 4, 60  # a mutant may take so many times as long as none, and so many seconds more
LONGEST = 1800  # seconds that the tests of one module may take without a mutant
QUICK = ("rules", "spec")


def targets(words: Iterable[str] = ()) -> list[Path]:
    """The modules whose mutants are tried, from the root of the checkout."""
    found = [file for file in SOURCE.rglob("*.py") if "rules" in file.relative_to(SOURCE).parts[:-1]]
    access = SOURCE / "ground" / "access"
    found += [file for name in BESIDE_RULES for file in (access / f"{name}.py", *(access / name).rglob("*.py"))]
    here = sorted({file.relative_to(ROOT) for file in found if file.exists()})
    return [file for file in here if not words or any(word in str(file) for word in words)]


def annotations(file: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where types are written: a mutant there breaks the import, or nothing at all."""
    spans = []
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.expr):
                end = (part.end_lineno or part.lineno, part.end_col_offset or 0)
                spans.append(((part.lineno, part.col_offset), end))
    return spans


def worth_trying(operator: str) -> bool:
    """Not what changes nothing a test could see: identity among members of an enum, a `@cache` taken off."""
    change = operator.partition("ReplaceComparisonOperator_")[2]
    before, _, after = change.partition("_")
    swapped = not change or ({before, after} <= {"Is", "IsNot"}) or not {before, after} & {"Is", "IsNot"}
    return swapped and not operator.endswith(("/NoOp", "/RemoveDecorator"))


def positions(files: list[Path]) -> list[list[WorkItem]]:
    """The mutants of the files, those at one place together, always in the same order."""
    with closing(WorkDB(":memory:", WorkDB.Mode.create)) as every:
        init(files, every, {})
        items = every.work_items
    typed = {file: annotations(file) for file in files}
    places: dict[tuple[Any, ...], list[WorkItem]] = {}
    for item in items:
        mutation = item.mutations[0]
        inside = any(begin <= mutation.start_pos <= end for begin, end in typed[mutation.module_path])
        if not inside and worth_trying(mutation.operator_name):
            places.setdefault((str(mutation.module_path), mutation.start_pos, mutation.end_pos), []).append(item)
    return [sorted(places[place], key=lambda item: item.mutations[0].operator_name) for place in sorted(places)]


def size(file: Path) -> int:
    """How many places of a module there are to change, roughly: what an operator of Cosmic Ray can take hold of."""
    kinds = (ast.Compare, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Constant, ast.For, ast.If)
    return sum(isinstance(node, kinds) for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))))


def sample(files: list[Path], many: int, seed: int) -> list[WorkItem]:
    """One mutant at each of `many` places, more of them in larger modules; 0 is every place.

    A place counts once however many operators change it, and only the modules that are drawn are taken apart.
    """
    draw = random.Random(seed)
    if many == 0:
        return [draw.choice(variants) for variants in positions(files)]
    drawn = Counter(draw.choices(files, [size(file) for file in files], k=many))
    chosen: list[WorkItem] = []
    for file in sorted(drawn):
        places = positions([file])
        chosen += [draw.choice(variants) for variants in draw.sample(places, min(drawn[file], len(places)))]
    return chosen


def session(words: list[str], many: int, seed: int) -> WorkDB:
    """The kept work of this sample of this code, or new work."""
    files = targets(words)
    if not files:
        sys.exit(f"No module of `rules/`, the gate or the log has {' or '.join(words)} in its name.")
    digest = hashlib.sha256(repr((many, seed, [str(file) for file in files])).encode())
    for file in files:
        digest.update((ROOT / file).read_bytes())
    place = KEPT / f"{digest.hexdigest()[:16]}.sqlite"
    fresh = not place.exists()
    half = place.with_suffix(".half")
    if fresh:
        KEPT.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        with closing(WorkDB(half, WorkDB.Mode.create)) as work:
            work.add_work_items(sample(files, many, seed))
        half.rename(place)
    work = WorkDB(place, WorkDB.Mode.open)
    print(f"{work.num_work_items} mutants of {len(files)} modules, {work.num_results} judged before ({place.name})")
    return work


def copy_of_the_house(place: Path) -> None:
    """What Git knows, and the compiled catalogues: mutants are made there, never in the checkout."""
    shutil.rmtree(place, ignore_errors=True)
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [Path(line) for line in known.stdout.splitlines() if not line.startswith("docs/images/")]
    for file in (*files, *(each.relative_to(ROOT) for each in SOURCE.rglob("*.mo"))):
        if (ROOT / file).is_file():
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, place / file)
    if (template := ROOT / ".cache" / "tests").exists():
        shutil.copytree(template, place / ".cache" / "tests", ignore=shutil.ignore_patterns("*.png"))


def _move_in(places: "Queue[Path]") -> None:
    """Let this process work in a copy of its own, with the copy's own code."""
    place = places.get()
    copy_of_the_house(place)
    os.chdir(place)
    # One database server for all the mutants this process judges. The folder has its number, so that a later run of the
    # tests throws it away where this process was killed.
    run = Path(tempfile.mkdtemp(prefix=f"fotfeste-test-{os.getpid()}-", dir="/tmp"))
    run.chmod(0o711)
    os.environ |= {"PYTHONPATH": str(place / "src"), "NO_COLOR": "1", "FOTFESTE_TEST_RUN": str(run)}
    Finalize(None, _move_out, (run,), exitpriority=10)


def _move_out(run: Path) -> None:
    from fotfeste.ground.database.cluster import Cluster

    Cluster(run / "database", durable=False).destroy()
    shutil.rmtree(run, ignore_errors=True)


Tests = tuple[str, ...]
_green: dict[Tests, tuple[Tests, float]] = {}


def passes(tests: Tests, within: float | None = None) -> bool:
    """Whether all of them do, in a process that has the libraries in already; the first failure is enough."""
    words = ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    return warm.run(words, timeout=within or LONGEST).returncode == 0


def green(tests: Tests) -> tuple[Tests, float]:
    """Those of the tests that pass without a mutant, and how many seconds they take."""
    if tests not in _green:
        good = tests if passes(tests) else tuple(test for test in tests if passes((test,)))
        began = time.monotonic()
        if good:
            passes(good)
        _green[tests] = (good, time.monotonic() - began)
    return _green[tests]


def steps(tests: Tests) -> list[Tests]:
    """What needs no database, then the rest: most mutants never come to it."""
    quick = tuple(test for test in tests if Path(test).parts[1] in QUICK)
    return [step for step in (quick, tuple(test for test in tests if test not in quick)) if step]


def against(item: WorkItem, tests: Tests, lasts: float) -> WorkResult:
    """What these tests say to the mutant; the output is `timeout` where they were stopped."""
    mutation = item.mutations[0]
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    # Python takes a file of the same size and second for the one it compiled before.
    compiled = Path(cache_from_source(str(mutation.module_path)))
    outcome, said = TestOutcome.KILLED, ""
    with use_mutation(mutation.module_path, operator, mutation.occurrence) as (before, after):
        if after is None:
            return WorkResult(WorkerOutcome.NO_TEST)
        compiled.unlink(missing_ok=True)
        try:
            if passes(tests, PATIENCE * lasts + GRACE):
                outcome = TestOutcome.SURVIVED
        except subprocess.TimeoutExpired:
            said = "timeout"
    compiled.unlink(missing_ok=True)
    diff = "\n".join(unified_diff(before.splitlines(), after.splitlines(), lineterm=""))
    return WorkResult(WorkerOutcome.NORMAL, output=said, test_outcome=outcome, diff=diff)


def judge(item: WorkItem, tests: Tests) -> WorkResult:
    """Whether one of the tests fails with the mutant; SKIPPED where none passes without it."""
    found = WorkResult(WorkerOutcome.SKIPPED, output="no test near it passes without a mutant")
    for step in steps(tests):
        good, lasts = green(step)
        if good:
            found = against(item, good, lasts)
            if found.test_outcome != TestOutcome.SURVIVED:
                break
    return found


def waiting(work: WorkDB, again: bool) -> Iterator[WorkItem]:
    """What is still to be judged; module by module, so that the tests of each are timed once."""
    items = list(work.pending_work_items)
    if again:
        items = [item for item, result in work.completed_work_items if result.test_outcome == TestOutcome.SURVIVED]
    yield from sorted(items, key=lambda item: (str(item.mutations[0].module_path), item.mutations[0].start_pos))


def main(words: list[str]) -> int:
    many, seed = int(os.environ.get("MUTANTS", "500")), int(os.environ.get("SEED", "1"))
    cores = int(os.environ.get("CORES") or os.cpu_count() or 2)
    house = House(ROOT)
    with closing(session(words, many, seed)) as work:
        items = list(waiting(work, os.environ.get("SURVIVORS") == "1"))
        nearest = {
            file: tuple(str(test.relative_to(ROOT)) for test in house.nearest(house.name(ROOT / file)))
            for file in {item.mutations[0].module_path for item in items}
        }
        places = get_context("spawn").Queue()
        for core in range(cores):
            places.put(KEPT / f"copy-{core}")
        began = time.monotonic()
        with ProcessPoolExecutor(cores, get_context("spawn"), _move_in, (places,)) as pool:
            judged = {pool.submit(judge, item, nearest[item.mutations[0].module_path]): item for item in items}
            try:
                for number, each in enumerate(as_completed(judged), 1):
                    result, mutation = each.result(), judged[each].mutations[0]
                    work.set_result(judged[each].job_id, result)
                    said = result.test_outcome.value if result.test_outcome else f"skipped: {result.output}"
                    where = f"{mutation.module_path}:{mutation.start_pos[0]} {mutation.operator_name.split('/')[-1]}"
                    left = (time.monotonic() - began) / number * (len(items) - number) / 60
                    print(f"{number}/{len(items)} {said:9} {where} (about {left:.0f} min left)", flush=True)
            except KeyboardInterrupt:
                pool.shutdown(wait=False, cancel_futures=True)
                print("\nStopped; the same command goes on from here.")
                return 130
        if words:
            print("\n".join(survivors.listed(work)))
        else:
            survivors.write(work, many, seed, len(targets()))
        print(survivors.summary(work))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
