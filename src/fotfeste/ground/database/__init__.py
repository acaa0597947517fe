"""The database: where it is, and the embedded PostgreSQL that runs when nobody else provides one (docs/adr/0002)."""

from fotfeste.ground.database.embedded import erase, leave, running, secret_key, start, stop
from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.location import Address, address, external, log_heads_file, where
from fotfeste.ground.database.place import home
from fotfeste.ground.database.without import needs_database, without_database

__all__ = [
    "Address",
    "DatabaseProblem",
    "address",
    "erase",
    "external",
    "home",
    "leave",
    "log_heads_file",
    "needs_database",
    "running",
    "secret_key",
    "start",
    "stop",
    "where",
    "without_database",
]
