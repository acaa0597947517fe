"""Bringing the database's tables to what this version of Fotfeste expects."""

import os
from collections.abc import Callable
from typing import Any

from fotfeste.ground.database.embedded import start
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import external, where
from fotfeste.ground.database.place import home
from fotfeste.ground.database.rights import as_role, grant_application

Report = Callable[[str, int, int], None]


def ready(report: Report | None = None) -> None:
    """Make everything ready for Django code: the database up, Django set up, the tables as this version expects.

    The embedded database is migrated here. A database of the municipality's own is not: its administrator chooses when
    (`fotfeste migrate`). Raises DatabaseProblem.
    """
    begin()
    try:
        waiting = unapplied()
    except Exception as wrong:
        raise unreachable(wrong) from wrong
    if not waiting:
        return
    if external():
        raise DatabaseProblem(
            f"The database lacks {len(waiting)} changes that this version of Fotfeste needs (first: {waiting[0]}). "
            "Run `fotfeste migrate`, then try again."
        )
    migrate(report)


def begin() -> None:
    """The database up (when it is ours) and Django set up; the tables are not looked at."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
    if not external():
        start(home())
    import django

    django.setup()


def unapplied() -> list[str]:
    """The migrations that are in the code but not in the database, as `room.name`, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def migrate(report: Report | None = None) -> list[str]:
    """Run what is unapplied, as the owner, and give the application its rights. Gives the names of what was run.

    `report(name, done, of)` is called before each step.
    """
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    with as_role("owner") as connection:
        waiting = unapplied()
        done = 0

        def tell(action: str, migration: Any = None, _fake: bool = False) -> None:
            nonlocal done
            if report and action == "apply_start":
                report(f"{migration.app_label}.{migration.name}", done, len(waiting))
                done += 1

        original = MigrationExecutor.__init__

        def listening(self: MigrationExecutor, connection: Any, progress_callback: Any = None) -> None:
            original(self, connection, tell)

        # Django's command owns what surrounds a migration (signals, content types); only its own printing is replaced.
        MigrationExecutor.__init__ = listening  # type: ignore[method-assign, assignment]
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            MigrationExecutor.__init__ = original  # type: ignore[method-assign]
        if where("app").user != where("owner").user:
            grant_application(connection, where("app").user)
    return waiting


def unreachable(wrong: Exception) -> Exception:
    """What to tell when a database the user chose does not answer; anything else is passed on as it is."""
    from django.db.utils import OperationalError

    if not isinstance(wrong, OperationalError):
        return wrong
    at = where()
    return DatabaseProblem(
        f"The database {at.name} at {at.host} does not answer as {at.user}: {str(wrong).strip().splitlines()[0]} "
        "Check DATABASE_URL and that the database server runs."
    )
