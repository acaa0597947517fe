"""The embedded database is up when it is needed, right after a kill, and closed to everyone else."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_work_as_the_application_and_not_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("fotfeste_app",)
