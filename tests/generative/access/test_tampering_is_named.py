"""Whatever is done to a sealed log, in whatever order, is named; and what was undone leaves no alarm."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotfeste.ground.database.location import Address
from tests.record.access.sealed import Log, log_in

KEPT = {"access_logentry": "id", "access_logseal": "number"}
FIELDS = (
    "at",
    "user_name",
    "role",
    "unit",
    "act",
    "person_id",
    "object_id",
    "purpose",
    "outcome",
    "transaction",
    "hash",
)


@pytest.fixture(scope="module")
def database_of_logs(throwaway: Any, django_db_blocker: Any) -> Iterator[Address]:
    name = f"test_logs_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        throwaway.ready()
    yield throwaway.copy(name)
    throwaway.drop(name)


@pytest.fixture
def log(database_of_logs: Address, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Log]:
    """Nine lines in three seals, and a copy of both tables that every example begins with."""
    with django_db_blocker.unblock(), log_in(database_of_logs, tmp_path, settings) as made:
        for _ in range(3):
            made.write(3)
            made.seal()
        made.tamper(*(f"create table if not exists kept_{table} as table {table} with no data" for table in KEPT))
        made.tamper(*(f"truncate kept_{table}" for table in KEPT))
        made.tamper(*(f"insert into kept_{table} table {table}" for table in KEPT))
        yield made


def values(field: str) -> str:
    """A different value, or one that another line bears."""
    return {
        "at": "at + interval '1 second'",
        "person_id": "gen_random_uuid()",
        "transaction": "transaction + 1",
        "outcome": "case outcome when 'done' then 'refused' else 'done' end",
    }.get(field, f"left({field} || 'x', 20)")


rows = st.integers(0, 8)
change = st.builds(
    lambda row, field: f"update access_logentry set {field} = {values(field)} where id = {{{row}}}",
    rows,
    st.sampled_from(FIELDS),
)
remove = st.builds(lambda row: f"delete from access_logentry where id = {{{row}}}", rows)
cut = st.builds(lambda row: f"delete from access_logentry where id >= {{{row}}}", rows)
swap = st.builds(
    lambda one, other: (
        f"update access_logentry set id = case id when {{{one}}} then -{{{other}}} else -{{{one}}} end "
        f"where id in ({{{one}}}, {{{other}}}); update access_logentry set id = -id where id < 0"
    ),
    rows,
    rows,
)
forge = st.builds(
    lambda row, at: (
        "insert into access_logentry (id, at, user_id, user_name, role, unit, act, object_type, object_id, purpose, "
        "channel, outcome, address, transaction, previous_hash, hash) "
        f"select (select coalesce(max(id), 0) + 1 from access_logentry), {at}, user_id, user_name, role, unit, 'x', "
        "object_type, object_id, purpose, channel, outcome, address, transaction, previous_hash, hash "
        f"from kept_access_logentry where id = {{{row}}}"
    ),
    rows,
    st.sampled_from(["at", "now()", "'2001-01-01'"]),
)
empty = st.just("truncate access_logentry")
unseal = st.builds(lambda number: f"delete from access_logseal where number >= {number}", st.integers(1, 3))
reseal = st.builds(
    lambda number, what: f"update access_logseal set {what} where number = {number}",
    st.integers(1, 3),
    st.sampled_from(
        ["at = left(at, 25) || '9'", "mac = repeat('a', 64)", "members = substring(members from 41)", "doubts = '[]'"]
    ),
)
deeds = st.one_of(change, remove, cut, swap, forge, empty, unseal, reseal)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(done=st.lists(deeds, min_size=1, max_size=5))
def test_any_sequence_of_tampering_after_a_seal_is_named_unless_it_changed_nothing(log: Log, done: list[str]) -> None:
    log.tamper(*(f"truncate {table}; insert into {table} table kept_{table}" for table in KEPT))
    ids = log.ids()
    assert log.verify().state == "holds"
    log.tamper(*(deed.format(*ids) for deed in done))
    with log.connect("postgres") as asked:
        same = all(
            asked.execute(
                f"select count(*) from ((table {table} except all table kept_{table}) union all "
                f"(table kept_{table} except all table {table})) d"
            ).fetchone()
            == (0,)
            for table in KEPT
        )
    found = log.verify()
    assert (found.findings == ()) is same, done
    assert (found.state == "broken") is not same
