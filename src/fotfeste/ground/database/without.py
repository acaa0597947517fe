"""How a command says that it works without a database, so that none is started for it."""

from collections.abc import Callable
from typing import Any, TypeVar

Command = TypeVar("Command", bound=Callable[..., Any])


def without_database(command: Command) -> Command:
    """Mark a room's command: `cli.program` sets Django up before it runs, and leaves the database alone."""
    command.without_database = True  # type: ignore[attr-defined]
    return command


def needs_database(command: Callable[..., Any]) -> bool:
    """Whether the command is to find its database ready, as all do that say nothing else."""
    return not getattr(command, "without_database", False)
