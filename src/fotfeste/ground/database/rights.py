"""Who may do what in the database: two roles, and the tables whose rows are kept as they were written.

`fotfeste_owner` owns the schema and migrates. `fotfeste_app` reads and writes rows, but not these (docs/adr/0021):

| table | the application may | known by |
|---|---|---|
| append-only | read and add | a comment on the table that begins with "append-only" |
| append-only by function | read; a function of the database adds | a comment that begins with these words |
| history of rows | read; triggers of the database add | a column `pgh_id`, as django-pghistory makes it |
| with a history | read, add and change; remove only where a removal is written to the history | its triggers |

On the first three a trigger refuses change, removal and emptying to the owner, too. Comments and columns lie in the
database, so the rights follow the table and not a list somewhere else.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fotfeste.ground.database.location import ROLES, Role, where

if TYPE_CHECKING:
    import psycopg

    from fotfeste.ground.database.cluster import Cluster

APPEND_ONLY = "append-only"
BY_FUNCTION = "append-only by function"

_REFUSE = """
create or replace function refuse_change_of_kept_rows() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'Rows of % are kept as they were written: % is refused.', tg_table_name, tg_op
        using errcode = 'insufficient_privilege';
end $$
"""

# django-pgtrigger asks this function at the top of every trigger, and reads the answer from a setting that anybody who
# is connected may set: one SET would switch history and the chain of the log off. Nothing of ours switches them off.
_NEVER_IGNORE = """
create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean language sql immutable
as $$ select false $$
"""


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


def guard_kept_tables(connection: Any) -> list[str]:
    """Put a trigger on every table whose rows are kept: change, removal and emptying are refused, whoever asks.

    And no setting switches a trigger off any more; a migration with a trigger in it brings the switch back, so this
    runs after every migrating.
    `connection` is a Django connection as the owner, right after migrating. The owner can still take a trigger off;
    that is a deed of its own and not a slip. Gives the names of the tables.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = sorted({*_commented(cursor, APPEND_ONLY), *_history(cursor)})
        cursor.execute(_REFUSE)
        cursor.execute(_NEVER_IGNORE)
        for table in tables:
            cursor.execute(
                f"create or replace trigger rows_are_kept before update or delete or truncate on {quote(table)} "
                "for each statement execute function refuse_change_of_kept_rows()"
            )
    return tables


def grant_application(connection: Any, app: str = ROLES["app"]) -> list[str]:
    """Give the application its rights on every table there is, and take back what tables of kept rows refuse.

    `connection` is a Django connection as the owner, right after migrating. Gives the names of the tables of kept rows.
    """
    from django.db import transaction

    quote = connection.ops.quote_name
    # In one transaction: there is no moment in which the application may do more than afterwards.
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        role = quote(app)
        cursor.execute(f"grant usage on schema public to {role}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {role}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {role}")
        cursor.execute(f"grant execute on all functions in schema public to {role}")
        history = _history(cursor)
        for table in (kept := sorted({*_commented(cursor, APPEND_ONLY), *history})):
            cursor.execute(f"revoke update, delete, truncate on {quote(table)} from {role}")
        for table in {*_commented(cursor, BY_FUNCTION), *history}:
            cursor.execute(f"revoke insert on {quote(table)} from {role}")
        for table in _kept_by_staying(cursor, history):
            cursor.execute(f"revoke delete on {quote(table)} from {role}")
        _let_triggers_write_history(cursor, history)
    return kept


def _commented(cursor: Any, beginning: str) -> list[str]:
    """The tables whose comment begins like this, in any mixture of large and small letters."""
    cursor.execute(
        "select c.relname from pg_class c "
        "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') "
        "and lower(obj_description(c.oid, 'pg_class')) like %s order by 1",
        [f"{beginning}%"],
    )
    return [row[0] for row in cursor.fetchall()]


def _history(cursor: Any) -> list[str]:
    """The tables that hold earlier versions of other tables' rows."""
    cursor.execute(
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'pgh_id' "
        "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped order by 1"
    )
    return [row[0] for row in cursor.fetchall()]


def _kept_by_staying(cursor: Any, history: list[str]) -> list[str]:
    """The tables that have a history which would not tell of a removal: no trigger at DELETE writes it."""
    cursor.execute(
        "select c.relname from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid "
        "where not t.tgisinternal and exists (select from unnest(%s::text[]) h where position(h in p.prosrc) > 0) "
        "group by c.relname having not bool_or(t.tgtype & 8 > 0) order by 1",
        [[f'INSERT INTO "{table}"' for table in history]],
    )
    return [row[0] for row in cursor.fetchall()]


def _let_triggers_write_history(cursor: Any, history: list[str]) -> None:
    """Let the triggers that write history do it as the owner: then whoever changes a row needs no right to its history.

    Their search path is fixed, so that no table or function of somebody else's can be slipped in.
    """
    for table in history:
        cursor.execute(
            "select distinct p.oid::regprocedure::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid "
            "where not t.tgisinternal and position(%s in p.prosrc) > 0",
            [f'INSERT INTO "{table}"'],
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"alter function {function} security definer set search_path = public, pg_temp")


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
