"""The database of the tests: a real PostgreSQL, thrown away afterwards, with the same two roles as in production.

One cluster serves a whole run, also when several processes share it. The first process that needs it starts it and
migrates a template as the owner; each process gets a copy of the template and works in it as the application, so what
the application may not do in production it may not do here. `DATABASE_URL` is ignored: tests never touch a database
they did not make. FOTFESTE_POSTGRES chooses other server programs.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from psycopg import sql

from fotfeste.ground.database.cluster import Cluster
from fotfeste.ground.database.location import Address
from fotfeste.ground.database.rights import ROLES, grant_application, guard_kept_tables, make_database, make_roles
from fotfeste.ground.database.showroom import FILLING
from tests.standing import _django_db_helper, all_standing, standing_rows  # noqa: F401 - fixtures of every test

# On a cold or busy machine the first draw alone can be slow; that says nothing of what is tested.
settings.register_profile("busy_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy_machine")

# A million rounds for each password protect nobody invented, and took a twelfth of the time of tests that sign in. The
# way it is done stays; servers and commands in processes of their own do it in full.
PBKDF2PasswordHasher.iterations = 1_000

RUN = "FOTFESTE_TEST_RUN"
PREFIX = "fotfeste-test-"
TEMPLATE = "fotfeste_template"
KEPT = Path(__file__).parent.parent / ".cache" / "tests"
# A test that waits for a row its own process holds would wait for ever; the database ends it, and says for what.
LIMITS = {"lock_timeout": 60, "statement_timeout": 300}


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder of its own; processes started by this one find it in the environment."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    if not hasattr(config, "workerinput") and RUN not in os.environ:  # `make mutate` keeps one for its hundreds
        _sweep()
        run = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))
        run.chmod(0o711)
        os.environ[RUN] = str(run)
        config.add_cleanup(lambda: _throw_away(run))
    os.environ["FOTFESTE_HOME"] = os.environ[RUN] + "/home"
    # The installer writes it where the browser's driver needs libraries the system lacks.
    if (node := Path(sys.prefix) / "bin" / "fotfeste-node").exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))


# Long tests first, so that no process waits for the last one; those of the browser follow each other in one process.
ORDER = ("browser", "verification", "generative", "record", "spec", "rules", "architecture")
# A tracer makes random walks and large registers half as long again, and they go where the others have been.
NOT_MEASURED = ("browser", "verification", "generative")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def kind(item: pytest.Item) -> str:
        within = item.path.relative_to(Path(__file__).parent).parts
        return within[0] if within[0] in ORDER else ORDER[-1]

    for item in items:
        if kind(item) in NOT_MEASURED:
            item.add_marker(pytest.mark.no_cover)
        if kind(item) == "browser":
            # A browser that answers nothing more cannot be interrupted from within: the process of the run is ended
            # and replaced, and the test is named.
            item.add_marker(pytest.mark.timeout(method="thread"))
    items.sort(key=lambda item: ORDER.index(kind(item)))


def _sweep() -> None:
    """Remove what runs that were killed left behind."""
    for left in Path("/tmp").glob(f"{PREFIX}*"):
        process = left.name.removeprefix(PREFIX).split("-")[0]
        with contextlib.suppress(FileNotFoundError):  # another run sweeps at the same time
            if process.isdigit() and not Path(f"/proc/{process}").exists() and left.stat().st_uid == os.geteuid():
                _throw_away(left)


def _throw_away(run: Path) -> None:
    Cluster(run / "database", durable=False).destroy()
    shutil.rmtree(run, ignore_errors=True)


def _what_decides_the_template(server_version: int) -> str:
    """A name for all that migrating depends on: our migrations and models, what is installed, the server."""
    root = Path(__file__).parent.parent
    ours = [f for f in sorted((root / "src").rglob("*.py")) if {"migrations", "models", "models.py"} & set(f.parts)]
    digest = hashlib.sha256(f"{server_version}".encode())
    rights = root / "src" / "fotfeste" / "ground" / "database" / "rights.py"
    for file in (*ours, root / "requirements-dev.lock", Path(__file__), rights):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Throwaway:
    """The run's cluster: started on first use, one template database, copies of it by name."""

    def __init__(self, run: Path) -> None:
        self.run = run
        self.cluster = Cluster(run / "database", durable=False, connections=100)

    def address(self, name: str, user: str = ROLES["app"]) -> Address:
        return Address(str(self.cluster.socket), 5432, name, user)

    def admin(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(**self.address("postgres", "postgres").psycopg(), autocommit=True)

    def ready(self) -> None:
        """Start the cluster and migrate the template, unless another process of the run did."""
        with (self.run / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.run / "template-is-ready").exists():
                self.cluster.start()
                with self.admin() as admin:
                    for limit, seconds in LIMITS.items():
                        admin.execute(f"alter system set {limit} = '{seconds}s'")
                    admin.execute("select pg_reload_conf()")
                    make_roles(admin)
                    make_database(admin, TEMPLATE)
                self._fill_template()
                (self.run / "template-is-ready").touch()

    def _fill_template(self) -> None:
        """Migrate, or restore what migrating gave the last time the same migrations ran (seconds against a minute)."""
        kept = KEPT / f"template-{_what_decides_the_template(self.cluster.programs.version)}.sql"
        if kept.exists():
            self._tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(kept))
            return
        with talking_to(self.address(TEMPLATE, ROLES["owner"])) as connection:
            call_command("migrate", verbosity=0, interactive=False)
            guard_kept_tables(connection)
            grant_application(connection)
        for old in KEPT.glob("template-*"):
            # A run at the same time on another state of the code may be reading a newer one.
            if time.time() - old.stat().st_mtime > 86_400:
                old.unlink(missing_ok=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        self._tool("pg_dump", "-f", str(half))
        half.rename(kept)

    def _tool(self, name: str, *arguments: str) -> None:
        where = ["-h", str(self.cluster.socket), "-U", "postgres", "-d", TEMPLATE]
        said = subprocess.run(
            [self.cluster.programs[name], *where, *arguments], capture_output=True, text=True, check=False, timeout=300
        )
        if said.returncode != 0:
            raise RuntimeError(f"{name} failed: {said.stderr.strip()}. Remove {KEPT} and run the tests again.")

    def copy(self, name: str) -> Address:
        """A fresh copy of the template, in place of any database of that name."""
        with self.admin() as admin:
            self.drop(name)
            make_database(admin, name, template=TEMPLATE)
        return self.address(name)

    def drop(self, name: str) -> None:
        with self.admin() as admin:
            admin.execute(f'drop database if exists "{name}" with (force)')


@contextlib.contextmanager
def being_filled(throwaway: Throwaway) -> Iterator[None]:
    """Let the log of Django's database take the times it is told, as while `fotfeste demo` builds its past."""
    name = sql.Identifier(str(connections["default"].settings_dict["NAME"]))
    say = sql.SQL("comment on database {} is {}")
    asked = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
    with throwaway.admin() as admin:
        before = admin.execute(asked, [connections["default"].settings_dict["NAME"]]).fetchone()
        admin.execute(say.format(name, FILLING))
        yield
        admin.execute(say.format(name, before and before[0]))


@pytest.fixture(autouse=True)
def the_languages_of_earlier_tests_are_forgotten() -> None:
    """A page asked for in English leaves the thread in English; every test begins in the language of the house."""
    translation.deactivate()


@pytest.fixture
def removals(throwaway: Throwaway) -> Iterator[None]:
    """Let rows be removed that the application keeps: stands for what the owner does, or a restored older copy."""
    name = str(connections["default"].settings_dict["NAME"])
    tables = [sql.Identifier(each) for each in ("assessment_assessment", "pathway_careteammember", "pathway_episode")]
    say = sql.SQL("{} delete on {} {} " + ROLES["app"])
    with psycopg.connect(**throwaway.address(name, "postgres").psycopg(), autocommit=True) as admin:
        admin.execute(say.format(sql.SQL("grant"), sql.SQL(", ").join(tables), sql.SQL("to")))
        yield
        admin.execute(say.format(sql.SQL("revoke"), sql.SQL(", ").join(tables), sql.SQL("from")))


@contextlib.contextmanager
def talking_to(address: Address) -> Iterator[Any]:
    """Point Django's connection at another database for a while; the one before stays, with what stands in it."""
    held = connections["default"]
    told, before = held.settings_dict, dict(held.settings_dict)
    told.update(address.django())
    connections["default"] = connections.create_connection("default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        told.update(before)
        connections["default"] = held


@pytest.fixture(scope="session")
def throwaway() -> Throwaway:
    """The run's cluster, with its template migrated."""
    return Throwaway(Path(os.environ[RUN]))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, throwaway: Throwaway, django_db_blocker: Any) -> Iterator[None]:
    """Stands in for pytest-django's own: that one would make and migrate the test database as the application."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        throwaway.ready()
        address = throwaway.copy(name)
        patch = pytest.MonkeyPatch()

        def begin_anew(_case: TransactionTestCase) -> None:
            # The application may not TRUNCATE, and flushing would lose the rows that migrations put there.
            connections["default"].close()
            throwaway.copy(name)

        patch.setattr(TransactionTestCase, "_fixture_teardown", begin_anew)
        with talking_to(address):
            yield
        patch.undo()


@pytest.fixture
def empty_database(throwaway: Throwaway, django_db_blocker: Any) -> Iterator[Address]:
    """The address of a database of this test alone, migrated, without rows: for commands in a process of their own."""
    name = f"test_own_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        throwaway.ready()
    yield throwaway.copy(name)
    throwaway.drop(name)
