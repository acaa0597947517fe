"""Tell of the mutants that no test noticed: the generated part of docs/reference/tests.md."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkItem, WorkResult

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "tests.md"
BEGIN, END = "<!-- mutants: written by `make mutate` -->", "<!-- end of mutants -->"


def room(item: WorkItem) -> str:
    """`src/fotfeste/care/pathway/rules/…` → `care/pathway`."""
    return "/".join(item.mutations[0].module_path.parts[2:4])


def outcome(result: WorkResult) -> str:
    if result.test_outcome is None:
        return "not judged"
    if result.test_outcome == TestOutcome.KILLED:
        return "too slow" if result.output == "timeout" else "noticed"
    return "survived" if result.test_outcome == TestOutcome.SURVIVED else "not judged"


def changed(diff: str) -> tuple[str, str]:
    """The line as it was and as the mutant has it."""
    lines = diff.splitlines()
    before = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    after = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    return " ".join(before), " ".join(after)


def counted(work: WorkDB) -> dict[str, Counter[str]]:
    """Room → how many mutants came out how."""
    rooms: dict[str, Counter[str]] = {}
    for item, result in work.completed_work_items:
        rooms.setdefault(room(item), Counter())[outcome(result)] += 1
    return dict(sorted(rooms.items()))


def share(count: Counter[str]) -> str:
    judged = count["noticed"] + count["too slow"] + count["survived"]
    return f"{100 * (judged - count['survived']) // judged} %" if judged else "–"


def summary(work: WorkDB) -> str:
    total = sum(counted(work).values(), Counter())
    counts = ", ".join(f"{number} {name}" for name, number in total.most_common())
    return f"{counts}; noticed or stopped: {share(total)} of those judged."


def surviving(work: WorkDB) -> list[tuple[str, int, str, str]]:
    """Where no test noticed: file, line, the code and the mutant."""
    return sorted(
        (str(item.mutations[0].module_path), item.mutations[0].start_pos[0], *changed(result.diff or ""))
        for item, result in work.completed_work_items
        if outcome(result) == "survived"
    )


def listed(work: WorkDB) -> Iterator[str]:
    for path, line, before, after in surviving(work):
        yield f"{path}:{line}\n  is      {before}\n  mutant  {after}"


def _cell(code: str) -> str:
    """Code in a cell of a table."""
    short = code if len(code) <= 90 else f"{code[:88]}…"
    return f"`` {short.replace('|', chr(92) + '|')} ``" if short else "(nothing)"


def _page(work: WorkDB, many: int, seed: int, modules: int) -> Iterator[str]:
    yield BEGIN
    drawn = f"a sample of {many} places (`SEED={seed}`)" if many else "every place"
    yield f"{work.num_results} of {work.num_work_items} mutants were tried, at {drawn} in {modules} modules."
    yield ""
    yield "| room | noticed | too slow | survived | not judged | noticed or stopped |"
    yield "|---|--:|--:|--:|--:|--:|"
    rooms = counted(work)
    for name, count in (*rooms.items(), ("all", sum(rooms.values(), Counter()))):
        cells = [str(count[each]) for each in ("noticed", "too slow", "survived", "not judged")]
        yield f"| {name} | {' | '.join(cells)} | {share(count)} |"
    left = surviving(work)
    yield ""
    if left:
        yield "| survived at | is | the mutant |"
        yield "|---|---|---|"
    for path, line, before, after in left:
        yield f"| `{path.removeprefix('src/fotfeste/')}:{line}` | {_cell(before)} | {_cell(after)} |"
    yield END


def write(work: WorkDB, many: int, seed: int, modules: int) -> None:
    """Put what the last whole run found into the page, in place of what stood there."""
    text = PAGE.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(before + "\n".join(_page(work, many, seed, modules)) + after, "utf-8")
