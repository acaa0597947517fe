"""Bringing the database's tables to what this version of Fotfeste expects."""

import io
import os
import re
from collections.abc import Callable

from fotfeste.ground.database import snapshot
from fotfeste.ground.database.embedded import start
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import external, where
from fotfeste.ground.database.place import home
from fotfeste.ground.database.rights import as_role, grant_application, guard_kept_tables

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

    with as_role("owner") as connection:
        waiting = unapplied()
        try:
            # A database of the municipality's own may have tables of others, and settings the file knows nothing of.
            if waiting and not (not external() and snapshot.load(connection)):
                call_command("migrate", verbosity=1, interactive=False, stdout=_Steps(report, len(waiting)))
        finally:
            # Also when a step failed: those before it are done, and what they made is to be guarded.
            guard_kept_tables(connection)
        if where("app").user != where("owner").user:
            grant_application(connection, where("app").user)
    return waiting


class _Steps(io.StringIO):
    """Listens to what Django's migrate says and passes on which step it is at."""

    def __init__(self, report: Report | None, of: int) -> None:
        super().__init__()
        self.report, self.done, self.of = report, 0, of

    def write(self, text: str) -> int:
        if self.report and (step := re.search(r"Applying (\S+?)\.\.\.", text)):
            self.report(step[1], self.done, self.of)
            self.done += 1
        return len(text)


def unreachable(wrong: Exception) -> Exception:
    """What to tell when a database the user chose does not answer; anything else is passed on as it is."""
    from django.db.utils import OperationalError

    if not isinstance(wrong, OperationalError):
        return wrong
    at = where()
    return DatabaseProblem(
        f"The database {at.name} at {at.host} does not answer as {at.user}: {str(wrong).strip().splitlines()[0]}. "
        "Check DATABASE_URL and that the database server runs."
    )
