"""Whatever a command is given, it answers in words: exit code 2, one paragraph, no traceback, no half file."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.cli import program
from tests.record.terminal.answers import FILES
from tests.record.terminal.asking import Said, ask

# They answer to a server or to a database, and have tests of their own where there is one.
ELSEWHERE = {"demo", "serve", "migrate", "mail test", "user add", "unit add", "log verify", "report outcomes"}
ELSEWHERE |= {"intake referrals", "intake episodes", "log seal", "log new-key"}


def commands(command: Any, path: str = "") -> dict[str, Any]:
    if not hasattr(command, "commands"):
        return {path.strip(): command}
    return {k: v for name, inner in command.commands.items() for k, v in commands(inner, f"{path} {name}").items()}


EVERY = commands(typer.main.get_command(program()))
FREE = sorted(set(EVERY) - ELSEWHERE)
# What a wrong file may hold; each is given for every file a command reads.
CORPUS: dict[str, bytes] = {
    "empty": b"",
    "a null": b"null",
    "a list": b"[1, 2, 3]",
    "a number": b"7",
    "a long number": b"9" * 5000,
    "half an object": b'{"fotfeste": 1, "visits": [',
    "another object": json.dumps({"a": {"b": [None, True, {}]}}).encode(),
    "an empty problem": b'{"fotfeste": 1}',
    "lists for texts": b'{"fotfeste": 1, "visits": 3, "staff": {"id": 1}, "shifts": "x", "travel": []}',
    "not a number": b'{"fotfeste": 1, "visits": [{"id": "v", "minutes": NaN}], "cost": Infinity}',
    "deep": b"[" * 100_000,
    "other letters": "år = 'æøå'".encode("latin-1"),
    "zeros": b"\0" * 300,
    "noise": random.Random(1).randbytes(2000),
    "toml": b"year = 'x'\n[assumptions]\nhalf_life = [1]\n",
    "headings": b"municipality;year;persons\n",
    "csv": b"municipality;stays;days_per_stay;places\n;;;\nx;-1;nan;inf\n",
    "parquet's beginning": b"PAR1" + b"\0" * 40 + b"PAR1",
}
GIVEN = {"estimate": "2", "low": "1", "high": "3", "mean": "60", "sd": "15", "cut": "40", "indicator": "dropouts"}


def plain(said: Said, words: tuple[str, ...]) -> None:
    """One paragraph on stderr and nothing that only programmers read."""
    assert "Traceback" not in said.stderr + said.stdout, f"{words}\n{said.stderr}"
    assert said.returncode == 2, f"{words}: {said.returncode}\n{said.stdout[:500]}\n{said.stderr}"
    assert said.stderr.strip(), words
    assert "\n\n" not in said.stderr.strip(), said.stderr
    assert len(said.stderr) < 20_000, said.stderr[:2000]


def needed(command: Any, file: str) -> list[str]:
    """Words that give the command what it cannot do without; every path is `file`."""
    words = []
    for each in command.params:
        if each.required:
            words += each.opts[-1:] if each.param_type_name == "option" else []
            words.append(file if each.type_descriptor.is_path else GIVEN.get(each.name, "copm"))
    return words


def reads_files(name: str) -> bool:
    written = {"out", "problem_out"}
    return any(each.type_descriptor.is_path and each.name not in written for each in EVERY[name].params)


def listing(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if ".streams" not in each.parts}


@pytest.mark.parametrize("name", [each for each in FREE if reads_files(each)])
def test_a_file_of_nonsense_is_refused_in_one_paragraph_and_leaves_no_file(name: str, tmp_path: Path) -> None:
    command = EVERY[name]
    for number, (what, data) in enumerate(CORPUS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = folder / "given.json"
        file.write_bytes(data)
        words = (*name.split(), *needed(command, str(file)))
        if any("--out" in each.opts for each in command.params) and "--out" not in words:
            words += ("--out", str(folder / "out.json"))
        if name == "quality":
            words += ("--places", str(file))
        before = listing(folder)
        said = ask(words, folder)
        if name == "generate" or (name == "presets show" and not said.returncode):
            continue
        plain(said, (what, *words))
        assert listing(folder) == before, what


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert ask(("generate", "--out", "tables", "--episodes", "60"), folder).returncode == 0
    return folder / "tables"


@pytest.mark.parametrize("name", [each for each in FREE if any("--data" in of.opts for of in EVERY[each].params)])
def test_a_table_that_is_broken_or_another_is_named_and_nothing_is_counted(
    name: str, tables: Path, tmp_path: Path
) -> None:
    (tmp_path / "prices.toml").write_text(FILES["prices.toml"], encoding="utf-8")
    given = {"economy": ("--prices", "prices.toml"), "effect compare": ("--comparison", "data/comparison.csv")}
    asked = {"effect change": "copm", "effect over-time": "copm", "effect compare": "copm"}
    words = (
        *name.split(),
        *(("dropouts",) if name in ("indicators funnel", "indicators run-chart", "indicators control-chart") else ()),
    )
    words += ("--data", "data", *given.get(name, ()), *(("--instrument", asked[name]) if name in asked else ()))
    whole = (tables / "episodes.parquet").read_bytes()
    broken = {
        "cut off": whole[: len(whole) // 2],
        "another table": (tables / "visits.parquet").read_bytes(),
        **{what: CORPUS[what] for what in ("empty", "noise", "parquet's beginning")},
    }
    shutil.copytree(tables, tmp_path / "data")
    for what, data in broken.items():
        (tmp_path / "data" / "episodes.parquet").write_bytes(data)
        said = ask(words, tmp_path)
        plain(said, (what, *words))
        assert "episodes" in said.stderr


@pytest.mark.parametrize("name", [each for each in FREE if reads_files(each)])
@pytest.mark.parametrize("place", ["nowhere/at/all", ".", "/proc/1/mem", "a\nb", "n" * 300])
def test_a_file_that_is_not_there_or_is_no_file_is_named(name: str, place: str, tmp_path: Path) -> None:
    words = (*name.split(), *needed(EVERY[name], place))
    if name == "quality":
        words += ("--places", place)
    if name == "generate":
        words = ("generate", "--out", "new", "--truth", place)
    plain(ask(words, tmp_path), words)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_an_option_there_is_not_is_refused_and_help_is_pointed_to(name: str, tmp_path: Path) -> None:
    said = ask((*name.split(), "--no-such-option"), tmp_path)
    plain(said, (name,))
    assert "--help" in said.stderr


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0/"), max_size=30)
VALUES = WORDS | st.sampled_from(
    ["nan", "inf", "-inf", "1e999", "-1", "0", "9" * 400, "--", "-", "", "true", "2026-02-30"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nonsense_for_any_option_never_ends_in_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FREE))
    command = EVERY[name]
    words = [*name.split(), *needed(command, "nowhere.json")]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    if options:
        option = data.draw(st.sampled_from(options))
        words += [option.opts[-1]] if option.is_flag else [option.opts[-1], data.draw(VALUES)]
    if name == "generate" or "--seconds" in words:
        words += ["left", "over"]
    said = ask(tuple(words), tmp_path)
    assert said.returncode in (0, 2), (words, said.stderr)
    assert "Traceback" not in said.stderr


@given(WORDS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_command_there_is_not_is_refused(tmp_path: Path, word: str) -> None:
    if word in {each.split()[0] for each in EVERY if each} or word.startswith("-") or not word:
        return
    plain(ask((word,), tmp_path), (word,))
