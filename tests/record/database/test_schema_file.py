"""An empty database of our own is made from one file, which must give what the migrations give."""

import re

import pytest
from django.db import connections

from fotfeste.ground.database import snapshot
from fotfeste.ground.database.location import ROLES
from fotfeste.ground.database.rights import grant_application, guard_kept_tables, make_database
from tests.conftest import TEMPLATE, Throwaway, talking_to

MADE = "fotfeste_from_the_file"


@pytest.fixture
def made(throwaway: Throwaway, django_db_setup, django_db_blocker):
    """A database with no tables, and the connection of its owner."""
    with throwaway.admin() as admin:
        throwaway.drop(MADE)
        make_database(admin, MADE)
    with django_db_blocker.unblock(), talking_to(throwaway.address(MADE, ROLES["owner"])) as connection:
        yield connection
    throwaway.drop(MADE)


def test_the_file_is_made_from_the_migrations_there_are():
    assert snapshot.is_fresh(), "Run: .venv/bin/python -m tools.schema"


def test_the_file_gives_the_tables_rights_triggers_and_rows_that_migrating_gives(made, throwaway):
    assert snapshot.load(made)
    guard_kept_tables(made)
    grant_application(made)
    made.close()
    file, steps = (snapshot.of(throwaway.cluster, name).splitlines() for name in (MADE, TEMPLATE))
    # Rows that a migration puts in come in the order it ran; which of two rooms went first means nothing.
    assert sorted(map(_bare, file)) == sorted(map(_bare, steps))


def _bare(line: str) -> str:
    """A line without casts and brackets: PostgreSQL writes them otherwise once they were read from a file."""
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", line)


def test_where_there_are_tables_already_the_file_is_not_used(made):
    with made.cursor() as cursor:
        cursor.execute("create table somebodys (id int)")
    assert not snapshot.load(made)
    with made.cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relname = 'pathway_person'")
        assert cursor.fetchone() == (0,)


def test_a_file_that_is_behind_the_migrations_is_not_used(made, monkeypatch):
    monkeypatch.setattr(snapshot, "mark", lambda: "other migrations")
    assert not snapshot.load(made)


def test_a_file_made_on_another_server_is_not_used(made, monkeypatch):
    beginning = snapshot._beginning()
    monkeypatch.setattr(snapshot, "_beginning", lambda: beginning.replace("PostgreSQL 17", "PostgreSQL 16"))
    assert not snapshot.load(made)
    assert not connections["default"].introspection.table_names()
