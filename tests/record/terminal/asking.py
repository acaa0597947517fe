"""Commands asked in this process: the same program without the second that Python needs to begin."""

import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from fotfeste.cli import program
from fotfeste.ground.terminal import run


@dataclass(frozen=True, slots=True)
class Said:
    """What a command wrote, and the exit code it ended with."""

    returncode: int
    stdout: str
    stderr: str


def ask(words: tuple[str, ...], folder: Path, given: str = "") -> Said:
    """Run `fotfeste` with these words in a folder; `given` is what stands on standard input."""
    kept = folder / ".streams"
    kept.mkdir(exist_ok=True)
    (kept / "in").write_text(given, encoding="utf-8")
    with (
        (kept / "in").open(encoding="utf-8") as asked,
        (kept / "out").open("w", encoding="utf-8") as out,
        (kept / "err").open("w", encoding="utf-8") as err,
        _typed(asked),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(folder),
    ):
        code = run(program(), list(words))
    return Said(code, (kept / "out").read_text(encoding="utf-8"), (kept / "err").read_text(encoding="utf-8"))


@contextmanager
def _typed(given: TextIO) -> Iterator[None]:
    before, sys.stdin = sys.stdin, given
    try:
        yield
    finally:
        sys.stdin = before
