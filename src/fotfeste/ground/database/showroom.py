"""The demo's database: made, filled once, thrown away on request, and never anything but the demo's.

A comment on the database says that it is the demo's and how far filling it came, so that a start that was killed
halfway begins anew, and so that a database with real persons can never be taken for the demo's.
"""

import importlib
import importlib.util
from typing import Any

from fotfeste.ground.database.embedded import start
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import external, where
from fotfeste.ground.database.place import home
from fotfeste.ground.database.schema import Report, begin, migrate, unreachable

FILLING, FILLED = "Fotfeste demo, being filled", "Fotfeste demo, filled"
BUILDER = "fotfeste.channels.demo.build"


def prepare(*, reset: bool, report: Report | None = None) -> str:
    """The demo's database up, migrated and filled. Gives a line to show when it was filled now, else an empty one.

    Raises DatabaseProblem when `DATABASE_URL` names a database that holds something else.
    """
    import psycopg

    if not external():
        start(home())
    try:
        with psycopg.connect(**where("owner").psycopg(), autocommit=True) as owner:
            state = _state(owner)
            if not state and _tables(owner):
                raise DatabaseProblem(
                    f"The database {where().name} holds something that is not the demo's. Point DATABASE_URL at an "
                    "empty database, or unset it: then the demo keeps a database of its own."
                )
            if reset or state == FILLING:
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
    if state == FILLED:
        return ""
    filled = _fill(report)
    with psycopg.connect(**where("owner").psycopg(), autocommit=True) as owner:
        _say(owner, FILLED)
    return filled


def _fill(report: Report | None) -> str:
    if importlib.util.find_spec("fotfeste.channels") is None or importlib.util.find_spec(BUILDER) is None:
        return "The demo municipality is empty: this version brings no demo data."
    return str(importlib.import_module(BUILDER).build(report=report) or "")


def _state(owner: Any) -> str:
    found = owner.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
    ).fetchone()
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
