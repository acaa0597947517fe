"""The command `fotfeste`: puts the rooms' commands together, and nothing else. Nothing imports it but the entry point.

Rooms bring their commands in `<floor>/<room>/commands.py` with `register(app)`. Every command finds its database up,
its tables right and Django set up; nobody has to start a server first. One that needs no database says so
(`ground.database.without_database`). How a command speaks and ends is `ground.terminal`'s.
"""

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from fotfeste.ground.database import needs_database
from fotfeste.ground.running.ready import with_database, with_django
from fotfeste.ground.terminal import Commands, end_when_told, run

# In the order of the help text, within each heading.
ROOMS = (
    "ground.running",
    "ground.access",
    "care.service_model",
    "channels.intake",
    "care.planning",
    "insight.report",
    "insight.indicators",
    "insight.effect",
    "insight.economy",
    "insight.registers",
    "insight.quality",
    "care.assessment",
)
ABOUT = """Hverdagsrehabilitering from referral to documented outcome.

`fotfeste COMMAND --help` says how each is used, with an example."""
# These make everything ready themselves, each in its own order.
READY_BY_THEMSELVES = "fotfeste.ground.running.commands"


@cache
def program() -> Commands:
    """The whole command line, with every room's commands; put together once."""
    app = Commands("fotfeste", about=ABOUT, completion=True)
    for room in ROOMS:
        importlib.import_module(f"fotfeste.{room}.commands").register(app)
    for info in _commands(app):
        if info.callback.__module__ != READY_BY_THEMSELVES:
            ready = with_database if needs_database(info.callback) else with_django
            info.callback = ready(info.callback)
    return app


def _commands(group: Any) -> Iterator[Any]:
    yield from group.registered_commands
    for inner in group.registered_groups:
        yield from _commands(inner.typer_instance)


def main() -> None:
    """The entry point of the console script."""
    end_when_told()
    sys.exit(run(program()))


if __name__ == "__main__":
    main()
