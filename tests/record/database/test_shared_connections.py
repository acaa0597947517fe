"""Threads of a server share connections: one used again hears of a new service model once, and is never stale."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from fotfeste.care.service_model.queries import CHANNEL, _Kept
from fotfeste.wsgi import shared, taken_in_first

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_shared() -> Iterator[DatabaseWrapper]:
    """A server's entry for the database, with a single connection to share."""
    entry = connection.settings_dict | shared(connection.settings_dict)
    entry["OPTIONS"] = entry["OPTIONS"] | {"pool": entry["OPTIONS"]["pool"] | {"min_size": 1, "max_size": 1}}
    wrapper = DatabaseWrapper(entry, "default")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def _ask(wrapper: DatabaseWrapper) -> object:
    """One request: it takes a connection, asks, and gives it back."""
    with wrapper.cursor() as cursor:
        cursor.execute("select 1")
    taken = wrapper.connection
    wrapper.close()
    return taken


def test_requests_after_each_other_use_one_connection_and_read_the_model_once(one_shared: DatabaseWrapper) -> None:
    first = _ask(one_shared)
    before = _Kept.forgotten
    assert [_ask(one_shared) for _ in range(3)] == [first] * 3
    assert _Kept.forgotten == before


def test_a_connection_that_lay_unused_hears_of_a_new_model_once_with_its_next_question(
    one_shared: DatabaseWrapper,
) -> None:
    for _ in range(3):
        _ask(one_shared)
    teller = DatabaseWrapper(connection.settings_dict, "default")
    try:
        with teller.cursor() as cursor:
            before = _Kept.forgotten
            cursor.execute(f"NOTIFY {CHANNEL}")
    finally:
        teller.close()
    told_to_teller = _Kept.forgotten - before
    _ask(one_shared)
    assert _Kept.forgotten - before - told_to_teller == 1


def test_a_question_asked_twice_is_kept_ready_by_the_database(one_shared: DatabaseWrapper) -> None:
    for _ in range(3):
        _ask(one_shared)
    with one_shared.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where statement = 'select 1'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("sent", "length", "begun"), [(b"a=1&b=2", "7", True), (b"a=1", "7", False), (b"", "", True)])
def test_what_was_broken_off_on_the_way_is_never_read_as_a_form(sent: bytes, length: str, begun: bool) -> None:
    read, answered = [], []

    def made(environ: dict[str, Any], _start: Any) -> list[bytes]:
        read.append(environ["wsgi.input"].read())
        return [b"done"]

    environ = {"CONTENT_LENGTH": length, "wsgi.input": BytesIO(sent)}
    taken_in_first(made)(environ, lambda status, _headers: answered.append(status))
    assert (read, answered) == (([sent], []) if begun else ([], ["400 Bad Request"]))
