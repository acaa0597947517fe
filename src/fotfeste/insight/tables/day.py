"""The day the tables were taken out, written beside them: what is due after it cannot be judged.

A file's own date is the day somebody copied it; with it, follow-ups would fall due while a folder lies on a disk.
"""

import json
from datetime import date
from pathlib import Path

from fotfeste.insight.tables.shape import TableError

FILE = "data.json"
FIRST, LAST = 1990, 2100  # years somebody can mean


def write(folder: Path, day: date) -> None:
    """Say in `folder` that its tables hold what was known on `day`."""
    (folder / FILE).write_text(json.dumps({"day_of_data": day.isoformat()}) + "\n", "utf-8")


def read(folder: Path) -> date | None:
    """The day the folder says, None where it says none. Raises TableError where what it says is no day."""
    try:
        said = date.fromisoformat(json.loads((folder / FILE).read_text("utf-8-sig"))["day_of_data"])
        if not FIRST <= said.year <= LAST:
            raise ValueError(said)
        return said
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise TableError(
            f'{folder / FILE} does not say a day from {FIRST} to {LAST}. Write {{"day_of_data": "2025-12-31"}} in it, '
            "or take it away: then the newest file's own date counts."
        ) from wrong
