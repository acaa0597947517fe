"""Every command that answers with JSON, asked once, and the keys it answered with.

`python -m tests.record.terminal.answers` writes them down in `keys.json` beside this file. A key that stands there is
read by somebody's program: the test beside it is red when one is gone.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
KEPT = HERE / "keys.json"
PRICES = """
year = 2025
hour = 600
overhead = 0.1
hours_of_one_position = 20
[service_hour]
home_nursing = 700
[assumptions]
anyway = [0.2, 0.5, 0.8]
half_life = [40, 52, 60]
horizon = 52
[factors]
cost = [0.9, 1.0, 1.1]
"""
FILES = {
    "prices.toml": PRICES,
    "places.csv": "municipality;stays;days_per_stay;places\nKlepp;120;20;5\n",
    "counts.csv": "municipality;year;counts;persons\n3001;2024;inhabitants_80_plus;12\n",
    "broken.toml": "name = 3\n",
    "courses.csv": "person;trained_from;days;event\n"
    + "".join(f"p{k};{k % 2 * 5 or ''};{100 + 9 * k};{('no', 'yes')[k % 3 == 0]}\n" for k in range(40)),
    "answers.json": '{"seconds": 12, "baseline": {"seconds": 20}}\n',
}
# In this order: the first of them make the files the later ones read.
WITHOUT_DATABASE: tuple[tuple[str, ...], ...] = (
    ("generate", "--out", "tables", "--episodes", "400", "--seed", "1", "--json"),
    ("plan", "generate", "day.json", "--staff", "3", "--visits", "8", "--seed", "3"),
    ("plan", "generate", "week.json", "--persons", "4", "--staff", "3", "--seed", "3"),
    ("plan", "solve", "day.json", "--moves", "2000", "--cores", "1", "--out", "plan.json", "--json"),
    ("plan", "solve", "day.json", "--moves", "2000", "--cores", "1", "--seed", "9", "--out", "other.json", "--json"),
    ("plan", "check", "day.json", "plan.json", "--json"),
    ("plan", "compare", "day.json", "plan.json", "other.json", "--json"),
    ("plan", "replan", "day.json", "plan.json", "--seconds", "0.5", "--json"),
    ("plan", "week", "week.json", "--seconds", "4", "--cores", "1", "--json"),
    ("presets", "list", "--json"),
    ("presets", "show", "gjovik", "--json"),
    ("presets", "check", "broken.toml", "--json"),
    ("instruments", "--json"),
    ("instruments", "sppb", "--json"),
    ("score", "tug", "--json"),
    ("indicators", "list", "--json"),
    ("indicators", "show", "ended_no_service", "--json"),
    ("indicators", "bring-in", "counts.csv", "--json"),
    ("indicators", "run", "--data", "tables", "--team", "--json"),
    ("indicators", "funnel", "ended_no_service", "--data", "tables", "--by", "municipality", "--team", "--json"),
    ("indicators", "run-chart", "ended_no_service", "--data", "tables", "--team", "--json"),
    ("indicators", "control-chart", "ended_no_service", "--data", "tables", "--team", "--json"),
    ("indicators", "comparators", "--data", "tables", "--team", "--json"),
    ("effect", "regression", "--mean", "60", "--sd", "15", "--cut", "40", "--change", "15", "--json"),
    ("effect", "unmeasured", "--estimate", "0.6", "--low", "0.4", "--high", "0.9", "--json"),
    ("effect", "change", "--data", "tables", "--instrument", "copm", "--population-mean", "6", "--json"),
    ("effect", "over-time", "--data", "tables", "--instrument", "copm", "--measure", "performance", "--json"),
    ("effect", "home", "--data", "tables", "--json"),
    ("effect", "events", "--courses", "courses.csv", "--json"),
    (
        *("effect", "compare", "--comparison", "tables/comparison.csv", "--data", "tables", "--instrument", "copm"),
        *("--measure", "performance", "--json"),
    ),
    ("economy", "--data", "tables", "--prices", "prices.toml", "--draws", "200", "--json"),
    ("quality", "--data", "tables", "--team", "--json"),
    ("quality", "--places", "places.csv", "--json"),
)
WITH_DATABASE: tuple[tuple[str, ...], ...] = (
    ("intake", "referrals", str(DATA / "intake" / "henvisninger_utf8.csv"), "--dry-run", "--rows", "--json"),
    ("intake", "episodes", str(DATA / "intake" / "forlop_klepp_rekonstruert.csv"), "--json"),
    ("report", "outcomes", "--json"),
)
INPUT = {("score", "tug", "--json"): FILES["answers.json"]}


def keys_of(data: Any, path: str = "") -> Iterator[str]:
    """Every key of an answer with where it stands, as `units[].value`; a list is what its rows hold together."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield f"{path}.{key}".lstrip(".")
            yield from keys_of(value, f"{path}.{key}")
    elif isinstance(data, list):
        for each in data:
            yield from keys_of(each, f"{path}[]")


def name_of(words: tuple[str, ...]) -> str:
    """What the answer is kept under: the command without where its files lie."""
    return " ".join(word.rpartition("/")[2] if word.startswith("/") else word for word in words)


def ask_apart(words: tuple[str, ...], folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as one with a database needs it."""
    return subprocess.run(
        [sys.executable, "-m", "fotfeste.cli", *words],
        cwd=folder, input=given, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def answered(
    cases: tuple[tuple[str, ...], ...], folder: Path, ask: Callable[..., Any] = ask_apart
) -> dict[str, list[str]]:
    """The keys of every case that answers with JSON, by `name_of`. Raises AssertionError for one that fails."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = {}
    for words in cases:
        said = ask(words, folder, INPUT.get(words, ""))
        assert said.returncode == (2 if "broken.toml" in words else 0), f"{words}\n{said.stderr}"
        if "--json" in words:
            found[name_of(words)] = sorted(set(keys_of(json.loads(said.stdout))))
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        kept = answered((*WITHOUT_DATABASE, *WITH_DATABASE), Path(made))
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
