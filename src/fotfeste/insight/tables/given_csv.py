"""CSV files that people give: read as the spreadsheet of the place writes them, with the line each row stands on."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_FAULTS = 20  # told at once; a file of another kind has a fault in every line


class GivenError(ValueError):
    """A file that cannot be taken. The text names file, line and column, and says what to write."""


@dataclass(frozen=True, slots=True)
class Given:
    """Column names in small letters, rows by line, and what is wrong with lines that are no rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    faults: tuple[str, ...]


def read(path: Path, needed: Sequence[str]) -> Given:
    """Comma or semicolon between columns, whichever the first line has more of; empty lines are passed over.

    Raises GivenError when the file is no text, a needed column is not there, or a name stands twice.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise GivenError(f"{path} cannot be read as UTF-8 text: {wrong}. Save it as CSV UTF-8.") from wrong
    head = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        return _taken(path, lines, needed)
    except csv.Error as wrong:
        raise GivenError(f"{path.name}, line {lines.line_num}: {wrong}. Save it as CSV UTF-8 anew.") from wrong


def _taken(path: Path, lines: Any, needed: Sequence[str]) -> Given:
    names = tuple(name.strip().lower() for name in next(lines, []))
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise GivenError(f"{path.name}, line 1: {', '.join(doubled) or 'a name'} stands twice. Name columns once.")
    if lacking := [name for name in needed if name not in names]:
        raise GivenError(
            f"{path.name}, line 1: there is no column {', '.join(lacking)}. Needed are {', '.join(needed)}."
        )
    rows, faults = [], []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(names):
            rows.append((lines.line_num, dict(zip(names, (cell.strip() for cell in cells), strict=True))))
        else:
            faults.append(
                f"line {lines.line_num}: {len(cells)} cells, but {len(names)} columns. A decimal comma in a file with "
                'commas between columns needs quotes: "3,5".'
            )
    return Given(names, tuple(rows), tuple(faults))


def refuse(path: Path, faults: Sequence[str]) -> None:
    """Raises GivenError with all faults, when there are any: a file is taken whole or not at all."""
    if faults:
        more = f"\n… and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise GivenError(f"{path.name} has faults; nothing was taken.\n" + "\n".join(faults[:MOST_FAULTS]) + more)


def number(text: str) -> float | None:
    """A number with decimal comma or point and spaces between thousands; None when it is none."""
    try:
        found = float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
