"""Writers of the log beside each other: lines a second, and how long one waits for its line.

    python -m bench.log [--seconds N] [--out FILE]

Each writer is a process with a connection of its own, and does again and again what an action does: one transaction
that reads a user, writes its line, writes rows of its own, and commits durably.
"""

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import telling_plans

HEADING = "## The log"
WRITERS = (1, 2, 4, 8)
SECONDS = 5.0
# What an action does after its line, while its transaction is open: other rows, and Python between them.
ROWS_AFTER, MILLISECONDS_BETWEEN = 3, 1.0


def writers_beside_each_other(seconds: float = SECONDS) -> dict[int, tuple[float, float, float]]:
    """By number of writers: lines a second, and the median and 95th percentile of waiting for a line, in ms."""
    from fotfeste.ground.access.actions import system_user
    from fotfeste.ground.database.location import where

    user, address = system_user().pk, where().psycopg()
    # A fresh process each: one that is forked would share the connection of this one.
    fresh = multiprocessing.get_context("spawn")
    found = {}
    for number in WRITERS:
        ready, waits = fresh.Barrier(number), fresh.Queue()
        writers = [fresh.Process(target=_write, args=(address, user, ready, seconds, waits)) for _ in range(number)]
        for writer in writers:
            writer.start()
        each = sorted(wait for _ in writers for wait in waits.get())
        for writer in writers:
            writer.join()
        found[number] = (len(each) / seconds, statistics.median(each), statistics.quantiles(each, n=20)[-1])
    return found


def _write(address: dict[str, Any], user: int, ready: Any, seconds: float, told: Any) -> None:
    import psycopg

    waits = []
    with psycopg.connect(**address, autocommit=True) as connection:
        # Nobody begins before all have connected.
        ready.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with connection.transaction():
                connection.execute("select role, is_active from access_user where id = %s", [user])
                began = time.perf_counter()
                connection.execute(
                    "select access_write_log(%s, 'read_record', gen_random_uuid(), 'Person', '1', 'TREAT', 'bench', "
                    "'done', '', null)",
                    [user],
                )
                waits.append((time.perf_counter() - began) * 1000)
                for _ in range(ROWS_AFTER):
                    connection.execute(
                        "insert into access_attempt (kind, address, account, at) "
                        "values ('reset', '', 'bench', now() - interval '2 days')"
                    )
                    time.sleep(MILLISECONDS_BETWEEN / 1000)
    told.put(waits)


def section(found: dict[int, tuple[float, float, float]]) -> list[str]:
    """The part of docs/reference/performance.md."""
    alone = found[min(found)][0]
    rows = [
        f"| {number} | {speed:,.0f} | {speed / alone:.1f} | {median:.1f} | {p95:.1f} |"
        for number, (speed, median, p95) in found.items()
    ]
    return [
        HEADING,
        "",
        "Writers beside each other, each in a process of its own and each line in a whole durable transaction as "
        f"an action makes it: a question, the line, {ROWS_AFTER} rows and {ROWS_AFTER * MILLISECONDS_BETWEEN:.0f} "
        f"ms of other work, commit. On {os.cpu_count()} cores shared with the writers; load "
        f"{os.getloadavg()[1]:.1f} in the last five minutes, and with a load above the cores only the waits say "
        "something.",
        "",
        "| writers | lines a second | times one writer | wait for a line, median ms | 95 % ms |",
        "|---|---|---|---|---|",
        *rows,
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.log", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--out", type=Path, help="a page whose section of the log is to be replaced")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fotfeste-bench-", dir="/tmp") as home:
        # The database server runs as another user and must be able to enter.
        Path(home).chmod(0o755)
        os.environ.update(FOTFESTE_HOME=home, FOTFESTE_DEMO="1", FOTFESTE_HOSTS="testserver,localhost")
        os.environ.pop("DATABASE_URL", None)
        from fotfeste.ground import database
        from fotfeste.ground.database import schema

        database.start(database.home())
        try:
            schema.ready()
            lines = section(writers_beside_each_other(chosen.seconds))
        finally:
            database.leave(database.home())
    print("\n".join(lines))
    if chosen.out:
        page = telling_plans.replaced(chosen.out.read_text(encoding="utf-8"), lines)
        chosen.out.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
