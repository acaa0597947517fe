"""Writes `ground/database/schema.sql`, the tables as all migrations leave them: `python -m tools.schema`, or `check`.

An empty database of our own is then made from one file instead of one step at a time (a second against half a minute).
The file is made from the migrations and says of which; where they have gone on since, they are run one by one as ever.
"""

import os
import sys
import tempfile
from pathlib import Path

from fotfeste.ground.database import snapshot
from fotfeste.ground.database.cluster import Cluster
from fotfeste.ground.database.location import ROLES, Address
from fotfeste.ground.database.rights import prepare

DATABASE = "fotfeste_schema"


def main(words: list[str]) -> int:
    if "check" in words:
        _set_up()
        if snapshot.is_fresh():
            return 0
        print("schema.sql is behind the migrations. Run: .venv/bin/python -m tools.schema", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="fotfeste-schema-") as folder:
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder) / "database", durable=False)
        cluster.start()
        try:
            prepare(cluster, DATABASE)
            made = migrated(cluster)
        finally:
            cluster.destroy()
    snapshot.FILE.write_text(made, encoding="utf-8")
    print(f"{snapshot.FILE} is written: {made.count(chr(10))} lines.")
    return 0


def migrated(cluster: Cluster) -> str:
    """Run every migration in the empty database, and give what it is then, as text."""
    os.environ["DATABASE_URL"] = Address(str(cluster.socket), 5432, DATABASE, ROLES["owner"]).url()
    os.environ["DATABASE_OWNER_URL"] = os.environ["DATABASE_URL"]
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return snapshot.of(cluster, DATABASE)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
