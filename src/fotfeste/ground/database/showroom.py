"""The demo's database: made, filled once, thrown away on request, and never anything but the demo's.

A comment on the database says that it is the demo's and how far filling it came, so that a start that was killed
halfway begins anew, and so that a database with real persons can never be taken for the demo's. What is seen first is
filled before the first page; the rest behind the pages, and a comment on the schema says from which moment.
"""

import contextlib
import fcntl
import importlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fotfeste.ground.database.embedded import start
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import external, log_heads_file, where
from fotfeste.ground.database.place import home
from fotfeste.ground.database.schema import Report, begin, migrate, unreachable

# While the first is said, the log takes the times it is told (access_write_log): the demo has a past.
FILLING, FILLED = "Fotfeste demo, being filled", "Fotfeste demo, filled"
USABLE = "What is seen first is there, as of "
STATE = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
BUILDER = "fotfeste.channels.demo.build"


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the demo of this home until the end of the block. Raises DatabaseProblem when another one holds it."""
    place = home()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseProblem(
                f"A demo runs in {place} already. Use its pages, or stop it first (Ctrl-C where it was started). For a "
                "second one beside it, set FOTFESTE_HOME to another folder."
            ) from None
        yield


def prepare(*, reset: bool, report: Report | None = None) -> bool:
    """The demo's database up, migrated, and filled with what is seen first. True when the rest is still to be filled.

    Raises DatabaseProblem when `DATABASE_URL` names a database that holds something else.
    """
    import psycopg

    if not external():
        start(home())
    try:
        with _owner() as owner:
            state = _state(owner)
            if not state and _tables(owner):
                raise DatabaseProblem(
                    f"The database {where().name} holds something that is not the demo's. Point DATABASE_URL at an "
                    "empty database, or unset it: then the demo keeps a database of its own."
                )
            if reset or (state == FILLING and not _usable_since(owner)):
                _empty(owner)
                state = ""
            if not state:
                _say(owner, FILLING)
    except psycopg.OperationalError as wrong:
        raise DatabaseProblem(f"The demo's database does not answer: {wrong}") from wrong
    begin()
    try:
        migrate(report)
    except Exception as wrong:
        raise unreachable(wrong) from wrong
    if not state:
        last = _builder().begin(report=report)
        with _owner() as owner:
            _say_usable(owner, last)
    return state != FILLED


def fill_rest(report: Report | None = None) -> str:
    """Fill what `prepare` left; called as often as it takes. Gives a line to show, empty when nothing was left."""
    begin()
    with _owner() as owner:
        last = _usable_since(owner)
        if _state(owner) != FILLING or last is None:
            return ""
        filled = _builder().go_on(last=last, report=report)
        _say(owner, FILLED)
    return str(filled)


def being_filled() -> bool:
    """Whether the demo still lacks some of its history. Asked through Django's connection, for the pages."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return cursor.fetchone()[0] == FILLING


def _owner() -> Any:
    import psycopg

    return psycopg.connect(**where("owner").psycopg(), autocommit=True)


def _builder() -> Any:
    return importlib.import_module(BUILDER)


def _usable_since(owner: Any) -> datetime | None:
    """The moment the first part was built for; None while it is not whole."""
    found = owner.execute("select obj_description('public'::regnamespace, 'pg_namespace')").fetchone()
    said = (found and found[0]) or ""
    return datetime.fromisoformat(said.removeprefix(USABLE)) if said.startswith(USABLE) else None


def _say_usable(owner: Any, last: datetime) -> None:
    from psycopg import sql

    owner.execute(sql.SQL("comment on schema public is {}").format(sql.Literal(f"{USABLE}{last.isoformat()}")))


def _state(owner: Any) -> str:
    found = owner.execute(STATE).fetchone()
    return (found and found[0]) or ""


def _say(owner: Any, state: str) -> None:
    from psycopg import sql

    name = sql.Identifier(where("owner").name)
    owner.execute(sql.SQL("comment on database {} is {}").format(name, sql.Literal(state)))


def _tables(owner: Any) -> int:
    found = owner.execute(
        "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
    ).fetchone()
    return int(found[0])


def _empty(owner: Any) -> None:
    others = owner.execute(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    ).fetchone()[0]
    if others:
        raise DatabaseProblem("The demo is running. Stop it (Ctrl-C where it was started), then start over.")
    owner.execute("drop schema public cascade")
    owner.execute("create schema public")
    # The heads of a log that is gone on purpose; kept, they would tell that it was emptied.
    log_heads_file().unlink(missing_ok=True)
