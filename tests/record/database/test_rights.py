"""The two roles: the application cannot do what only the owner may, and the tests work as the application."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from fotfeste.ground.database.location import Address
from fotfeste.ground.database.rights import ROLES, grant_application


@pytest.mark.django_db
def test_the_tests_work_as_the_application_and_not_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("fotfeste_app",)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["create table more (a int)", "drop table access_user", "truncate access_user"])
def test_the_application_cannot_change_the_schema_or_empty_a_table(statement: str):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["update access_logentry set act = 'x'", "delete from access_logentry"])
def test_the_application_has_no_right_to_change_or_remove_a_line_of_the_log(statement: str):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement)


def test_a_table_marked_append_only_takes_new_rows_and_nothing_else(empty_database: Address, django_db_blocker):
    owner = {**empty_database.psycopg(), "user": ROLES["owner"]}
    with psycopg.connect(**owner) as made:
        made.execute("create table diary (line text)")
        made.execute("comment on table diary is 'Append-only: nobody rewrites what was seen'")
    from tests.conftest import talking_to

    with (
        django_db_blocker.unblock(),
        talking_to(Address(**{**empty_database.__dict__, "user": ROLES["owner"]})) as django,
    ):
        assert "diary" in grant_application(django)
    with psycopg.connect(**empty_database.psycopg(), autocommit=True) as app:
        app.execute("insert into diary values ('seen')")
        assert app.execute("select line from diary").fetchone() == ("seen",)
        for statement in ("update diary set line = ''", "delete from diary", "truncate diary"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_1():
    _nobody_was_here_before()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind_2():
    _nobody_was_here_before()


def _nobody_was_here_before() -> None:
    from django.contrib.contenttypes.models import ContentType

    assert not ContentType.objects.filter(app_label="left_behind").exists()
    ContentType.objects.create(app_label="left_behind", model="trace")
