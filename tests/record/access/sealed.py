"""A log for a test alone: the application that writes, an intruder who owns everything, sealer and verifier."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from fotfeste.ground.access import sealer, verifying
from fotfeste.ground.access.rules.log_findings import Kind
from fotfeste.ground.access.verifying import Verified
from fotfeste.ground.database.location import Address
from tests.conftest import talking_to
from tests.record.access.killed_writer import WRITE

USERS = """
insert into access_user (id, password, public_id, email, name, role, profession, language, is_active, is_persona,
    created_at, sessions_ended)
select n, '', gen_random_uuid(), 'u' || n || '@example.invalid', name, 'therapist', '', 'nb', true, false, now(), 0
  from (values (1, 'Alice Alm'), (2, 'Bob|trainer')) u (n, name)
"""


@dataclass
class Log:
    address: Address
    folder: Path

    def connect(self, role: str = "fotfeste_app") -> "psycopg.Connection[Any]":
        return psycopg.connect(**{**self.address.psycopg(), "user": role}, autocommit=True)

    def write(self, lines: int = 1, *, by: int = 1) -> None:
        with self.connect() as app:
            for n in range(lines):
                app.execute(WRITE, [by, f"read_record_{n}"])

    def tamper(self, *statements: str, given: Any = None) -> None:
        """What somebody does who owns the database, and more: every trigger is off."""
        with self.connect("postgres") as intruder:
            intruder.execute("set session_replication_role = replica")
            for statement in statements:
                intruder.execute(statement, given)

    def ids(self) -> list[int]:
        with self.connect() as app:
            return [row[0] for row in app.execute("select id from access_logentry order by id").fetchall()]

    def seal(self, **how: Any) -> "sealer.Sealed | None":
        return sealer.seal(**how)

    def verify(self) -> Verified:
        return verifying.verify()

    def kinds(self) -> set[Kind]:
        return {each.kind for each in self.verify().findings}

    def named(self, kind: Kind) -> set[int | None]:
        return {each.line for each in self.verify().findings if each.kind is kind}

    @property
    def heads(self) -> Path:
        return self.folder / "heads.jsonl"

    @property
    def key(self) -> Path:
        return self.folder / "key"


@contextlib.contextmanager
def log_in(address: Address, folder: Path, settings: Any) -> Iterator[Log]:
    settings.LOG_HEADS_FILE, settings.LOG_KEY_FILE = folder / "heads.jsonl", folder / "key"
    settings.LOG_KEY_IS_MADE = True
    with talking_to(address):
        log = Log(address, folder)
        emptied(log)
        yield log


TABLES = ("access_logentry", "access_logseal", "access_user")


def emptied(log: Log) -> None:
    """As a new database is, without making one: with the triggers off."""
    log.tamper(f"truncate {', '.join(TABLES)} cascade", USERS)
    for path in (log.heads, log.key):
        path.unlink(missing_ok=True)
