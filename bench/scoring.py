"""Scoring of many answers: the product's command, and the least a script with NumPy could do with the same file.

The script reads each line, puts the items in an array, adds them up and writes the sums. It checks nothing, and says
nothing of range, direction, completeness or what is missing.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from bench.work import seconds

LINES = 100_000


def barthel_lines(many: int) -> str:
    """Answers of as many persons, each item at random; few are alike."""
    from fotfeste.care.assessment.rules.registry import get

    rng = Random(7)
    items: Any = get("barthel").versions[0].fields
    lines = ({item.code: rng.randint(item.low, item.high) for item in items} for _ in range(many))
    return "".join(json.dumps(line) + "\n" for line in lines)


def scoring(many: int = LINES) -> dict[str, float]:
    """Answers a second: by the command, by the rule alone, and by the script."""
    from fotfeste.care.assessment.rules.registry import get
    from fotfeste.care.assessment.rules.scoring import score

    barthel = get("barthel")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.jsonl")
        file.write_text(barthel_lines(many), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "fotfeste.cli",
            "score",
            "barthel",
            "--option",
            "version=norwegian_20",
            "--json",
        ]
        by_command, said = seconds(lambda: _run(command, file))
        by_script, sums = seconds(lambda: _run([sys.executable, "-c", _SCRIPT], file))
        answers = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[: many // 10]]
    by_rule, _scores = seconds(lambda: [score(barthel, each, "norwegian_20") for each in answers])
    if [json.loads(line)["values"]["total"]["number"] for line in said] != [int(line) for line in sums]:
        raise SystemExit("The command and the script do not agree on the sums.")
    return {
        "the command, whole answers as JSON": many / by_command,
        "the rule alone, one core": len(answers) / by_rule,
        "a script with NumPy, sums only": many / by_script,
    }


def _run(command: list[str], file: Path) -> list[str]:
    with file.open("rb") as given:
        done = subprocess.run(command, stdin=given, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


_SCRIPT = """
import json, sys
import numpy as np
rows = np.array([list(json.loads(line).values()) for line in sys.stdin])
print("\\n".join(map(str, rows.sum(axis=1))))
"""
