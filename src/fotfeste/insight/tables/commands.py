"""What every command that reads a folder of tables does first: looks it through, and says what was taken."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.terminal import fail, warn

Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", help="A mild fault that is right as it stands, by its code; again for more."),
]


def take(data: Path, accept: list[str] | None, *, team: bool, day: date | None = None) -> None:
    """Look through the folder and say on stderr what was taken; ends the command with all faults when it is refused.

    team  the reader knows the persons: exact numbers of rows, and which rows have the faults that were accepted
    day   the day of the data, where somebody says it
    """
    from django.conf import settings

    from fotfeste.insight.tables.checks.reading import read_folder
    from fotfeste.insight.tables.schema import TableError

    try:
        taken = read_folder(data, accept=accept or (), day=day)
    except TableError as wrong:
        raise fail(wrong, 2) from wrong
    warn(*taken.lines(threshold=None if team else settings.SMALL_NUMBER_THRESHOLD), style="dim")
