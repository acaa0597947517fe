"""Every command is documented, has a place in the help and an example that works; and what it says goes one way."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import fotfeste
from fotfeste.cli import program
from fotfeste.ground.database import needs_database
from fotfeste.ground.terminal import For
from tests.record.terminal.answers import FILES
from tests.record.terminal.asking import ask

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(fotfeste.__file__).parent
DOCS = ROOT / "docs"
# These do something or bring something in, and have no figure to answer with.
WITHOUT_JSON = {
    "demo", "serve", "migrate", "mail test", "user add", "unit add", "plan generate",
}  # fmt: skip
# They need a server, a mail server or a record of their own; their tests start one.
NOT_RUN_HERE = {"demo", "serve", "mail test"}


def commands(command: Any, path: str = "", who: str | None = None) -> Iterator[tuple[str, str | None, Any]]:
    who = getattr(command, "rich_help_panel", None) or who
    if not hasattr(command, "commands"):
        yield path.strip(), who, command
        return
    for name, inner in command.commands.items():
        yield from commands(inner, f"{path} {name}", who)


EVERY = {name: (who, command) for name, who, command in commands(typer.main.get_command(program()))}
COMMAND_FILES = sorted(SOURCE.rglob("*commands.py"))


@pytest.mark.parametrize("name", EVERY)
def test_a_command_is_for_somebody_and_has_an_example_of_itself(name: str) -> None:
    who, command = EVERY[name]
    assert who in list(For)
    assert command.help and command.epilog
    assert all(line.startswith(f"fotfeste {name}") for line in command.epilog.splitlines())


@pytest.mark.parametrize("name", EVERY)
def test_a_command_stands_in_the_reference_and_is_told_of_by_some_other_page(name: str) -> None:
    reference = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"\n## fotfeste {name}\n" in reference
    others = (each for each in DOCS.rglob("*.md") if each.name != "commands.md" and "adr" not in each.parts)
    told = re.compile(rf"fotfeste {re.escape(name)}\b")
    assert any(told.search(each.read_text(encoding="utf-8")) for each in others), f"no page tells of fotfeste {name}"


@pytest.mark.parametrize("name", EVERY)
def test_a_command_that_answers_with_figures_answers_programs_too(name: str) -> None:
    options = {each for param in EVERY[name][1].params for each in param.opts}
    assert ("--json" in options) is (name not in WITHOUT_JSON)


def test_the_help_is_one_screen_with_every_command_under_who_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = ask(("--help",), tmp_path).stdout
    assert 24 <= len(text.splitlines()) <= 40
    assert all(line == line[:80] for line in text.splitlines())
    headings = [line.rstrip(":") for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == ["Options", *For]
    assert all(re.search(rf"^  {name.split()[0]} ", text, re.MULTILINE) for name in EVERY)


def test_no_room_knows_the_command_line_as_a_whole() -> None:
    wrong = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [f"{node.module}.{each.name}" for each in node.names] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if "fotfeste.cli" in names:
                wrong.append(str(path.relative_to(SOURCE)))
    assert wrong == []


@pytest.mark.parametrize("path", COMMAND_FILES, ids=lambda each: str(each.relative_to(SOURCE)))
def test_what_a_command_says_goes_through_the_terminals_room(path: Path) -> None:
    """`print`, `typer.echo`, a console or a JSON writer of its own would be a second way of saying it."""
    wrong = []
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
        if name in {"print", "typer.echo", "typer.secho", "Console", "Progress", "json.dump", "sys.exit"}:
            wrong.append(f"{call.lineno}: {name}")
        if name == "sys.stdout.write" and path.parent.name != "assessment":  # a stream of millions of lines
            wrong.append(f"{call.lineno}: {name}")
    assert wrong == []


def test_help_and_completion_read_none_of_the_heavy_libraries() -> None:
    heavy = "django numpy pandas pyarrow ibis duckdb numba scipy statsmodels ortools weasyprint psycopg rich.markdown"
    code = (
        "import sys; from fotfeste.cli import program; from fotfeste.ground.terminal import run\n"
        "codes = [run(program(), words) for words in (['--help'], ['plan', '--help'], ['effect', 'home', '--help'])]\n"
        f"sys.stderr.write(' '.join({{*{heavy.split()!r}}} & {{*sys.modules}})); assert codes == [0] * 3"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete_and_is_given_commands_and_values(shell: str) -> None:
    script = subprocess.run(
        [sys.executable, "-m", "fotfeste.cli", "--show-completion", shell],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert f"complete_{shell}" in script.stdout and "_FOTFESTE_COMPLETE" in script.stdout
    asked = {
        "bash": {"COMP_WORDS": "fotfeste plan so", "COMP_CWORD": "2"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "fotfeste plan so"},
        "fish": {"_TYPER_COMPLETE_ARGS": "fotfeste plan so", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [sys.executable, "-m", "fotfeste.cli"], capture_output=True, text=True, timeout=120, check=True,
        env={"PATH": "/usr/bin:/bin", "_FOTFESTE_COMPLETE": f"complete_{shell}", **asked},
    )  # fmt: skip
    assert "solve" in done.stdout and "check" not in done.stdout


def _in_order() -> list[str]:
    """Those that make files come before those that read them."""
    first = ["generate", "plan generate", "plan solve", "plan replan"]
    free = [name for name, (_, command) in EVERY.items() if not needs_database(_inside(command))]
    return first + [name for name in free if name not in first]


def _inside(command: Any) -> Any:
    found = command.callback
    while hasattr(found, "__wrapped__") and not getattr(found, "without_database", False):
        found = found.__wrapped__
    return found


def test_the_example_of_every_command_that_needs_no_database_works_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path / "home"))
    preset = SOURCE / "care" / "service_model" / "presets" / "gjovik.toml"
    (tmp_path / "klokkevik.toml").write_text(preset.read_text(encoding="utf-8"), encoding="utf-8")
    for file in ("answers.json", "counts.csv", "courses.csv", "prices.toml"):
        (tmp_path / file).write_text(FILES[file], encoding="utf-8")
    shorter = {"--seconds 20": "--moves 2000", "--seconds 100": "--seconds 4", "--episodes 1000": "--episodes 400"}
    for name in _in_order():
        for line in EVERY[name][1].epilog.splitlines():
            for long, short in shorter.items():
                line = line.replace(long, short)
            line, _, given = line.partition(" < ")
            said = ask(tuple(shlex.split(line)[1:]), tmp_path, (tmp_path / given).read_text() if given else "")
            assert said.returncode == 0, f"{line}\n{said.stderr}"
            assert said.stdout.strip(), line
