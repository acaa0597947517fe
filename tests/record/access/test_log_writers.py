"""Writers, rollbacks, killed writers and sealers beside each other: no line is lost, and nobody cries wolf."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fotfeste.ground.access import outside, sealer
from fotfeste.ground.access.models import LogSeal
from fotfeste.ground.access.outside import LogProblem
from fotfeste.ground.database import showroom
from fotfeste.ground.database.location import Address
from tests.record.access import killed_writer
from tests.record.access.killed_writer import WRITE
from tests.record.access.sealed import Log, log_in


@pytest.fixture
def log(database_of_logs: Address, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Log]:
    with django_db_blocker.unblock(), log_in(database_of_logs, tmp_path, settings) as made:
        yield made


def test_a_writer_does_not_wait_for_another_whose_transaction_is_open(log: Log) -> None:
    with log.connect() as slow, log.connect() as quick:
        with slow.transaction():
            slow.execute(WRITE, [1, "first"])
            quick.execute("set lock_timeout = '2s'")
            quick.execute(WRITE, [2, "second"])
            assert quick.execute("select act from access_logentry").fetchall() == [("second",)]
        acts = quick.execute("select act from access_logentry order by id").fetchall()
    assert acts == [("first",), ("second",)]


def test_a_line_whose_transaction_is_open_is_sealed_after_it_has_ended_and_is_no_forgery(log: Log) -> None:
    log.write()
    with log.connect() as slow, slow.transaction():
        slow.execute(WRITE, [1, "slow"])
        log.write(2)
        assert log.seal().lines == 3  # type: ignore[union-attr]
        assert log.verify().state == "holds"
    assert (log.verify().state, log.verify().unsealed) == ("holds", 1)
    assert log.seal().lines == 1  # type: ignore[union-attr]
    assert (log.verify().state, log.verify().sealed) == ("holds", 4)


def test_a_transaction_that_runs_through_several_seals_raises_no_alarm(log: Log) -> None:
    with log.connect() as slow, slow.transaction():
        slow.execute(WRITE, [1, "slow"])
        for _ in range(3):
            log.write(2)
            log.seal()
        with slow.transaction():
            slow.execute(WRITE, [1, "in a savepoint"])
    log.write()
    log.seal()
    assert (log.verify().state, log.verify().sealed) == ("holds", 9)


def test_a_line_that_was_rolled_back_leaves_no_alarm(log: Log) -> None:
    log.write()
    with log.connect() as app, pytest.raises(ZeroDivisionError), app.transaction():
        app.execute(WRITE, [1, "undone"])
        raise ZeroDivisionError
    log.write()
    log.seal()
    assert (log.verify().state, log.verify().sealed) == ("holds", 2)


def test_writers_that_roll_back_and_are_killed_beside_a_sealer_lose_no_line_and_raise_no_alarm(log: Log) -> None:
    fresh = multiprocessing.get_context("spawn")
    pipes = [fresh.Pipe(duplex=False) for _ in range(3)]
    writers = [
        fresh.Process(target=killed_writer.write, args=(log.address.psycopg(), number, pipe[1]), daemon=True)
        for number, pipe in enumerate(pipes)
    ]
    for writer, (_, end) in zip(writers, pipes, strict=True):
        writer.start()
        # Only the writer holds its end, so that a writer that is gone is noticed.
        end.close()
    acknowledged: set[str] = set()

    def listen(pipe: Any, until: int) -> None:
        for _ in range(until):
            assert pipe.poll(60), "A writer has stopped writing."
            acknowledged.add(pipe.recv())

    states = []
    for round_ in range(8):
        for pipe, _ in pipes[: len(writers)]:
            listen(pipe, 5)
        log.seal()
        states.append(log.verify())
        if round_ in (3, 5):
            victim = writers.pop()
            os.kill(victim.pid or 0, signal.SIGKILL)
            victim.join(30)
    for writer in writers:
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(30)
    for pipe, _ in pipes:
        try:
            while pipe.poll():
                acknowledged.add(pipe.recv())
        except EOFError:
            pass
    _until_all_have_ended(log)
    log.seal()
    found = log.verify()
    assert [each.findings for each in states] == [()] * 8
    assert (found.state, found.unsealed, found.sealed) == ("holds", 0, found.lines)
    with log.connect() as app:
        there = {row[0] for row in app.execute("select act from access_logentry").fetchall()}
    assert len(acknowledged) >= 100
    assert acknowledged <= there


def _until_all_have_ended(log: Log) -> None:
    """Until the server has noticed that its clients are gone."""
    until = time.monotonic() + 60
    with log.connect("postgres") as admin:
        while admin.execute(
            "select count(*) from pg_stat_activity where datname = current_database() and usename = 'fotfeste_app' "
            "and backend_xid is not null"
        ).fetchone() != (0,):
            assert time.monotonic() < until, "The server still has transactions of writers that were killed."
            admin.execute("select pg_sleep(0.05)")


def test_nothing_is_sealed_while_lines_of_past_years_are_being_filled_in(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write(2)
    with monkeypatch.context() as filling:
        filling.setattr(showroom, "being_filled", lambda: True)
        assert log.seal() is None
    assert log.seal().lines == 2  # type: ignore[union-attr]


def test_two_sealers_at_once_seal_every_line_once(log: Log) -> None:
    log.write(20)
    done = []

    def run() -> None:
        from django.db import connection

        try:
            done.append(sealer.seal())
        finally:
            connection.close()

    both = [threading.Thread(daemon=True, target=run) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert sum(each.lines for each in done if each) == 20
    assert (log.verify().state, log.verify().sealed) == ("holds", 20)


def test_a_sealer_stopped_before_it_wrote_the_head_is_made_good_by_the_next(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write(2)
    log.seal()
    log.write(2)
    with monkeypatch.context() as patch:
        patch.setattr(outside, "add_heads", lambda _heads: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            log.seal()
    assert log.verify().state == "holds"
    log.write()
    assert log.seal().lines == 1  # type: ignore[union-attr]
    assert len(log.heads.read_text().splitlines()) == 3
    assert (log.verify().state, log.verify().sealed) == ("holds", 5)


def test_a_head_that_was_half_written_is_written_again_and_told(log: Log) -> None:
    log.write(2)
    log.seal()
    log.write()
    log.seal()
    whole = log.heads.read_text()
    log.heads.write_text(whole[:-40])
    log.write()
    log.seal()
    found = log.verify()
    assert found.state == "holds"
    assert "cannot be read" in found.told[0]
    assert log.heads.read_text().startswith(whole[:-40] + "\n")


def test_many_lines_are_closed_in_seals_of_a_bounded_size(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "LINES_PER_SEAL", 4)
    log.write(9)
    assert log.seal().seals == 3  # type: ignore[union-attr]
    assert [bool(each.snapshot) for each in LogSeal.objects.order_by("number")] == [False, False, True]
    assert (log.verify().state, log.verify().sealed) == ("holds", 9)
    log.write()
    assert log.seal().lines == 1  # type: ignore[union-attr]


def test_a_restored_backup_is_seen_said_and_told_ever_after(log: Log) -> None:
    log.write(3)
    log.seal()
    log.write(2)
    log.seal()
    # What a backup from before the second sealing holds.
    log.tamper(f"delete from access_logentry where id > {log.ids()[2]}", "delete from access_logseal where number = 2")
    assert {str(each) for each in log.kinds()} == {"cut"}
    with pytest.raises(LogProblem, match="restored"):
        log.seal()
    log.write(2)
    log.seal(restored_because="the disk failed")
    found = log.verify()
    assert (found.state, found.sealed) == ("holds", 5)
    assert "the disk failed" in found.told[0]
    log.write()
    log.seal()
    assert (log.verify().state, log.verify().sealed) == ("holds", 6)


def test_a_database_that_counts_its_transactions_anew_is_sealed_again_when_that_was_said(log: Log) -> None:
    """A dump restored into a new server: its transactions begin low, and must not look as if they had been sealed."""
    log.write(2)
    log.seal()
    _seal_with_snapshot(log, "3000000000:3000000000:")
    log.write(2)
    with pytest.raises(LogProblem, match="restored from a dump"):
        log.seal()
    log.seal(restored_because="a dump was restored")
    assert (log.verify().state, log.verify().unsealed) == ("holds", 0)
    log.write()
    assert log.seal().lines == 1  # type: ignore[union-attr]
    assert log.verify().state == "holds"


def _seal_with_snapshot(log: Log, snapshot: str) -> None:
    """What a sealer on the server before would have written."""
    from dataclasses import replace

    from fotfeste.ground.access.rules.log_heads import head_of
    from fotfeste.ground.access.rules.log_seals import closed

    row = LogSeal.objects.order_by("-number").first()
    key = list(outside.keys().values())[-1]
    before = sealer.from_row(row)  # type: ignore[arg-type]
    made = closed(
        replace(
            before,
            number=before.number + 1,
            snapshot=snapshot,
            members=b"",
            previous=before.digest,
            lines_before=before.lines_in_all,
        ),
        key,
    )
    LogSeal.objects.create(**vars(made))
    outside.add_heads([head_of(made, key)])


def test_a_lost_key_is_said_and_the_old_seals_are_then_held_against_the_heads(log: Log) -> None:
    log.write(3)
    log.seal()
    log.key.unlink()
    log.write()
    with pytest.raises(LogProblem, match="lost"):
        log.seal()
    assert log.verify().state == "unknown"
    outside.add_key()
    log.seal(restored_because="the key was lost")
    found = log.verify()
    assert (found.state, found.findings) == ("unknown", ())
    assert "held against the file of heads" in found.unknown[0]
    log.tamper(f"update access_logentry set act = 'x' where id = {log.ids()[0]}")
    assert {str(each) for each in log.kinds()} == {"changed"}


def test_a_key_of_ones_own_is_never_made_in_silence(log: Log, settings: Any) -> None:
    settings.LOG_KEY_IS_MADE = False
    log.write()
    with pytest.raises(LogProblem, match="new-key"):
        log.seal()


@pytest.mark.parametrize("held", ["zz", "ab"])
def test_a_key_file_that_holds_no_key_is_refused(log: Log, held: str) -> None:
    log.write()
    log.key.write_text(held)
    with pytest.raises(LogProblem, match="from your copy"):
        log.seal()
