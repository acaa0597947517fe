"""Words to people: what was asked for on stdout, what they should know of on stderr."""

import os
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Style = Literal["", "bold", "dim", "yellow", "red"]
_CODES = {"bold": "1", "dim": "2", "yellow": "33", "red": "1;31"}
NARROWEST = 20


def say(*lines: object, style: Style = "") -> None:
    """Each line on stdout: broken between words on a terminal, left whole in a pipe."""
    _write(sys.stdout, lines, style)


def warn(*lines: object, style: Style = "yellow") -> None:
    """Each line on stderr; what is asked for stays alone on stdout."""
    _write(sys.stderr, lines, style)


def show(table: Any) -> None:
    """A table of Rich on stdout, as wide as the terminal (`COLUMNS`; 80 in a pipe)."""
    console(sys.stdout).print(table)


def console(stream: TextIO) -> "Console":
    """Rich's own way to the stream, with colours where `coloured` says so."""
    from rich.console import Console

    if coloured(stream):
        return Console(file=stream, highlight=False, markup=False)
    return Console(file=stream, highlight=False, markup=False, color_system=None)


def watched(stream: TextIO) -> bool:
    """Whether somebody looks at it as it comes: a terminal that can move its cursor, and no pipe or file."""
    return stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


def coloured(stream: TextIO) -> bool:
    """Whether colours are seen there and wanted (https://no-color.org)."""
    return watched(stream) and not os.environ.get("NO_COLOR")


def _write(stream: TextIO, lines: tuple[object, ...], style: Style) -> None:
    begin, end = (f"\033[{_CODES[style]}m", "\033[0m") if style and coloured(stream) else ("", "")
    width = max(NARROWEST, shutil.get_terminal_size().columns) if stream.isatty() else 0
    for text in lines:
        for line in str(text).split("\n"):
            stream.write(f"{begin}{_broken(line, width)}{end}\n")
    stream.flush()


def _broken(line: str, width: int) -> str:
    """The line in pieces of at most `width`, each indented as the first; 0 leaves it whole."""
    if not width or len(line) <= width:
        return line
    room = line[: len(line) - len(line.lstrip())]
    return "\n".join(textwrap.wrap(line, width, subsequent_indent=room, break_on_hyphens=False)) or line
