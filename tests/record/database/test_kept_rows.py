"""The log, the history of rows and the letters: kept as they were written, whoever asks the database to change them."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

from fotfeste.ground.database.location import Address
from fotfeste.ground.database.rights import ROLES, grant_application, guard_kept_tables
from tests.conftest import talking_to

MADE = """
insert into access_user (id, password, public_id, email, name, role, profession, language, is_active, is_persona,
    created_at, sessions_ended)
    values (1, '', gen_random_uuid(), 'a@example.invalid', 'Alice Alm', 'therapist', '', 'nb', true, false, now(), 0)
"""
PERSON = """
insert into pathway_person (id, national_number, given_name, family_name, sort_name, sex, address, postal_code, city,
    municipality_number, phone, language, interpreter, large_print, alert, gp_name, created_at)
    values (gen_random_uuid(), '', 'Vakker', 'Blomst', '', '', '', '', '', '', '', 'nb', '', false, '', '', now())
"""
KEPT = (
    "access_logentry",
    "access_logseal",
    "pathway_letter",
    "pathway_servicemodelversion",
    "pathway_letterevent",
    "visits_visitevent",
)


def _as(address: Address, role: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(**{**address.psycopg(), "user": role}, autocommit=True)


@pytest.fixture
def owner(empty_database: Address) -> Iterator["psycopg.Connection[Any]"]:
    with _as(empty_database, ROLES["owner"]) as connection:
        connection.execute(MADE)
        yield connection


@pytest.fixture
def app(empty_database: Address, owner: Any) -> Iterator["psycopg.Connection[Any]"]:
    with _as(empty_database, ROLES["app"]) as connection:
        yield connection


def _history(connection: "psycopg.Connection[Any]") -> list[str]:
    found = connection.execute(
        "select table_name from information_schema.columns where column_name = 'pgh_id' and table_schema = 'public'"
    )
    return [row[0] for row in found.fetchall()]


def _line(connection: "psycopg.Connection[Any]", who: int | None = 1, outcome: str = "done") -> None:
    connection.execute(
        "select access_write_log(%s, 'read_record', null, '', '', '', 'test', %s, '', '2001-01-01')", [who, outcome]
    )


def test_neither_the_application_nor_the_owner_can_change_remove_or_empty_what_is_kept(owner: Any, app: Any) -> None:
    _line(app)
    tables = {*KEPT, *_history(owner)}
    assert len(tables) > 20
    for connection in (app, owner):
        for table in sorted(tables):
            column = connection.execute(
                "select column_name from information_schema.columns where table_name = %s limit 1", [table]
            ).fetchone()[0]
            for statement in ("update {0} set {1} = {1}", "delete from {0}", "truncate {0} cascade", "truncate {0}"):
                query = sql.SQL(statement).format(sql.Identifier(table), sql.Identifier(column))
                # A table that another one points to is refused before the right is asked about, unless it cascades.
                also = (psycopg.errors.FeatureNotSupported,) if statement == "truncate {0}" else ()
                with pytest.raises((psycopg.errors.InsufficientPrivilege, *also)):
                    connection.execute(query)
    assert owner.execute("select count(*) from access_logentry").fetchone() == (1,)


def test_the_application_cannot_empty_the_log_by_emptying_what_it_points_to(owner: Any, app: Any) -> None:
    for connection in (app, owner):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("truncate access_user cascade")


def test_the_application_cannot_write_a_line_of_the_log_nor_a_row_of_history(owner: Any, app: Any) -> None:
    for table in ("access_logentry", *_history(owner)):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(sql.SQL("insert into {} default values").format(sql.Identifier(table)))


def test_the_function_that_writes_the_log_takes_neither_a_time_nor_a_nobody(app: Any) -> None:
    _line(app)
    at, name = app.execute("select at > now() - interval '5 minutes', user_name from access_logentry").fetchone()
    assert (at, name) == (True, "Alice Alm")
    with pytest.raises(psycopg.errors.CheckViolation):
        _line(app, who=None)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        _line(app, who=77)
    _line(app, who=None, outcome="refused")


def test_a_table_of_the_callers_own_cannot_be_slipped_under_the_function(app: Any) -> None:
    app.execute("create temporary table access_user (id bigint, name text, role text)")
    app.execute("insert into access_user values (1, 'Kari Nordmann', 'admin')")
    app.execute("create temporary table access_logentry (like public.access_logentry)")
    app.execute("set search_path = pg_temp, public")
    _line(app)
    assert app.execute("select user_name from public.access_logentry").fetchone() == ("Alice Alm",)


def test_history_is_written_by_the_database_when_the_application_changes_a_row(owner: Any, app: Any) -> None:
    functions = owner.execute(
        "select p.prosecdef, p.proconfig from pg_trigger t join pg_proc p on p.oid = t.tgfoid "
        "where not t.tgisinternal and p.prosrc like '%pgh_label%'"
    ).fetchall()
    assert len(functions) > 20
    assert all(definer and config == ["search_path=public, pg_temp"] for definer, config in functions)


def test_no_setting_switches_a_trigger_off(owner: Any, app: Any) -> None:
    _nothing_is_switched_off(owner, app)


def _nothing_is_switched_off(owner: Any, app: Any) -> None:
    names = [row[0] for row in owner.execute("select tgname from pg_trigger where not tgisinternal").fetchall()]
    assert len(names) > 50
    app.execute("select set_config('pgtrigger.ignore', %s, false)", ["{" + ",".join(names) + "}"])
    _line(app)
    _line(app)
    lines = app.execute("select user_name, length(hash) from access_logentry order by id").fetchall()
    assert lines == [("Alice Alm", 64)] * 2
    app.execute(PERSON)
    app.execute("update pathway_person set city = 'Uten spor'")
    assert app.execute("select count(*) from pathway_personevent").fetchone() == (2,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("create or replace function public._pgtrigger_should_ignore(name) returns boolean as 'select true'")


def test_a_migration_that_brings_the_switch_of_triggers_back_loses_it_again(
    owner: Any, app: Any, empty_database: Address, django_db_blocker: Any
) -> None:
    address = Address(**{**empty_database.__dict__, "user": ROLES["owner"]})
    with django_db_blocker.unblock(), talking_to(address) as django:
        call_command("pgtrigger", "install", verbosity=0)
        told = owner.execute("select prosrc from pg_proc where proname = '_pgtrigger_should_ignore'").fetchone()[0]
        assert "pgtrigger.ignore" in told
        guard_kept_tables(django)
        grant_application(django)
    _nothing_is_switched_off(owner, app)


def test_a_database_of_one_role_has_the_same_triggers(
    owner: Any, empty_database: Address, django_db_blocker: Any
) -> None:
    """Where DATABASE_URL is all there is, rights guard nothing, and the triggers must."""
    owner.execute("drop trigger rows_are_kept on access_logentry")
    address = Address(**{**empty_database.__dict__, "user": ROLES["owner"]})
    with django_db_blocker.unblock(), talking_to(address) as django:
        assert {"access_logentry", "pathway_letter", "visits_visitevent"} <= set(guard_kept_tables(django))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="access_logentry are kept as they were written"):
        owner.execute("truncate access_logentry")


def test_what_has_a_history_is_removed_with_a_row_in_it_or_not_at_all(owner: Any, app: Any) -> None:
    told = {
        row[0]
        for row in owner.execute(
            "select c.relname from pg_trigger t join pg_proc p on p.oid = t.tgfoid "
            "join pg_class c on c.oid = t.tgrelid "
            "where p.prosrc like '%INSERT INTO%pgh_label%' and t.tgtype & 8 > 0"
        ).fetchall()
    }
    assert told == {"goals_planneddose", "pathway_servicelevel", "visits_visitmeasure", "visits_visitstaff"}
    tracked = {name.removesuffix("event") for name in _history(owner)}
    assert {"pathway_person", "pathway_relative", "pathway_appeal", "visits_visit", *told} < tracked
    for table in sorted(tracked - told):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
    for table in told:
        app.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
