"""The tables as all migrations leave them, in one file: an empty database is made from it instead of step by step.

`schema.sql` is made from the migrations (`python -m tools.schema`) and names in its first line what it was made of.
Where the migrations, or the server, are others than that, it is not used and they are run one by one as ever: a file
that is behind costs time, never a table.
"""

import hashlib
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fotfeste.ground.database.errors import DatabaseProblem

if TYPE_CHECKING:
    from fotfeste.ground.database.cluster import Cluster

FILE = Path(__file__).with_name("schema.sql")
_FIRST_LINE = "-- Written by `python -m tools.schema` from the migrations {mark}, for PostgreSQL {server}.\n"
# What the dump says for restoring elsewhere, and what a program that is no psql cannot read.
_LEFT_OUT = re.compile(r"^(--.*|\\.*|SET (?!default_tablespace|default_table_access_method|check_function).*)\n", re.M)
_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d [\d:.]+\+00'\)")


def mark() -> str:
    """What decides the file: the names of all migrations there are, and the text of our own."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    digest = hashlib.sha256()
    for app, name in sorted(loader.disk_migrations):
        digest.update(f"{app}.{name}\n".encode())
    rooms = Path(__file__).parents[2]
    for file in sorted(rooms.glob("*/*/migrations/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def is_fresh() -> bool:
    """Whether the file was made from the migrations there are."""
    return FILE.exists() and f" {mark()}," in _beginning()


def load(connection: Any) -> bool:
    """Make all tables at once, where there are none yet. `connection` is a Django connection as the owner.

    False, and nothing done, when there are tables, or when the file is of other migrations or another server.
    """
    from django.db import transaction

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
        if cursor.fetchone()[0]:
            return False
    server = connection.pg_version // 10_000
    if not is_fresh() or not _beginning().rstrip().endswith(f"PostgreSQL {server}."):
        return False
    with transaction.atomic(using=connection.alias), connection.connection.cursor() as cursor:
        # Without parameters: then PostgreSQL takes any number of statements at once.
        cursor.execute(FILE.read_bytes())
        cursor.execute("select set_config('search_path', 'public', true)")
    # The dump empties the search path for as long as the connection lasts.
    connection.close()
    return True


def of(cluster: "Cluster", database: str) -> str:
    """The text of the file, for a database in which nothing was done but migrating."""
    said = subprocess.run(
        [
            cluster.programs["pg_dump"], "-h", str(cluster.socket), "-U", "postgres", "-d", database,
            "--no-owner", "--rows-per-insert", "1000",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if said.returncode != 0:
        raise DatabaseProblem(f"pg_dump failed: {said.stderr.strip()}")
    first = _FIRST_LINE.format(mark=mark(), server=cluster.programs.version)
    return first + re.sub(r"\n{2,}", "\n", _MOMENT.sub("now())", _LEFT_OUT.sub("", said.stdout)))


def _beginning() -> str:
    with FILE.open(encoding="utf-8") as file:
        return file.readline()
