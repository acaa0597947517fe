"""Who may do what in the database: two roles, and the tables nobody but the owner may change.

`fotfeste_owner` owns the schema and migrates. `fotfeste_app` reads and writes rows, and on append-only tables it may
only read and add (security.md, log). A model says that it is append-only by a `db_table_comment` that begins with
"append-only"; the comment lies in the database, so the rights follow the table and not a list somewhere else.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fotfeste.ground.database.location import ROLES, Role, where

if TYPE_CHECKING:
    import psycopg

    from fotfeste.ground.database.cluster import Cluster

APPEND_ONLY = "append-only"


def prepare(cluster: "Cluster", name: str) -> None:
    """Make the two roles and the database, or see that they are there. Safe to repeat."""
    import psycopg

    with psycopg.connect(
        host=str(cluster.socket), port=5432, user="postgres", dbname="postgres", autocommit=True
    ) as admin:
        make_roles(admin)
        make_database(admin, name)


def make_roles(admin: "psycopg.Connection[Any]", password: str = "") -> None:
    """Make the roles that are missing. `admin` must be allowed to make roles."""
    from psycopg import sql

    there = {row[0] for row in admin.execute("select rolname from pg_roles").fetchall()}
    for role in ROLES.values():
        if role not in there:
            admin.execute(
                sql.SQL("create role {} login password {}").format(sql.Identifier(role), sql.Literal(password))
                if password
                else sql.SQL("create role {} login").format(sql.Identifier(role))
            )


def make_database(admin: "psycopg.Connection[Any]", name: str, template: str = "template0") -> bool:
    """Make the database for the owner unless it is there. True if it was made."""
    from psycopg import sql

    if admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
        return False
    database, owner, app = sql.Identifier(name), sql.Identifier(ROLES["owner"]), sql.Identifier(ROLES["app"])
    admin.execute(sql.SQL("create database {} owner {} template {}").format(database, owner, sql.Identifier(template)))
    admin.execute(sql.SQL("revoke all on database {} from public").format(database))
    admin.execute(sql.SQL("grant connect, temporary on database {} to {}").format(database, app))
    return True


def grant_application(connection: Any, app: str = ROLES["app"]) -> list[str]:
    """Give the application its rights on every table there is, and take back what append-only tables refuse.

    `connection` is a Django connection as the owner, right after migrating. Gives the append-only tables' names.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        role = quote(app)
        cursor.execute(f"grant usage on schema public to {role}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {role}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {role}")
        cursor.execute(
            "select c.relname from pg_class c "
            "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') "
            "and lower(obj_description(c.oid, 'pg_class')) like %s order by 1",
            [f"{APPEND_ONLY}%"],
        )
        append_only = [row[0] for row in cursor.fetchall()]
        for table in append_only:
            cursor.execute(f"revoke update, delete, truncate on {quote(table)} from {role}")
    return append_only


@contextlib.contextmanager
def as_role(role: Role, alias: str = "default") -> Iterator[Any]:
    """Let Django's connection be another role for a while: migrations run as the owner, everything else as the app."""
    from django.db import connections

    connection = connections[alias]
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    wanted = where(role)
    connection.close()
    connection.settings_dict.update(USER=wanted.user, PASSWORD=wanted.password)
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict.update(before)
