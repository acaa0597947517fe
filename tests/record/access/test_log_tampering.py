"""Whoever owns the database can do what they like to the log, and `fotfeste log verify` says what it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fotfeste.ground.access.outside import LogProblem
from fotfeste.ground.access.rules.log_findings import Kind
from fotfeste.ground.access.rules.log_seals import packed, right_digest
from fotfeste.ground.access.sealer import from_row
from fotfeste.ground.database.location import ROLES, Address
from tests.record.access.killed_writer import WRITE
from tests.record.access.sealed import Log, log_in

COPY = "at, user_id, user_name, role, unit, act, person_id, object_type, object_id, purpose, channel, outcome, address"
FORGE = """
insert into access_logentry (id, at, user_id, user_name, role, unit, act, object_type, object_id, purpose, channel,
    outcome, address, transaction, previous_hash, hash)
values (%s, %s, %s, %s, 'therapist', '', 'read_record', '', '', '', 'web', 'done', '', %s, '', 'x')
"""


@pytest.fixture
def log(database_of_logs: Address, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Log]:
    with django_db_blocker.unblock(), log_in(database_of_logs, tmp_path, settings) as made:
        yield made


@pytest.fixture
def sealed(log: Log) -> Log:
    """Six lines in two seals."""
    log.write(3)
    log.seal()
    log.write(3, by=2)
    log.seal()
    return log


def test_a_log_nobody_touched_holds(sealed: Log) -> None:
    found = sealed.verify()
    assert (found.state, found.lines, found.sealed, found.unsealed, found.seals) == ("holds", 6, 6, 0, 2)
    assert (found.findings, found.unknown, found.told) == ((), (), ())


@pytest.mark.parametrize("role", ["fotfeste_app", "fotfeste_owner"])
@pytest.mark.parametrize("table", ["access_logentry", "access_logseal"])
@pytest.mark.parametrize("statement", ["truncate {}", "delete from {}", "update {} set at = at"])
def test_neither_the_application_nor_the_owner_can_empty_or_change_log_or_seals(
    sealed: Log, role: str, table: str, statement: str
) -> None:
    with sealed.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.format(table))  # type: ignore[arg-type]
    assert sealed.verify().state == "holds"


@pytest.mark.parametrize(
    "change",
    [
        "user_name = 'Kari Nordmann'",
        "at = at - interval '1 microsecond'",
        "person_id = null",
        "user_name = 'Bob', role = 'trainer|therapist'",
        "outcome = 'refused'",
        "address = '192.0.2.1'",
        "transaction = null",
        "transaction = transaction + 1",
        "previous_hash = repeat('a', 64)",
        "hash = repeat('a', 64)",
        "at = 'infinity'",
        "at = (to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz",
    ],
)
def test_a_changed_line_is_named(sealed: Log, change: str) -> None:
    third = sealed.ids()[4]
    sealed.tamper(f"update access_logentry set {change} where id = {third}")
    assert sealed.named(Kind.CHANGED) == {third}
    assert sealed.kinds() == {Kind.CHANGED}


def test_a_line_changed_with_a_hash_that_fits_is_named(sealed: Log) -> None:
    """The hash of a line has no key, so that the database can make it; the seal does not rest on it."""
    first = sealed.ids()[0]
    sealed.tamper(f"update access_logentry set act = 'other' where id = {first}", *_hash_anew(first))
    assert sealed.named(Kind.CHANGED) == {first}


def _hash_anew(line: int) -> list[str]:
    parts = (
        "'fotfeste.log.2', id::text, transaction::text, to_char(at at time zone 'UTC', "
        "'YYYY-MM-DD\"T\"HH24:MI:SS.US'), user_id::text, user_name, role, unit, act, person_id::text, object_type, "
        "object_id, purpose, channel, outcome, address, previous_hash"
    )
    return [
        f"update access_logentry set hash = (select encode(sha256(convert_to(string_agg(coalesce(octet_length(p)::text "
        f"|| ':' || p, '-') || ',', '' order by n), 'UTF8')), 'hex') from unnest(array[{parts}]) with ordinality "
        f"as t(p, n)) where id = {line}"
    ]


def test_each_removed_line_is_named(sealed: Log) -> None:
    ids = sealed.ids()
    sealed.tamper(f"delete from access_logentry where id in ({ids[0]}, {ids[3]})")
    assert sealed.named(Kind.REMOVED) == {ids[0], ids[3]}
    assert sealed.kinds() == {Kind.REMOVED}


def test_lines_that_changed_places_are_named_as_reordered(sealed: Log) -> None:
    one, other = sealed.ids()[1], sealed.ids()[4]
    sealed.tamper(
        f"update access_logentry set id = -1 where id = {one}",
        f"update access_logentry set id = {one} where id = {other}",
        f"update access_logentry set id = {other} where id = -1",
    )
    assert sealed.named(Kind.REORDERED) == {one, other}
    assert sealed.kinds() == {Kind.REORDERED}


def test_the_newest_lines_cut_off_are_named_as_a_cut(sealed: Log) -> None:
    newest = sealed.ids()[-2:]
    sealed.tamper(f"delete from access_logentry where id >= {newest[0]}")
    assert sealed.named(Kind.CUT) == {newest[0]}
    assert sealed.kinds() == {Kind.CUT}


def test_the_newest_lines_cut_off_with_their_seal_are_named_as_a_cut(sealed: Log) -> None:
    sealed.tamper(
        f"delete from access_logentry where id >= {sealed.ids()[3]}", "delete from access_logseal where number = 2"
    )
    assert sealed.kinds() == {Kind.CUT}


def test_a_seal_taken_out_of_the_middle_is_named_as_removed(sealed: Log) -> None:
    sealed.tamper("delete from access_logseal where number = 1")
    found = sealed.verify()
    assert {(each.kind, each.seal) for each in found.findings} >= {(Kind.REMOVED, 1)}
    assert Kind.FORGED not in sealed.kinds()
    assert found.unknown


@pytest.mark.parametrize("also", ["", "access_logseal"])
@pytest.mark.parametrize("then", [0, 2])
def test_an_emptied_log_is_named_also_when_new_lines_came_since(sealed: Log, also: str, then: int) -> None:
    for table in filter(None, ("access_logentry", also)):
        sealed.tamper(f"truncate {table}")
    sealed.write(then)
    assert sealed.kinds() == {Kind.EMPTIED}


def test_a_seal_and_its_lines_worked_out_anew_are_named(sealed: Log) -> None:
    """One line removed, and everything that has no key made to fit: without the key no head can be made."""
    gone = sealed.ids()[1]
    sealed.tamper(f"delete from access_logentry where id = {gone}")
    _recompute(sealed, without=gone)
    assert sealed.kinds() == {Kind.RECOMPUTED}
    sealed.heads.unlink()
    assert sealed.kinds() == {Kind.RECOMPUTED}


def _recompute(log: Log, *, without: int) -> None:
    from dataclasses import replace

    from fotfeste.ground.access.models import LogSeal

    before = None
    for row in LogSeal.objects.order_by("number"):
        seal = from_row(row)
        members = packed((number, digest) for number, digest in seal.each() if number != without)
        seal = replace(
            seal,
            members=members,
            previous=before.digest if before else "",
            lines_before=before.lines_in_all if before else 0,
        )
        seal = before = replace(seal, digest=right_digest(seal))
        given = [seal.members, seal.previous, seal.lines_before, seal.digest, seal.number]
        log.tamper(
            "update access_logseal set members = %s, previous = %s, lines_before = %s, digest = %s where number = %s",
            given=given,
        )


def test_a_seal_changed_or_moved_is_named(sealed: Log) -> None:
    sealed.tamper("update access_logseal set at = '2020-01-01T00:00:00.000000' where number = 2")
    assert sealed.kinds() == {Kind.CHANGED}
    sealed.tamper(
        "update access_logseal set number = 9 where number = 1",
        "update access_logseal set number = 1 where number = 2",
        "update access_logseal set number = 2 where number = 9",
    )
    assert Kind.REORDERED in sealed.kinds()


@pytest.mark.parametrize("when", ["2001-01-01", "now()"])
def test_a_line_put_among_the_sealed_is_named_as_forged(sealed: Log, when: str) -> None:
    sealed.tamper(
        FORGE, given=[100_000, when if when != "now()" else "2030-01-01", 1, "Alice Alm", _transaction_of(sealed)]
    )
    assert sealed.named(Kind.FORGED) == {100_000}
    assert sealed.kinds() == {Kind.FORGED}


def _transaction_of(log: Log) -> int:
    with log.connect() as app:
        return int(app.execute("select max(transaction) from access_logentry").fetchone()[0])  # type: ignore[index]


def _next_transaction(log: Log) -> int:
    with log.connect("postgres") as intruder:
        # Used up by this question: it has been, and no seal has seen it.
        return int(intruder.execute("select pg_current_xact_id()::text::bigint").fetchone()[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("when", "user", "name"),
    [
        ("2001-01-01", 1, "Alice Alm"),
        ("2099-01-01", 1, "Alice Alm"),
        ("now", 1, "Kari Nordmann"),
        ("now", 2, "Alice Alm"),
        ("now", None, "Kari Nordmann"),
        ("infinity", 1, "Alice Alm"),
    ],
)
def test_a_fresh_line_with_a_false_time_or_name_is_named_also_after_it_was_sealed(
    sealed: Log, when: str, user: int | None, name: str
) -> None:
    sealed.tamper(FORGE, given=[100_000, when, user, name, _next_transaction(sealed)])
    assert sealed.named(Kind.FORGED) == {100_000}
    sealed.seal()
    assert sealed.named(Kind.FORGED) == {100_000}
    assert sealed.verify().unsealed == 0


def test_a_line_of_a_transaction_that_has_not_been_or_of_none_is_forged(sealed: Log) -> None:
    sealed.tamper(FORGE, given=[100_000, "now", 1, "Alice Alm", 2**40])
    sealed.tamper(FORGE, given=[100_001, "now", 1, "Alice Alm", None])
    sealed.tamper(FORGE, given=[100_002, "now", 1, "Alice Alm", -5])
    assert sealed.named(Kind.FORGED) == {100_000, 100_001, 100_002}
    sealed.write()
    sealed.seal()
    assert sealed.named(Kind.FORGED) == {100_000, 100_001, 100_002}


def test_a_line_that_stands_twice_is_forged(sealed: Log) -> None:
    first = sealed.ids()[0]
    sealed.tamper(
        "alter table access_logentry drop constraint access_logentry_pkey",
        f"insert into access_logentry select * from access_logentry where id = {first}",
    )
    try:
        assert sealed.named(Kind.FORGED) == {first}
    finally:
        sealed.tamper("truncate access_logentry", "alter table access_logentry add primary key (id)")


def test_a_changed_line_that_is_not_sealed_yet_is_named_while_its_hash_was_left(log: Log) -> None:
    log.write(2)
    log.tamper(f"update access_logentry set act = 'other' where id = {log.ids()[0]}")
    assert log.named(Kind.CHANGED) == {log.ids()[0]}
    log.seal()
    assert log.named(Kind.CHANGED) == {log.ids()[0]}


def test_the_owner_puts_in_only_what_the_trigger_fills_in(sealed: Log) -> None:
    with sealed.connect(ROLES["owner"]) as owner:
        owner.execute(FORGE, [100_000, "2001-01-01", 1, "Kari Nordmann", 1])
        at, name, number, transaction = owner.execute(
            "select at > now() - interval '5 minutes', user_name, id, transaction from access_logentry "
            "order by id desc limit 1"
        ).fetchone()  # type: ignore[misc]
    assert (at, name, number < 100_000, transaction > 1) == (True, "Alice Alm", True, True)
    sealed.seal()
    assert sealed.verify().state == "holds"


def test_a_seal_put_in_by_the_application_is_forged_and_stops_the_sealer(sealed: Log) -> None:
    with sealed.connect() as app:
        app.execute(
            "insert into access_logseal select number + 1, era, at, snapshot, lines_before, members, doubts, key, "
            "previous, digest, mac from access_logseal where number = 2"
        )
    assert sealed.kinds() & {Kind.FORGED, Kind.REORDERED}
    with pytest.raises(LogProblem, match="Nothing was sealed"):
        sealed.seal()


def test_a_line_of_the_file_of_heads_written_without_the_key_is_forged(sealed: Log) -> None:
    text = sealed.heads.read_text().splitlines()
    sealed.heads.write_text(text[0].replace('"lines": 3', '"lines": 2') + "\n" + text[1] + "\n")
    assert Kind.FORGED in sealed.kinds()
    with pytest.raises(LogProblem):
        sealed.seal()


def test_a_head_taken_out_of_the_file_is_named(sealed: Log) -> None:
    text = sealed.heads.read_text().splitlines()
    sealed.heads.write_text(text[1] + "\n")
    assert sealed.kinds() == {Kind.REMOVED}


def test_without_the_file_of_heads_nothing_is_said_to_hold(sealed: Log) -> None:
    sealed.heads.unlink()
    found = sealed.verify()
    assert found.state == "unknown"
    assert "cut off cannot be known" in found.unknown[0]
    with pytest.raises(LogProblem, match="Nothing was sealed"):
        sealed.seal()


def test_with_a_file_of_heads_that_was_emptied_nothing_is_said_to_hold(sealed: Log) -> None:
    sealed.heads.write_text("")
    assert (sealed.verify().state, sealed.kinds()) == ("unknown", set())
    with pytest.raises(LogProblem, match="Nothing was sealed"):
        sealed.seal()


def test_a_new_file_of_heads_begins_where_it_was_said_that_the_old_one_was_lost(sealed: Log) -> None:
    sealed.heads.unlink()
    sealed.write()
    sealed.seal(restored_because="the file of heads was lost")
    found = sealed.verify()
    assert (found.state, found.sealed) == ("holds", 7)
    assert "from seal 2 (6 lines) on: the file of heads was lost" in found.told[0]
    sealed.tamper("delete from access_logseal where number = 3")
    assert sealed.kinds() == {Kind.CUT}


def test_before_the_first_seal_nothing_is_said_to_hold(log: Log) -> None:
    log.write(2)
    found = log.verify()
    assert (found.state, found.unsealed, found.findings) == ("unknown", 2, ())


def test_a_log_worked_out_anew_with_a_key_that_was_laid_aside_is_named(sealed: Log, settings: Any) -> None:
    from fotfeste.ground.access import outside, sealer

    old = sealed.key.read_text()
    outside.add_key()
    sealed.seal(also_without_lines=True)
    assert sealed.verify().state == "holds"
    # The thief of the old key goes on from where it was: to the old key file, with heads to match.
    both = sealed.key.read_text()
    sealed.tamper("delete from access_logseal where number = 3")
    heads = sealed.heads.read_text().splitlines(keepends=True)
    sealed.heads.write_text("".join(heads[:2]))
    sealed.key.write_text(old)
    sealed.write()
    assert sealer.seal() is not None
    sealed.heads.write_text("".join(heads))
    sealed.key.write_text(both)
    assert Kind.RECOMPUTED in sealed.kinds()


def test_lines_before_there_were_seals_keep_their_chain_and_are_sealed_with_the_rest(log: Log) -> None:
    _old_lines(log, 4)
    assert log.verify().findings == ()
    fourth = log.ids()[3]
    log.tamper(f"update access_logentry set previous_hash = repeat('b', 64) where id = {fourth}")
    assert log.kinds() == {Kind.CHANGED, Kind.REMOVED}
    log.tamper("truncate access_logentry")
    _old_lines(log, 4)
    log.write(2)
    log.seal()
    assert (log.verify().state, log.verify().sealed) == ("holds", 6)
    second = log.ids()[1]
    log.tamper(f"delete from access_logentry where id = {second}")
    assert log.named(Kind.REMOVED) == {second}


def test_an_old_line_removed_before_the_first_seal_breaks_the_chain(log: Log) -> None:
    _old_lines(log, 4)
    log.tamper(f"delete from access_logentry where id = {log.ids()[1]}")
    assert log.named(Kind.REMOVED) == {log.ids()[1]}
    log.seal()
    assert log.kinds() == {Kind.REMOVED}


def _old_lines(log: Log, lines: int) -> None:
    """Lines as the first trigger wrote them."""
    for n in range(lines):
        log.tamper(
            f"""
            insert into access_logentry ({COPY}, previous_hash, hash)
            select '2026-01-01T10:00:00.5Z'::timestamptz + interval '{n} seconds', 2, 'Bob|trainer', 'therapist', '',
                'act', null, '', '', '', 'web', 'done', '{"192.0.2.7" if n == 1 else ""}',
                coalesce((select hash from access_logentry order by id desc limit 1), ''), ''
            """,
            """
            update access_logentry l set hash = encode(sha256(convert_to(concat_ws('|', previous_hash, id::text,
                to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(user_id::text, ''), user_name,
                role, unit, act, coalesce(person_id::text, ''), object_type, object_id, purpose, channel, outcome,
                nullif(address, '')), 'UTF8')), 'hex')
            where hash = ''
            """,
        )


def test_two_names_that_could_be_read_as_one_another_have_different_hashes(log: Log) -> None:
    with log.connect() as app:
        app.execute(WRITE, [2, "read|record"])
    assert log.verify().findings == ()
    log.tamper("update access_logentry set user_name = 'Bob', role = 'trainer|therapist'")
    assert Kind.CHANGED in log.kinds()
