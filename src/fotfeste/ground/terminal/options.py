"""Options that many commands have, each meaning the same everywhere."""

from datetime import datetime
from typing import Annotated, Literal

import typer

DAYS = ["%Y-%m-%d", "%d.%m.%Y"]

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON on standard output.")]
Language = Annotated[Literal["nb", "nn", "en"], typer.Option("--language", help="Language of what is told.")]
Day = Annotated[datetime | None, typer.Option(formats=DAYS, help="A day, as 2026-01-31 or 31.01.2026.")]
