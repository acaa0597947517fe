"""What a command finds ready before its first line runs."""

import functools
import os
from collections.abc import Callable
from typing import Any

from fotfeste.ground.terminal import progress


def make_ready() -> None:
    """The database up, its tables right, Django set up. Raises DatabaseProblem."""
    from fotfeste.ground.database import schema

    with progress("Preparing the database") as report:
        schema.ready(report)


def with_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, with everything ready before the first line runs."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        make_ready()
        return command(*arguments, **named)

    return run


def with_django(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, with Django set up and no database: for those marked `without_database`."""

    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
        import django

        django.setup()
        return command(*arguments, **named)

    return run
