"""A database of its own for the tests of the log, made once for a file of them: they commit, and tamper."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from fotfeste.ground.database.location import Address
from tests.record.guarded import files_of_the_log as files_of_the_log


@pytest.fixture(scope="module")
def database_of_logs(throwaway: Any, django_db_blocker: Any) -> Iterator[Address]:
    name = f"test_logs_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        throwaway.ready()
    yield throwaway.copy(name)
    throwaway.drop(name)
