"""Tell how much of the product the tests ran through, room by room: `python -m tools.covered`.

Reads what `pytest --cov` left in `.cache/coverage`, as pyproject.toml tells Coverage.py. Branches count beside
statements: an `if` that never was false is half covered. The floor stands in pyproject.toml (`fail_under`) and only
goes upwards; below it the exit code is 1.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from coverage import Coverage
from coverage.exceptions import CoverageException

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "coverage" / "report.json"
PARTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")
LEAST = 10


def room(path: str) -> str:
    """`src/fotfeste/care/pathway/…` → `care/pathway`; a file above the rooms has none."""
    parts = Path(path).parts[2:]
    return "/".join(parts[:2]) if len(parts) > 2 else "fotfeste"


def covered(counts: Counter[str]) -> float:
    """Percent of statements and branches together."""
    all_of_them = counts["num_statements"] + counts["num_branches"]
    return 100 * (counts["covered_lines"] + counts["covered_branches"]) / all_of_them if all_of_them else 100.0


def counted(files: dict[str, Any]) -> dict[str, Counter[str]]:
    """The numbers of each file, from Coverage.py's own report."""
    return {path: Counter({part: file["summary"][part] for part in PARTS}) for path, file in files.items()}


def short(files: dict[str, Counter[str]]) -> list[str]:
    """A line for each room, and the files where most is left."""
    rooms: dict[str, Counter[str]] = {}
    for path, counts in files.items():
        rooms.setdefault(room(path), Counter()).update(counts)
    said = [f"{'room':22}{'statements':>12}{'branches':>10}{'covered':>10}"]
    for name, counts in sorted(rooms.items()):
        said.append(f"{name:22}{counts['num_statements']:12}{counts['num_branches']:10}{covered(counts):8.1f} %")
    left = {
        path: counts["num_statements"] - counts["covered_lines"] + counts["num_branches"] - counts["covered_branches"]
        for path, counts in files.items()
    }
    said += ["", "Most is left in:"]
    for path in sorted(left, key=lambda path: (-left[path], path))[:LEAST]:
        said.append(f"  {left[path]:4}  {path} ({covered(files[path]):.0f} %)")
    return said


def main() -> int:
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    try:
        coverage.load()
        coverage.json_report(outfile=str(KEPT))
    except CoverageException as wrong:
        print(f"Nothing was measured ({wrong}). Run `make cover`.", file=sys.stderr)
        return 1
    files = counted(json.loads(KEPT.read_text("utf-8"))["files"])
    total, floor = covered(sum(files.values(), Counter())), float(str(coverage.get_option("report:fail_under")))
    print("\n".join(short(files)))
    print(f"\nStatements and branches together: {total:.2f} %, and the floor is {floor:g} %.")
    if total < floor:
        print("Test what is new, or what the list names. The floor is never lowered.", file=sys.stderr)
        return 1
    if total >= floor + 1:
        print(f"More than the floor asks: raise `fail_under` in pyproject.toml to {int(total)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
